public import GridGeometry

/// Ground with the same claimants in two layers.
public struct OverlayPiece: Hashable, Sendable {
  /// Who claims it in the first layer, ascending; empty for nobody.
  public let first: [Int]
  /// Who claims it in the second layer, ascending; empty for nobody.
  public let second: [Int]
  /// All of it, in any number of parts: right-handed polygons.
  public let ground: MultiPolygon
  /// In square metres, summed from the faces of the map: pieces add up to the whole without rest.
  public let area: Double
}

/// Cuts two layers of polygons with each other and tells who claims each piece of ground in both.
///
/// All pieces come from one planar map: they neither overlap nor leave out ground that anybody claims, and their areas add
/// up exactly to that of either layer as it lies on the precision grid.
///
/// - Parameters:
///   - precision: The width of the precision grid in metres; borders move by less than that.
/// - Returns: One piece for each set of claimants, ordered by those of the first layer, then of the second.
/// - Throws: ``CoverageError/extentTooLarge(extent:limit:)``, ``CoverageError/tooManyVertices(_:)``,
///   ``CoverageError/geometry(_:)`` from GEOS.
/// - Complexity: O(*n* log *n*) in vertices and crossings.
public func overlayPieces(
  _ first: [MultiPolygon], _ second: [MultiPolygon], precision: Double = 0.01
) throws(CoverageError) -> [OverlayPiece] {
  let claims = try ClaimMap([first, second], precision: precision)
  let (keys, labels) = claims.grouped { face -> [[Int32]]? in
    let key = [claims.claimants[0][face], claims.claimants[1][face]]
    return key[0].isEmpty && key[1].isEmpty ? nil : key
  }
  let measures = claims.map.measures(labels: labels, labelCount: keys.count)
  let grounds = claims.map.polygons(labels: labels, labelCount: keys.count)
  let pieces = keys.indices.map { index in
    OverlayPiece(
      first: keys[index][0].map(Int.init), second: keys[index][1].map(Int.init), ground: grounds[index],
      area: measures[index].area)
  }
  return pieces.sorted { a, b in
    a.first == b.first
      ? a.second.lexicographicallyPrecedes(b.second) : a.first.lexicographicallyPrecedes(b.first)
  }
}

extension MultiPolygon {
  /// Whether no disc of this diameter fits anywhere in it: what drawing noise leaves along a border.
  ///
  /// - Parameter diameter: In metres.
  /// - Complexity: O(*n*) unless the ground is long and narrow.
  public func isThinner(than diameter: Double) -> Bool {
    polygons.allSatisfy { polygon in
      // The widest disc in a shape is at least as wide as twice its area over its perimeter.
      guard 2 * polygon.area < diameter * polygon.perimeter else { return false }
      return polygon.inscribedWidth < diameter
    }
  }
}
