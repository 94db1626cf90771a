import GridStaffing

/// Everybody of the roster has a post.
struct WorkerWithoutPost: StaffingRule {
  let id = "worker-without-post"
  let meaning: GapMeaning? = .people
  let claim = Wording(en: "Everybody of the roster has a post.", zh: "名册中人人有岗。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let staff = evidence.staff else { return [] }
    return staff.workers.indices.compactMap { index in
      guard staff.postsOfWorker[index].isEmpty else { return nil }
      let worker = staff.workers[index]
      return Finding(
        id, .info, subjects: [worker.id],
        Wording(en: "Worker \(worker.id) has no post.", zh: "人员 \(worker.id) 没有岗位。"))
    }
  }
}
