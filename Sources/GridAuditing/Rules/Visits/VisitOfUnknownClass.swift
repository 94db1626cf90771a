import GridVisits

/// Every visit is of a class that the policy knows.
struct VisitOfUnknownClass: AuditRule {
  let id = "visit-unknown-class"
  let claim = Wording(en: "Every logged visit is of a known class.", zh: "走访记录中的类别均已定义。")

  func applies(to evidence: AuditEvidence) -> Bool { evidence.input.visits != nil }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    let known = Set(evidence.input.visits?.classes.map(\.code) ?? [])
    return evidence.loggedVisits(where: { !known.contains($0.visitClass) }, by: \.visitClass).map { visitClass, count in
      Finding(
        id, .warning, subjects: [visitClass], measure: Double(count), unit: "visits",
        denominator: Double(evidence.loggedVisitCount), base: "visits logged",
        Wording(
          en: "\(count) logged visits are of the class \(visitClass), which is not defined; they count for nothing.",
          zh: "有 \(count) 次走访的类别 \(visitClass) 没有定义，未予计入。"))
    }
  }
}
