extension Polygon {
  /// A point strictly inside, the same on every machine: the middle of the widest stretch of ground on a level scan line
  /// half way up. Where the ground is too thin for doubles to hold a point inside, the first corner.
  ///
  /// - Complexity: O(n) for ordinary ground; O(n²) at worst, for ground so thin that many scan lines miss it.
  public var interiorPoint: Point { widestSpan?.middle ?? exterior.points.first ?? Point(0, 0) }

  fileprivate var widestSpan: Span? {
    guard let middle = gapHalfWayUp else { return nil }
    return span(between: middle.low, middle.high) ?? spanInTallestGap
  }

  /// The heights nearest below and above half way up that corners stand at.
  private var gapHalfWayUp: (low: Double, high: Double)? {
    let envelope = envelope
    let half = envelope.minY / 2 + envelope.maxY / 2
    var low = envelope.minY
    var high = envelope.maxY
    for ring in rings {
      for point in ring.points {
        if point.y <= half { low = max(low, point.y) } else { high = min(high, point.y) }
      }
    }
    return low < high ? (low, high) : nil
  }

  /// For thin ground, which the first scan line may miss: the other gaps between corners, tallest first.
  private var spanInTallestGap: Span? {
    let heights = Set(rings.lazy.flatMap(\.points).map(\.y)).sorted()
    guard heights.count > 1 else { return nil }
    let gaps = (1..<heights.count).sorted {
      let first = heights[$0] - heights[$0 - 1]
      let second = heights[$1] - heights[$1 - 1]
      return first == second ? $0 < $1 : first > second
    }
    for gap in gaps {
      if let span = span(between: heights[gap - 1], heights[gap]) { return span }
    }
    return nil
  }

  /// The widest stretch of ground on the line half way between two heights with no corner between them.
  private func span(between low: Double, _ high: Double) -> Span? {
    let y = low / 2 + high / 2
    guard y > low, y < high else { return nil }
    var crossings: [Double] = []
    for ring in rings {
      for index in 1..<max(ring.points.count, 1) {
        let a = ring.points[index - 1]
        let b = ring.points[index]
        guard (a.y > y) != (b.y > y) else { continue }
        crossings.append(a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)))
      }
    }
    crossings.sort()
    var best: Span?
    for index in stride(from: 1, to: crossings.count, by: 2) {
      let span = Span(from: crossings[index - 1], to: crossings[index], y: y)
      if span.width > best?.width ?? 0, span.middle.x > span.from, span.middle.x < span.to { best = span }
    }
    guard let best, contains(best.middle) else { return nil }
    return best
  }
}

extension MultiPolygon {
  /// A point strictly inside the piece with the widest stretch of ground; `nil` when there are no pieces.
  public var interiorPoint: Point? {
    var best: Span?
    for polygon in polygons {
      if let span = polygon.widestSpan, span.width > best?.width ?? 0 { best = span }
    }
    return best?.middle ?? polygons.first?.interiorPoint
  }
}

/// A level stretch of ground.
private struct Span {
  let from: Double
  let to: Double
  let y: Double
  var width: Double { to - from }
  var middle: Point { Point(from / 2 + to / 2, y) }
}
