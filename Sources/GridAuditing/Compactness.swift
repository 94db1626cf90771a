import GridGeometry

/// How round ground is, by area and perimeter.
struct Compactness {
  /// In square metres, holes subtracted.
  let area: Double
  /// In metres, holes included.
  let perimeter: Double

  /// 4π · area / perimeter²: 1 for a disc, near 0 for a thread; `nil` without a perimeter.
  ///
  /// - SeeAlso: Polsby & Popper, "The Third Criterion", Yale Law & Policy Review 9(2), 1991.
  var polsbyPopper: Double? { perimeter > 0 ? 4 * .pi * area / (perimeter * perimeter) : nil }
}

/// The compactness of one ground by three measures, each in `0...1`, `nil` without ground.
struct CompactnessMeasures: Sendable {
  let polsbyPopper: Double?
  /// Area over that of the smallest circle around it.
  ///
  /// - SeeAlso: Reock, "Measuring Compactness as a Requirement of Legislative Apportionment", 1961.
  let reock: Double?
  /// Area over that of the convex hull.
  let hullRatio: Double?

  init(_ ground: MultiPolygon) {
    let area = ground.area
    polsbyPopper = Compactness(area: area, perimeter: ground.perimeter).polsbyPopper
    let hull = Shape.convexHull(ground.polygons.flatMap(\.exterior.points))
    guard hull.count > 2 else {
      reock = nil
      hullRatio = nil
      return
    }
    let hullArea = Ring(unchecked: hull + [hull[0]]).signedArea
    hullRatio = hullArea > 0 ? area / hullArea : nil
    let radius = (try? Shape.minimumBoundingCircle(hull))?.radius ?? 0
    reock = radius > 0 ? area / (.pi * radius * radius) : nil
  }
}
