import GridGeometry

/// What a stored ground is worth to the audit.
enum GroundState: Hashable, Sendable {
  case sound
  case empty
  case notFinite(at: Point?)
  /// Not valid by Simple Features; the audit goes on with the repaired ground.
  case invalid(reason: String, at: Point?)
}

/// A ground that can be reckoned with: the stored one, its repair, or nothing.
struct CheckedGround: Sendable {
  let state: GroundState
  let ground: MultiPolygon

  init(_ stored: MultiPolygon) {
    let rings = stored.polygons.flatMap(\.rings)
    if let bad = rings.first(where: { ring in ring.points.contains { !$0.isFinite } }) {
      state = .notFinite(at: bad.points.first(where: \.isFinite))
      ground = .empty
      return
    }
    guard stored.polygons.contains(where: { $0.exterior.points.count >= 4 }), stored.area > 0 else {
      state = .empty
      ground = .empty
      return
    }
    if SimplicityProof.isSurelyValid(stored) {
      state = .sound
      ground = stored
      return
    }
    switch stored.validity() {
    case .valid:
      state = .sound
      ground = stored
    case .invalid(let reason, let at):
      state = .invalid(reason: reason, at: at)
      ground = (try? stored.repaired()) ?? .empty
    }
  }
}

/// A quick proof that a polygon is valid, for the many that plainly are; the rest is asked of GEOS.
enum SimplicityProof {
  /// `true` only when edges meet nowhere but in the vertex between two that follow, and holes lie inside, side by side.
  ///
  /// - Complexity: O(n log n) for outlines that do not fold over themselves much.
  static func isSurelyValid(_ ground: MultiPolygon) -> Bool {
    guard ground.polygons.count == 1 else { return false }
    let polygon = ground.polygons[0]
    guard polygon.holes.count <= 8 else { return false }
    var segments: [SegmentSweep.Segment] = []
    var next: [Int32] = []  // the segment that follows, by tag
    for ring in polygon.rings {
      guard append(ring, to: &segments, next: &next) else { return false }
    }
    var isApart = true
    SegmentSweep(segments).forEachNearPair { one, other in
      if next[Int(one.tag)] == other.tag || next[Int(other.tag)] == one.tag { return true }  // seen by `append`
      isApart = one.isApart(from: other)
      return isApart
    }
    return isApart && holesLieInside(polygon)
  }

  /// Adds a ring's segments; `false` for repeated points, spikes and rings that are no rings.
  private static func append(_ ring: Ring, to segments: inout [SegmentSweep.Segment], next: inout [Int32]) -> Bool {
    let points = ring.points
    let count = points.count - 1
    guard count >= 3, points[0] == points[count] else { return false }
    let first = segments.count
    for index in 0..<count {
      let a = points[index]
      let b = points[index + 1]
      let c = points[index + 2 > count ? 1 : index + 2]
      if a == b { return false }
      let turnsBack = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) <= 0
      if turnsBack, Orientation.turn(a, b, c) == 0 { return false }
      segments.append(.init(a: a, b: b, tag: Int32(first + index)))
      next.append(Int32(first + (index + 1) % count))
    }
    return true
  }

  /// With no two edges touching, one vertex of a hole speaks for all of it.
  private static func holesLieInside(_ polygon: Polygon) -> Bool {
    guard !polygon.holes.isEmpty else { return true }
    let shell = Polygon(exterior: polygon.exterior)
    for (index, hole) in polygon.holes.enumerated() {
      guard shell.contains(hole.points[0]) else { return false }
      for (other, second) in polygon.holes.enumerated() where other != index {
        if Polygon(exterior: second).contains(hole.points[0]) { return false }
      }
    }
    return true
  }
}
