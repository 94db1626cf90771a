public import GridGeometry

extension PlanarMap {
  /// A point strictly inside each face: the middle of the widest span on a row near the middle of the face.
  ///
  /// Rows run between the vertices, never through one. In faces thinner than a cell of the grid the point may lie
  /// within rounding of the border.
  ///
  /// - Complexity: O(*n* log *n*) in the vertices of the face with most of them.
  public func interiorPoints() -> [Point] { (0..<faceCount).map(interiorPoint(ofFace:)) }

  /// A point strictly inside a face; see ``interiorPoints()``.
  public func interiorPoint(ofFace face: Int) -> Point {
    var rows: [Int32] = []
    for arc in arcs(ofFace: face) {
      for vertex in table.vertices(of: Int(arc)) { rows.append(edges.y[Int(vertex)]) }
    }
    rows.sort()
    guard let low = rows.first, let high = rows.last else { return Point(0, 0) }
    var best = (width: -1.0, x: 0.0, y: 0.0)
    // The middle first; other rows only where the face is thin there.
    for share in [0.5, 0.25, 0.75, 0.125, 0.875] {
      let y = Self.freeRow(near: Double(low) + (Double(high) - Double(low)) * share, in: rows)
      let span = widestSpan(ofFace: face, atRow: y)
      if span.width > best.width { best = (span.width, span.middle, y) }
      if best.width >= (Double(high) - Double(low)) / 8 { break }
    }
    return Point(
      (Double(edges.originX) + best.x) * grid.precision, (Double(edges.originY) + best.y) * grid.precision)
  }

  /// Half way between the last vertex row at or below `wanted` and the next above it.
  private static func freeRow(near wanted: Double, in rows: [Int32]) -> Double {
    var range = 0..<rows.count
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      range = Double(rows[middle]) <= wanted ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    let above = min(range.lowerBound, rows.count - 1)
    guard above > 0, rows[above] > rows[above - 1] else { return Double(rows[0]) + 0.5 }
    return (Double(rows[above]) + Double(rows[above - 1])) / 2
  }

  private func widestSpan(ofFace face: Int, atRow y: Double) -> (width: Double, middle: Double) {
    var crossings: [Double] = []
    for arc in arcs(ofFace: face) where arcs[Int(arc)].left != arcs[Int(arc)].right {
      let vertices = table.vertices(of: Int(arc))
      var last = vertices[vertices.startIndex]
      for vertex in vertices.dropFirst() {
        let y0 = Double(edges.y[Int(last)]), y1 = Double(edges.y[Int(vertex)])
        if (y0 < y) != (y1 < y) {
          let x0 = Double(edges.x[Int(last)]), x1 = Double(edges.x[Int(vertex)])
          crossings.append(x0 + (x1 - x0) * ((y - y0) / (y1 - y0)))
        }
        last = vertex
      }
    }
    crossings.sort()
    var best = (width: -1.0, middle: 0.0)
    for index in stride(from: 0, to: crossings.count - 1, by: 2) {
      let width = crossings[index + 1] - crossings[index]
      if width > best.width { best = (width, (crossings[index] + crossings[index + 1]) / 2) }
    }
    return best
  }
}
