import GridGeometry

/// No case is merged into one that came to nothing itself.
///
/// A merge is refused into a case that does not count any more; but one that carries others may be withdrawn later on.
struct CasesMergedAway: CaseRule {
  let id = "cases-merged-away"
  let claim = Wording(en: "Every merged case led to one that goes on or was closed.", zh: "并案案件所并入的案件仍在办理或已结案。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let cases = evidence.cases else { return [] }
    return cases.lost.map { matter in
      let (count, list) = (matter.cases.count, AuditEvidence.list(matter.cases))
      return Finding(
        id, .warning, subjects: [matter.end], place: matter.point.map(Geometry.point), measure: Double(count),
        unit: "cases", denominator: Double(cases.merged), base: "merged cases",
        Wording(
          en: "\(count) of \(cases.merged) merged cases (\(list)) led to case \(matter.end), which was withdrawn or is missing: "
            + "reopen it, or one of them, if the matter still stands.",
          zh: "并案案件 \(cases.merged) 件中，\(count) 件（\(list)）最终并入案件 \(matter.end)，而该案件已撤回或不存在；如事项仍在，请重开其一。"))
    }
  }
}
