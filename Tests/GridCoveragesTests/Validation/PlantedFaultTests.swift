import GridCoverages
import GridGeometry
import Testing

/// A square of counter-clockwise points.
func square(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> MultiPolygon {
  ground([Point(x0, y0), Point(x1, y0), Point(x1, y1), Point(x0, y1), Point(x0, y0)])
}

/// One polygon without holes; the points must close.
func ground(_ points: [Point]) -> MultiPolygon {
  guard let ring = try? Ring(points) else { return .empty }
  return MultiPolygon(Polygon(exterior: ring))
}

/// A fishnet of `side` × `side` cells of 10 m, row by row from the south west.
func fishnet(_ side: Int) -> [MultiPolygon] {
  (0..<side * side).map { cell in
    let x = Double(cell % side) * 10, y = Double(cell / side) * 10
    return square(x, y, x + 10, y + 10)
  }
}

@Suite("Coverage validation: planted faults")
struct PlantedFaultTests {
  @Test("A fishnet is a coverage without fault, its outline open", arguments: [1, 2, 5])
  func clean(side: Int) throws {
    let report = try validateCoverage(fishnet(side))
    #expect(report.faults == [])
    #expect(report.isCoverage)
    #expect(report.edges == 4 * side * side)
    #expect(report.matchedEdges == 4 * side * (side - 1))
    #expect(report.openLength == Double(40 * side))
  }

  @Test("An overlap is found with owners, place, area and width")
  func overlap() throws {
    var cells = fishnet(3)
    cells[4] = square(10, 10, 21, 20)
    let report = try validateCoverage(cells)
    let overlaps = report.faults.filter { if case .overlap = $0 { true } else { false } }
    #expect(overlaps.count == 1)
    guard case .overlap(let owners, let place, let area, let width) = try #require(overlaps.first) else { return }
    #expect(owners == [4, 5])
    #expect(area == 10)
    #expect(abs(width - 1) < 0.02)
    #expect(place.envelope == Envelope(Point(20, 10), Point(21, 20)))
    #expect(!report.isCoverage)
  }

  @Test("A ground laid over a mosaic overlaps each stone of it by itself")
  func overlay() throws {
    let report = try validateCoverage(fishnet(3) + [square(5, 5, 25, 25)])
    let found = report.faults.compactMap { fault -> [Int: Double]? in
      if case .overlap(let owners, _, let area, _) = fault { [owners[0]: area] } else { nil }
    }
    #expect(found.map { $0.keys.sorted()[0] }.sorted() == Array(0..<9))
    #expect(report.overlapArea == 400)
    #expect(report.faults.allSatisfy { if case .overlap(let owners, _, _, _) = $0 { owners.last == 9 } else { true } })
  }

  @Test("A triangular gap is as wide as its inscribed disc")
  func triangle() throws {
    // Two grounds that part at (10, 0) and meet again at (10, 8): a gap with sides 5, 5 and 8.
    let left = ground([Point(0, 0), Point(10, 0), Point(7, 4), Point(10, 8), Point(0, 8), Point(0, 0)])
    let report = try validateCoverage([left, square(10, 0, 20, 8)])
    guard case .gap(_, let area, let width, _, _, _) = try #require(report.faults.first) else { return }
    #expect(area == 12)
    #expect(abs(width - 8.0 / 3) < 1e-9)
  }

  @Test("A missing stone is an enclosed gap with its neighbours; at the rim it is one only against a boundary")
  func gaps() throws {
    var cells = fishnet(3)
    cells[4] = .empty
    let report = try validateCoverage(cells)
    #expect(report.isCoverage)
    #expect(report.gapArea == 100)
    guard case .gap(let place, _, let width, let neighbours, let heir, let kind) = try #require(report.faults.first) else { return }
    #expect(place.envelope == Envelope(Point(10, 10), Point(20, 20)))
    #expect(abs(width - 10) < 0.2)
    #expect(neighbours == [1, 3, 5, 7])
    #expect(heir == 1)
    #expect(kind == .enclosed)

    cells = fishnet(3)
    cells[1] = .empty
    #expect(try validateCoverage(cells).faults.isEmpty)
    let bounded = try validateCoverage(cells, criteria: CoverageCriteria(boundary: square(0, 0, 30, 30)))
    guard case .gap(_, let area, _, let around, _, let place) = try #require(bounded.faults.first) else { return }
    #expect(area == 100)
    #expect(around == [0, 2, 4])
    #expect(place == .inlet)
  }

  @Test("A coverage that equals its boundary has no fault; what sticks out is told")
  func boundary() throws {
    let criteria = CoverageCriteria(boundary: square(0, 0, 30, 30))
    #expect(try validateCoverage(fishnet(3), criteria: criteria).faults == [])
    var cells = fishnet(3)
    cells[5] = ground([Point(20, 10), Point(30, 10), Point(33, 15), Point(30, 20), Point(20, 20), Point(20, 10)])
    let report = try validateCoverage(cells, criteria: criteria)
    guard case .outside(let owner, _, let area, _) = try #require(report.faults.first) else { return }
    #expect(owner == 5)
    #expect(area == 15)
    #expect(report.faults.count == 1)
  }

  @Test("A corner on a neighbour's straight edge is a missing vertex of the neighbour")
  func missingVertex() throws {
    let report = try validateCoverage([square(0, 0, 10, 20), square(10, 0, 20, 10), square(10, 10, 20, 20)])
    #expect(report.faults == [.missingVertex(owner: 0, neighbour: 1, at: Point(10, 10))])
    #expect(!report.isCoverage)
  }

  @Test("Corners that miss each other by less than the tolerance are near vertices")
  func nearVertex() throws {
    let right = ground([Point(10, 0), Point(20, 0), Point(20, 10), Point(10.004, 10), Point(10, 0)])
    let report = try validateCoverage([square(0, 0, 10, 10), right])
    let near = report.faults.filter { if case .nearVertex = $0 { true } else { false } }
    #expect(near.count == 1)
    guard case .nearVertex(let owners, let place, let distance) = try #require(near.first) else { return }
    #expect(owners == [0, 1])
    #expect(place == Point(10, 10))
    #expect(abs(distance - 0.004) < 1e-9)
    #expect(!report.isCoverage)
  }

  @Test("The same ground twice is a duplicate, not an overlap")
  func duplicate() throws {
    let report = try validateCoverage(fishnet(2) + [square(10, 0, 20, 10)])
    let kinds = report.faults.map { fault -> [Int] in if case .duplicate(let owners, _) = fault { owners } else { [] } }
    #expect(kinds == [[1, 4]])
    #expect(!report.isCoverage)
  }

  @Test("A bow tie and a hole outside its shell are invalid, and told with GEOS's reason")
  func invalid() throws {
    let bowTie = ground([Point(20, 0), Point(30, 10), Point(30, 0), Point(20, 10), Point(20, 0)])
    let report = try validateCoverage(fishnet(2) + [bowTie])
    guard case .invalid(let owner, let reason, let place) = try #require(report.faults.first) else { return }
    #expect(owner == 4)
    #expect(reason.contains("Self-intersection"))
    #expect(place == Point(25, 5))
    let hole = square(50, 50, 51, 51).polygons[0].exterior
    let astray = MultiPolygon(Polygon(exterior: square(0, 0, 1, 1).polygons[0].exterior, holes: [hole]))
    #expect(try validateCoverage([astray]).faults.contains { if case .invalid = $0 { true } else { false } })
  }

  @Test("Ground thinner than the width asked for is a sliver")
  func sliver() throws {
    let report = try validateCoverage([square(0, 0, 10, 10), square(10, 0, 10.5, 10), square(10.5, 0, 20, 10)])
    guard case .sliver(let owner, _, let area, let width) = try #require(report.faults.first) else { return }
    #expect(report.faults.count == 1)
    #expect(owner == 1)
    #expect(area == 5)
    #expect(abs(width - 0.5) < 0.01)
    #expect(report.isCoverage)
  }

  @Test("A hole that another ground fills vertex for vertex is no fault; an empty hole is a gap")
  func holes() throws {
    let outer = square(0, 0, 30, 30).polygons[0].exterior
    let inner = square(10, 10, 20, 20)
    let ring = MultiPolygon(Polygon(exterior: outer, holes: [inner.polygons[0].exterior]))
    #expect(try validateCoverage([ring, inner]).faults == [])
    #expect(try validateCoverage([ring]).gapArea == 100)
    #expect(try validateCoverage([MultiPolygon(Polygon(exterior: outer)), inner]).overlapArea == 100)
  }

  @Test("Coordinates that are no numbers are told and the rest is still checked")
  func notANumber() throws {
    let ring = Ring(unchecked: [Point(0, 0), Point(.nan, 1), Point(1, 1), Point(0, 0)])
    let report = try validateCoverage(fishnet(2) + [MultiPolygon(Polygon(exterior: ring))])
    #expect(report.faults.count == 1)
    #expect(report.openLength == 80)
  }

  @Test("Nothing at all is a coverage") func empty() throws {
    #expect(try validateCoverage([]).isCoverage)
    #expect(try validateCoverage([.empty, .empty]).faults == [])
  }
}
