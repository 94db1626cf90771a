import GridAuditing
import GridStaffing

extension DrawnPlan {
  /// The small plan with a head and a member in each of its six leaves, everybody in one grid.
  static let staffed: DrawnPlan = {
    var plan = small
    let leaves = plan.input.grids.filter(\.isLeaf).map(\.code)
    guard let rules = staffRules() else { return plan }
    plan.edit { input in
      input.staffing = AuditStaffing(
        rules: rules,
        workers: leaves.flatMap {
          [AuditWorker(id: "head \($0)", role: "head"), AuditWorker(id: "member \($0)", role: "member")]
        },
        assignments: leaves.flatMap {
          [
            AuditAssignment(worker: "head \($0)", grid: $0, role: "head"),
            AuditAssignment(worker: "member \($0)", grid: $0, role: "member"),
          ]
        })
    }
    return plan
  }()

  static func staffRules(skills: Set<String> = [], maximumHouseholds: Int? = nil, headGrids: Int = 1) -> StaffingRules?
  {
    try? StaffingRules(
      roles: [
        StaffRole(
          id: "head", name: StaffText(en: "head", zh: "网格长"), isLeader: true, maximumGrids: headGrids,
          maximumHouseholds: maximumHouseholds),
        StaffRole(id: "member", name: StaffText(en: "member", zh: "成员")),
      ],
      posts: [
        PostRule(role: "head", quantity: .each(1), place: .leaves),
        PostRule(role: "member", quantity: .each(1), place: .leaves, kinds: ["first", "second"]),
        PostRule(role: "member", quantity: .each(1), place: .leaves, kinds: ["dedicated"], skills: skills),
      ])
  }

  mutating func staff(_ change: (inout AuditStaffing) -> Void) {
    edit { input in
      guard var staffing = input.staffing else { return }
      change(&staffing)
      input.staffing = staffing
    }
  }
}

extension AuditStaffing {
  /// Takes somebody out of the roster and off their posts.
  fileprivate mutating func dismiss(_ id: String) {
    workers.removeAll { $0.id == id }
    for index in assignments.indices where assignments[index].worker == id { assignments[index].worker = nil }
  }

  /// Gives a post that was somebody else's, who leaves, to another.
  fileprivate mutating func give(_ role: String, in grid: String, to id: String) {
    guard let index = assignments.firstIndex(where: { $0.grid == grid && $0.role == role }) else { return }
    if let before = assignments[index].worker { workers.removeAll { $0.id == before } }
    assignments[index].worker = id
  }
}

extension PlantedFault {
  static let staffing: [PlantedFault] = [
    PlantedFault("a grid without people", "unstaffed-grid", in: .staffed) { plan in
      let code = plan["d"].code
      plan.staff {
        $0.dismiss("head \(code)")
        $0.dismiss("member \(code)")
      }
    },
    PlantedFault("a grid whose posts are not even listed", "unstaffed-grid", in: .staffed) { plan in
      let code = plan["d"].code
      plan.staff { staffing in
        staffing.dismiss("head \(code)")
        staffing.dismiss("member \(code)")
        staffing.assignments.removeAll { $0.grid == code }
      }
    },
    PlantedFault("a vacant post", "vacant-post", in: .staffed) { plan in
      let code = plan["d"].code
      plan.staff { $0.dismiss("member \(code)") }
    },
    PlantedFault("two heads of one grid", "several-leaders", in: .staffed) { plan in
      let code = plan["d"].code
      plan.staff {
        $0.workers.append(AuditWorker(id: "another", role: "head"))
        $0.assignments.append(AuditAssignment(worker: "another", grid: code, role: "head"))
      }
    },
    PlantedFault("one head of two grids", "double-booked-leader", in: .staffed) { plan in
      let (code, other) = (plan["d"].code, plan["b"].code)
      plan.staff { $0.give("head", in: code, to: "head \(other)") }
    },
    PlantedFault("a member with two grids", "worker-over-capacity", in: .staffed) { plan in
      let (code, other) = (plan["d"].code, plan["b"].code)
      plan.staff { $0.give("member", in: code, to: "member \(other)") }
    },
    PlantedFault("a member with too many households", "worker-over-capacity", in: .staffed) { plan in
      plan.staff { $0.workers[1].maximumHouseholds = 5 }
    },
    PlantedFault("a post in a grid that is not there", "unknown-post", in: .staffed) { plan in
      plan.staff { $0.assignments.append(AuditAssignment(worker: $0.workers[0].id, grid: "nowhere", role: "member")) }
    },
    PlantedFault("a post of an unknown role, held by a stranger", "unknown-post", in: .staffed) { plan in
      let code = plan["d"].code
      plan.staff { $0.assignments.append(AuditAssignment(worker: "stranger", grid: code, role: "chief")) }
    },
    PlantedFault("a member on a head's post", "unqualified-worker", in: .staffed) { plan in
      let code = plan["d"].code
      plan.staff {
        $0.give("head", in: code, to: "newcomer")
        $0.workers.append(AuditWorker(id: "newcomer", role: "member"))
      }
    },
    PlantedFault("a member who cannot do what the site asks for", "unqualified-worker", in: .staffed) { plan in
      plan.staff { staffing in
        if let rules = DrawnPlan.staffRules(skills: ["school"]) { staffing.rules = rules }
      }
    },
    PlantedFault("somebody without a home", "incomplete-worker", in: .staffed) { plan in
      plan.staff { $0.workers[0].hasHome = false }
    },
    PlantedFault("somebody without a post", "worker-without-post", in: .staffed) { plan in
      plan.staff { $0.workers.append(AuditWorker(id: "idle", role: "member")) }
    },
  ]

  static let staffingWithConsequences: [PlantedFault] = [
    PlantedFault("one id twice", "incomplete-worker", "worker-without-post", in: .staffed) { plan in
      plan.staff { $0.workers.append($0.workers[0]) }
    },
    PlantedFault("a role that the rules do not have", "incomplete-worker", "unqualified-worker", in: .staffed) { plan in
      plan.staff { $0.workers[0].role = "boss" }
    },
  ]
}
