import GridStaffing

/// Every post that the rules ask for, or the plan lists, is held by somebody of the roster.
struct VacantPost: StaffingRule {
  let id = "vacant-post"
  let meaning: GapMeaning? = .staff
  let claim = Wording(en: "Every post is held by somebody.", zh: "所有岗位均有人。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let staff = evidence.staff else { return [] }
    return evidence.input.grids.indices.flatMap { index -> [Finding] in
      // A grid without anybody is told as such.
      guard staff.postsOfGrid[index].contains(where: { staff.workerOfPost[$0] >= 0 }) else { return [] }
      let needed = evidence.postsNeeded(index, staff)
      return staff.rules.roles.compactMap { role in
        let listed = staff.postsOfGrid[index].count { staff.assignments[$0].role == role.id }
        let asked = max(listed, needed.first { $0.role.id == role.id }?.count ?? 0)
        let held = staff.holders(ofGrid: index, role: role.id).count
        // A leader too many is another rule's.
        guard held < asked, !(role.isLeader && held > 0) else { return nil }
        let code = evidence.code(index)
        return Finding(
          id, .warning, subjects: [code, role.id], grids: [code], place: evidence.spot(ofGrid: index),
          measure: Double(asked - held), unit: "posts",
          Wording(
            en: "Grid \(code) has \(held) of \(counted(asked, "person", "people")) of the role \(role.id): \(asked - held) vacant.",
            zh: "网格 \(code) 的\(role.name.zh)应配 \(asked) 人，在岗 \(held) 人，空缺 \(asked - held) 人。"))
      }
    }
  }
}
