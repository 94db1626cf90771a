public import GridGeometry

/// Grounds drawn with fewer vertices, still without gap or overlap.
public struct SimplifiedGrounds: Sendable {
  /// The ground of each label.
  public let grounds: [MultiPolygon]
  /// Vertices of the borders between labels, each border once, before and after.
  public let verticesBefore: Int
  public let verticesAfter: Int
  /// Arcs that were simplified less, or not at all, because they would have met another.
  public let arcsPutBack: Int
}

extension PlanarMap {
  /// The ground of each label with simplified borders. Neighbours share the simplified arcs, so they fit as before.
  ///
  /// Vertices where three or more labels meet stay; so do two of every ring, which keeps at least three. Pieces and
  /// holes are the same in number and keep their neighbours.
  ///
  /// - Parameters:
  ///   - labels: The label of each face; −1 for none.
  ///   - labelCount: How many grounds to return.
  ///   - tolerance: In metres: no vertex left out is farther from the new border.
  /// - Throws: ``CoverageError/notNoded(at:)`` never for a map that was made without an error.
  /// - Complexity: O(*n* log *n*) for borders of ordinary shape.
  /// - SeeAlso: Douglas & Peucker, "Algorithms for the reduction of the number of points required to represent a
  ///   digitized line or its caricature", Cartographica 10(2), 1973.
  public func simplifiedPolygons(
    labels: [Int32], labelCount: Int, tolerance: Double
  ) throws(CoverageError) -> SimplifiedGrounds {
    let (map, merged) = try dissolved(labels: labels)
    let simplifying = ArcSimplifying(map, tolerance: max(0, tolerance))
    let shapes = simplifying.shapes
    let rings = LabelRings(map, labels: merged, shapes: shapes)
    return SimplifiedGrounds(
      grounds: map.assemble(rings, pieces: map.components(labels: merged), labels: merged, labelCount: labelCount),
      verticesBefore: map.table.shapes.vertexCount, verticesAfter: shapes.vertexCount,
      arcsPutBack: simplifying.arcsPutBack)
  }

  /// The map of the borders between labels alone, and the label of each of its faces.
  ///
  /// - Complexity: O(*n*).
  public func dissolved(labels: [Int32]) throws(CoverageError) -> (map: PlanarMap, labels: [Int32]) {
    precondition(labels.count == faceCount, "one label for each face")
    func label(_ half: Int) -> Int32 { tracing.face[half] < 0 ? -1 : labels[Int(tracing.face[half])] }
    let isBorder = (0..<edges.edgeCount).map { label(2 * $0) != label(2 * $0 + 1) }
    var borders = edges
    borders.keep(isBorder)
    let map = try PlanarMap(noded: borders)
    var merged = [Int32](repeating: -1, count: map.faceCount)
    // No border between two labels is a dangle or a cut edge, so the kept edges are those of the new map, in order.
    for (new, old) in isBorder.indices.filter({ isBorder[$0] }).enumerated() {
      for side in 0...1 {
        let face = map.tracing.face[2 * new + side]
        if face >= 0 { merged[Int(face)] = label(2 * old + side) }
      }
    }
    return (map, merged)
  }
}
