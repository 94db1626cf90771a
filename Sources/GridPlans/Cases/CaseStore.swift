import GridCases
import GridGeometry
import GridLayers

/// New cases and events on their way into a plan file.
struct CaseChanges {
  /// Rows of a feed, known ones among them: putting a million new ones aside would hold them twice.
  var rows: [TakenRow] = []
  /// Those of ``rows`` that are new cases.
  var new: [Int] = []
  /// Events of cases that the file has, with the number of the first.
  var appended: [(id: String, number: Int, events: [CaseEvent])] = []
  /// Who reported new cases, where that was asked for.
  var contacts: [SealedContact] = []
  /// Kept by the file if it has none.
  var zone: ClockZone?
  /// Rules that cases are judged by from now on, as YAML; `nil`: as before.
  var rules: String?

  var isEmpty: Bool { new.isEmpty && appended.isEmpty && contacts.isEmpty && rules == nil }
}

extension TakenRow {
  /// The story that a row tells of its case.
  var events: [CaseEvent] {
    let tier: CaseTier = record.located == .inside ? .grid : .county
    let opened = CaseEvent(.submitted(tier), at: record.submitted)
    return closed.map { [opened, CaseEvent(.settled, at: $0)] } ?? [opened]
  }
}

extension PlanFile {
  /// Writes cases and events in one transaction: all of them, or none. To be called while the plan is held.
  ///
  /// Events are only ever added; two of one case cannot have one number.
  ///
  /// - Parameter time: What the layers say they were last changed.
  func commit(_ changes: CaseChanges, system: ReferenceSystem, at time: Instant) throws(PlanError) {
    guard !changes.isEmpty else { return }
    let zone = try caseZone() == nil ? changes.zone : nil
    try editing(at: time) { change in
      let cases = PlanSchema.cases(system)
      if try !change.has(cases.name) {
        try change.addLayer(
          cases, description: PlanSchema.aboutCases, style: PlanStyle.cases, unique: PlanSchema.caseKeys)
      }
      if try !change.has(PlanSchema.caseEvents.name) {
        try change.addLayer(PlanSchema.caseEvents, description: PlanSchema.aboutCaseEvents, unique: PlanSchema.caseEventKeys)
      }
      let added = changes.new.lazy.map { changes.rows[$0] }
      try change.insert(
        into: cases, expecting: added.count, added.map { ($0.record.point.map(Geometry.point), $0.record.values) })
      let rows = added.reduce(changes.appended.count) { $0 + ($1.closed == nil ? 1 : 2) }
      try change.add(added.map { (id: $0.record.id, number: 1, events: $0.events) }, expecting: rows)
      try change.add(changes.appended, expecting: rows)
      try change.add(changes.contacts)
      if let rules = changes.rules { try change.set(PlanSchema.caseRules, to: rules, in: "plan") }
      if let zone { try change.set(PlanSchema.caseZone, to: zone.identifier, in: "plan") }
    }
  }

  /// Makes a change where the file stands. To be called while the plan is held.
  ///
  /// - Parameter wiping: Whether the bytes of what is deleted are to go as well.
  func editing<Value>(
    at time: Instant, wiping: Bool = false, _ body: (GeoPackageChange) throws -> Value
  ) throws(PlanError) -> Value {
    try asPlanErrors("writing \(path)") { () throws -> Value in
      let editor = try GeoPackageEditor(path, timestamp: time.stamp, wiping: wiping)
      let value = try editor.change(body)
      try editor.close()
      return value
    }
  }
}

extension PlanSchema {
  static let aboutCases = "Cases, each with its place and leaf grid; their story is in case_events"
  static let caseKeys = [["id"]]
  static let caseEventKeys = [["case", "seq"]]
  static let aboutCaseEvents = "What happened to each case; rows are only ever added"
}

extension GeoPackageChange {
  /// Appends events of cases, each numbered from where it goes on.
  ///
  /// - Parameter expected: How many events are to come in all.
  func add(
    _ stories: some Sequence<(id: String, number: Int, events: [CaseEvent])>, expecting expected: Int = 0
  ) throws {
    let rows = stories.lazy.flatMap { story in
      story.events.indices.lazy.map {
        (nil as Geometry?, story.events[$0].values(of: story.id, number: story.number + $0))
      }
    }
    try insert(into: PlanSchema.caseEvents, expecting: expected, rows)
  }

  /// Whether there is a case of an id.
  func hasCase(_ id: String) throws -> Bool {
    try has(PlanSchema.caseLayer) && !rows(of: PlanSchema.caseLayer, ["id"], where: "id", is: id).isEmpty
  }

  /// Everything that happened to a case so far, and the codes of its class and grid.
  ///
  /// - Throws: ``CaseError/unknownCase(_:)``.
  func history(of id: String) throws -> (history: CaseHistory, grid: String) {
    guard try has(PlanSchema.caseLayer),
      let row = try rows(of: PlanSchema.caseLayer, ["class", "grid"], where: "id", is: id).first
    else { throw CaseError.unknownCase(id) }
    let stored = try rows(of: PlanSchema.caseEvents.name, ["at", "kind", "detail", "actor"], where: "case", is: id)
    let events = stored.compactMap {
      CaseEvent(at: $0[0].text, kind: $0[1].text, detail: $0[2].text, actor: $0[3].text)
    }
    guard events.count == stored.count else { throw CaseError.noSubmission(id) }
    return (try CaseHistory(id: id, caseClass: row[0].text ?? "", replaying: events), row[1].text ?? "")
  }
}
