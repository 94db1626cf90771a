import GridStaffing

/// Whoever holds a post is of its role and can do what it asks for.
struct UnqualifiedWorker: StaffingRule {
  let id = "unqualified-worker"
  let claim = Wording(en: "Whoever holds a post has its role and skills.", zh: "任岗人员的角色和技能符合要求。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let staff = evidence.staff else { return [] }
    return staff.assignments.indices.compactMap { index in
      let (worker, grid) = (staff.workerOfPost[index], staff.gridOfPost[index])
      guard worker >= 0, grid >= 0, let role = staff.role(staff.assignments[index].role) else { return nil }
      let person = staff.workers[worker]
      let code = evidence.code(grid)
      func finding(_ words: Wording) -> Finding {
        Finding(
          id, .error, subjects: [person.id, code, role.id], grids: [code], place: evidence.spot(ofGrid: grid), words)
      }
      if person.role != role.id {
        return finding(
          Wording(
            en:
              "Worker \(person.id) of the role \(person.role.isEmpty ? "–" : person.role) holds a post of the role \(role.id) in grid \(code).",
            zh: "人员 \(person.id)（角色 \(person.role.isEmpty ? "无" : person.role)）担任网格 \(code) 的\(role.name.zh)岗位。"))
      }
      let needed = skills(of: role, in: evidence.staffedGrid(grid), staff.rules)
      let missing = needed.subtracting(person.skills).sorted()
      guard !missing.isEmpty else { return nil }
      return finding(
        Wording(
          en: "Worker \(person.id) in grid \(code) lacks \(missing.joined(separator: ", ")).",
          zh: "网格 \(code) 的人员 \(person.id) 缺少技能 \(missing.joined(separator: "、"))。"))
    }
  }

  /// What everybody of the role in the grid must be able to do; where rules differ, only what they have in common.
  private func skills(of role: StaffRole, in grid: StaffedGrid, _ rules: StaffingRules) -> Set<String> {
    let own = rules.posts.filter { $0.role == role.id && $0.count(for: grid) > 0 }
    guard let first = own.first else { return role.skills }
    return role.skills.union(own.dropFirst().reduce(first.skills) { $0.intersection($1.skills) })
  }
}
