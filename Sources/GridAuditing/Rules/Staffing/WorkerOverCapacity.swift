import GridGeometry
import GridStaffing

/// Nobody holds more grids or households than they may. Leaders with too many grids are told as double-booked.
struct WorkerOverCapacity: StaffingRule {
  let id = "worker-over-capacity"
  let meaning: GapMeaning? = .staff
  let claim = Wording(en: "Nobody holds more grids or households than they may.", zh: "无人超出网格数或户数上限。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let staff = evidence.staff else { return [] }
    return staff.workers.indices.flatMap { index -> [Finding] in
      let worker = staff.workers[index]
      let own = staff.role(worker.role)
      let grids = evidence.gridsHeld(by: index, staff)
      guard !grids.isEmpty else { return [] }
      var findings: [Finding] = []
      let most = worker.maximumGrids ?? own?.maximumGrids ?? 1
      if grids.count > most, own?.isLeader != true {
        findings.append(
          finding(
            worker, "grids", grids.map(evidence.code), evidence.spot(ofGrid: grids[0]), grids.count, most,
            Wording(en: counted(grids.count, "grid"), zh: "\(grids.count) 个网格")))
      }
      if let most = worker.maximumHouseholds ?? own?.maximumHouseholds {
        let load = evidence.householdsHeld(by: index, staff)
        if load > most * 1000 {
          let households = (load + 999) / 1000
          let words = staff.rules.load.words("\(households)", isOne: households == 1)
          findings.append(
            finding(
              worker, "households", grids.map(evidence.code), evidence.spot(ofGrid: grids[0]), households, most,
              Wording(en: words.en, zh: words.zh)))
        }
      }
      return findings
    }
  }

  private func finding(
    _ worker: AuditWorker, _ what: String, _ grids: [String], _ place: Geometry?, _ count: Int, _ most: Int,
    _ words: Wording
  ) -> Finding {
    Finding(
      id, .error, subjects: [worker.id, what], grids: grids, place: place, measure: Double(count), unit: what,
      Wording(
        en: "Worker \(worker.id) holds \(words.en) in \(AuditEvidence.list(grids)); the limit is \(most).",
        zh: "人员 \(worker.id) 负责\(words.zh)（\(AuditEvidence.list(grids))），上限为 \(most)。"))
  }
}

extension AuditEvidence {
  /// The grids a worker holds posts in, each once, in the order of posts.
  func gridsHeld(by worker: Int, _ staff: StaffEvidence) -> [Int] {
    var seen: Set<Int> = []
    return staff.postsOfWorker[worker].compactMap { post in
      let grid = staff.gridOfPost[post]
      return grid >= 0 && seen.insert(grid).inserted ? grid : nil
    }
  }

  /// The load of a worker in thousandths of a household: that of each leaf held, shared among those who hold the same role
  /// there.
  func householdsHeld(by worker: Int, _ staff: StaffEvidence) -> Int {
    let isOnLeaves = staff.rules.load.count == .leaves
    return staff.postsOfWorker[worker].reduce(0) { sum, post in
      let grid = staff.gridOfPost[post]
      guard grid >= 0, !isOnLeaves || tree.isLeaf(grid) else { return sum }
      let role = staff.assignments[post].role
      let sharing = max(1, staff.postsOfGrid[grid].count { staff.assignments[$0].role == role })
      return sum + (staff.load(ofGrid: code(grid)) ?? households[grid] * 1000) / sharing
    }
  }
}
