import GridGeometry

/// Barriers beside lines that were drawn apart from them: the border of two counted units follows a road or a river
/// as a surveyor saw it, some metres off.
struct NearbyBarriers {
  private let pieces: [Segment]
  private let attributes: [Int32]
  private let cells: SegmentCells
  private let reach: Double

  /// - Parameters:
  ///   - lines: Their attributes are categories; the greater one names a stretch that several run along.
  ///   - reach: In metres, above 0.
  init(_ lines: [NetworkLine], reach: Double) {
    var pieces: [Segment] = []
    var attributes: [Int32] = []
    for line in lines {
      for (a, b) in zip(line.points, line.points.dropFirst()) where a.isFinite && b.isFinite && a != b {
        pieces.append(Segment(a, b))
        attributes.append(line.attribute)
      }
    }
    cells = SegmentCells(count: pieces.count, reach: reach) { pieces[$0] }
    self.pieces = pieces
    self.attributes = attributes
    self.reach = reach
  }

  /// What runs along a line, which is walked in steps of at most the reach.
  ///
  /// A step goes with a barrier that passes its middle within the reach and does not turn more than 30° away from it,
  /// so that a road that only crosses the line counts for nothing.
  func share(along points: [Point], _ categories: BorderCategories) -> BarrierShare {
    var share = BarrierShare()
    var lengths: [Int32: Double] = [:]
    for (a, b) in zip(points, points.dropFirst()) {
      let length = a.distance(to: b)
      share.length += length
      let steps = max(1, Int((length / reach).rounded(.up)))
      for step in 0..<steps {
        let way = (Double(step) + 0.5) / Double(steps)
        let middle = Point(a.x + (b.x - a.x) * way, a.y + (b.y - a.y) * way)
        let attribute = barrier(at: middle, along: Point(b.x - a.x, b.y - a.y))
        guard attribute >= 0, let kind = categories.kind(attribute) else { continue }
        let part = length / Double(steps)
        share.weighted += kind.weight * part
        if kind.isHard { share.hard += part }
        lengths[attribute, default: 0] += part
      }
    }
    if let longest = lengths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      share.category = longest.key
      share.categoryLength = longest.value
    }
    return share
  }

  private func barrier(at place: Point, along way: Point) -> Int32 {
    guard cells.contains(x: place.x, y: place.y) else { return -1 }
    var found: Int32 = -1
    for position in cells.range(cells.column(of: place.x), cells.row(of: place.y)) {
      let index = cells.entry(position)
      let piece = pieces[index]
      guard attributes[index] > found, piece.squaredDistance(toX: place.x, y: place.y) <= reach * reach else {
        continue
      }
      let (dx, dy) = (piece.bx - piece.ax, piece.by - piece.ay)
      let cross = way.x * dy - way.y * dx
      // sin² of the angle between them, at most sin² 30°.
      guard cross * cross <= 0.25 * (way.x * way.x + way.y * way.y) * (dx * dx + dy * dy) else { continue }
      found = attributes[index]
    }
    return found
  }
}
