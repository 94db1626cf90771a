public import GridCoverages
import GridGeometry

/// What the rules for coverages look at: the layer, and every fault of its ground.
public struct CoverageEvidence: Sendable {
  public let input: CoverageAuditInput
  public let report: CoverageReport
  let households: HouseholdCount?

  /// - Throws: ``GridCoverages/CoverageError`` where the ground cannot be checked at all.
  /// - Complexity: As ``GridCoverages/validateCoverage(_:criteria:threads:)``; O(1) more for each household place.
  public init(_ input: CoverageAuditInput, threads: Int = 1) throws(CoverageError) {
    self.input = input
    let criteria = CoverageCriteria(
      tolerance: input.tolerance, sliverWidth: input.sliverWidth, boundary: input.target)
    report = try validateCoverage(input.grounds.map(\.ground), criteria: criteria, threads: threads)
    let gaps = report.faults.compactMap { fault -> Polygon? in
      if case .gap(let place, _, _, _, _, _) = fault { place } else { nil }
    }
    households = input.households.map { HouseholdCount($0, grounds: input.grounds.map(\.ground), gaps: gaps) }
  }

  /// The ground of a feature in square metres; of an invalid one what it claims (``GridCoverages/CoverageReport/invalidAreas``).
  func area(of owner: Int) -> Double { report.invalidAreas[owner] ?? input.grounds[owner].ground.area }

  func label(_ owner: Int) -> String { input.grounds[owner].label }
  func labels(_ owners: [Int]) -> [String] { owners.map(label) }
  func ordinals(_ owners: [Int]) -> [Int] { owners.map { input.grounds[$0].ordinal }.sorted() }
  func isSliver(_ width: Double) -> Bool { width < input.sliverWidth }

  /// A finding about ground of some owners at a polygon.
  func finding(
    _ rule: String, _ severity: Severity, owners: [Int], place: Polygon, area: Double, width: Double, fix: Wording,
    _ words: Wording
  ) -> ItemisedFinding {
    let size = sizeWords(area: area, width: width)
    let finding = Finding(
      rule, severity, subjects: labels(owners), anchor: place.interiorPoint, grids: labels(owners),
      place: .polygon(place), measure: area, unit: "m2",
      Wording(en: "\(words.en): \(size.en).", zh: "\(words.zh)：\(size.zh)。"))
    return ItemisedFinding(finding, features: ordinals(owners), area: area, width: width, fix: fix)
  }

  private func sizeWords(area: Double, width: Double) -> Wording {
    let extent = areaWords(area)
    return Wording(en: "\(extent.en), \(figure(width)) m wide", zh: "面积 \(extent.zh)，宽 \(figure(width)) 米")
  }
}

/// Households by how many grounds claim their place.
struct HouseholdCount: Sendable {
  /// Places together, and the households on them.
  struct Tally: Hashable, Sendable {
    var places = 0
    var households = 0

    mutating func add(_ count: Int) {
      places += 1
      households += count
    }
  }

  /// A square of this side, in metres, is the closest that places outside every ground are told.
  static let square = 1000.0

  struct Square: Hashable, Comparable {
    let column: Int
    let row: Int

    static func < (a: Square, b: Square) -> Bool { (a.column, a.row) < (b.column, b.row) }
  }

  private(set) var total = Tally()
  private(set) var inOne = Tally()
  private(set) var inSeveral = Tally()
  private(set) var inNone = Tally()
  /// By owners, ascending.
  private(set) var contested: [[Int]: Tally] = [:]
  /// By the gap they lie in.
  private(set) var inGap: [Int: Tally] = [:]
  /// Outside every ground and gap.
  private(set) var beyond: [Square: Tally] = [:]

  init(_ places: [HouseholdPlace], grounds: [MultiPolygon], gaps: [Polygon]) {
    let locator = PointLocator(grounds)
    let gapLocator = PointLocator(gaps.map { MultiPolygon($0) })
    for place in places {
      total.add(place.households)
      let owners = locator.locate(place.point).indices
      if owners.count == 1 {
        inOne.add(place.households)
      } else if owners.isEmpty {
        inNone.add(place.households)
        if let gap = gapLocator.locate(place.point).indices.first {
          inGap[gap, default: Tally()].add(place.households)
        } else {
          beyond[Self.square(of: place.point), default: Tally()].add(place.households)
        }
      } else {
        inSeveral.add(place.households)
        contested[owners, default: Tally()].add(place.households)
      }
    }
  }

  private static func square(of point: Point) -> Square {
    func number(_ value: Double) -> Int { Int(exactly: (value / square).rounded(.down)) ?? 0 }
    return Square(column: number(point.x), row: number(point.y))
  }
}
