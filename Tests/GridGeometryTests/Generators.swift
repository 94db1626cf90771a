import GridGeometry
import Referees

extension SeededRandom {
  mutating func point(in envelope: Envelope) -> Point {
    Point(
      Double.random(in: envelope.minX...envelope.maxX, using: &self),
      Double.random(in: envelope.minY...envelope.maxY, using: &self))
  }

  /// A star-shaped ring: valid, seldom convex.
  mutating func star(corners: Int, around center: Point, radius: Double) -> Ring {
    var points: [Point] = []
    for corner in 0..<corners {
      // Directions of a square's outline serve as well as those of a circle and need no sine.
      let along = Double(corner) / Double(corners) * 8
      let direction =
        along < 2
        ? Point(1, along - 1)
        : along < 4 ? Point(3 - along, 1) : along < 6 ? Point(-1, 5 - along) : Point(along - 7, -1)
      let reach = Double.random(in: 0.3...1, using: &self) * radius
      points.append(Point(center.x + direction.x * reach, center.y + direction.y * reach))
    }
    points.append(points[0])
    return (try? Ring(points)) ?? square(center, radius)
  }

  func square(_ center: Point, _ radius: Double) -> Ring {
    boxRing(Envelope(Point(center.x - radius, center.y - radius), Point(center.x + radius, center.y + radius)))
  }

  /// Any geometry with whole-number coordinates, collections at most two deep.
  mutating func geometry(depth: Int = 0) -> Geometry {
    func line(_ generator: inout Self) -> LineString? {
      try? LineString((0..<Int.random(in: 2...9, using: &generator)).map { _ in generator.place() })
    }
    func polygon(_ generator: inout Self) -> Polygon {
      let center = generator.place()
      let hole = generator.square(center, 0.25)
      return Polygon(
        exterior: generator.star(corners: 12, around: center, radius: 9),
        holes: Bool.random(using: &generator) ? [hole] : [])
    }
    switch Int.random(in: 0..<(depth < 2 ? 7 : 6), using: &self) {
    case 0: return .point(place())
    case 1: return .multiPoint((0..<Int.random(in: 0...5, using: &self)).map { _ in place() })
    case 2: return line(&self).map { .lineString($0) } ?? .multiLineString([])
    case 3: return .multiLineString((0..<Int.random(in: 0...4, using: &self)).compactMap { _ in line(&self) })
    case 4: return .polygon(polygon(&self))
    case 5: return .multiPolygon(MultiPolygon((0..<Int.random(in: 0...3, using: &self)).map { _ in polygon(&self) }))
    default: return .collection((0..<Int.random(in: 0...3, using: &self)).map { _ in geometry(depth: depth + 1) })
    }
  }

  private mutating func place() -> Point { point(in: Envelope(Point(-5e6, -5e6), Point(5e6, 5e6))) }
}

/// The outline of a rectangle, counter-clockwise.
func boxRing(_ box: Envelope) -> Ring {
  let corners = [
    Point(box.minX, box.minY), Point(box.maxX, box.minY), Point(box.maxX, box.maxY), Point(box.minX, box.maxY),
    Point(box.minX, box.minY),
  ]
  guard let ring = try? Ring(corners) else { preconditionFailure("a box with corners that are no numbers") }
  return ring
}

func box(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> Polygon {
  Polygon(exterior: boxRing(Envelope(Point(minX, minY), Point(maxX, maxY))))
}

extension MultiPolygon {
  init(wkt: String) throws { self.init(try WellKnownText.parse(wkt).polygons) }
}
