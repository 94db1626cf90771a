import GridGeometry

/// How two sets of ground differ that should cover every place equally often, such as children and their parent.
struct GroundDifference: Sendable {
  /// Edges that did not cancel; empty exactly when the two sets cover every place equally often.
  var unmatched: [Edge] = []
  /// Expected ground that nothing covers.
  var missing: [Polygon] = []
  /// Ground beyond the expected, by owner, in the order of owners.
  var beyond: [(owner: Int, pieces: [Polygon])] = []
  /// Ground that two owners hold, by pair, in the order of pairs.
  var overlaps: [Overlap] = []
  /// GEOS gave up; the message says where.
  var failure: String?

  struct Overlap: Sendable {
    let first: Int
    let second: Int
    let pieces: [Polygon]
  }

  /// Whether ground, and not only vertices, differ.
  var hasPlaces: Bool { !missing.isEmpty || !beyond.isEmpty || !overlaps.isEmpty }
}

/// Compares the grounds of one layer with expected grounds, exactly where edges match and by overlay where they do not.
struct GroundComparison {
  let covering: GroundLayer
  let expected: GroundLayer
  let frame: GroundFrame
  private var chain = EdgeChain()

  init(covering: GroundLayer, expected: GroundLayer, frame: GroundFrame) {
    self.covering = covering
    self.expected = expected
    self.frame = frame
  }

  /// The difference between some grounds of each layer.
  mutating func difference(of owners: some Sequence<Int>, from targets: some Sequence<Int>) -> GroundDifference {
    chain.removeAll()
    for owner in owners { chain.add(covering.outlines[owner]) }
    for target in targets { chain.subtract(expected.outlines[target]) }
    var result = GroundDifference()
    result.unmatched = chain.remainder()
    if result.unmatched.isEmpty { return result }
    do {
      try place(&result, owners: Array(owners), targets: Array(targets))
    } catch {
      result.failure = "\(error)"
    }
    return result
  }

  /// Cuts the plane by the unmatched edges: inside a face the count of covers differs from the expected by a constant.
  private func place(_ result: inout GroundDifference, owners: [Int], targets: [Int]) throws(GeometryError) {
    let lines = result.unmatched.map { [frame.start($0), frame.end($0)] }
    let faces = try Noding.polygonized(try Noding.snapRounded(lines, precision: frame.tolerance / 2))
    var missing: [Polygon] = []
    var excess = Excess()
    for face in faces where frame.isThick(face) {
      let spot = face.interiorPoint
      let box = face.envelope
      let near = owners.filter { covering.envelopes[$0].intersects(box) }
      let nearTargets = targets.filter { expected.envelopes[$0].intersects(box) }
      let covers = near.count(where: { covering.grounds[$0].contains(spot) })
      let wanted = nearTargets.count(where: { expected.grounds[$0].contains(spot) })
      if covers < wanted {
        missing += try remaining(of: face, without: covering.selection(near))
      } else if covers > wanted {
        let shares = try excess.shares(of: face, owners: near, comparison: self)
        let outside = try remaining(of: face, without: expected.selection(nearTargets))
        try excess.addBeyond(outside, of: shares, frame: frame)
        try excess.addOverlaps(of: shares, frame: frame)
      }
    }
    result.missing = try merged(missing)
    for owner in excess.beyond.keys.sorted() {
      result.beyond.append((owner, try merged(excess.beyond[owner] ?? [])))
    }
    result.overlaps = try overlaps(excess)
  }

  /// Ground that two owners of the covering layer hold, whatever is expected.
  ///
  /// - Parameter edges: What is left of the owners' own outlines; the count of covers is constant between them.
  func overlaps(of owners: [Int], between edges: [Edge]) throws(GeometryError) -> [GroundDifference.Overlap] {
    let lines = edges.map { [frame.start($0), frame.end($0)] }
    let faces = try Noding.polygonized(try Noding.snapRounded(lines, precision: frame.tolerance / 2))
    var excess = Excess()
    for face in faces where frame.isThick(face) {
      let spot = face.interiorPoint
      let box = face.envelope
      let near = owners.filter { covering.envelopes[$0].intersects(box) }
      if near.count(where: { covering.grounds[$0].contains(spot) }) < 2 { continue }
      let shares = try excess.shares(of: face, owners: near, comparison: self)
      try excess.addOverlaps(of: shares, frame: frame)
    }
    return try overlaps(excess)
  }

  private func overlaps(_ excess: Excess) throws(GeometryError) -> [GroundDifference.Overlap] {
    var result: [GroundDifference.Overlap] = []
    for pair in excess.overlaps.keys.sorted() {
      let pieces = try merged(excess.overlaps[pair] ?? [])
      result.append(.init(first: pair.first, second: pair.second, pieces: pieces))
    }
    return result
  }

  func remaining(of face: Polygon, without grounds: [MultiPolygon]) throws(GeometryError) -> [Polygon] {
    let taken = try Overlay.union(grounds.flatMap(\.polygons))
    return try Overlay.difference(MultiPolygon(face), taken).polygons.filter(frame.isThick)
  }

  private func merged(_ pieces: [Polygon]) throws(GeometryError) -> [Polygon] {
    pieces.count < 2 ? pieces : try Overlay.union(pieces).polygons.filter(frame.isThick)
  }
}

/// Ground covered more often than expected, by who covers it.
private struct Excess {
  struct Share {
    let owner: Int
    let ground: MultiPolygon
  }

  struct Pair: Hashable, Comparable {
    let first: Int
    let second: Int

    static func < (left: Pair, right: Pair) -> Bool { (left.first, left.second) < (right.first, right.second) }
  }

  var beyond: [Int: [Polygon]] = [:]
  var overlaps: [Pair: [Polygon]] = [:]

  /// What each owner holds of a face, in the order of owners.
  func shares(of face: Polygon, owners: [Int], comparison: GroundComparison) throws(GeometryError) -> [Share] {
    var result: [Share] = []
    for owner in owners {
      let share = try Overlay.intersection(comparison.covering.grounds[owner], MultiPolygon(face))
      let thick = share.polygons.filter(comparison.frame.isThick)
      if !thick.isEmpty { result.append(Share(owner: owner, ground: MultiPolygon(thick))) }
    }
    return result
  }

  mutating func addBeyond(_ outside: [Polygon], of shares: [Share], frame: GroundFrame) throws(GeometryError) {
    if outside.isEmpty { return }
    for share in shares {
      let pieces = try Overlay.intersection(share.ground, MultiPolygon(outside)).polygons.filter(frame.isThick)
      if !pieces.isEmpty { beyond[share.owner, default: []] += pieces }
    }
  }

  mutating func addOverlaps(of shares: [Share], frame: GroundFrame) throws(GeometryError) {
    for (index, first) in shares.enumerated() {
      let box = first.ground.envelope
      for second in shares[(index + 1)...] where box.intersects(second.ground.envelope) {
        let pieces = try Overlay.intersection(first.ground, second.ground).polygons.filter(frame.isThick)
        if pieces.isEmpty { continue }
        overlaps[Pair(first: first.owner, second: second.owner), default: []] += pieces
      }
    }
  }
}
