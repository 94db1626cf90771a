import GridCoverages
import GridGeometry

/// A rectangle by its south-west corner and size, in metres.
func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Polygon {
  polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
}

/// A polygon by its corners, the first not repeated.
func polygon(_ corners: [(Double, Double)]) -> Polygon {
  let points = corners.map { Point($0.0, $0.1) }
  return Polygon(exterior: Ring(unchecked: points + points.prefix(1)))
}

func community(_ code: String, _ grounds: Polygon...) -> CommunityArea {
  CommunityArea(code: code, name: code, ground: MultiPolygon(grounds))
}

func road(_ points: (Double, Double)..., weight: Double = 2, tier: BarrierLine.Tier = .first) -> BarrierLine {
  BarrierLine(
    category: "road", weight: weight, tier: tier, line: LineString(unchecked: points.map { Point($0.0, $0.1) }))
}

func river(_ points: (Double, Double)...) -> BarrierLine {
  BarrierLine(
    category: "river", weight: 8, isHard: true, line: LineString(unchecked: points.map { Point($0.0, $0.1) }))
}

/// A house of 8 m by 8 m around a point.
func house(_ id: String, _ x: Double, _ y: Double, households: Int = 1) -> HouseholdPlace {
  HouseholdPlace(
    id: id, households: households, footprint: rectangle(x - 4, y - 4, 8, 8), point: Point(x, y))
}

/// Rows and columns of houses; the first in the south-west corner.
func houses(
  _ prefix: String, from x: Double, _ y: Double, columns: Int, rows: Int, step: Double = 20, households: Int = 1
) -> [HouseholdPlace] {
  (0..<rows).flatMap { row in
    (0..<columns).map { column in
      house(
        "\(prefix)\(row)-\(column)", x + Double(column) * step, y + Double(row) * step, households: households)
    }
  }
}

extension AtomMap {
  /// The atom at a point.
  func atom(at x: Double, _ y: Double) -> Int? {
    let face = map.locate([Point(x, y)])[0]
    return face >= 0 && atomOfFace[Int(face)] >= 0 ? Int(atomOfFace[Int(face)]) : nil
  }

  func border(_ a: Int?, _ b: Int?) -> AtomBorder? {
    guard let a, let b else { return nil }
    return borders.first { $0.a == min(a, b) && $0.b == max(a, b) }
  }

  func notes(_ rule: String) -> [GroundNote] { (repairs + findings).filter { $0.rule == rule } }
}
