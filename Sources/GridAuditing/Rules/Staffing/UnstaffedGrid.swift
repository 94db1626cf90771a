import GridStaffing

/// Every grid that the rules staff has somebody (有格无人).
struct UnstaffedGrid: StaffingRule {
  let id = "unstaffed-grid"
  let meaning: GapMeaning? = .staff
  let claim = Wording(en: "Every grid that is to have people has somebody.", zh: "应配人员的网格均有人。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let staff = evidence.staff else { return [] }
    return evidence.input.grids.indices.compactMap { index in
      let needed = evidence.postsNeeded(index, staff)
      guard !needed.isEmpty, !staff.postsOfGrid[index].contains(where: { staff.workerOfPost[$0] >= 0 }) else {
        return nil
      }
      let code = evidence.code(index)
      let households = evidence.households[index]
      let roles = needed.map { "\($0.count) \($0.role.id)" }.joined(separator: ", ")
      return Finding(
        id, .error, subjects: [code], grids: [code], place: evidence.spot(ofGrid: index), measure: Double(households),
        unit: "households",
        Wording(
          en: "Grid \(code) with \(counted(households, "household")) has nobody; the rules ask for \(roles).",
          zh: "网格 \(code)（\(households) 户）有格无人；应配：\(roles)。"))
    }
  }
}
