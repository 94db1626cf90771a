import GridGeometry

/// Every open case that has a place lies in a grid, so that somebody is in charge of it.
struct CasesOutside: CaseRule {
  let id = "cases-outside"
  let meaning: GapMeaning? = .cases
  let claim = Wording(en: "Every open case with a place lies in a grid.", zh: "有位置的未结案件均在网格内。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let cases = evidence.cases else { return [] }
    return cases.outside.map { community, count, spot in
      let code = community < 0 ? "" : evidence.input.communities[community].code
      let place = community < 0 ? "outside every community" : "in community \(code)"
      let placeZH = community < 0 ? "在所有社区之外" : "在社区 \(code)"
      return Finding(
        id, .warning, subjects: [code], place: .point(spot), measure: Double(count), unit: "cases",
        denominator: Double(cases.placed), base: "open cases with a place",
        Wording(
          en: "\(count) of \(cases.placed) open cases with a place lie \(place) and in no grid: nobody is in charge of them.",
          zh: "有位置的未结案件 \(cases.placed) 件中，\(count) 件\(placeZH)且不在任何网格内，无人负责。"))
    }
  }
}
