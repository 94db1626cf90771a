import GridCoverages
import GridGeometry
import Referees

/// Crooked lines across a square, some closed, with dead ends and crossings of every kind.
func randomNetwork(lines count: Int, side: Double = 1000, seed: UInt64) -> [NetworkLine] {
  var random = SeededRandom(seed: seed)
  return (0..<count).map { index in
    var x = Double.random(in: 0...side, using: &random), y = Double.random(in: 0...side, using: &random)
    var points = [Point(x, y)]
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      x += Double.random(in: -side / 5...side / 5, using: &random)
      y += Double.random(in: -side / 5...side / 5, using: &random)
      points.append(Point(x, y))
    }
    if index % 4 == 0 { points.append(points[0]) }
    return NetworkLine(points, attribute: Int32(index % 5))
  }
}

/// The four sides of a rectangle.
func outline(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, attribute: Int32 = -1) -> NetworkLine {
  NetworkLine([Point(x0, y0), Point(x1, y0), Point(x1, y1), Point(x0, y1), Point(x0, y0)], attribute: attribute)
}
