import GridCoverages
import GridGeometry
import Referees
import Testing

/// A coverage of random shape, one polygon or more for each owner.
func randomCoverage(owners: Int, lines: Int, seed: UInt64) throws -> [MultiPolygon] {
  let map = try PlanarMap(lines: randomNetwork(lines: lines, seed: seed) + [outline(-400, -400, 1400, 1400)])
  var random = SeededRandom(seed: seed)
  let labels = (0..<map.faceCount).map { _ in Int32.random(in: 0..<Int32(owners), using: &random) }
  return map.polygons(labels: labels, labelCount: owners)
}

/// One change to one ring of one ground.
enum Damage: CaseIterable {
  case none, shiftCorner, nudgeCorner, dropCorner, addCorner, dropGround, repeatGround

  func apply(to grounds: inout [MultiPolygon], using random: inout SeededRandom) {
    let owner = Int.random(in: 0..<grounds.count, using: &random)
    var polygons = grounds[owner].polygons
    guard !polygons.isEmpty else { return }
    let part = Int.random(in: 0..<polygons.count, using: &random)
    var points = Array(polygons[part].exterior.points.dropLast())
    let corner = Int.random(in: 0..<points.count, using: &random)
    switch self {
    case .none: return
    case .dropGround: grounds[owner] = .empty
    case .repeatGround: grounds.append(MultiPolygon(polygons[part]))
    case .shiftCorner: points[corner] = Point(points[corner].x + 3, points[corner].y - 2)
    case .nudgeCorner: points[corner].x += 0.0001
    case .dropCorner: if points.count > 3 { points.remove(at: corner) }
    case .addCorner:
      let next = points[(corner + 1) % points.count]
      points.insert(Point((points[corner].x + next.x) / 2, (points[corner].y + next.y) / 2), at: corner + 1)
    }
    guard self != .dropGround, self != .repeatGround, let ring = try? Ring(points + [points[0]]) else { return }
    polygons[part] = Polygon(exterior: ring, holes: polygons[part].holes)
    grounds[owner] = MultiPolygon(polygons)
  }
}

@Suite("Coverage validation against shapely")
struct CoverageRefereeTests {
  private static let script = """
    import sys, shapely
    for line in sys.stdin:
      g = shapely.from_wkt([w for w in line.rstrip("\\n").split("\\t") if w])
      print(int(shapely.coverage_is_valid(g)), int(shapely.coverage_is_valid(g, gap_width=0.01)), int(all(shapely.is_valid(g))))
    """

  /// We call grounds closer than the tolerance of 0.01 m a fault, as shapely does with that gap width; but with a gap
  /// width shapely also finds fault with the pointed ends of some wide gaps. So our answer lies between its two.
  @Test("Grounds are a coverage when shapely says so, whatever was done to them")
  func agreement() throws {
    guard let referee = Referee.shapely else { return }
    var cases: [(damage: Damage, seed: UInt64, grounds: [MultiPolygon])] = []
    for seed in 1...12 as ClosedRange<UInt64> {
      let clean = try randomCoverage(owners: 8, lines: 20, seed: seed)
      for damage in Damage.allCases {
        var grounds = clean
        var random = SeededRandom(seed: seed * 31)
        damage.apply(to: &grounds, using: &random)
        cases.append((damage, seed, grounds))
      }
    }
    let input = cases.map { item in
      item.grounds.filter { !$0.isEmpty }.map { WellKnownText.format(.multiPolygon($0), decimals: nil) }
        .joined(separator: "\t")
    }
    let answers = try referee.run(Self.script, input: input.joined(separator: "\n") + "\n").split(separator: "\n")
    #expect(answers.count == cases.count)
    for (item, answer) in zip(cases, answers) {
      let fields = answer.split(separator: " ")
      let report = try validateCoverage(item.grounds)
      let isInvalid = report.faults.contains { if case .invalid = $0 { true } else { false } }
      #expect(isInvalid == (fields[2] == "0"), "\(item.damage) \(item.seed)")
      if isInvalid { continue }
      if report.isCoverage {
        #expect(fields[0] == "1", "\(item.damage) \(item.seed): \(report.faults)")
      } else {
        #expect(fields[1] == "0", "\(item.damage) \(item.seed): \(report.faults)")
      }
    }
  }

  @Test("A random coverage has no fault, and its open length is the rim's", arguments: 1...6)
  func clean(seed: Int) throws {
    let report = try validateCoverage(
      randomCoverage(owners: 9, lines: 40, seed: UInt64(seed)), criteria: CoverageCriteria(sliverWidth: 0))
    #expect(report.faults == [])
    #expect(abs(report.openLength - 7200) < 1e-6)
  }

  @Test("Overlap and gap areas of shifted grounds are those of GEOS's overlays", arguments: 1...6)
  func areas(seed: Int) throws {
    var grounds = try randomCoverage(owners: 6, lines: 25, seed: UInt64(seed))
    var random = SeededRandom(seed: UInt64(seed))
    Damage.shiftCorner.apply(to: &grounds, using: &random)
    Damage.shiftCorner.apply(to: &grounds, using: &random)
    let report = try validateCoverage(grounds, criteria: CoverageCriteria(sliverWidth: 0))
    let isValid = !report.faults.contains { if case .invalid = $0 { true } else { false } }
    guard isValid else { return }
    var overlap = 0.0
    for a in grounds.indices {
      for b in (a + 1)..<max(grounds.count, a + 1) { overlap += try Overlay.intersection(grounds[a], grounds[b]).area }
    }
    let union = try Overlay.union(grounds.flatMap(\.polygons))
    let shells = union.polygons.map { Polygon(exterior: $0.exterior) }
    // Positions where faults cross are rounded to the grid of 0.01 m.
    #expect(abs(report.overlapArea - overlap) < 2)
    #expect(abs(report.gapArea - (try Overlay.union(shells).area - union.area)) < 2)
  }

  @Test("The report does not depend on where rings begin or which way they run", arguments: 1...3)
  func notation(seed: Int) throws {
    var grounds = try randomCoverage(owners: 6, lines: 25, seed: UInt64(seed))
    var random = SeededRandom(seed: UInt64(seed))
    Damage.shiftCorner.apply(to: &grounds, using: &random)
    Damage.addCorner.apply(to: &grounds, using: &random)
    let turned = grounds.map { ground in
      MultiPolygon(ground.polygons.map { Polygon(exterior: $0.exterior.reversed, holes: $0.holes.map(\.reversed)) })
    }
    let a = try validateCoverage(grounds), b = try validateCoverage(turned)
    #expect(a.faults.count == b.faults.count)
    #expect(a.overlapArea == b.overlapArea)
    #expect(a.gapArea == b.gapArea)
  }
}
