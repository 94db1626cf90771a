extension Ring {
  /// The same line, counter-clockwise or clockwise, from its lowest corner in (x, y) order.
  func normalized(counterClockwise: Bool) -> Ring {
    let open = points.dropLast()
    guard let start = open.indices.min(by: { open[$0].precedes(open[$1]) }) else { return self }
    var turned = Array(open[start...]) + Array(open[..<start])
    turned.append(open[start])
    let ring = Ring(unchecked: turned)
    return ring.isCounterClockwise == counterClockwise ? ring : ring.reversed
  }
}

extension Polygon {
  /// The same ground in one fixed notation: right-handed rings, each from its lowest corner, holes in order of it.
  ///
  /// GEOS promises neither the first corner nor the order of what it returns.
  public var normalized: Polygon {
    Polygon(
      exterior: exterior.normalized(counterClockwise: true),
      holes: holes.map { $0.normalized(counterClockwise: false) }.sorted { $0.points.precedes($1.points) })
  }
}

extension MultiPolygon {
  /// The same ground in one fixed notation: normalized polygons in order of their lowest corners.
  public var normalized: MultiPolygon {
    MultiPolygon(polygons.map(\.normalized).sorted { $0.exterior.points.precedes($1.exterior.points) })
  }
}

extension Point {
  func precedes(_ other: Point) -> Bool { x == other.x ? y < other.y : x < other.x }
}

extension [Point] {
  func precedes(_ other: [Point]) -> Bool { lexicographicallyPrecedes(other) { $0.precedes($1) } }
}
