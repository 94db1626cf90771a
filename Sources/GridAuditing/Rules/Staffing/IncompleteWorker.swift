import GridStaffing

/// Everybody of the roster has an id of their own, a known role and a home.
struct IncompleteWorker: StaffingRule {
  let id = "incomplete-worker"
  let claim = Wording(en: "Everybody has an id, a role and a home.", zh: "人员均有唯一编号、角色和住址。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let staff = evidence.staff else { return [] }
    return staff.workers.indices.flatMap { index -> [Finding] in
      let worker = staff.workers[index]
      var findings: [Finding] = []
      func tell(_ what: String, _ words: Wording) {
        findings.append(Finding(id, .warning, subjects: [worker.id, what], words))
      }
      if staff.workerOfID[worker.id] != index {
        tell("id", Wording(en: "The worker id \(worker.id) is used more than once.", zh: "人员编号 \(worker.id) 重复。"))
      }
      if staff.role(worker.role) == nil {
        tell(
          "role",
          worker.role.isEmpty
            ? Wording(en: "Worker \(worker.id) has no role.", zh: "人员 \(worker.id) 没有角色。")
            : Wording(
              en: "Worker \(worker.id) has the role \(worker.role), which the rules do not have.",
              zh: "人员 \(worker.id) 的角色 \(worker.role) 不在规则中。"))
      }
      if !worker.hasHome {
        tell("home", Wording(en: "Worker \(worker.id) has no home.", zh: "人员 \(worker.id) 没有住址。"))
      }
      return findings
    }
  }
}
