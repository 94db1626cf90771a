import GridGeometry

/// Pairs of segments that come near each other, found by a sweep from west to east.
struct SegmentSweep {
  struct Segment {
    let a: Point
    let b: Point
    /// The caller's number.
    let tag: Int32
  }

  private let segments: [Segment]
  private let margin: Double

  /// - Parameter margin: In metres; envelopes grown by it on every side are compared.
  init(_ segments: [Segment], margin: Double = 0) {
    self.segments = segments.sorted {
      let left = (min($0.a.x, $0.b.x), $0.tag)
      let right = (min($1.a.x, $1.b.x), $1.tag)
      return left < right
    }
    self.margin = margin
  }

  /// Calls the body once for every pair whose envelopes meet; stops when it answers `false`.
  ///
  /// - Complexity: O(n log n + n · w), w the number of segments beside each other from west to east.
  func forEachNearPair(_ body: (Segment, Segment) -> Bool) {
    for first in segments.indices {
      let one = segments[first]
      let maxX = max(one.a.x, one.b.x) + margin
      let minY = min(one.a.y, one.b.y) - margin
      let maxY = max(one.a.y, one.b.y) + margin
      var second = first + 1
      while second < segments.count {
        let other = segments[second]
        if min(other.a.x, other.b.x) > maxX { break }
        if max(other.a.y, other.b.y) >= minY, min(other.a.y, other.b.y) <= maxY, !body(one, other) { return }
        second += 1
      }
    }
  }
}

extension SegmentSweep.Segment {
  /// Whether the two share no point; exact, but `false` may also stand for segments on one line that are apart.
  func isApart(from other: Self) -> Bool {
    Self.isOneSided(other.a, other.b, of: a, b) || Self.isOneSided(a, b, of: other.a, other.b)
  }

  private static func isOneSided(_ p: Point, _ q: Point, of a: Point, _ b: Point) -> Bool {
    Orientation.turn(a, b, p) * Orientation.turn(a, b, q) > 0
  }
}
