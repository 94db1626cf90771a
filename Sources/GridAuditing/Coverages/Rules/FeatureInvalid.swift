import GridCoverages
import GridGeometry

/// Every polygon is valid by Simple Features.
struct FeatureInvalid: CoverageRule {
  let id = "invalid-geometry"
  let claim = Wording(en: "Every polygon is valid.", zh: "每个面的几何都有效。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    evidence.report.faults.compactMap { fault in
      guard case .invalid(let owner, let reason, let place) = fault else { return nil }
      let feature = evidence.input.grounds[owner]
      let finding = Finding(
        id, .error, subjects: [feature.label], grids: [feature.label], place: place.isFinite ? .point(place) : nil,
        Wording(
          en: "Feature \(feature.ordinal) (\(feature.label)) is not valid: \(reason) at \(place).",
          zh: "第 \(feature.ordinal) 个要素（\(feature.label)）几何无效：\(Self.chinese(reason))，位于 \(place)。"))
      return ItemisedFinding(
        finding, features: [feature.ordinal],
        fix: Wording(en: "Mend it in QGIS (Fix geometries), or draw it again there", zh: "在 QGIS 中修复几何，或重画该处"))
    }
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
