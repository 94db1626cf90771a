import GridGeometry

/// The ground of one or more layers cut along every line of theirs, with who claims each face.
///
/// Any polygons are allowed: what lies on top of each other, gapes or crosses itself is cut like the rest, and a face is
/// claimed by a ground when its inside is, by the rule of odd crossings.
struct ClaimMap {
  let map: PlanarMap
  /// By layer, by face: the grounds of the layer that claim it, ascending.
  let claimants: [[[Int32]]]

  /// - Parameter precision: The width of the precision grid in metres; no line moves farther.
  /// - Throws: ``CoverageError`` for extents that the grid cannot hold, and from GEOS.
  /// - Complexity: O(*n* log *n*) in the vertices and crossings of all layers.
  init(_ layers: [[MultiPolygon]], precision: Double) throws(CoverageError) {
    var lines: [NetworkLine] = []
    for layer in layers { lines += try Self.distinctLines(of: layer) }
    map = try PlanarMap(nodingOnlyIfNeeded: lines, precision: precision)
    let points = map.interiorPoints()
    claimants = layers.map { layer in
      let locator = PointLocator(layer)
      return points.map { point in locator.locate(point).indices.map(Int32.init) }
    }
  }

  /// The outlines of a layer, a border that two grounds share vertex for vertex once.
  private static func distinctLines(of layer: [MultiPolygon]) throws(CoverageError) -> [NetworkLine] {
    let finite = layer.map { ground in
      ground.polygons.allSatisfy { $0.rings.allSatisfy { $0.points.allSatisfy(\.isFinite) } } ? ground : .empty
    }
    return try RingEdges(finite, boundary: nil, isSuspect: [Bool](repeating: false, count: finite.count + 1))
      .distinctLines
  }

  /// Faces with one key joined: the keys in order of first appearance, and the label of each face, −1 for none.
  func grouped<Key: Hashable>(by key: (Int) -> Key?) -> (keys: [Key], labels: [Int32]) {
    var numbers: [Key: Int32] = [:]
    var keys: [Key] = []
    var labels = [Int32](repeating: -1, count: map.faceCount)
    for face in 0..<map.faceCount {
      guard let key = key(face) else { continue }
      if let known = numbers[key] {
        labels[face] = known
      } else {
        numbers[key] = Int32(keys.count)
        labels[face] = Int32(keys.count)
        keys.append(key)
      }
    }
    return (keys, labels)
  }
}
