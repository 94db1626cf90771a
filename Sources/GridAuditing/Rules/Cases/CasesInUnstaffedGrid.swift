import GridStaffing

/// Every open case lies in a grid that has people, or whose parents have.
struct CasesInUnstaffedGrid: CaseRule {
  let id = "cases-unstaffed"
  let meaning: GapMeaning? = .cases
  let claim = Wording(en: "Every grid with open cases has people.", zh: "有未结案件的网格均有人员。")

  func applies(to evidence: AuditEvidence) -> Bool { evidence.cases != nil && evidence.staff != nil }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let cases = evidence.cases, let staff = evidence.staff else { return [] }
    return evidence.input.grids.indices.compactMap { grid in
      let count = cases.openOfGrid[grid]
      guard count > 0, !evidence.isStaffed(grid, staff) else { return nil }
      let code = evidence.code(grid)
      return Finding(
        id, .warning, subjects: [code], grids: [code], place: evidence.spot(ofGrid: grid), measure: Double(count),
        unit: "cases", denominator: Double(cases.placed), base: "open cases with a place",
        Wording(
          en: "Grid \(code) has \(count) of \(cases.placed) open cases, and neither it nor a grid above it has people.",
          zh: "未结案件 \(cases.placed) 件中，\(count) 件位于网格 \(code)，该网格及其上级均无人员。"))
    }
  }
}

extension AuditEvidence {
  /// Whether somebody of the roster has a post in a grid or in one above it.
  fileprivate func isStaffed(_ grid: Int, _ staff: StaffEvidence) -> Bool {
    guard tree.tops[grid] >= 0 else { return false }
    var next = grid
    while next >= 0 {
      if staff.postsOfGrid[next].contains(where: { staff.workerOfPost[$0] >= 0 }) { return true }
      next = tree.parents[next]
    }
    return false
  }
}
