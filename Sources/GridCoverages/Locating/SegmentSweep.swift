import GridGeometry

/// Pairs of segments that come near each other, found by going over them from one side to the other.
struct SegmentSweep {
  private struct Box: BitwiseCopyable {
    var low, high, left, right: Double
    var index: Int32
  }

  private var boxes: [Box] = []
  /// How much it may look at: long segments across the way would be compared each with each.
  private let patience: Int

  /// - Parameter across: A unit vector: segments that run at a right angle to it are compared with few others.
  init(_ segments: [Segment], across: Point) {
    patience = 200 * segments.count + 10_000
    guard let first = segments.first else { return }
    // From the first point, so that large eastings do not eat the digits.
    let slack = 8 * max(abs(first.ax), abs(first.ay)).ulp
    boxes.reserveCapacity(segments.count)
    for (index, segment) in segments.enumerated() {
      let (ax, ay) = (segment.ax - first.ax, segment.ay - first.ay)
      let (bx, by) = (segment.bx - first.ax, segment.by - first.ay)
      let (a, b) = (ax * across.x + ay * across.y, bx * across.x + by * across.y)
      let (c, d) = (ay * across.x - ax * across.y, by * across.x - bx * across.y)
      boxes.append(
        Box(
          low: min(a, b) - slack, high: max(a, b) + slack, left: min(c, d) - slack, right: max(c, d) + slack,
          index: Int32(index)))
    }
    boxes.sort { ($0.low, $0.index) < ($1.low, $1.index) }
  }

  enum Answer {
    case no
    case pair(Int, Int)
    /// Finding out would take too long.
    case unknown
  }

  /// A pair that passes a test, if there is one.
  func first(where test: (Int, Int) -> Bool) -> Answer {
    var patience = patience
    for (place, box) in boxes.enumerated() {
      if patience < 0 { return .unknown }
      for other in boxes[(place + 1)...] {
        if other.low > box.high { break }
        patience -= 1
        if other.left > box.right || other.right < box.left { continue }
        if test(Int(box.index), Int(other.index)) { return .pair(Int(box.index), Int(other.index)) }
      }
    }
    return .no
  }
}

extension [Segment] {
  /// The direction in which most of their length runs, as a unit vector; east where they have no length.
  var mainDirection: Point {
    var (cosine, sine) = (0.0, 0.0)
    for segment in self {
      let dx = segment.bx - segment.ax, dy = segment.by - segment.ay
      let length = (dx * dx + dy * dy).squareRoot()
      guard length > 0, length.isFinite else { continue }
      // Directions are added up at twice their angle, in which there and back are one.
      cosine += (dx * dx - dy * dy) / length
      sine += 2 * dx * dy / length
    }
    let sum = (cosine * cosine + sine * sine).squareRoot()
    guard sum > 0 else { return Point(1, 0) }
    let x = ((1 + cosine / sum) / 2).squareRoot(), y = ((1 - cosine / sum) / 2).squareRoot()
    return Point(x, sine < 0 ? -y : y)
  }
}
