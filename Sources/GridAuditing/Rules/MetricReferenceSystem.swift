/// The plan lies in a projected reference system in metres.
struct MetricReferenceSystem: AuditRule {
  let id = "crs-not-metric"
  let claim = Wording(en: "Coordinates are projected metres.", zh: "坐标为以米为单位的投影坐标。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    if evidence.input.isProjectedMetres { return [] }
    let name = evidence.input.referenceSystem.isEmpty ? "unknown" : evidence.input.referenceSystem
    return [
      Finding(
        id, .error, subjects: [],
        Wording(
          en:
            "The plan's reference system (\(name)) is not projected in metres; no area or length here can be trusted.",
          zh: "方案的坐标系（\(name)）不是以米为单位的投影坐标系，面积和长度均不可信。"))
    ]
  }
}
