import GridGeometry

/// Looks for edges that meet elsewhere than at a common vertex.
struct EdgeCrossings {
  private let edges: EdgeSet

  init(_ edges: EdgeSet) { self.edges = edges }

  /// A pair of edges that cross, touch or overlap, if there is one; exact, and the same for the same edges.
  ///
  /// - Complexity: O(*n*) for edges of even length.
  func first() -> (Int, Int)? {
    if areCrowded {
      let segments = (0..<edges.edgeCount).map(edges.segment)
      let main = segments.mainDirection
      switch SegmentSweep(segments, across: Point(-main.y, main.x)).first(where: meet) {
      case .no: return nil
      case .pair(let a, let b): return (a, b)
      case .unknown: break
      }
    }
    let cells = mesh()
    for row in 0..<cells.rows {
      for column in 0..<cells.columns {
        let range = cells.range(column, row)
        for i in range {
          let a = cells.entry(i)
          for j in (i + 1)..<max(range.upperBound, i + 1) where meet(a, cells.entry(j)) { return (a, cells.entry(j)) }
        }
      }
    }
    return nil
  }

  /// A pair as in ``first()`` of which at least one edge is suspect.
  func first(amongst isSuspect: [Bool]) -> (Int, Int)? {
    let cells = mesh()
    for edge in isSuspect.indices where isSuspect[edge] {
      var other: Int?
      cells.forEachCell(of: edges.segment(edge)) { cell in
        guard other == nil else { return }
        for position in cells.range(cell % cells.columns, cell / cells.columns) {
          let candidate = cells.entry(position)
          if candidate != edge, meet(edge, candidate) { other = candidate }
        }
      }
      if let other { return (edge, other) }
    }
    return nil
  }

  /// Whether edges are so long, as the teeth of a comb are, that many would share each cell of a mesh.
  private var areCrowded: Bool {
    var box = Envelope.empty
    var length = 0.0
    for edge in 0..<edges.edgeCount {
      let segment = edges.segment(edge)
      box.form(union: Point(segment.ax, segment.ay))
      box.form(union: Point(segment.bx, segment.by))
      length += Point(segment.ax, segment.ay).distance(to: Point(segment.bx, segment.by))
    }
    guard edges.edgeCount > 0 else { return false }
    let cell = (box.width * box.height / Double(edges.edgeCount)).squareRoot()
    return length > 16 * Double(edges.edgeCount) * cell
  }

  private func mesh() -> SegmentCells { SegmentCells(count: edges.edgeCount) { edges.segment($0) } }

  /// Whether two different edges share a point that is not a vertex of both.
  func meet(_ a: Int, _ b: Int) -> Bool {
    edges.meet((edges.low[a], edges.high[a]), (edges.low[b], edges.high[b]))
  }
}

extension EdgeSet {
  /// Whether two segments between vertices share a point that is not an end of both; equal segments do.
  func meet(_ a: (Int32, Int32), _ b: (Int32, Int32)) -> Bool {
    guard spansMeet(x, a, b), spansMeet(y, a, b) else { return false }
    if a.0 == b.0 { return overlap(a.0, a.1, b.1) }
    if a.0 == b.1 { return overlap(a.0, a.1, b.0) }
    if a.1 == b.0 { return overlap(a.1, a.0, b.1) }
    if a.1 == b.1 { return overlap(a.1, a.0, b.0) }
    let b0 = orientation(a.0, a.1, b.0).signum(), b1 = orientation(a.0, a.1, b.1).signum()
    if b0 * b1 > 0 { return false }
    let a0 = orientation(b.0, b.1, a.0).signum(), a1 = orientation(b.0, b.1, a.1).signum()
    // Both rows hold a zero or a change of sign: they meet, as their boxes do even when all four are on one line.
    return a0 * a1 <= 0
  }

  private func spansMeet(_ values: [Int32], _ a: (Int32, Int32), _ b: (Int32, Int32)) -> Bool {
    let a0 = values[Int(a.0)], a1 = values[Int(a.1)], b0 = values[Int(b.0)], b1 = values[Int(b.1)]
    return min(a0, a1) <= max(b0, b1) && min(b0, b1) <= max(a0, a1)
  }

  /// Whether two segments from one vertex run in the same direction.
  private func overlap(_ common: Int32, _ a: Int32, _ b: Int32) -> Bool {
    guard orientation(common, a, b) == 0 else { return false }
    let ax = Int64(x[Int(a)] - x[Int(common)]), ay = Int64(y[Int(a)] - y[Int(common)])
    let bx = Int64(x[Int(b)] - x[Int(common)]), by = Int64(y[Int(b)] - y[Int(common)])
    return ax * bx + ay * by > 0
  }
}
