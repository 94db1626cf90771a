import GridStaffing

/// A grid has one leader of a kind.
struct SeveralLeaders: StaffingRule {
  let id = "several-leaders"
  let claim = Wording(en: "A grid has one leader.", zh: "一个网格只有一名网格长。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let staff = evidence.staff else { return [] }
    let leading = staff.rules.roles.filter(\.isLeader)
    return evidence.input.grids.indices.flatMap { index in
      leading.compactMap { role -> Finding? in
        let holders = staff.holders(ofGrid: index, role: role.id)
        guard holders.count > 1 else { return nil }
        let code = evidence.code(index)
        let names = AuditEvidence.list(holders.map { staff.workers[$0].id })
        return Finding(
          id, .error, subjects: [code, role.id], grids: [code], place: evidence.spot(ofGrid: index),
          measure: Double(holders.count), unit: "people",
          Wording(
            en: "Grid \(code) has \(counted(holders.count, "person", "people")) of the leading role \(role.id): \(names).",
            zh: "网格 \(code) 有 \(holders.count) 名\(role.name.zh)：\(names)。"))
      }
    }
  }
}
