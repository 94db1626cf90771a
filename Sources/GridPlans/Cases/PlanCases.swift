public import GridCases
import GridGeometry
import GridLayers
import GridVisits

/// The cases of a plan file with everything that happened to them.
public struct PlanCases: Sendable {
  /// In the order of the file: a case's row in ``table`` is its position here.
  public let cases: [PlanCase]
  public let table: CaseTable
  /// By whose clocks local times are told, where the first import said so.
  public let zone: ClockZone?
}

extension PlanSchema {
  static let caseLayer = "cases"

  static func cases(_ system: ReferenceSystem) -> LayerSchema {
    LayerSchema(
      name: caseLayer,
      fields: [
        Field("id", .text), Field("source", .text), Field("source_id", .text), Field("class", .text), Field("grid", .text),
        Field("community", .text), Field("township", .text), Field("stated_area", .text), Field("located", .text),
        Field("address", .text), Field("submitted", .text),
      ], geometryType: "Point", referenceSystem: system)
  }

  static let caseEvents = LayerSchema(
    name: "case_events",
    fields: [
      Field("case", .text), Field("seq", .integer), Field("at", .text), Field("kind", .text), Field("detail", .text),
      Field("actor", .text),
    ], geometryType: "")

  /// The key of the plan's table under which the time zone of its cases stands.
  static let caseZone = "cases.time_zone"
  /// The same of the rules that cases were last taken in by, as YAML.
  static let caseRules = "cases.rules"
}

extension PlanCase {
  /// The columns of its row.
  var values: [FieldValue] {
    [
      .text(id), .text(source), .text(sourceID), .text(caseClass), .stated(grid), .stated(community), .stated(township),
      .stated(statedArea), .text(located.rawValue), .stated(address), .text(submitted.stamp),
    ]
  }
}

extension FieldValue {
  /// A text, null where it is empty.
  static func stated(_ text: String) -> FieldValue { text.isEmpty ? .null : .text(text) }
}

extension CaseEvent {
  /// The columns of its row.
  func values(of id: String, number: Int) -> [FieldValue] {
    [
      .text(id), .integer(Int64(number)), .text(at.stamp), .text(move.kind.rawValue), .stated(move.detail),
      .stated(actor),
    ]
  }

  /// An event as stored, `nil` for a row that no writer of this toolkit made.
  init?(at: String?, kind: String?, detail: String?, actor: String?) {
    guard let instant = at.flatMap({ Instant(stamp: $0) }), let kind = kind.flatMap(CaseMove.Kind.init(rawValue:)),
      let move = CaseMove(kind, detail: detail ?? "")
    else { return nil }
    self.init(move, at: instant, actor: actor ?? "")
  }
}

extension PlanFile {
  /// The cases of the file; `nil` where it has none.
  ///
  /// - Parameters:
  ///   - classes: Codes of classes that are known besides those of the cases.
  ///   - grids: Codes of the leaf grids; a case in any other counts as in none.
  func cases(classes: [String], grids: [String]) throws(PlanError) -> PlanCases? {
    guard try hasCases() else { return nil }
    let cases = try caseRows()
    let stories = try eventRows(of: cases)
    let known = Set(classes)
    let others = Set(cases.lazy.map(\.caseClass).filter { !known.contains($0) }).sorted()
    let leaves = Set(grids)
    let zone = try caseZone()
    var table = CaseTable(classes: classes + others, grids: grids)
    table.reserve(cases.count)
    for (position, record) in cases.enumerated() {
      if position & 4095 == 0 { try control.check() }
      do throws(CaseError) {
        let story = stories.numbers(of: position)
        guard let first = story.first.map(stories.event), case .submitted(let tier) = first.move else {
          throw .noSubmission(record.id)
        }
        let row = try table.add(
          id: record.id, caseClass: record.caseClass, grid: leaves.contains(record.grid) ? record.grid : nil,
          place: record.point, submitted: first.at, to: tier, actor: first.actor)
        for number in story.dropFirst() { try table.append(stories.event(number), to: row) }
      } catch {
        throw damaged(PlanSchema.caseLayer, position + 1, BilingualText(error.text(in: zone ?? .utc)))
      }
    }
    return PlanCases(cases: cases, table: table, zone: zone)
  }

  /// Whether the file has the tables of cases.
  func hasCases() throws(PlanError) -> Bool {
    try layerNames().isSuperset(of: [PlanSchema.caseEvents.name, PlanSchema.caseLayer])
  }

  func caseRows() throws(PlanError) -> [PlanCase] {
    try asPlanErrors("reading \(path)") {
      let reader = try GeoPackageTableReader(
        path, table: PlanSchema.caseLayer, columns: PlanSchema.cases(.wgs84).fields.map(\.name))
      var cases: [PlanCase] = []
      try reader.forEach { number, row in
        if number & 4095 == 0 { try control.check() }
        guard let id = row.text(0), !id.isEmpty, let located = row.text(8).flatMap(CasePlace.init(rawValue:)),
          let submitted = row.text(10).flatMap({ Instant(stamp: $0) })
        else {
          throw damaged(PlanSchema.caseLayer, number, BilingualText(en: "it has no id, place or time", zh: "缺少编号、位置状态或时间"))
        }
        cases.append(
          PlanCase(
            id: id, source: row.text(1) ?? "", sourceID: row.text(2) ?? "", caseClass: row.text(3) ?? "",
            grid: row.text(4) ?? "", community: row.text(5) ?? "", township: row.text(6) ?? "",
            statedArea: row.text(7) ?? "", located: located, address: row.text(9) ?? "", point: row.point,
            submitted: submitted))
      }
      return cases
    }
  }

  /// What happened to cases; events of no case are none.
  func eventRows(of cases: [PlanCase]) throws(PlanError) -> CaseStories {
    try asPlanErrors("reading \(path)") {
      let reader = try GeoPackageTableReader(
        path, table: PlanSchema.caseEvents.name, columns: PlanSchema.caseEvents.fields.map(\.name))
      var stories = CaseStories(cases.lazy.map(\.id))
      try reader.forEach { number, row in
        if number & 4095 == 0 { try control.check() }
        guard let event = CaseEvent(at: row.text(2), kind: row.text(3), detail: row.text(4), actor: row.text(5)),
          stories.add(event, number: row.integer(1) ?? 0, of: row.text(0) ?? "")
        else {
          throw damaged(
            PlanSchema.caseEvents.name, number, BilingualText(en: "it is no event, or out of order", zh: "不是有效事件，或次序有误"))
        }
      }
      stories.sort()
      return stories
    }
  }

  /// By whose clocks local times of cases are told.
  func caseZone() throws(PlanError) -> ClockZone? {
    try setting(PlanSchema.caseZone).flatMap { try? ClockZone($0) }
  }

  /// By whose clocks moments are told where nobody asks for others: those of the cases, else of their rules' calendar.
  ///
  /// - Parameter stated: The clocks asked for.
  func clocks(_ stated: ClockZone?) throws(PlanError) -> ClockZone {
    if let stated { return stated }
    if let zone = try caseZone() { return zone }
    return try caseSettings().rules.calendar.zone
  }

  /// The rules that the cases are judged by: those they were last taken in by, where these were named, else the neutral ones.
  func caseSettings() throws(PlanError) -> CaseSettings {
    guard let text = try setting(PlanSchema.caseRules) else { return try CaseSettings(named: CaseSettings.standard) }
    return try CaseSettings(yaml: text, file: "\(path)#plan")
  }

  /// A value of the table `plan`.
  func setting(_ key: String) throws(PlanError) -> String? {
    var value: String?
    try rows("plan", ["key", "value"]) { row in if row.text(0) == key { value = row.text(1) } }
    return value
  }

  /// The codes of the leaf grids.
  func leafCodes() throws(PlanError) -> [String] {
    var codes: [String] = []
    try rows("grids", ["code", "leaf"]) { row in
      if row.integer(1) == 1, let code = row.text(0) { codes.append(code) }
    }
    return codes
  }

  private func damaged(_ layer: String, _ row: Int, _ cause: BilingualText) -> PlanError {
    .badInput(
      InputProblem(
        source: "\(path)#\(layer)", place: .feature(row), cause: cause,
        remedy: BilingualText(en: "The file was changed by another program: take a copy of before", zh: "文件被其他程序改动过，请使用改动前的副本")))
  }
}
