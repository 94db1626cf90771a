import GridGeometry

/// Every geometry is valid by Simple Features.
struct InvalidGeometry: AuditRule {
  let id = "invalid-geometry"
  let claim = Wording(en: "Every geometry is valid.", zh: "所有几何图形均有效。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.storedGrounds.compactMap { item in
      guard case .invalid(let reason, let place) = item.state else { return nil }
      return Finding(
        id, .error, subjects: item.subjects, grids: item.grids, place: place.map(Geometry.point),
        Wording(
          en: "\(item.name.en) is not valid: \(reason). The other rules looked at its repaired ground.",
          zh: "\(item.name.zh)几何无效：\(reason)。其余规则按修复后的范围检查。"))
    }
  }
}
