package import GridGeometry

/// A ground that Simple Features does not allow: what is wrong, where, and what mending makes of it.
package struct Mending {
  /// In the words of GEOS.
  let reason: String
  let place: Point?
  /// Of the rings as they are drawn, in square metres; turns of one that crosses itself cancel out.
  let drawn: Double
  /// Once it is mended; `nil` where nothing is left.
  let mended: Double?

  init(_ ground: MultiPolygon, reason: String, at place: Point?) {
    self.reason = reason
    self.place = place.flatMap { $0.isFinite ? $0 : nil }
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
    let spot = place.map { "(\(figure($0.x)), \(figure($0.y)))" }
    let cause = Wording(
      en: spot.map { "\(reason) at \($0)" } ?? reason,
      zh: spot.map { "\(Self.chinese(reason))，位于 \($0)" } ?? Self.chinese(reason))
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
