import GridGeometry

/// Which edge stands first west of a vertex, decided exactly.
struct WestwardView {
  private let edges: EdgeSet
  private let cells: SegmentCells
  /// The nearest cell at or west of each that holds an edge, as a column; −1 when there is none.
  private let occupied: [Int32]

  init(_ edges: EdgeSet) {
    self.edges = edges
    let mesh = SegmentCells(count: edges.edgeCount) { edges.segment($0) }
    var nearest = [Int32](repeating: -1, count: mesh.columns * mesh.rows)
    for row in 0..<mesh.rows {
      var last: Int32 = -1
      for column in 0..<mesh.columns {
        if !mesh.range(column, row).isEmpty { last = Int32(column) }
        nearest[row * mesh.columns + column] = last
      }
    }
    cells = mesh
    occupied = nearest
  }

  /// The first edge strictly west of a vertex, just above its northing, as the half-edge that runs downward.
  ///
  /// - Complexity: the occupied cells west of the vertex up to the first edge met.
  func firstHalfEdge(westOf vertex: Int32) -> Int32? {
    let row = cells.row(of: Double(edges.y[Int(vertex)]))
    var column = Int32(cells.column(of: Double(edges.x[Int(vertex)])))
    var best: Int32?
    while column >= 0 {
      column = occupied[row * cells.columns + Int(column)]
      guard column >= 0 else { break }
      for position in cells.range(Int(column), row) {
        let edge = cells.entry(position)
        guard let half = downward(edge, at: edges.y[Int(vertex)]),
          edges.orientation(edges.origin(half), edges.destination(half), vertex) > 0
        else { continue }
        if let known = best, !isEast(half, of: known) { continue }
        best = half
      }
      // An edge met in this cell may cross the line of sight further west; then nearer ones may still come.
      if let best, crosses(best, notWestOf: Int(column), at: edges.y[Int(vertex)]) { return best }
      column -= 1
    }
    return best
  }

  private func downward(_ edge: Int, at northing: Int32) -> Int32? {
    let low = edges.y[Int(edges.low[edge])], high = edges.y[Int(edges.high[edge])]
    guard min(low, high) <= northing, northing < max(low, high) else { return nil }
    return Int32(low > high ? 2 * edge : 2 * edge + 1)
  }

  private func crosses(_ half: Int32, notWestOf column: Int, at northing: Int32) -> Bool {
    let segment = edges.segment(Int(half >> 1))
    let share = (Double(northing) - segment.ay) / (segment.by - segment.ay)
    return segment.ax + share * (segment.bx - segment.ax) >= cells.left(ofColumn: column)
  }

  /// Whether one downward half-edge lies east of another over the northings they share; they do not cross.
  private func isEast(_ a: Int32, of b: Int32) -> Bool {
    let (aTop, aFoot) = (edges.origin(a), edges.destination(a))
    let (bTop, bFoot) = (edges.origin(b), edges.destination(b))
    // Left of a downward line is east of it.
    let atFoot =
      edges.y[Int(aFoot)] >= edges.y[Int(bFoot)]
      ? edges.orientation(bTop, bFoot, aFoot) : -edges.orientation(aTop, aFoot, bFoot)
    if atFoot != 0 { return atFoot > 0 }
    let atTop =
      edges.y[Int(aTop)] <= edges.y[Int(bTop)]
      ? edges.orientation(bTop, bFoot, aTop) : -edges.orientation(aTop, aFoot, bTop)
    return atTop > 0
  }
}
