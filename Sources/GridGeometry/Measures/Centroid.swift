extension Ring {
  /// The centre of mass of the enclosed ground; of the line itself when it encloses nothing.
  public var centroid: Point { Polygon(exterior: self).centroid }
}

extension Polygon {
  /// The centre of mass of the ground, holes left out; of the outline when the ground has no area. May lie outside.
  ///
  /// - Complexity: O(n).
  public var centroid: Point { MultiPolygon(self).centroid }
}

extension MultiPolygon {
  /// The centre of mass of all pieces together; of their outlines when they have no area; the origin when there are none.
  ///
  /// - Complexity: O(n).
  public var centroid: Point {
    guard let origin = polygons.first?.exterior.points.first else { return Point(0, 0) }
    var mass = Moments(origin: origin)
    for polygon in polygons {
      mass.add(polygon.exterior.points, sign: 1)
      for hole in polygon.holes { mass.add(hole.points, sign: -1) }
    }
    return mass.center
  }
}

/// Sums of area and of outline, relative to a point nearby so that large eastings keep their digits.
private struct Moments {
  let origin: Point
  var area = 0.0
  var areaX = 0.0
  var areaY = 0.0
  var length = 0.0
  var lengthX = 0.0
  var lengthY = 0.0

  init(origin: Point) { self.origin = origin }

  /// Adds a ring as ground (`sign` 1) or as a hole (`sign` −1), whichever way it winds.
  mutating func add(_ points: [Point], sign: Double) {
    guard points.count > 1 else { return }
    var ringArea = 0.0
    var ringX = 0.0
    var ringY = 0.0
    var a = Point(points[0].x - origin.x, points[0].y - origin.y)
    for index in 1..<points.count {
      let b = Point(points[index].x - origin.x, points[index].y - origin.y)
      let cross = a.x * b.y - b.x * a.y
      ringArea += cross
      ringX += cross * (a.x + b.x)
      ringY += cross * (a.y + b.y)
      let step = a.distance(to: b)
      length += step
      lengthX += step * (a.x + b.x) / 2
      lengthY += step * (a.y + b.y) / 2
      a = b
    }
    let turn = ringArea < 0 ? -sign : sign
    area += turn * ringArea
    areaX += turn * ringX
    areaY += turn * ringY
  }

  var center: Point {
    if area > 0 { return Point(origin.x + areaX / (3 * area), origin.y + areaY / (3 * area)) }
    if length > 0 { return Point(origin.x + lengthX / length, origin.y + lengthY / length) }
    return origin
  }
}
