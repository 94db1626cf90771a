import GridGeometry

/// Hairline faults put into community borders on purpose, and a list of them.
struct PlantedFaults {
  private var rows: [String] = []

  var count: Int { rows.count }
  /// One line per fault: community, kind, width in metres, place.
  var csv: [UInt8] { Array(("community,kind,width_m,x,y\n" + rows.joined()).utf8) }

  /// Moves one vertex of the outer ring by 0.1–0.4 m, outward (overlap) or inward (gap), the neighbour's line unmoved.
  mutating func spoil(_ ground: MultiPolygon, of community: String, using random: inout SampleRandom) -> MultiPolygon {
    guard let first = ground.polygons.first else { return ground }
    var points = first.exterior.points
    let last = points.count - 1
    guard last > 4 else { return ground }
    let width = random.uniform(0.1, 0.4)
    let isOverlap = random.chance(0.5)
    for _ in 0..<12 {
      let index = 1 + random.index(last - 1)
      let before = points[index - 1]
      let after = points[index + 1 > last ? 1 : index + 1]
      let inward = (after - before).unit.left
      let moved = (points[index] + inward * (isOverlap ? -width : width)).snapped
      guard points[index].distance(to: before) > 20, points[index].distance(to: after) > 20 else { continue }
      rows.append("\(community),\(isOverlap ? "overlap" : "gap"),\((width * 100).rounded() / 100),\(points[index].x),\(points[index].y)\n")
      points[index] = moved
      let spoilt = Polygon(exterior: Ring(unchecked: points), holes: first.holes)
      return MultiPolygon([spoilt] + ground.polygons.dropFirst())
    }
    return ground
  }
}
