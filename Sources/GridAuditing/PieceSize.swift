package import GridGeometry

/// The size of a piece of ground as findings state it.
package struct PieceSize {
  /// In square metres.
  package let area: Double
  /// Twice the radius of the largest circle inside, in metres, to a hundredth of itself.
  package let width: Double

  package init(_ piece: Polygon) {
    area = piece.area
    let mean = piece.perimeter > 0 ? 2 * area / piece.perimeter : 0
    let isCompact = piece.perimeter * piece.perimeter < 100 * area
    width = (isCompact ? Self.circleWidth(piece, mean: mean) : Self.erosionWidth(piece, mean: mean)) ?? mean
  }

  private static func circleWidth(_ piece: Polygon, mean: Double) -> Double? {
    guard let circle = try? Shape.maximumInscribedCircle(of: piece, tolerance: mean / 200) else { return nil }
    return 2 * circle.radius
  }

  /// Twice the distance at which a shrinking piece vanishes.
  ///
  /// The search for the circle tiles a thread a kilometre long with cells as small as it is wide; shrinking it costs no
  /// more than its vertices.
  private static func erosionWidth(_ piece: Polygon, mean: Double) -> Double? {
    guard mean > 0 else { return nil }
    func vanishes(_ width: Double) -> Bool? {
      (try? Overlay.buffer(.polygon(piece), by: -width / 2, quadrantSegments: 1))?.isEmpty
    }
    var low = 0.0
    var high = mean
    while let isGone = vanishes(high), !isGone {
      low = high
      high *= 2
    }
    while high - low > 0.01 * high {
      let middle = (low + high) / 2
      guard let isGone = vanishes(middle) else { return nil }
      if isGone { high = middle } else { low = middle }
    }
    return (low + high) / 2
  }

  var words: Wording {
    Wording(
      en: "\(figure(area)) m², \(figure(width)) m wide", zh: "面积 \(figure(area)) 平方米，宽 \(figure(width)) 米")
  }
}
