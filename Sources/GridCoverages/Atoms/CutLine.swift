import GridGeometry

/// The best straight line through one cell of a block.
struct CutLine {
  let normalX: Double
  let normalY: Double
  let offset: Double

  /// Signed distance: positive on the high side.
  func side(of point: Point) -> Double { point.x * normalX + point.y * normalY - offset }

  private struct Candidate {
    var normalX, normalY, offset, score: Double
  }

  /// How many candidates are looked at closely.
  private static let closeLooks = 12

  /// - Returns: `nil` when no line leaves households on both sides.
  init?(through rings: [[Point]], _ members: [Int32], _ items: [CutItem], _ households: Int, _ target: Int) {
    guard members.count > 1, households > 0 else { return nil }
    let parts = max(2, Int((Double(households) / Double(max(target, 1))).rounded()))
    let wanted = Double(parts / 2) / Double(parts)
    let axis = Self.longAxis(of: rings.first ?? [])
    var best: [Candidate] = []
    for turn in Self.turns {
      let normalX = axis.x * turn.cosine - axis.y * turn.sine
      let normalY = axis.x * turn.sine + axis.y * turn.cosine
      Self.scan(normalX, normalY, members, items, households, wanted) { candidate in
        if best.count < Self.closeLooks || candidate.score < best[best.count - 1].score {
          let place = best.firstIndex { candidate.score < $0.score } ?? best.count
          best.insert(candidate, at: place)
          if best.count > Self.closeLooks { best.removeLast() }
        }
      }
    }
    let holes = rings.dropFirst().reduce(0.0) { $0 + abs($1.signedArea) }
    let area = max(abs(rings.first?.signedArea ?? 0) - holes, 1)
    var chosen: (score: Double, candidate: Candidate)?
    for candidate in best {
      let line = CutLine(candidate)
      let chords = line.chords(in: rings)
      guard !chords.isEmpty else { continue }
      let length = chords.reduce(0) { $0 + $1.0.distance(to: $1.1) }
      let score = candidate.score + 0.6 * length / area.squareRoot() + 0.3 * Double(chords.count - 1)
      if chosen.map({ score < $0.score }) ?? true { chosen = (score, candidate) }
    }
    guard let chosen else { return nil }
    self.init(chosen.candidate)
  }

  private init(_ candidate: Candidate) {
    normalX = candidate.normalX
    normalY = candidate.normalY
    offset = candidate.offset
  }

  /// Cosine and sine of 0, 22.5, 45 … 157.5 degrees.
  private static let turns: [(cosine: Double, sine: Double)] = [
    (1, 0), (0.923879532511286756, 0.382683432365089772), (0.707106781186547524, 0.707106781186547524),
    (0.382683432365089772, 0.923879532511286756), (0, 1), (-0.382683432365089772, 0.923879532511286756),
    (-0.707106781186547524, 0.707106781186547524), (-0.923879532511286756, 0.382683432365089772),
  ]

  /// The unit vector along the block's long side: the normal of the first cut, which is square to it.
  private static func longAxis(of ring: [Point]) -> Point {
    let corners = Shape.minimumRotatedRectangle(ring)
    guard corners.count == 4 else { return Point(1, 0) }
    let isFirstLonger = corners[0].distance(to: corners[1]) >= corners[1].distance(to: corners[2])
    let (a, b) = isFirstLonger ? (corners[0], corners[1]) : (corners[1], corners[2])
    let length = a.distance(to: b)
    return length > 0 ? Point((b.x - a.x) / length, (b.y - a.y) / length) : Point(1, 0)
  }

  /// Every position between two ends of items along one direction, scored without looking at the ground.
  private static func scan(
    _ normalX: Double, _ normalY: Double, _ members: [Int32], _ items: [CutItem], _ households: Int, _ wanted: Double,
    _ found: (Candidate) -> Void
  ) {
    /// An end of an item's shadow, or its anchor.
    struct Event {
      var position: Double
      var crossing: Double
      var households: Int
    }
    var events: [Event] = []
    events.reserveCapacity(members.count * 3)
    for member in members {
      let item = items[Int(member)]
      var low = Double.infinity
      var high = -Double.infinity
      for point in item.outline {
        let position = point.x * normalX + point.y * normalY
        low = min(low, position)
        high = max(high, position)
      }
      let anchor = item.anchor.x * normalX + item.anchor.y * normalY
      if low < high {
        events.append(Event(position: low, crossing: item.crossingCost, households: 0))
        events.append(Event(position: high, crossing: -item.crossingCost, households: 0))
      }
      events.append(Event(position: anchor, crossing: 0, households: item.households))
    }
    events.sort { a, b in
      a.position != b.position
        ? a.position < b.position : a.crossing != b.crossing ? a.crossing < b.crossing : a.households < b.households
    }
    var crossing = 0.0
    var below = 0
    for index in 0..<max(0, events.count - 1) {
      crossing += events[index].crossing
      below += events[index].households
      let gap = events[index + 1].position - events[index].position
      guard below > 0, below < households, gap > 0.02 else { continue }
      let share = Double(below) / Double(households)
      let balance = 2 * min(abs(share - wanted), abs(share - (1 - wanted)))
      let room = crossing < 1e-9 ? 0.1 * min(gap, 20) / 20 : 0
      found(
        Candidate(
          normalX: normalX, normalY: normalY, offset: events[index].position + gap / 2,
          score: balance + max(0, crossing) - room))
    }
  }

  /// The stretches of the line inside the rings, by the even-odd rule.
  func chords(in rings: [[Point]]) -> [(Point, Point)] {
    var positions: [Double] = []
    for ring in rings {
      for index in 1..<max(1, ring.count) {
        let a = side(of: ring[index - 1])
        let b = side(of: ring[index])
        guard (a > 0) != (b > 0) else { continue }
        let share = a / (a - b)
        let x = ring[index - 1].x + (ring[index].x - ring[index - 1].x) * share
        let y = ring[index - 1].y + (ring[index].y - ring[index - 1].y) * share
        positions.append(y * normalX - x * normalY)
      }
    }
    positions.sort()
    var chords: [(Point, Point)] = []
    for index in stride(from: 1, to: positions.count, by: 2) where positions[index] - positions[index - 1] > 0.01 {
      chords.append((point(at: positions[index - 1]), point(at: positions[index])))
    }
    return chords
  }

  private func point(at position: Double) -> Point {
    Point(offset * normalX - position * normalY, offset * normalY + position * normalX)
  }

  /// The rings cut off at the line. Parts may stay tied by edges along the line that enclose nothing: harmless for
  /// areas and for crossings, which come in pairs there.
  func clipped(_ rings: [[Point]], keepingHigh: Bool) -> [[Point]] {
    let sign = keepingHigh ? 1.0 : -1.0
    var result: [[Point]] = []
    for ring in rings {
      var kept: [Point] = []
      for index in 1..<max(1, ring.count) {
        let a = side(of: ring[index - 1]) * sign
        let b = side(of: ring[index]) * sign
        if a >= 0 { kept.append(ring[index - 1]) }
        if (a < 0 && b > 0) || (a > 0 && b < 0) {
          let share = a / (a - b)
          kept.append(
            Point(
              ring[index - 1].x + (ring[index].x - ring[index - 1].x) * share,
              ring[index - 1].y + (ring[index].y - ring[index - 1].y) * share))
        }
      }
      if kept.count >= 3, let first = kept.first {
        kept.append(first)
        result.append(kept)
      }
    }
    return result
  }
}
