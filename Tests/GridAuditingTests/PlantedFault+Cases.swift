import GridAuditing
import GridGeometry
import GridStaffing

extension DrawnPlan {
  /// Open cases at corners of the drawing, or at none, each kept in a grid by its letters, or in none.
  mutating func report(_ cases: [(place: (Double, Double)?, grid: String?, isOverdue: Bool)], hasLimits: Bool = false) {
    let names = cases.compactMap(\.grid)
    let codes = names.map { self[$0].code }
    let open = cases.map { item in
      AuditCase(
        point: item.place.map { Self.corner($0.0, $0.1) },
        grid: item.grid.flatMap { names.firstIndex(of: $0) }.map { Int32($0) } ?? -1, isOverdue: item.isOverdue)
    }
    edit { $0.cases = AuditCases(grids: codes, open: open, hasLimits: hasLimits) }
  }
}

extension PlantedFault {
  static let cases: [PlantedFault] = [
    PlantedFault("a case beyond the county", "cases-outside") {
      $0.report([((9, 2), nil, false), ((4.5, 2.5), "c", false)])
    },
    PlantedFault("a case without a place", "cases-unlocated") { $0.report([(nil, nil, true), ((4.5, 2.5), "c", false)]) },
    PlantedFault("a case kept in a neighbour's grid", "cases-misplaced") { $0.report([((4.5, 2.5), "b", false)]) },
    PlantedFault("a case kept in no grid", "cases-misplaced") { $0.report([((4.5, 2.5), nil, false)]) },
    PlantedFault("a case past its limit", "cases-overdue") {
      $0.report([((4.5, 2.5), "c", true), ((4.5, 3.5), "c", false)], hasLimits: true)
    },
    PlantedFault("cases merged into one that was withdrawn", "cases-merged-away") {
      $0.report([((4.5, 2.5), "c", false)])
      $0.edit {
        $0.cases?.merged = 3
        $0.cases?.lost = [AuditLostMatter(end: "7", cases: ["8", "9"], point: DrawnPlan.corner(4.5, 2.5))]
      }
    },
    PlantedFault("a case where nobody is to work", "cases-unstaffed") { plan in
      guard
        let rules = try? StaffingRules(
          roles: [StaffRole(id: "member", name: StaffText(en: "member", zh: "成员"), maximumGrids: 9)],
          posts: [PostRule(role: "member", quantity: .each(1), place: .leaves, kinds: ["second"])])
      else { return }
      let seconds = plan.input.grids.filter { $0.kind == "second" }.map(\.code)
      plan.edit {
        $0.staffing = AuditStaffing(
          rules: rules, workers: [AuditWorker(id: "m", role: "member")],
          assignments: seconds.map { AuditAssignment(worker: "m", grid: $0, role: "member") })
      }
      plan.report([((4.5, 2.5), "c", false), ((0.5, 0.5), "a2", false)])
    },
  ]

  static let casesWithConsequences: [PlantedFault] = [
    PlantedFault("a case on ground that two grids have", "overlap", "cases-ambiguous") {
      $0.bend(["z"], atom: $0.atom(2, 0), from: (2, 1), via: [(1.8, 1), (1.8, 0.5)], to: (2, 0))
      $0.report([((1.9, 0.8), nil, false), ((4.5, 2.5), "c", false)])
    }
  ]
}
