import GridAuditing
import GridGeometry

/// A rectangle of ground.
func block(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> Polygon {
  Polygon(
    exterior: Ring(unchecked: [Point(x0, y0), Point(x1, y0), Point(x1, y1), Point(x0, y1), Point(x0, y0)]))
}

/// Somebody's grids drawn on squared paper: cells of 100 m, named by column letter and row.
struct Fishnet {
  var grounds: [CoverageGround] = []

  init(_ side: Int) {
    for row in 0..<side {
      for column in 0..<side { add(Self.name(column, row), Self.cell(column, row)) }
    }
  }

  static func name(_ column: Int, _ row: Int) -> String {
    "\(["A", "B", "C", "D", "E", "F", "G", "H"][column])\(row + 1)"
  }

  static func cell(_ column: Int, _ row: Int) -> Polygon {
    block(Double(column) * 100, Double(row) * 100, Double(column + 1) * 100, Double(row + 1) * 100)
  }

  mutating func add(_ code: String?, _ polygons: Polygon...) {
    grounds.append(CoverageGround(code: code, ordinal: grounds.count + 1, ground: MultiPolygon(polygons)))
  }

  mutating func draw(_ code: String, _ points: [Point]) {
    guard let index = grounds.firstIndex(where: { $0.code == code }) else { return }
    grounds[index].ground = MultiPolygon(Polygon(exterior: Ring(unchecked: points + [points[0]])))
  }

  func audit(_ more: (inout CoverageAuditInput) -> Void = { _ in }) throws -> [ItemisedFinding] {
    var input = CoverageAuditInput(grounds: grounds)
    more(&input)
    return itemise(try CoverageEvidence(input), by: CoverageRules.all)
  }
}
