import Crypto
public import GridGeometry

/// Homes at one place of a grid: how many, never whose.
public struct HomeSite: Hashable, Sendable {
  public let place: Point
  public let households: Int

  /// So many households at a place, in the plan's metres.
  public init(place: Point, households: Int) {
    self.place = place
    self.households = households
  }
}

/// How points of cases are moved before the public sees them: into a ring around the home they are nearest to, wide
/// enough for `k` households to lie nearer, and never out of their grid.
///
/// The place within the ring follows from the home and a secret, not from the case or from chance. So a case is moved to
/// the same point in every export, and all cases of one home to one point: there is nothing to average.
///
/// - SeeAlso: Hampton et al., "Mapping health data: improved privacy protection with donut method geomasking", American
///   Journal of Epidemiology 172(9), 2010; Allshouse et al., "Geomasking sensitive health data and privacy protection",
///   Geocarto International 25(6), 2010.
public struct CaseMask: Sendable {
  private let key: SymmetricKey
  /// Households that a ring has inside at the least.
  public let k: Int
  /// Households up to the outer edge of a ring.
  public let outer: Int
  /// The least width of a ring in metres, and the step that coordinates are rounded to.
  public let leastWidth: Double
  public let grain: Double

  /// The fewest bytes of a secret, and the smallest ``k``.
  public static let leastSecret = 16
  public static let leastK = 5

  /// A mask for one county; a new secret moves every point anew, and whoever has it can undo all of it.
  ///
  /// - Throws: ``CaseError/badMask`` for a shorter secret, a smaller `k`, an outer edge not beyond it, a width or a grain
  ///   outside 1 m…10 km.
  public init(
    secret: [UInt8], k: Int = 10, outer: Int = 40, leastWidth: Double = 25, grain: Double = 1
  ) throws(CaseError) {
    guard secret.count >= Self.leastSecret, k >= Self.leastK, outer > k, (1...10_000).contains(leastWidth),
      (1...10_000).contains(grain)
    else { throw .badMask }
    key = SymmetricKey(data: secret)
    self.k = k
    self.outer = outer
    self.leastWidth = leastWidth
    self.grain = grain
  }

  /// Two numbers in -1...1 for a home and the number of a try.
  fileprivate func draw(_ place: Point, attempt: UInt64) -> (x: Double, y: Double) {
    var message = Array("gridwright mask 1".utf8)
    for word in [place.x.bitPattern, place.y.bitPattern, attempt] {
      for shift in stride(from: 56, through: 0, by: -8) {
        message.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    let code = Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    func number(_ from: Int) -> Double {
      let word = code[from..<from + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return Double(word >> 11) * 0x1p-52 - 1
    }
    return (number(0), number(8))
  }
}

/// A mask laid over the homes of one grid.
public struct MaskedGrid: Sendable {
  private let mask: CaseMask
  private let homes: [HomeSite]
  private let rings: [(inner: Double, outer: Double)]

  /// - Parameter homes: All homes of the grid; those without households count as none.
  /// - Complexity: O(homes² log homes).
  public init(homes: [HomeSite], mask: CaseMask) {
    let homes = homes.filter { $0.households > 0 && $0.place.isFinite }
    self.mask = mask
    self.homes = homes
    let isEnough = homes.reduce(0) { $0 + min($1.households, mask.k) } >= mask.k
    rings = isEnough ? homes.map { Self.ring(around: $0.place, homes, mask) } : []
  }

  private static func ring(
    around place: Point, _ homes: [HomeSite], _ mask: CaseMask
  ) -> (inner: Double, outer: Double) {
    let near = homes.map { (distance: place.distance(to: $0.place), households: $0.households) }
      .sorted { $0.distance < $1.distance }
    var sum = 0
    var inner: Double?
    var outer = 0.0
    for home in near {
      outer = home.distance
      sum += min(home.households, mask.outer)
      if inner == nil, sum >= mask.k { inner = home.distance }
      if sum >= mask.outer { break }
    }
    let least = inner ?? outer
    return (least, max(outer, least * 1.5, least + mask.leastWidth))
  }

  /// Where a case may be shown.
  ///
  /// - Parameters:
  ///   - place: Where it is.
  ///   - isInside: Whether a point lies in the grid.
  /// - Returns: A point of the grid that could stand for `k` households of it at the least; `nil` where there is none
  ///   such, as in a grid with fewer: the case is then only counted.
  /// - Complexity: O(homes) for each of 500 tries at most.
  public func publicPlace(of place: Point, isInside: (Point) -> Bool) -> Point? {
    guard !rings.isEmpty, let home = nearest(to: place) else { return nil }
    let (centre, ring) = (homes[home].place, rings[home])
    for attempt in UInt64(0)..<500 {
      let drawn = mask.draw(centre, attempt: attempt)
      let moved = Point(
        rounded(centre.x + drawn.x * ring.outer), rounded(centre.y + drawn.y * ring.outer))
      if isPossible(moved, for: home), households(behind: moved) >= mask.k, isInside(moved) { return moved }
    }
    return nil
  }

  private func nearest(to place: Point) -> Int? {
    homes.indices.min {
      let (a, b) = (homes[$0].place.distance(to: place), homes[$1].place.distance(to: place))
      return a != b ? a < b : (homes[$0].place.x, homes[$0].place.y) < (homes[$1].place.x, homes[$1].place.y)
    }
  }

  private func rounded(_ coordinate: Double) -> Double { (coordinate / mask.grain).rounded() * mask.grain }

  private func isPossible(_ point: Point, for home: Int) -> Bool {
    let distance = homes[home].place.distance(to: point)
    return distance >= rings[home].inner && distance <= rings[home].outer
  }

  /// Households that a public point could stand for, to somebody who knows every home and this code.
  public func households(behind point: Point) -> Int {
    homes.indices.reduce(0) { $0 + (isPossible(point, for: $1) ? min(homes[$1].households, mask.outer) : 0) }
  }
}
