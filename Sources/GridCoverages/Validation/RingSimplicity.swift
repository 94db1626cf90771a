import GridGeometry

/// A quick, exact test that settles the validity of nearly all real grounds; GEOS is asked about the rest.
struct RingSimplicity {
  private var segments: [Segment] = []
  private var nextInRing: [Int32] = []
  private var ringOf: [Int32] = []

  /// Whether the ground is certainly valid: no ring touches itself or another anywhere, and every ring lies where its
  /// role says. Grounds whose rings touch at points may be valid too; for them the answer is no.
  ///
  /// - Complexity: O(*n* log *n*) for rings whose edges are short beside their extent.
  mutating func isSurelyValid(_ ground: MultiPolygon) -> Bool {
    if ground.polygons.count == 1, ground.polygons[0].holes.isEmpty, isStar(ground.polygons[0].exterior) { return true }
    segments.removeAll(keepingCapacity: true)
    nextInRing.removeAll(keepingCapacity: true)
    ringOf.removeAll(keepingCapacity: true)
    var rings: Int32 = 0
    for polygon in ground.polygons {
      guard append(polygon.exterior, rings) else { return false }
      rings += 1
      for hole in polygon.holes {
        guard append(hole, rings) else { return false }
        rings += 1
      }
    }
    return !edgesMeet() && (rings < 2 || ringsAreNested(ground))
  }

  /// Whether a ring goes once around the mean of its vertices, turning the same way at every one: then each edge has a
  /// sector of its own, and none can meet another.
  private func isStar(_ ring: Ring) -> Bool {
    let points = ring.points
    guard points.count > 3, let first = points.first, points.last == first else { return false }
    // From the first point, so that large eastings do not eat the digits.
    var sum = Point(0, 0)
    for point in points.dropFirst() {
      sum.x += point.x - first.x
      sum.y += point.y - first.y
    }
    let count = Double(points.count - 1)
    let center = Point(first.x + sum.x / count, first.y + sum.y / count)
    guard center.isFinite else { return false }
    let sense = Orientation.turn(points[0], points[1], center)
    guard sense != 0 else { return false }
    // Every round crosses the level of the centre northward once.
    var rounds = 0
    for index in 1..<points.count {
      let a = points[index - 1], b = points[index]
      if Orientation.turn(a, b, center) != sense { return false }
      if a.y <= center.y, b.y > center.y { rounds += 1 }
    }
    return rounds == 1
  }

  private mutating func append(_ ring: Ring, _ number: Int32) -> Bool {
    let first = segments.count
    for index in ring.points.indices.dropFirst() {
      let a = ring.points[index - 1], b = ring.points[index]
      guard a.isFinite, b.isFinite else { return false }
      if a == b { continue }
      segments.append(Segment(a, b))
      nextInRing.append(Int32(segments.count))
      ringOf.append(number)
    }
    guard segments.count >= first + 3, ring.points.first == ring.points.last else { return false }
    nextInRing[segments.count - 1] = Int32(first)
    return true
  }

  /// Whether two edges share a point other than that in which one follows the other; also where nobody can tell soon.
  private func edgesMeet() -> Bool {
    func meet(_ first: Int, _ second: Int) -> Bool {
      let a = segments[first], b = segments[second]
      if nextInRing[first] == second { return folds(a, b) }
      if nextInRing[second] == first { return folds(b, a) }
      return a.touches(b)
    }
    switch SegmentSweep(segments, across: Point(1, 0)).first(where: meet) {
    case .no: return false
    case .pair: return true
    case .unknown: break
    }
    // Long edges side by side: across them each has few neighbours. What is neither is left to GEOS's index.
    let main = segments.mainDirection
    if case .no = SegmentSweep(segments, across: Point(-main.y, main.x)).first(where: meet) { return false }
    return true
  }

  /// Whether an edge runs back over the one before it.
  private func folds(_ a: Segment, _ b: Segment) -> Bool {
    guard a.turn(toX: b.bx, y: b.by) == 0 else { return false }
    return (a.bx - a.ax) * (b.bx - b.ax) + (a.by - a.ay) * (b.by - b.ay) < 0
  }

  /// Holes inside their shell, no hole in a hole, no shell in another: one point of a ring that touches none decides.
  private func ringsAreNested(_ ground: MultiPolygon) -> Bool {
    for polygon in ground.polygons {
      for (index, hole) in polygon.holes.enumerated() {
        guard Polygon(exterior: polygon.exterior).contains(hole.points[0]) else { return false }
        for other in polygon.holes[(index + 1)...] {
          guard hole.envelope.intersects(other.envelope) else { continue }
          if Polygon(exterior: hole).contains(other.points[0]) || Polygon(exterior: other).contains(hole.points[0]) {
            return false
          }
        }
      }
    }
    for (index, polygon) in ground.polygons.enumerated() {
      for other in ground.polygons[(index + 1)...] where polygon.envelope.intersects(other.envelope) {
        if polygon.contains(other.exterior.points[0]) || other.contains(polygon.exterior.points[0]) { return false }
      }
    }
    return true
  }
}

extension Segment {
  /// Whether two segments share a point; exact.
  func touches(_ other: Segment) -> Bool {
    guard minX <= other.maxX, other.minX <= maxX, minY <= other.maxY, other.minY <= maxY else { return false }
    if turn(toX: other.ax, y: other.ay) * turn(toX: other.bx, y: other.by) > 0 { return false }
    return other.turn(toX: ax, y: ay) * other.turn(toX: bx, y: by) <= 0
  }
}
