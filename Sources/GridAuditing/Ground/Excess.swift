import GridGeometry

/// Ground covered more often than expected, by who covers it.
struct Excess {
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

  /// Adds a face that lies in each holder's ground as a whole.
  mutating func add(_ face: Polygon, heldBy holders: [Int], isBeyond: Bool) {
    for (index, first) in holders.enumerated() {
      if isBeyond { beyond[first, default: []].append(face) }
      for second in holders[(index + 1)...] {
        overlaps[Pair(first: first, second: second), default: []].append(face)
      }
    }
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
