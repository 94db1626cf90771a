import GridGeometry

extension PlanarMap {
  /// The map with more lines in it, such as cuts through heavy faces.
  ///
  /// Edges already in the map are noded, so only those near a new line go through noding again; all others stay as they
  /// are, vertex for vertex. A new line that should cut a border must cross it, if only by a few cells: what sticks out
  /// is dropped as a dangle. Dead ends dropped earlier do not come back.
  ///
  /// - Returns: The new map, and for each of its faces the face of this map it is part of, −1 for new ground outside.
  /// - Throws: As ``init(lines:precision:)``.
  /// - Complexity: O(*n*), plus the noding of the new lines and the edges near them.
  public func adding(_ lines: [NetworkLine]) throws(CoverageError) -> (map: PlanarMap, oldFace: [Int32]) {
    if let bad = lines.firstIndex(where: { !$0.points.allSatisfy(\.isFinite) }) { throw .notFinite(line: bad) }
    let isNear = edgesNear(lines)
    let map: PlanarMap
    do throws(CoverageError) {
      map = try adding(lines, noding: isNear)
    } catch {
      guard case .notNoded = error else { throw error }
      // A bend at an old vertex far from the new lines reached an edge that was left out; then all take part.
      map = try adding(lines, noding: [Bool](repeating: true, count: edges.edgeCount))
    }
    return (map, oldFaces(of: map))
  }

  private func adding(_ lines: [NetworkLine], noding isNear: [Bool]) throws(CoverageError) -> PlanarMap {
    var toNode = lines.map(\.points)
    var chains = GridChains()
    for edge in 0..<edges.edgeCount {
      if isNear[edge] {
        toNode.append([edges.point(edges.low[edge]), edges.point(edges.high[edge])])
      } else {
        append(edges.low[edge], to: &chains)
        append(edges.high[edge], to: &chains)
        chains.endChain()
      }
    }
    chains.append(try GridChains(noding: toNode, on: grid))
    let merged = try EdgeSet(chains, on: grid)
    let known = VertexMatch(from: merged, to: edges)
    let isNew = (0..<merged.edgeCount).map { known.edge(merged, $0, in: edges) == nil }
    if isNear.contains(false), let (edge, _) = EdgeCrossings(merged).first(amongst: isNew) {
      throw .notNoded(at: merged.point(merged.low[edge]))
    }
    return try PlanarMap(noded: merged)
  }

  private func append(_ vertex: Int32, to chains: inout GridChains) {
    chains.append(x: edges.originX + Int64(edges.x[Int(vertex)]), y: edges.originY + Int64(edges.y[Int(vertex)]))
  }

  /// Edges within two cells of a new line: those its hot pixels can bend or whose vertices can bend it.
  private func edgesNear(_ lines: [NetworkLine]) -> [Bool] {
    var isNear = [Bool](repeating: false, count: edges.edgeCount)
    let reach = 2.0
    let cells = SegmentCells(count: edges.edgeCount, reach: reach) { edges.segment($0) }
    for line in lines {
      for index in line.points.indices.dropFirst() {
        let a = edges.position(line.points[index - 1]), b = edges.position(line.points[index])
        let piece = Segment(ax: a.x, ay: a.y, bx: b.x, by: b.y)
        cells.forEachCell(of: piece) { cell in
          for position in cells.range(cell % cells.columns, cell / cells.columns) {
            let edge = cells.entry(position)
            if !isNear[edge], edges.segment(edge).isNear(piece, reach) { isNear[edge] = true }
          }
        }
      }
    }
    return isNear
  }

  /// For each face of a finer map, the face of this one that holds it.
  ///
  /// An edge in both maps has the same ground on the same side; faces without such an edge are found by a point.
  private func oldFaces(of map: PlanarMap) -> [Int32] {
    let known = VertexMatch(from: map.edges, to: edges)
    var result = [Int32](repeating: -2, count: map.faceCount)
    for half in 0..<Int32(2 * map.edges.edgeCount) {
      let face = map.tracing.face[Int(half)]
      guard face >= 0, result[Int(face)] == -2 else { continue }
      // Edges of both maps run from their lower vertex, and the order of vertices is the same in both.
      guard let edge = known.edge(map.edges, Int(half >> 1), in: edges) else { continue }
      result[Int(face)] = tracing.face[2 * edge + Int(half & 1)]
    }
    let open = result.indices.filter { result[$0] == -2 }
    guard !open.isEmpty else { return result }
    let found = locate(open.map { map.interiorPoint(ofFace: $0) })
    for (face, old) in zip(open, found) { result[face] = old }
    return result
  }
}

/// Which vertices of one edge set lie where vertices of another do.
private struct VertexMatch {
  private var other: [Int32]

  /// - Complexity: O(*n* + *m*): both are sorted by position.
  init(from edges: EdgeSet, to target: EdgeSet) {
    other = [Int32](repeating: -1, count: edges.vertexCount)
    var candidate = 0
    for vertex in 0..<edges.vertexCount {
      let place = edges.absolute(vertex)
      while candidate < target.vertexCount, target.absolute(candidate) < place { candidate += 1 }
      guard candidate < target.vertexCount else { break }
      if target.absolute(candidate) == place { other[vertex] = Int32(candidate) }
    }
  }

  func edge(_ edges: EdgeSet, _ edge: Int, in target: EdgeSet) -> Int? {
    let low = other[Int(edges.low[edge])], high = other[Int(edges.high[edge])]
    return low >= 0 && high >= 0 ? target.edge(between: low, and: high) : nil
  }
}

extension EdgeSet {
  fileprivate func absolute(_ vertex: Int) -> (Int64, Int64) { (originX + Int64(x[vertex]), originY + Int64(y[vertex])) }

  /// A place in cells relative to the origin, not rounded.
  fileprivate func position(_ point: Point) -> (x: Double, y: Double) {
    (grid.cells(point.x) - Double(originX), grid.cells(point.y) - Double(originY))
  }
}

extension Segment {
  /// Whether two segments may come closer than a distance: exact for the boxes, and for the line of the longer one.
  fileprivate func isNear(_ other: Segment, _ reach: Double) -> Bool {
    guard minX - reach <= other.maxX, other.minX - reach <= maxX, minY - reach <= other.maxY, other.minY - reach <= maxY
    else { return false }
    return !other.hasOnOneSide(self, reach) && !hasOnOneSide(other, reach)
  }

  /// Whether the whole of another segment is on one side of this one's line, more than `reach` away.
  private func hasOnOneSide(_ other: Segment, _ reach: Double) -> Bool {
    let dx = bx - ax, dy = by - ay
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return false }
    let first = (dx * (other.ay - ay) - dy * (other.ax - ax)) / length
    let second = (dx * (other.by - ay) - dy * (other.bx - ax)) / length
    return min(first, second) > reach || max(first, second) < -reach
  }
}
