import GridGeometry

/// Arcs with fewer vertices that keep every topological relation of the map.
///
/// Each arc is thinned between its ends by Douglas and Peucker's rule. Where thinned arcs meet each other between
/// vertices, or one has jumped over a vertex of another, both are thinned by half the tolerance instead, and after a few
/// times left as they are; a map of untouched arcs is sound, so this ends.
struct ArcSimplifying {
  private let map: PlanarMap
  private let tolerance: Double
  /// How often each arc's tolerance was halved; from `attempts` on the arc keeps all vertices.
  private var halvings: [UInt8]
  private let attempts: UInt8 = 3
  /// For each arc the places of its vertices that are kept, ascending, first and last among them.
  private var kept: [[Int32]] = []

  /// - Parameter tolerance: In metres: how far a dropped vertex may lie from the arc.
  init(_ map: PlanarMap, tolerance: Double) {
    self.map = map
    self.tolerance = tolerance / map.grid.precision
    halvings = [UInt8](repeating: 0, count: map.table.count)
    kept = (0..<map.table.count).map { Self.thinned(map.edges, map.table.vertices(of: $0), self.tolerance) }
    while true {
      let conflicts = findConflicts()
      if conflicts.isEmpty { break }
      for arc in conflicts {
        halvings[arc] += 1
        kept[arc] = retry(arc)
      }
    }
  }

  var shapes: ArcShapes {
    var shapes = ArcShapes()
    for (arc, places) in kept.enumerated() {
      let vertices = map.table.vertices(of: arc)
      for place in places { shapes.append(vertices[vertices.startIndex + Int(place)]) }
      shapes.endArc()
    }
    return shapes
  }

  /// How many arcs were thinned less than asked for.
  var arcsPutBack: Int { halvings.count { $0 > 0 } }

  private func retry(_ arc: Int) -> [Int32] {
    let vertices = map.table.vertices(of: arc)
    guard halvings[arc] < attempts else { return (0..<Int32(vertices.count)).map { $0 } }
    return Self.thinned(map.edges, vertices, tolerance / Double(1 << halvings[arc]))
  }

  // MARK: Thinning

  private static func thinned(_ edges: EdgeSet, _ vertices: ArraySlice<Int32>, _ tolerance: Double) -> [Int32] {
    let first = vertices.startIndex, last = vertices.endIndex - 1
    guard vertices.count > 2 else { return (0..<Int32(vertices.count)).map { $0 } }
    var isKept = [Bool](repeating: false, count: vertices.count)
    isKept[0] = true
    isKept[vertices.count - 1] = true
    if vertices[first] == vertices[last] {
      // A ring needs a second anchor, the vertex farthest from the first, and a third vertex to keep its ground.
      let far = farthest(edges, vertices, first, last).place
      isKept[far - first] = true
      keepFar(edges, vertices, first, far, tolerance, &isKept)
      keepFar(edges, vertices, far, last, tolerance, &isKept)
      if isKept.count(where: \.self) == 3 {
        let one = farthest(edges, vertices, first, far), other = farthest(edges, vertices, far, last)
        isKept[(one.distance >= other.distance ? one.place : other.place) - first] = true
      }
    } else {
      keepFar(edges, vertices, first, last, tolerance, &isKept)
    }
    return isKept.indices.filter { isKept[$0] }.map { Int32($0) }
  }

  private static func keepFar(
    _ edges: EdgeSet, _ vertices: ArraySlice<Int32>, _ from: Int, _ to: Int, _ tolerance: Double, _ isKept: inout [Bool]
  ) {
    var open = [(from, to)]
    while let (start, end) = open.popLast() {
      guard end > start + 1 else { continue }
      let worst = farthest(edges, vertices, start, end)
      guard worst.distance > tolerance * tolerance else { continue }
      isKept[worst.place - vertices.startIndex] = true
      open.append((start, worst.place))
      open.append((worst.place, end))
    }
  }

  /// The place between two others that lies farthest from the segment that joins them; the distance is squared.
  private static func farthest(
    _ edges: EdgeSet, _ vertices: ArraySlice<Int32>, _ start: Int, _ end: Int
  ) -> (place: Int, distance: Double) {
    let base = edges.segment(from: vertices[start], to: vertices[end])
    var best = (place: start, distance: -1.0)
    for place in (start + 1)..<max(end, start + 1) {
      let vertex = Int(vertices[place])
      let distance = base.squaredDistance(toX: Double(edges.x[vertex]), y: Double(edges.y[vertex]))
      if distance > best.distance { best = (place, distance) }
    }
    return best
  }

  // MARK: Conflicts

  private struct Piece {
    var arc: Int32
    var from: Int32
    var to: Int32
  }

  /// The arcs that may not stay as they are, ascending.
  private func findConflicts() -> [Int] {
    var pieces: [Piece] = []
    for (arc, places) in kept.enumerated() {
      for index in places.indices.dropFirst() {
        pieces.append(Piece(arc: Int32(arc), from: places[index - 1], to: places[index]))
      }
    }
    var isBad = [Bool](repeating: false, count: kept.count)
    findCrossings(pieces, &isBad)
    findJumps(pieces, &isBad)
    return isBad.indices.filter { isBad[$0] && halvings[$0] < attempts }
  }

  private func isShortcut(_ piece: Piece) -> Bool { piece.to > piece.from + 1 }

  private func ends(_ piece: Piece) -> (Int32, Int32) {
    let vertices = map.table.vertices(of: Int(piece.arc))
    return (vertices[vertices.startIndex + Int(piece.from)], vertices[vertices.startIndex + Int(piece.to)])
  }

  private func findCrossings(_ pieces: [Piece], _ isBad: inout [Bool]) {
    let ends = pieces.map { self.ends($0) }
    let cells = SegmentCells(count: pieces.count) { map.edges.segment(from: ends[$0].0, to: ends[$0].1) }
    for row in 0..<cells.rows {
      for column in 0..<cells.columns {
        let range = cells.range(column, row)
        for i in range {
          let a = cells.entry(i)
          for j in (i + 1)..<max(range.upperBound, i + 1) {
            let b = cells.entry(j)
            guard isShortcut(pieces[a]) || isShortcut(pieces[b]), map.edges.meet(ends[a], ends[b]) else { continue }
            isBad[Int(pieces[a].arc)] = true
            isBad[Int(pieces[b].arc)] = true
          }
        }
      }
    }
  }

  /// Marks arcs with a shortcut that has a kept vertex between it and what it replaces.
  private func findJumps(_ pieces: [Piece], _ isBad: inout [Bool]) {
    let corners = pieces.map { ends($0).0 }
    let cells = SegmentCells(count: corners.count) { map.edges.segment(from: corners[$0], to: corners[$0]) }
    for piece in pieces where isShortcut(piece) {
      let all = map.table.vertices(of: Int(piece.arc))
      let loop = all[(all.startIndex + Int(piece.from))...(all.startIndex + Int(piece.to))]
      var box = Envelope.empty
      for vertex in loop { box.form(union: Point(Double(map.edges.x[Int(vertex)]), Double(map.edges.y[Int(vertex)]))) }
      var isJumped = false
      cells.forEach(near: box) { index in
        let corner = corners[index]
        guard !isJumped, corner != loop.first, corner != loop.last else { return }
        isJumped = map.edges.isEnclosed(corner, by: loop)
      }
      if isJumped { isBad[Int(piece.arc)] = true }
    }
  }
}

extension EdgeSet {
  /// The segment between two vertices in cells, exact.
  func segment(from a: Int32, to b: Int32) -> Segment {
    Segment(ax: Double(x[Int(a)]), ay: Double(y[Int(a)]), bx: Double(x[Int(b)]), by: Double(y[Int(b)]))
  }

  /// Whether a vertex lies inside the loop of vertices, closed from last to first; exact.
  fileprivate func isEnclosed(_ vertex: Int32, by loop: ArraySlice<Int32>) -> Bool {
    guard var previous = loop.last else { return false }
    let northing = y[Int(vertex)]
    var isInside = false
    for next in loop {
      if (y[Int(previous)] <= northing) != (y[Int(next)] <= northing) {
        let side = orientation(previous, next, vertex)
        if y[Int(previous)] < y[Int(next)] ? side <= 0 : side >= 0 { isInside.toggle() }
      }
      previous = next
    }
    return isInside
  }
}
