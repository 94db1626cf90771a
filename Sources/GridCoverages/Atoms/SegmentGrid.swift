package import GridGeometry

/// Segments in square cells, for questions about what a stretch of line meets.
package struct SegmentGrid {
  package struct Segment {
    package var a: Point
    package var b: Point
    /// Whatever the caller wants back: the line, the barrier, the compound.
    package var source: Int32

    package init(a: Point, b: Point, source: Int32) {
      self.a = a
      self.b = b
      self.source = source
    }
  }

  /// The cells: their corner, side and number.
  private struct Frame {
    var origin = Point(0, 0)
    var cell = 1.0
    var columns = 1
    var rows = 1

    func column(_ x: Double) -> Int { Int(min(max((x - origin.x) / cell, 0), Double(columns - 1))) }
    func row(_ y: Double) -> Int { Int(min(max((y - origin.y) / cell, 0), Double(rows - 1))) }

    /// Every cell the segment may touch: row by row, the columns it spans within the row, and a little to spare for
    /// rounding.
    func forEachCell(from a: Point, to b: Point, _ body: (Int) -> Void) {
      let (low, high) = a.y <= b.y ? (a, b) : (b, a)
      let firstRow = row(low.y)
      let lastRow = row(high.y)
      if firstRow == lastRow {
        for column in column(min(a.x, b.x))...column(max(a.x, b.x)) { body(firstRow * columns + column) }
        return
      }
      let slope = (high.x - low.x) / (high.y - low.y)
      for row in firstRow...lastRow {
        let bottom = max(low.y, origin.y + Double(row) * cell)
        let top = min(high.y, origin.y + Double(row + 1) * cell)
        let x0 = low.x + (bottom - low.y) * slope
        let x1 = low.x + (top - low.y) * slope
        let spare = 1e-6
        for column in column(min(x0, x1) - spare)...column(max(x0, x1) + spare) { body(row * columns + column) }
      }
    }
  }

  package let segments: [Segment]
  private let frame: Frame
  private let starts: [Int32]
  private let members: [Int32]

  /// - Complexity: O(segments), times the cells a long one reaches through.
  package init(_ segments: [Segment]) {
    var envelope = Envelope.empty
    var length = 0.0
    for segment in segments {
      envelope.form(union: segment.a)
      envelope.form(union: segment.b)
      length += segment.a.distance(to: segment.b)
    }
    var frame = Frame()
    if !segments.isEmpty {
      frame.origin = Point(envelope.minX, envelope.minY)
      let spacing = (max(envelope.width * envelope.height, 1) / Double(segments.count)).squareRoot()
      frame.cell = max(
        spacing, length / Double(segments.count), max(envelope.width, envelope.height) / 2_048, 1e-3)
      frame.columns = Int(envelope.width / frame.cell) + 1
      frame.rows = Int(envelope.height / frame.cell) + 1
    }
    var ends = [Int32](repeating: 0, count: frame.columns * frame.rows + 1)
    for segment in segments { frame.forEachCell(from: segment.a, to: segment.b) { ends[$0 + 1] += 1 } }
    for index in 1..<ends.count { ends[index] += ends[index - 1] }
    starts = ends
    var members = [Int32](repeating: 0, count: Int(ends[ends.count - 1]))
    for (index, segment) in segments.enumerated() {
      frame.forEachCell(from: segment.a, to: segment.b) { slot in
        members[Int(ends[slot])] = Int32(index)
        ends[slot] += 1
      }
    }
    self.members = members
    self.frame = frame
    self.segments = segments
  }

  /// The offsets of the segments that may touch the stretch from `a` to `b`: each once, ascending.
  package func candidates(from a: Point, to b: Point, into found: inout [Int32]) {
    found.removeAll(keepingCapacity: true)
    guard !segments.isEmpty else { return }
    frame.forEachCell(from: a, to: b) { slot in
      for index in Int(starts[slot])..<Int(starts[slot + 1]) { found.append(members[index]) }
    }
    guard found.count > 1 else { return }
    found.sort()
    var kept = 1
    for index in 1..<found.count where found[index] != found[kept - 1] {
      found[kept] = found[index]
      kept += 1
    }
    found.removeLast(found.count - kept)
  }
}

/// Where the stretch from `a` to `b` meets the segment from `c` to `d`: the share of the way along the stretch,
/// or `nil` when they do not meet or run parallel.
package func meetingShare(from a: Point, to b: Point, with c: Point, _ d: Point) -> Double? {
  let rx = b.x - a.x
  let ry = b.y - a.y
  let sx = d.x - c.x
  let sy = d.y - c.y
  let cross = rx * sy - ry * sx
  guard cross != 0 else { return nil }
  let qx = c.x - a.x
  let qy = c.y - a.y
  let along = (qx * sy - qy * sx) / cross
  let across = (qx * ry - qy * rx) / cross
  guard along >= 0, along <= 1, across >= 0, across <= 1 else { return nil }
  return along
}

/// The distance from a point to the segment from `a` to `b`, in metres.
func distance(from point: Point, toSegment a: Point, _ b: Point) -> Double {
  let dx = b.x - a.x
  let dy = b.y - a.y
  let square = dx * dx + dy * dy
  guard square > 0 else { return point.distance(to: a) }
  let share = min(max(((point.x - a.x) * dx + (point.y - a.y) * dy) / square, 0), 1)
  return point.distance(to: Point(a.x + share * dx, a.y + share * dy))
}
