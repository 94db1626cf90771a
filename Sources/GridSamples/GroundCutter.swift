import GridGeometry

/// How the line between two parts of the county is drawn.
struct CutStyle {
  var kind: GroundFaces.EdgeKind
  /// The amplitude of the line's wiggle as a part of its length.
  var wiggle: Double
  /// The distance between points along the line, in metres.
  var spacing: Double
  /// How far an end may move along the edge to meet a junction, as a part of the line's length.
  var reach: Double
}

extension GroundFaces {
  /// Cuts a face along a line that runs roughly through a point in a direction.
  ///
  /// The wiggle is made smaller until the line crosses nothing.
  ///
  /// - Returns: The number of the part on the right of the direction, `nil` if no clean cut was found.
  mutating func cut(
    _ face: Int, through origin: Point, along direction: Point, style: CutStyle, smallest: Double,
    using random: inout SampleRandom
  ) -> Int? {
    let loop = loop(of: face)
    guard let chord = loop.chord(through: origin, along: direction) else { return nil }
    let kind = style.kind
    let reach = style.reach * chord.length
    for (startReach, endReach) in [(reach, reach), (reach, 3), (3, reach), (3, 3)] {
      let start = anchor(chord.start, in: face, loop: loop, reach: startReach)
      let end = anchor(chord.end, in: face, loop: loop, reach: endReach)
      for factor in [1.0, 0.5, 0.2, 0] {
        var wiggled = style
        wiggled.wiggle *= factor
        let path = Self.path(
          from: start.position(in: self), to: end.position(in: self), style: wiggled, using: &random)
        guard isClear(path, from: start, to: end, of: face, loop: loop, smallest: smallest) else { continue }
        return split(face, from: start, to: end, along: Array(path.dropFirst().dropLast()), as: kind)
      }
    }
    return nil
  }

  /// The end of a cut: a junction within reach, a vertex close by, or the point itself on its edge.
  private func anchor(_ end: Chord.End, in face: Int, loop: Loop, reach: Double) -> Anchor {
    var best: (distance: Double, index: Int)?
    for index in loop.indices {
      let isJunction = degree[Int(loops[face][index])] > 2
      let away = loop[index].distance(to: end.point)
      if away <= (isJunction ? reach : 4), away < (best?.distance ?? .infinity) { best = (away, index) }
    }
    if let best { return .vertex(loops[face][best.index]) }
    return .edge(loops[face][end.edge], loops[face][(end.edge + 1) % loop.count], end.point.snapped)
  }

  static func path(from a: Point, to b: Point, style: CutStyle, using random: inout SampleRandom) -> [Point] {
    let length = a.distance(to: b)
    let pieces = max(1, Int(length / style.spacing))
    let wiggle = Wiggle(octaves: min(14, max(3, pieces / 3)), roughness: 1.15, using: &random)
    let normal = (b - a).unit.left
    return [a]
      + (1..<max(1, pieces)).map { step in
        let t = Double(step) / Double(pieces)
        return (a + (b - a) * t + normal * (style.wiggle * length * wiggle.value(at: t))).snapped
      } + [b]
  }

  private func isClear(
    _ path: [Point], from start: Anchor, to end: Anchor, of face: Int, loop: Loop, smallest: Double
  ) -> Bool {
    let first = path[0]
    let last = path[path.count - 1]
    guard first != last else { return false }
    for edge in loop.indices {
      let a = loop[edge]
      let b = loop[(edge + 1) % loop.count]
      for piece in 1..<path.count {
        let p = path[piece - 1]
        let q = path[piece]
        guard min(p.x, q.x) <= max(a.x, b.x), min(a.x, b.x) <= max(p.x, q.x),
          min(p.y, q.y) <= max(a.y, b.y), min(a.y, b.y) <= max(p.y, q.y),
          let hit = crossing(p, q, a, b)
        else { continue }
        if piece == 1 && hit.distance(to: first) < 0.05 { continue }
        if piece == path.count - 1 && hit.distance(to: last) < 0.05 { continue }
        return false
      }
    }
    for piece in 1..<path.count where !loop.loopContains((path[piece - 1] + path[piece]) * 0.5) { return false }
    for point in path.dropFirst().dropLast() where loop.distanceToEdge(point) < 2 { return false }
    return hasRoom(path, from: start, to: end, of: face, loop: loop, smallest: smallest)
  }

  /// Whether both parts are larger than the smallest area allowed.
  private func hasRoom(
    _ path: [Point], from start: Anchor, to end: Anchor, of face: Int, loop: Loop, smallest: Double
  ) -> Bool {
    func chordEnd(_ anchor: Anchor) -> Chord.End {
      switch anchor {
      case .vertex(let vertex):
        let index = loops[face].firstIndex(of: vertex) ?? 0
        return .init(edge: index, point: loop[index], position: 0)
      case .edge(let a, _, let point): return .init(edge: loops[face].firstIndex(of: a) ?? 0, point: point, position: 0)
      }
    }
    let chord = Chord(start: chordEnd(start), end: chordEnd(end))
    guard chord.start.edge != chord.end.edge else { return false }
    let parts = loop.split(at: chord, between: Array(path.dropFirst().dropLast()))
    return parts.left.loopArea > smallest && parts.right.loopArea > smallest
  }
}
