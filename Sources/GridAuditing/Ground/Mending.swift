package import GridGeometry

/// A ground that Simple Features does not allow: what is wrong, where, and what mending makes of it.
package struct Mending {
  /// In the words of GEOS.
  let reason: String
  let place: Point?
  /// Every place where edges cross, from west to east; corners that touch are none.
  let crossings: [Point]
  /// Of the rings as they are drawn, in square metres; turns of one that crosses itself cancel out.
  let drawn: Double
  /// Once it is mended; `nil` where nothing is left.
  let mended: Double?

  init(_ ground: MultiPolygon, reason: String, at place: Point?) {
    self.reason = reason
    self.place = place.flatMap { $0.isFinite ? $0 : nil }
    crossings = Self.crossings(of: ground)
    drawn = ground.area
    mended = (try? ground.repaired()).flatMap { $0.isEmpty ? nil : $0.area }
  }

  /// `nil` for a valid ground.
  package init?(_ ground: MultiPolygon) {
    guard ground.polygons.allSatisfy({ $0.rings.allSatisfy { $0.points.allSatisfy(\.isFinite) } }) else {
      self.init(ground, reason: "a coordinate is not a number", at: nil)
      return
    }
    if SimplicityProof.isSurelyValid(ground) { return nil }
    guard case .invalid(let reason, let place) = ground.validity() else { return nil }
    self.init(ground, reason: reason, at: place)
  }

  /// The reason, its place and both areas; without a full stop.
  package var words: Wording {
    var cause = Wording(en: reason, zh: Self.chinese(reason))
    if let place { cause = Wording(en: "\(cause.en) at \(Self.spot(place))", zh: "\(cause.zh)，位于 \(Self.spot(place))") }
    if crossings.count > 1 {
      let list = listWords(crossings.map(Self.spot))
      cause = Wording(
        en: "\(cause.en), its edges cross in \(crossings.count) places: \(list.en)",
        zh: "\(cause.zh)，边线相交 \(crossings.count) 处：\(list.zh)")
    }
    guard drawn.isFinite else { return cause }
    let before = areaWords(drawn)
    guard let mended else {
      return Wording(
        en: "\(cause.en); its rings as drawn enclose \(before.en), and nothing is left once they are mended",
        zh: "\(cause.zh)；按原环面积为\(before.zh)，修复后没有地面")
    }
    let after = areaWords(mended)
    return Wording(
      en: "\(cause.en); its rings as drawn enclose \(before.en), mended \(after.en)",
      zh: "\(cause.zh)；按原环面积为\(before.zh)，修复后为\(after.zh)")
  }

  private static func spot(_ point: Point) -> String { "(\(figure(point.x)), \(figure(point.y)))" }

  /// - Complexity: As ``SegmentSweep/forEachNearPair(_:)``.
  private static func crossings(of ground: MultiPolygon) -> [Point] {
    var segments: [SegmentSweep.Segment] = []
    for ring in ground.polygons.flatMap(\.rings) where ring.points.allSatisfy(\.isFinite) {
      for (a, b) in zip(ring.points, ring.points.dropFirst()) { segments.append(.init(a: a, b: b, tag: Int32(segments.count))) }
    }
    var found: Set<Point> = []
    SegmentSweep(segments).forEachNearPair { one, other in
      if let point = one.crossing(with: other) { found.insert(point) }
      return true
    }
    return found.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
  }

  /// GEOS gives its reasons in English.
  private static func chinese(_ reason: String) -> String {
    switch reason {
    case "Self-intersection", "Ring Self-intersection": "自相交"
    case "Hole lies outside shell": "孔洞位于外环之外"
    case "Holes are nested": "孔洞嵌套"
    case "Nested shells": "外环嵌套"
    case "Duplicate Rings": "环重复"
    case "Interior is disconnected": "内部不连通"
    case "Too few points in geometry component": "点数过少"
    case "a coordinate is not a number": "坐标不是数字"
    default: reason
    }
  }
}

extension SegmentSweep.Segment {
  /// Where each passes from one side of the other to its other side; `nil` where they do not.
  fileprivate func crossing(with other: Self) -> Point? {
    guard Orientation.turn(a, b, other.a) * Orientation.turn(a, b, other.b) < 0,
      Orientation.turn(other.a, other.b, a) * Orientation.turn(other.a, other.b, b) < 0
    else { return nil }
    let (dx, dy, ex, ey) = (b.x - a.x, b.y - a.y, other.b.x - other.a.x, other.b.y - other.a.y)
    let share = ((other.a.x - a.x) * ey - (other.a.y - a.y) * ex) / (dx * ey - dy * ex)
    return Point(a.x + share * dx, a.y + share * dy)
  }
}
