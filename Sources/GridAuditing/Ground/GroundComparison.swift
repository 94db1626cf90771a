import GridCoverages
import GridGeometry

/// Compares the grounds of one layer with expected grounds, exactly where edges match and by overlay where they do not.
package struct GroundComparison {
  let covering: GroundLayer
  let expected: GroundLayer
  let frame: GroundFrame
  /// From which share of unmatched edges on all edges are cut with each other, instead of overlaying ground around the
  /// few that do not match. Either way finds the same ground.
  package var wholesaleShare = 0.2
  private var chain = EdgeChain()

  package init(covering: GroundLayer, expected: GroundLayer, frame: GroundFrame) {
    self.covering = covering
    self.expected = expected
    self.frame = frame
  }

  /// The difference between some grounds of each layer.
  package mutating func difference(of owners: some Sequence<Int>, from targets: some Sequence<Int>) -> GroundDifference
  {
    chain.removeAll()
    for owner in owners { chain.add(covering.outlines[owner]) }
    for target in targets { chain.subtract(expected.outlines[target]) }
    var result = GroundDifference()
    result.unmatched = chain.remainder()
    if result.unmatched.isEmpty { return result }
    let owners = Array(owners)
    let targets = Array(targets)
    let total =
      owners.reduce(0) { $0 + covering.outlines[$1].count } + targets.reduce(0) { $0 + expected.outlines[$1].count }
    do {
      if Double(result.unmatched.count) >= wholesaleShare * Double(total) {
        try placeWholesale(&result, owners: owners, targets: targets)
      } else {
        try place(&result, owners: owners, targets: targets)
      }
    } catch {
      result.failure = "\(error)"
    }
    return result
  }

  /// Cuts the plane by the unmatched edges: inside a face the count of covers differs from the expected by a constant.
  private func place(_ result: inout GroundDifference, owners: [Int], targets: [Int]) throws(GeometryError) {
    var missing: [Polygon] = []
    var excess = Excess()
    for face in try faces(between: result.unmatched) {
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
    try conclude(&result, missing: missing, excess: excess)
  }

  /// Cuts the plane by every edge there is: a face then lies in or out of each ground as a whole.
  private func placeWholesale(_ result: inout GroundDifference, owners: [Int], targets: [Int]) throws(GeometryError) {
    var edges: [Edge] = []
    for owner in owners { edges += covering.outlines[owner].map(\.forward) }
    for target in targets { edges += expected.outlines[target].map(\.forward) }
    let covers = PointLocator(covering.selection(owners))
    let wishes = PointLocator(expected.selection(targets))
    var missing: [Polygon] = []
    var excess = Excess()
    for face in try faces(between: EdgeChain.distinct(edges)) {
      let spot = face.interiorPoint
      let holders = covers.locate(spot).indices.map { owners[$0] }
      let wanted = wishes.locate(spot).indices.count
      if holders.isEmpty && wanted > 0 { missing.append(face) }
      if holders.count <= wanted { continue }
      excess.add(face, heldBy: holders, isBeyond: wanted == 0)
    }
    try conclude(&result, missing: missing, excess: excess)
  }

  private func conclude(
    _ result: inout GroundDifference, missing: [Polygon], excess: Excess
  ) throws(GeometryError) {
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
    var excess = Excess()
    for face in try faces(between: edges) {
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

  /// The places between edges that are thick enough to be ground.
  private func faces(between edges: [Edge]) throws(GeometryError) -> [Polygon] {
    let lines = edges.map { [frame.start($0), frame.end($0)] }
    return try Noding.polygonized(try Noding.snapRounded(lines, precision: frame.tolerance / 2)).filter(frame.isThick)
  }

  private func merged(_ pieces: [Polygon]) throws(GeometryError) -> [Polygon] {
    pieces.count < 2 ? pieces : try Overlay.union(pieces).polygons.filter(frame.isThick)
  }
}
