import GridGeometry

/// A uniform mesh over segments: which of them touch which cell.
///
/// Memory and time are linear in segments plus the cells they touch; a mesh of about as many cells as segments
/// holds a few entries per cell on road networks and cadastres. Where segments are long beside the cells, as in a comb, cells
/// are as much longer than wide as the segments are.
struct SegmentCells: Sendable {
  let minX: Double
  let minY: Double
  let cellWidth: Double
  let cellHeight: Double
  let columns: Int
  let rows: Int
  private let columnsPerUnit: Double
  private let rowsPerUnit: Double
  private let margin: Double
  private var starts: [Int32] = []
  private var entries: [Int32] = []

  /// - Parameters:
  ///   - count: How many segments there are.
  ///   - reach: A distance within which a segment counts as touching a cell.
  ///   - cellsPerSegment: How fine the mesh is.
  ///   - segment: The segment of an index; called three times for each.
  init(count: Int, reach: Double = 0, cellsPerSegment: Double = 0.5, segment: (Int) -> Segment) {
    var box = Envelope.empty
    var (across, along) = (0.0, 0.0)
    for index in 0..<count {
      let piece = segment(index)
      // What lies farther out than any map is left to the cells of the rim.
      guard max(abs(piece.ax), abs(piece.ay), abs(piece.bx), abs(piece.by)) < 1e100 else { continue }
      box.form(union: Point(piece.ax, piece.ay))
      box.form(union: Point(piece.bx, piece.by))
      across += abs(piece.bx - piece.ax)
      along += abs(piece.by - piece.ay)
    }
    if box.isEmpty { box = Envelope(Point(0, 0), Point(0, 0)) }
    let magnitude = max(abs(box.minX), abs(box.maxX), abs(box.minY), abs(box.maxY))
    let slack = magnitude.ulp * 16
    let wanted = min(max(1, Double(count) * cellsPerSegment), 3e7)
    let width = box.width + 2 * reach + slack, height = box.height + 2 * reach + slack
    // Long thin extents: never more cells along one side than cells wanted in all.
    let even = max((width / wanted.squareRoot()) * (height / wanted.squareRoot()), .leastNonzeroMagnitude).squareRoot()
    let size = max(even, max(width, height) / max(wanted, 1), slack * 4, .leastNormalMagnitude)
    let stretch = Self.stretch(across: across, along: along, count: count, size: size, width: width, height: height)
    cellWidth = max(size * stretch, slack * 4)
    cellHeight = max(size / stretch, slack * 4)
    margin = reach + slack + max(cellWidth, cellHeight) * 1e-9
    minX = box.minX - 2 * margin
    minY = box.minY - 2 * margin
    columnsPerUnit = 1 / cellWidth
    rowsPerUnit = 1 / cellHeight
    columns = max(1, Int(((box.maxX + 2 * margin - minX) * columnsPerUnit).rounded(.down)) + 1)
    rows = max(1, Int(((box.maxY + 2 * margin - minY) * rowsPerUnit).rounded(.down)) + 1)
    fill(count: count, segment: segment)
  }

  /// By how much cells are wider than even ones, so that segments touch the fewest; 1 where they touch few anyway.
  private static func stretch(
    across: Double, along: Double, count: Int, size: Double, width: Double, height: Double
  ) -> Double {
    guard (across + along) / size > 8 * Double(count), across > 0, along > 0 else { return 1 }
    let best = (across / along).squareRoot()
    return best < 1 ? min(1, max(best, size / height)) : max(1, min(best, width / size))
  }

  private mutating func fill(count: Int, segment: (Int) -> Segment) {
    var counts = [Int32](repeating: 0, count: columns * rows + 1)
    for index in 0..<count { forEachCell(of: segment(index)) { counts[$0 + 1] += 1 } }
    for cell in 1..<counts.count { counts[cell] += counts[cell - 1] }
    starts = counts
    var filled = [Int32](repeating: 0, count: Int(counts[counts.count - 1]))
    for index in 0..<count {
      forEachCell(of: segment(index)) {
        filled[Int(counts[$0])] = Int32(index)
        counts[$0] += 1
      }
    }
    entries = filled
  }

  func column(of x: Double) -> Int { Self.clamp((x - minX) * columnsPerUnit, below: columns) }
  func row(of y: Double) -> Int { Self.clamp((y - minY) * rowsPerUnit, below: rows) }

  private static func clamp(_ position: Double, below limit: Int) -> Int {
    position > 0 ? (position < Double(limit) ? Int(position) : limit - 1) : 0
  }

  /// The left edge of a column.
  func left(ofColumn column: Int) -> Double { minX + Double(column) * cellWidth }
  /// The lower edge of a row.
  func bottom(ofRow row: Int) -> Double { minY + Double(row) * cellHeight }

  /// Whether a place lies in the mesh; outside it there is no segment.
  func contains(x: Double, y: Double) -> Bool {
    x >= minX && y >= minY && x <= minX + Double(columns) * cellWidth && y <= minY + Double(rows) * cellHeight
  }

  /// The segments that touch a cell, ascending.
  subscript(column: Int, row: Int) -> ArraySlice<Int32> { entries[range(column, row)] }

  func range(_ column: Int, _ row: Int) -> Range<Int> {
    let cell = row * columns + column
    return Int(starts[cell])..<Int(starts[cell + 1])
  }

  func start(ofCell cell: Int) -> Int { Int(starts[cell]) }

  func entry(_ position: Int) -> Int { Int(entries[position]) }

  var entryCount: Int { entries.count }

  /// Calls `body` for every cell a segment touches or comes near, cells in ascending order.
  func forEachCell(of segment: Segment, _ body: (Int) -> Void) {
    let upward = segment.ay <= segment.by
    let (x0, y0) = upward ? (segment.ax, segment.ay) : (segment.bx, segment.by)
    let (x1, y1) = upward ? (segment.bx, segment.by) : (segment.ax, segment.ay)
    let firstRow = row(of: y0 - margin), lastRow = row(of: y1 + margin)
    if firstRow == lastRow || abs(x1 - x0) <= cellWidth * 1e-3 {
      let span = column(of: min(x0, x1) - margin)...column(of: max(x0, x1) + margin)
      for row in firstRow...lastRow {
        for column in span { body(row * columns + column) }
      }
      return
    }
    let slope = (x1 - x0) / (y1 - y0)
    for row in firstRow...lastRow {
      let lower = max(y0, bottom(ofRow: row) - margin), upper = min(y1, bottom(ofRow: row + 1) + margin)
      let near = y1 > y0 ? x0 + (lower - y0) * slope : x0
      let far = y1 > y0 ? x0 + (upper - y0) * slope : x1
      let left = max(min(x0, x1), min(near, far)) - margin, right = min(max(x0, x1), max(near, far)) + margin
      let first = column(of: left), last = column(of: right)
      if first <= last { for column in first...last { body(row * columns + column) } }
    }
  }

  /// The segments in the cells of a rectangle; a segment may come more than once.
  func forEach(near box: Envelope, _ body: (Int) -> Void) {
    guard !box.isEmpty else { return }
    let span = column(of: box.minX)...column(of: box.maxX)
    for row in row(of: box.minY)...row(of: box.maxY) {
      for column in span {
        for position in range(column, row) { body(Int(entries[position])) }
      }
    }
  }
}
