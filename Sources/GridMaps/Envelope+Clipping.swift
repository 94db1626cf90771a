package import GridGeometry

extension Envelope {
  /// The part of an open ring inside the envelope. Where the ring leaves and comes back it runs along the edges.
  ///
  /// - SeeAlso: Sutherland & Hodgman, "Reentrant Polygon Clipping", CACM 17(1), 1974.
  /// - Complexity: O(n).
  package func clipping(_ ring: [Point]) -> [Point] {
    var points = ring
    points = Envelope.clip(points, inside: { $0.x >= minX }, cross: { crossing($0, $1, x: minX) })
    points = Envelope.clip(points, inside: { $0.x <= maxX }, cross: { crossing($0, $1, x: maxX) })
    points = Envelope.clip(points, inside: { $0.y >= minY }, cross: { crossing($0, $1, y: minY) })
    return Envelope.clip(points, inside: { $0.y <= maxY }, cross: { crossing($0, $1, y: maxY) })
  }

  private static func clip(_ points: [Point], inside: (Point) -> Bool, cross: (Point, Point) -> Point) -> [Point] {
    guard var previous = points.last else { return [] }
    var kept: [Point] = []
    kept.reserveCapacity(points.count + 4)
    for point in points {
      if inside(point) {
        if !inside(previous) { kept.append(cross(previous, point)) }
        kept.append(point)
      } else if inside(previous) {
        kept.append(cross(previous, point))
      }
      previous = point
    }
    return kept
  }

  /// Where a segment meets a vertical line. Computed from the smaller end, so that both neighbours get the same digits.
  private func crossing(_ a: Point, _ b: Point, x: Double) -> Point {
    let (p, q) = (a.x, a.y) < (b.x, b.y) ? (a, b) : (b, a)
    return Point(x, p.y + (q.y - p.y) * ((x - p.x) / (q.x - p.x)))
  }

  private func crossing(_ a: Point, _ b: Point, y: Double) -> Point {
    let (p, q) = (a.x, a.y) < (b.x, b.y) ? (a, b) : (b, a)
    return Point(p.x + (q.x - p.x) * ((y - p.y) / (q.y - p.y)), y)
  }

  /// The part of a segment inside the envelope, its ends exact where they are inside already.
  ///
  /// - SeeAlso: Liang & Barsky, "A New Concept and Method for Line Clipping", ACM TOG 3(1), 1984.
  func clipping(from a: Point, to b: Point) -> (Point, Point)? {
    var (enter, leave) = (0.0, 1.0)
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    for (direction, distance) in [(-dx, a.x - minX), (dx, maxX - a.x), (-dy, a.y - minY), (dy, maxY - a.y)] {
      if direction == 0 {
        if distance < 0 { return nil }
      } else if direction < 0 {
        enter = max(enter, distance / direction)
      } else {
        leave = min(leave, distance / direction)
      }
    }
    guard enter <= leave else { return nil }
    func at(_ t: Double) -> Point { t == 0 ? a : t == 1 ? b : Point(a.x + dx * t, a.y + dy * t) }
    return (at(enter), at(leave))
  }
}
