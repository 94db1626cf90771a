public import GridAccess
public import GridGeometry

/// What a plan says about reach: where services stand, which ways lead there, and how far is too far.
public struct AuditReach: Sendable {
  /// A place where people are served.
  public struct Service: Hashable, Sendable {
    public var id: String
    /// Such as `doctor`.
    public var category: String
    public var point: Point

    /// A service at a point in the plan's system.
    public init(id: String, category: String, point: Point) {
      self.id = id
      self.category = category
      self.point = point
    }
  }

  /// Everyone is to be within reach of a service of a class.
  public struct Promise: Hashable, Sendable {
    /// Empty for services of any class.
    public var category: String
    public var settings: ReachSettings

    /// A promise about one class of services.
    public init(category: String, settings: ReachSettings) {
      self.category = category
      self.settings = settings
    }
  }

  public var services: [Service]
  public var ways: [WayLine]
  public var promises: [Promise]

  /// Services, the ways to them, and what is promised.
  public init(services: [Service], ways: [WayLine], promises: [Promise]) {
    self.services = services
    self.ways = ways
    self.promises = promises
  }
}

/// Reach as the rules look at it, reckoned once from atoms, ways and services.
struct ReachEvidence: Sendable {
  /// One promise and what came of it.
  struct Checked: Sendable {
    let promise: AuditReach.Promise
    /// Its services, as indices of the input.
    let services: [Int]
    /// Services that are too far from every way.
    let lost: [Int]
    /// `nil` where it could not be reckoned; then the failure says why.
    let result: ReachResult?
    let failure: AccessError?
    let pieces: NetworkPieces?
    /// The piece each place stands on, −1 for none.
    let pieceOfPlace: [Int32]
    let pieceOfService: [Int32]
  }

  /// The atoms with households, ascending; the places of every result.
  let atoms: [Int]
  let weights: [Double]
  let checked: [Checked]

  init(_ reach: AuditReach, atoms: [AuditAtom], threads: Int) {
    var members: [Int] = []
    var points: [Point] = []
    for (index, atom) in atoms.enumerated() where atom.households > 0 {
      guard let point = atom.ground.interiorPoint else { continue }
      members.append(index)
      points.append(point)
    }
    let weights = members.map { Double(atoms[$0].households) }
    self.atoms = members
    self.weights = weights
    checked = reach.promises.map { Self.check($0, reach, points, weights, threads: threads) }
  }

  private static func check(
    _ promise: AuditReach.Promise, _ reach: AuditReach, _ points: [Point], _ weights: [Double], threads: Int
  ) -> Checked {
    let services = reach.services.indices.filter {
      promise.category.isEmpty || reach.services[$0].category == promise.category
    }
    do throws(AccessError) {
      let traveller = try promise.settings.traveller(over: reach.ways)
      let stops = traveller.place(services.map { reach.services[$0].point })
      let places = traveller.place(points, threads: threads)
      let result = try traveller.reach(
        of: stops, for: places, weights: weights, within: promise.settings.minutes, threads: threads)
      let pieces = traveller.network.map(NetworkPieces.init)
      func piece(_ position: NetworkPosition?) -> Int32 {
        guard let position, let network = traveller.network, let pieces else { return -1 }
        return pieces.pieceOfNode[network.edge(Int(position.edge)).start]
      }
      return Checked(
        promise: promise, services: services, lost: stops.lost.map { services[$0] }, result: result, failure: nil,
        pieces: pieces, pieceOfPlace: (places.positions ?? []).map(piece), pieceOfService: (stops.positions ?? []).map(piece))
    } catch {
      return Checked(
        promise: promise, services: services, lost: [], result: nil, failure: error, pieces: nil, pieceOfPlace: [],
        pieceOfService: [])
    }
  }
}

extension AuditReach.Promise {
  /// The services meant, in words.
  var words: Wording {
    category.isEmpty
      ? Wording(en: "service point", zh: "服务点") : Wording(en: "service point (\(category))", zh: "服务点（\(category)）")
  }
}
