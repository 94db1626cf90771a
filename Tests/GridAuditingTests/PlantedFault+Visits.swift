import GridAuditing
import GridVisits

extension PlantedFault {
  static let visits: [PlantedFault] = [
    PlantedFault("nobody visited since New Year", "visits-overdue") {
      $0.edit { $0.visits = .drawn(.monthly, visits: []) }
    },
    PlantedFault("a visit to a grid that is gone", "visit-unknown-grid") {
      $0.edit { $0.visits = .drawn(.anyTime, visits: [("610523110299001", "shop", "2026-06-01", 3)]) }
    },
    PlantedFault("a visit of a class nobody defined", "visit-unknown-class") { plan in
      let code = plan["b"].code
      plan.edit { $0.visits = .drawn(.anyTime, visits: [(code, "inn", "2026-06-01", 3)]) }
    },
    PlantedFault("a visit after the day", "visit-in-future") { plan in
      let code = plan["b"].code
      plan.edit { $0.visits = .drawn(.anyTime, visits: [(code, "shop", "2026-07-01", 3)]) }
    },
  ]
}

extension Cadence {
  static var monthly: Cadence { Cadence("monthly") ?? .anyTime }
}

extension VisitBook {
  /// Shops, from New Year to the end of June 2026.
  static func drawn(
    _ cadence: Cadence, targets: [VisitTarget] = [],
    visits: [(grid: String, visitClass: String, date: String, count: Int)]
  ) -> VisitBook {
    func day(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(dayNumber: 0) }
    return VisitBook(
      classes: [VisitClass(code: "shop", name: Bilingual(en: "small shops", zh: "小商铺"), cadence: cadence)],
      targets: targets,
      entries: visits.map {
        VisitEntry(grid: $0.grid, visitClass: $0.visitClass, date: day($0.date), count: $0.count)
      },
      start: day("2026-01-01"), asOf: day("2026-06-30"))
  }
}
