import GridStaffing

/// No leader is booked for more grids than one person may lead, and nobody twice in one grid.
struct DoubleBookedLeader: StaffingRule {
  let id = "double-booked-leader"
  let meaning: GapMeaning? = .staff
  let claim = Wording(en: "No leader is booked for more grids than allowed.", zh: "无网格长超额兼任。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let staff = evidence.staff else { return [] }
    return staff.workers.indices.compactMap { index in
      let worker = staff.workers[index]
      let posts = staff.postsOfWorker[index].filter { staff.role(staff.assignments[$0].role)?.isLeader == true }
      let led = posts.map { staff.gridOfPost[$0] }.filter { $0 >= 0 }
      guard let first = led.first else { return nil }
      let most = worker.maximumGrids ?? staff.role(worker.role)?.maximumGrids ?? 1
      guard led.count > most || Set(led).count < led.count else { return nil }
      let codes = led.map(evidence.code)
      return Finding(
        id, .error, subjects: [worker.id], grids: codes, place: evidence.spot(ofGrid: first),
        measure: Double(led.count),
        unit: "posts",
        Wording(
          en:
            "Worker \(worker.id) leads \(led.count) times, in \(AuditEvidence.list(codes)); at most \(counted(most, "grid")) are allowed, each once.",
          zh: "人员 \(worker.id) 任网格长 \(led.count) 次（\(AuditEvidence.list(codes))），上限为 \(most) 个网格，且不得重复。"))
    }
  }
}
