import GridStaffing

/// Posts name grids of the plan, roles of the rules and people of the roster.
struct UnknownPost: StaffingRule {
  let id = "unknown-post"
  let claim = Wording(en: "Posts name known grids, roles and people.", zh: "岗位所列网格、角色、人员均存在。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let staff = evidence.staff else { return [] }
    return staff.assignments.indices.flatMap { index -> [Finding] in
      let post = staff.assignments[index]
      var findings: [Finding] = []
      func tell(_ what: String, _ name: String, _ words: Wording) {
        let grid = staff.gridOfPost[index]
        findings.append(
          Finding(
            id, .error, subjects: [what, name, post.grid, post.role], grids: grid >= 0 ? [post.grid] : [],
            place: grid >= 0 ? evidence.spot(ofGrid: grid) : nil, words))
      }
      if staff.gridOfPost[index] < 0 {
        tell(
          "grid", post.grid,
          Wording(
            en: "A post of the role \(post.role) names the grid \(post.grid), which the plan does not have.",
            zh: "\(post.role) 岗位所列网格 \(post.grid) 不在方案中。"))
      }
      if staff.role(post.role) == nil {
        tell(
          "role", post.role,
          Wording(
            en: "A post in grid \(post.grid) names the role \(post.role), which the rules do not have.",
            zh: "网格 \(post.grid) 的岗位所列角色 \(post.role) 不在规则中。"))
      }
      if let worker = post.worker, staff.workerOfPost[index] < 0 {
        tell(
          "worker", worker,
          Wording(
            en: "The post \(post.role) in grid \(post.grid) names \(worker), who is not in the roster.",
            zh: "网格 \(post.grid) 的 \(post.role) 岗位所列人员 \(worker) 不在名册中。"))
      }
      return findings
    }
  }
}
