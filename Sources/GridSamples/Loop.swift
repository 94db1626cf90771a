import GridGeometry

/// A ring without its repeated last point, counter-clockwise: the form that is cut and walked while a county is drawn.
typealias Loop = [Point]

/// Where a straight line enters and leaves a loop.
struct Chord {
  struct End {
    /// The edge from point `edge` to the next point of the loop.
    var edge: Int
    var point: Point
    var position: Double
  }
  var start: End
  var end: End
  var length: Double { end.position - start.position }
}

extension Loop {
  /// In square metres, positive counter-clockwise.
  var loopArea: Double {
    guard count > 2 else { return 0 }
    var twice = 0.0
    for index in 1..<(count - 1) { twice += (self[index] - self[0]).cross(self[index + 1] - self[0]) }
    return twice / 2
  }

  var loopCentroid: Point {
    let origin = self[0]
    var sum = Point(0, 0)
    var weight = 0.0
    for index in 1..<(count - 1) {
      let a = self[index] - origin
      let b = self[index + 1] - origin
      let twice = a.cross(b)
      weight += twice
      sum = sum + (a + b) * (twice / 3)
    }
    return weight == 0 ? origin : origin + sum * (1 / weight)
  }

  func loopContains(_ p: Point) -> Bool {
    var inside = false
    var previous = self[count - 1]
    for point in self {
      if (point.y > p.y) != (previous.y > p.y),
        p.x < (previous.x - point.x) * (p.y - point.y) / (previous.y - point.y) + point.x
      {
        inside.toggle()
      }
      previous = point
    }
    return inside
  }

  /// The least distance from a point to the edge, in metres.
  func distanceToEdge(_ p: Point) -> Double {
    var least = Double.infinity
    var previous = self[count - 1]
    for point in self {
      least = Swift.min(least, segmentDistance(p, previous, point))
      previous = point
    }
    return least
  }

  /// The smallest and largest coordinate along a direction.
  func extent(along direction: Point) -> (low: Double, high: Double) {
    var low = Double.infinity
    var high = -Double.infinity
    for point in self {
      let value = point.dot(direction)
      low = Swift.min(low, value)
      high = Swift.max(high, value)
    }
    return (low, high)
  }

  /// The chord on a line: the one that holds the given origin if the origin is inside, or else the longest.
  func chord(through origin: Point, along direction: Point) -> Chord? {
    let normal = direction.left
    var ends: [Chord.End] = []
    var side = (self[count - 1] - origin).dot(normal)
    var previous = self[count - 1]
    for index in indices {
      let point = self[index]
      let next = (point - origin).dot(normal)
      if (side > 0) != (next > 0) {
        let hit = previous + (point - previous) * (side / (side - next))
        ends.append(.init(edge: (index + count - 1) % count, point: hit, position: (hit - origin).dot(direction)))
      }
      side = next
      previous = point
    }
    guard ends.count >= 2 else { return nil }
    ends.sort { $0.position < $1.position }
    var best: Chord?
    for pair in stride(from: 0, to: ends.count - 1, by: 2) {
      let candidate = Chord(start: ends[pair], end: ends[pair + 1])
      if candidate.start.position < 0 && candidate.end.position > 0 { return candidate }
      if candidate.length > (best?.length ?? 0) { best = candidate }
    }
    return best
  }

  /// The two parts of a loop cut along a chord; `between` are the points of the cut from start to end, both left out.
  func split(at chord: Chord, between: [Point]) -> (left: Loop, right: Loop) {
    func walk(from first: Int, to last: Int) -> Loop {
      var points: Loop = []
      var index = (first + 1) % count
      while true {
        points.append(self[index])
        if index == last { break }
        index = (index + 1) % count
      }
      return points
    }
    let start = chord.start.point
    let end = chord.end.point
    let right = [start] + walk(from: chord.start.edge, to: chord.end.edge) + [end] + between.reversed()
    let left = [end] + walk(from: chord.end.edge, to: chord.start.edge) + [start] + between
    return (left.withoutRepeats, right.withoutRepeats)
  }

  /// The loop without points that lie within 5 mm of their predecessor.
  var withoutRepeats: Loop {
    var result: Loop = []
    for point in self where result.last.map({ $0.distance(to: point) > 0.005 }) ?? true { result.append(point) }
    while result.count > 1, result[0].distance(to: result[result.count - 1]) <= 0.005 { result.removeLast() }
    return result
  }

  /// The part of the loop at least `margin` metres inside the line of every edge: convex, perhaps empty.
  ///
  /// For a convex loop this is its exact inset; a loop with deep bays loses what lies behind them.
  func yard(margin: Double) -> Loop {
    var result = self
    for index in indices {
      let a = self[index]
      let edge = self[(index + 1) % count] - a
      let length = edge.norm
      guard length > 0.05 else { continue }
      let normal = edge.left * (1 / length)
      result = result.clipped(by: normal, offset: a.dot(normal) + margin)
      if result.count < 3 { return [] }
    }
    return result
  }

  /// The part of a convex loop where `normal · p ≥ offset`.
  private func clipped(by normal: Point, offset: Double) -> Loop {
    var result: Loop = []
    result.reserveCapacity(count + 1)
    var previous = self[count - 1]
    var before = previous.dot(normal) - offset
    for point in self {
      let here = point.dot(normal) - offset
      if (before >= 0) != (here >= 0) {
        result.append(previous + (point - previous) * (before / (before - here)))
      }
      if here >= 0 { result.append(point) }
      previous = point
      before = here
    }
    return result
  }

  /// Whether a convex loop holds the point.
  func convexContains(_ p: Point) -> Bool {
    var previous = self[count - 1]
    for point in self {
      if (point - previous).cross(p - previous) < 0 { return false }
      previous = point
    }
    return true
  }

  /// The loop on the centimetre grid.
  var snapped: Loop { map(\.snapped).withoutRepeats }

  var polygon: Polygon { Polygon(exterior: Ring(unchecked: self + [self[0]])) }
}
