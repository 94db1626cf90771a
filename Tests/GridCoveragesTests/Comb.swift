import GridGeometry

/// A comb: a spine of 10 m, and upon it teeth of 300 m that are 2 m wide and 2 m apart.
///
/// - Parameter isUpright: Otherwise it lies on its side, its teeth running east.
func comb(teeth: Int, isUpright: Bool = true) -> MultiPolygon {
  var points: [Point] = []
  for tooth in 0..<teeth {
    let x = Double(4 * tooth)
    points += [Point(x, 310), Point(x + 2, 310), Point(x + 2, 10), Point(x + 4, 10)]
  }
  points += [Point(Double(4 * teeth), 0), Point(0, 0)]
  points.append(points[0])
  return MultiPolygon(Polygon(exterior: Ring(unchecked: points.map { isUpright ? $0 : Point($0.y, $0.x) })))
}
