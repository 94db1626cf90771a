import GridGeometry

/// Segments of lines in a square mesh, for "what runs near here?".
struct LineIndex {
  struct Segment {
    var a: Point
    var b: Point
    /// The distance buildings keep from it, in metres.
    var clearance: Double
    var line: Int32
  }

  private let side: Double
  private(set) var segments: [Segment] = []
  private var cells: [UInt64: [Int32]] = [:]

  init(side: Double = 400) { self.side = side }

  private func key(_ column: Int, _ row: Int) -> UInt64 { UInt64(UInt32(truncatingIfNeeded: column)) << 32 | UInt64(UInt32(truncatingIfNeeded: row)) }

  private func span(_ box: Envelope) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
    (
      Int((box.minX / side).rounded(.down))...Int((box.maxX / side).rounded(.down)),
      Int((box.minY / side).rounded(.down))...Int((box.maxY / side).rounded(.down))
    )
  }

  mutating func add(_ line: [Point], clearance: Double, number: Int = 0) {
    for (a, b) in zip(line, line.dropFirst()) where a != b {
      let index = Int32(segments.count)
      segments.append(Segment(a: a, b: b, clearance: clearance, line: Int32(number)))
      let (columns, rows) = span(Envelope(a, b))
      for column in columns { for row in rows { cells[key(column, row), default: []].append(index) } }
    }
  }

  /// The segments whose mesh cells meet an envelope, each once, in the order they were added.
  func near(_ box: Envelope) -> [Segment] {
    guard !box.isEmpty, !segments.isEmpty else { return [] }
    let (columns, rows) = span(box)
    var found: [Int32] = []
    for column in columns { for row in rows { if let cell = cells[key(column, row)] { found += cell } } }
    found.sort()
    var result: [Segment] = []
    var last: Int32 = -1
    for index in found where index != last {
      last = index
      let segment = segments[Int(index)]
      if Envelope(segment.a, segment.b).intersects(box) { result.append(segment) }
    }
    return result
  }
}

extension [LineIndex.Segment] {
  /// Whether a building of a given half diagonal may stand at a place.
  func isClear(_ place: Point, halfWidth: Double) -> Bool {
    allSatisfy { segmentDistance(place, $0.a, $0.b) > $0.clearance + halfWidth }
  }
}
