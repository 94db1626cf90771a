import GridLayers
public import GridVisits

/// What a plan knows of visits: who is to be visited how often, how many there are, what was logged, and the ledger.
public struct PlanVisits: Sendable {
  public var settings: VisitSettings?
  public var ledger: LedgerSettings?
  public var entries: [VisitEntry] = []
  public var targets: [VisitTarget] = []

  /// Nothing is known.
  public init() {}

  /// Whether anybody ever told of visits: without, nothing is known of what is overdue.
  var isLogged: Bool { !entries.isEmpty || !targets.isEmpty }

  /// Everything that says which visits are due on a day; `nil` where nobody said whom to visit.
  func book(start: CivilDate, asOf day: CivilDate) -> VisitBook? {
    guard settings != nil || !entries.isEmpty else { return nil }
    return VisitBook(
      classes: settings?.classes ?? [], targets: targets, entries: entries, start: start, asOf: day)
  }
}

extension PlanVisits {
  static let about = "Visits by grid, class and day: counts, never names"
  static let aboutTargets = "Households and places to be visited, by grid and class: counts"
  private static let settingsKey = "policy.visits"
  private static let ledgerKey = "policy.ledger"

  var rows: [[FieldValue]] {
    entries.map { [.text($0.grid), .text($0.visitClass), .text($0.date.description), .integer(Int64($0.count))] }
  }

  var targetRows: [[FieldValue]] {
    targets.map { [.text($0.grid), .text($0.visitClass), .integer(Int64($0.count))] }
  }

  /// Rows of the `plan` table.
  var settingRows: [(key: String, value: String)] {
    [settings.map { (Self.settingsKey, $0.yaml) }, ledger.map { (Self.ledgerKey, $0.yaml) }].compactMap(\.self)
  }

  /// Refuses a ledger of the plan that names a class that there is not.
  func requireKnownClasses(of path: String) throws(PlanError) {
    guard let ledger, let settings else { return }
    _ = try LedgerSettings(yaml: ledger.yaml, file: "\(path)#plan \(Self.ledgerKey)", knowing: settings)
  }

  fileprivate mutating func take(_ rows: [String: String], from path: String) throws(PlanError) {
    if let text = rows[Self.settingsKey] {
      settings = try VisitSettings(yaml: text, file: "\(path)#plan \(Self.settingsKey)")
    }
    if let text = rows[Self.ledgerKey] {
      ledger = try LedgerSettings(yaml: text, file: "\(path)#plan \(Self.ledgerKey)")
    }
  }
}

extension PlanFile {
  /// What the file holds of visits, in tables it may lack.
  func visits(_ settings: [String: String]) throws(PlanError) -> PlanVisits {
    var visits = PlanVisits()
    try visits.take(settings, from: path)
    if try !columns(of: "visits").isEmpty {
      try rows("visits", ["grid", "class", "date", "count"]) { row throws(PlanError) in
        guard let date = row.text(2).flatMap({ CivilDate($0) }) else {
          throw .badInput(
            InputProblem(
              source: row.source, place: .feature(row.ordinal, field: "date"),
              cause: BilingualText(en: "`\(row.text(2) ?? "")` is no date", zh: "`\(row.text(2) ?? "")` 不是日期"),
              remedy: BilingualText(
                en: "Write it as 2026-06-30, or log the visits again", zh: "请写成 2026-06-30，或重新导入走访记录")))
        }
        visits.entries.append(
          VisitEntry(
            grid: row.text(0) ?? "", visitClass: row.text(1) ?? "", date: date, count: try row.count(3) ?? 0))
      }
    }
    if try !columns(of: "visit_targets").isEmpty {
      try rows("visit_targets", ["grid", "class", "count"]) { row throws(PlanError) in
        visits.targets.append(
          VisitTarget(grid: row.text(0) ?? "", visitClass: row.text(1) ?? "", count: try row.count(2) ?? 0))
      }
    }
    return visits
  }
}
