import GridCases
import GridGeometry
import GridLayers

/// New cases and events on their way into a plan file.
struct CaseChanges {
  var added: [(record: PlanCase, events: [CaseEvent])] = []
  /// Events of cases that the file has, with the number of the first.
  var appended: [(id: String, number: Int, events: [CaseEvent])] = []
  /// Kept by the file if it has none.
  var zone: ClockZone?

  var isEmpty: Bool { added.isEmpty && appended.isEmpty }
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
        try change.addLayer(cases, description: PlanSchema.aboutCases, unique: PlanSchema.caseKeys)
      }
      if try !change.has(PlanSchema.caseEvents.name) {
        try change.addLayer(PlanSchema.caseEvents, description: PlanSchema.aboutCaseEvents, unique: PlanSchema.caseEventKeys)
      }
      try change.insert(
        into: cases, changes.added.lazy.map { ($0.record.point.map(Geometry.point), $0.record.values) })
      try change.add(changes.added.lazy.map { (id: $0.record.id, number: 1, events: $0.events) })
      try change.add(changes.appended)
      if let zone { try change.set(PlanSchema.caseZone, to: zone.identifier, in: "plan") }
    }
  }

  /// Makes a change where the file stands. To be called while the plan is held.
  func editing<Value>(at time: Instant, _ body: (GeoPackageChange) throws -> Value) throws(PlanError) -> Value {
    try asPlanErrors("writing \(path)") { () throws -> Value in
      let editor = try GeoPackageEditor(path, timestamp: time.stamp)
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
  func add(_ stories: some Sequence<(id: String, number: Int, events: [CaseEvent])>) throws {
    var rows: [(Geometry?, [FieldValue])] = []
    for (id, number, events) in stories {
      rows += events.enumerated().map { (nil, $1.values(of: id, number: number + $0)) }
      guard rows.count >= 8192 else { continue }
      try insert(into: PlanSchema.caseEvents, rows)
      rows.removeAll(keepingCapacity: true)
    }
    if !rows.isEmpty { try insert(into: PlanSchema.caseEvents, rows) }
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
