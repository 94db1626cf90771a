public import GridGeometry

extension PlanarMap {
  /// Maps polygons that are a coverage already: neighbours share vertices exactly and nothing overlaps.
  ///
  /// Nothing is noded and nothing moves except to the grid. Gaps are allowed: they become faces without owner.
  ///
  /// - Parameters:
  ///   - grounds: The polygons; the owner of a face is the index of its ground.
  ///   - precision: The width of the precision grid in metres.
  /// - Returns: The map and the owner of each face, −1 for gaps.
  /// - Throws: ``CoverageError/notClean(reason:owners:at:)`` where two grounds overlap, an edge crosses another or
  ///   passes a vertex, or a ring folds back on itself. Such polygons go through ``init(lines:precision:)``.
  /// - Complexity: O(*n*).
  public static func cleanCoverage(
    _ grounds: [MultiPolygon], precision: Double = 0.01
  ) throws(CoverageError) -> (map: PlanarMap, ownerOfFace: [Int32]) {
    let grid = try PrecisionGrid(precision: precision)
    var rings: [[Point]] = []
    var owners: [Int32] = []
    for (index, ground) in grounds.enumerated() {
      for polygon in ground.polygons {
        for ring in polygon.rightHanded.rings {
          rings.append(ring.points)
          owners.append(Int32(index))
        }
      }
    }
    let chains = try GridChains(rings, on: grid)
    let (edges, halves) = try EdgeSet.tracked(chains, on: grid)
    let ownerOfHalf = try claim(edges, chains, halves, owners)
    if let (a, b) = EdgeCrossings(edges).first() {
      throw .notClean(
        reason: "edges cross or pass a vertex", owners: claimants(ownerOfHalf, [a, b]), at: edges.point(edges.low[b]))
    }
    let map = try PlanarMap(noded: edges)
    // Vertices without an edge are dropped in the map, edges never: their numbers are the same.
    guard map.edges.edgeCount == edges.edgeCount else {
      let place = (map.dangling + map.cutEdges).first?.points[0] ?? Point(0, 0)
      throw .notClean(reason: "a ring folds back on itself", owners: [], at: place)
    }
    return (map, try map.owners(of: ownerOfHalf))
  }

  /// The ground left of each half-edge; two claims to one side are an overlap.
  private static func claim(
    _ edges: EdgeSet, _ chains: GridChains, _ halves: [Int32], _ owners: [Int32]
  ) throws(CoverageError) -> [Int32] {
    var ownerOfHalf = [Int32](repeating: -1, count: 2 * edges.edgeCount)
    for ring in owners.indices {
      for position in Int(chains.starts[ring])..<Int(chains.starts[ring + 1]) {
        let half = halves[position]
        guard half >= 0 else { continue }
        let known = ownerOfHalf[Int(half)]
        guard known < 0 else {
          throw .notClean(
            reason: "two rings run along the same side of an edge", owners: [Int(known), Int(owners[ring])],
            at: edges.point(edges.origin(half)))
        }
        ownerOfHalf[Int(half)] = owners[ring]
      }
    }
    return ownerOfHalf
  }

  private static func claimants(_ ownerOfHalf: [Int32], _ edges: [Int]) -> [Int] {
    Set(edges.flatMap { [ownerOfHalf[2 * $0], ownerOfHalf[2 * $0 + 1]] }.filter { $0 >= 0 }).map(Int.init).sorted()
  }

  /// The owner of each face: all half-edges around it must name the same one, or none.
  private func owners(of ownerOfHalf: [Int32]) throws(CoverageError) -> [Int32] {
    var owners = [Int32](repeating: -2, count: faceCount)
    for half in ownerOfHalf.indices {
      let face = tracing.face[half], claimed = ownerOfHalf[half]
      let known = face < 0 ? -1 : owners[Int(face)] == -2 ? claimed : owners[Int(face)]
      guard known == claimed else {
        throw .notClean(
          reason: "one ground lies on another", owners: [known, claimed].filter { $0 >= 0 }.map(Int.init).sorted(),
          at: edges.point(edges.origin(Int32(half))))
      }
      if face >= 0 { owners[Int(face)] = claimed }
    }
    return owners
  }
}
