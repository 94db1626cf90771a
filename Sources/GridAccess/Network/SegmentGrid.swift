import GridGeometry

/// Segments by the square cells they pass through: which of them may meet, which is nearest to a point.
struct SegmentGrid: Hashable, Sendable {
  private let starts: [Point]
  private let ends: [Point]
  private let origin: Point
  private let cell: Double
  private let columns, rows: Int
  /// The segments in cell `c` are `members[offsets[c]..<offsets[c + 1]]`, ascending.
  private let offsets: [Int32]
  private let members: [Int32]

  var count: Int { starts.count }
  var cellCount: Int { columns * rows }

  /// - Parameter margin: How far from a segment a cell may be, in metres, that counts it among its own.
  /// - Complexity: O(n + cells passed); there are about as many cells as segments.
  init(starts: [Point], ends: [Point], margin: Double = 0) {
    self.starts = starts
    self.ends = ends
    let frame = Envelope(starts).union(Envelope(ends))
    origin = frame.isEmpty ? Point(0, 0) : Point(frame.minX, frame.minY)
    let area = max(frame.width, 1) * max(frame.height, 1)
    let longest = max(frame.width, frame.height, 1)
    // Never more than some thousand cells to a side, however thin the frame.
    let cell = max((area / Double(max(1, starts.count))).squareRoot(), longest / 4096, 1)
    let columns = Int(frame.width / cell) + 1
    let rows = Int(frame.height / cell) + 1
    self.cell = cell
    self.columns = columns
    self.rows = rows
    var counts = [Int32](repeating: 0, count: columns * rows + 1)
    let base = origin
    func visit(_ body: (Int, Int) -> Void) {
      for index in starts.indices {
        Self.cells(from: starts[index], to: ends[index], base, cell, columns, rows, margin) { body(index, $0) }
      }
    }
    visit { counts[$1 + 1] += 1 }
    for index in 0..<(columns * rows) { counts[index + 1] += counts[index] }
    var next = counts
    var members = [Int32](repeating: 0, count: Int(counts[columns * rows]))
    visit { segment, place in
      members[Int(next[place])] = Int32(segment)
      next[place] += 1
    }
    offsets = counts
    self.members = members
  }

  /// The segments of a cell.
  subscript(cell: Int) -> ArraySlice<Int32> { members[Int(offsets[cell])..<Int(offsets[cell + 1])] }

  /// The nearest segment, how far along it in `0...1`, and how far away; of equals the first. `nil` beyond the limit.
  func nearest(to point: Point, limit: Double) -> (segment: Int, share: Double, distance: Double)? {
    guard count > 0, point.isOnEarth, limit >= 0 else { return nil }
    let column = Int(max(-1e9, min(1e9, ((point.x - origin.x) / cell).rounded(.down))))
    let row = Int(max(-1e9, min(1e9, ((point.y - origin.y) / cell).rounded(.down))))
    var best: (segment: Int, share: Double, distance: Double)?
    // Rings before the first that touches the frame hold nothing.
    let outside = max(0, -column, column - columns + 1, -row, row - rows + 1)
    let last = max(abs(column), abs(column - columns), abs(row), abs(row - rows)) + 1
    var ring = max(0, outside)
    while ring <= last {
      let reached = Double(ring - 1) * cell
      if reached > limit { break }
      if let best, best.distance <= reached { break }
      for y in max(0, row - ring)...max(0, min(rows - 1, row + ring)) where y <= row + ring && y >= row - ring {
        let isEdgeRow = abs(y - row) == ring
        let low = max(0, column - ring)
        let high = min(columns - 1, column + ring)
        guard low <= high else { continue }
        if isEdgeRow {
          for x in low...high { improve(&best, cell: y * columns + x, point) }
        } else {
          if column - ring >= 0, column - ring < columns { improve(&best, cell: y * columns + column - ring, point) }
          if ring > 0, column + ring >= 0, column + ring < columns {
            improve(&best, cell: y * columns + column + ring, point)
          }
        }
      }
      ring += 1
    }
    return best.flatMap { $0.distance <= limit ? $0 : nil }
  }

  private func improve(
    _ best: inout (segment: Int, share: Double, distance: Double)?, cell: Int, _ point: Point
  ) {
    for member in self[cell] {
      let segment = Int(member)
      let share = Self.share(of: point, along: starts[segment], ends[segment])
      let foot = Self.point(share, between: starts[segment], ends[segment])
      let distance = foot.distance(to: point)
      if let known = best, (known.distance, known.segment) <= (distance, segment) { continue }
      best = (segment, share, distance)
    }
  }

  /// How far along a segment its point nearest to another lies, in `0...1`.
  static func share(of point: Point, along start: Point, _ end: Point) -> Double {
    let dx = end.x - start.x
    let dy = end.y - start.y
    let square = dx * dx + dy * dy
    guard square > 0 else { return 0 }
    return max(0, min(1, ((point.x - start.x) * dx + (point.y - start.y) * dy) / square))
  }

  static func point(_ share: Double, between start: Point, _ end: Point) -> Point {
    Point(start.x + share * (end.x - start.x), start.y + share * (end.y - start.y))
  }

  /// The cells a segment passes, row by row.
  private static func cells(
    from start: Point, to end: Point, _ origin: Point, _ cell: Double, _ columns: Int, _ rows: Int, _ margin: Double,
    _ body: (Int) -> Void
  ) {
    func column(_ x: Double) -> Int { max(0, min(columns - 1, Int(((x - origin.x) / cell).rounded(.down)))) }
    func row(_ y: Double) -> Int { max(0, min(rows - 1, Int(((y - origin.y) / cell).rounded(.down)))) }
    let (low, high) = start.y <= end.y ? (start, end) : (end, start)
    let slope = high.y > low.y ? (high.x - low.x) / (high.y - low.y) : 0
    for y in row(low.y - margin)...row(high.y + margin) {
      // The part of the segment inside the row, a hair wider than it is.
      let bottom = min(high.y, max(low.y, origin.y + Double(y) * cell - margin))
      let top = max(low.y, min(high.y, origin.y + Double(y + 1) * cell + margin))
      let first = high.y > low.y ? low.x + (bottom - low.y) * slope : low.x
      let second = high.y > low.y ? low.x + (top - low.y) * slope : high.x
      let hair = margin + cell * 1e-9
      for x in column(min(first, second) - hair)...column(max(first, second) + hair) { body(y * columns + x) }
    }
  }
}
