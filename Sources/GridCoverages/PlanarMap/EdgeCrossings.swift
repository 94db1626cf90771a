import GridGeometry

/// Looks for edges that meet elsewhere than at a common vertex.
struct EdgeCrossings {
  private let edges: EdgeSet

  init(_ edges: EdgeSet) { self.edges = edges }

  /// The first pair of edges, in the order of a mesh over them, that cross, touch or overlap; exact.
  ///
  /// - Parameter isSuspect: At least one edge of a pair must be suspect; all are when `nil`.
  /// - Complexity: O(*n*) for edges of even length.
  func first(amongst isSuspect: [Bool]? = nil) -> (Int, Int)? {
    let cells = SegmentCells(count: edges.edgeCount) { edges.segment($0) }
    for row in 0..<cells.rows {
      for column in 0..<cells.columns {
        let range = cells.range(column, row)
        for i in range {
          let a = cells.entry(i)
          for j in (i + 1)..<max(range.upperBound, i + 1) {
            let b = cells.entry(j)
            if let isSuspect, !isSuspect[a], !isSuspect[b] { continue }
            if meet(a, b) { return (a, b) }
          }
        }
      }
    }
    return nil
  }

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
