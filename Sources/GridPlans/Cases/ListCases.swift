import GridAuditing
public import GridCases
import GridGeometry
import GridLayers
import GridVisits

/// How a list of cases is written.
public enum CaseListFormat: String, Hashable, Sendable, CaseIterable {
  /// UTF-8 that a spreadsheet may open: no cell is a formula.
  case csv
  case json
  /// Points in WGS 84, for use inside the house: they lie where the cases are.
  case geojson
}

/// Which cases are listed and where to.
public struct CaseListRequest: Hashable, Sendable {
  public var question: CaseQuestion
  /// Open ones only, unless it says otherwise.
  public var filter = CaseFilter(isOpen: true)
  /// A grid's code, with the grids below it; or a community's or township's.
  public var grid: String?
  public var located: CasePlace?
  public var format = CaseListFormat.csv
  /// `-` is standard output.
  public var output = "-"

  /// The open cases, as CSV.
  public init(_ question: CaseQuestion) { self.question = question }
}

/// What ``listCases(of:_:control:)`` did.
public struct CaseListSummary: Hashable, Sendable, Encodable {
  public let schema: Int
  public let asOf: String
  public let listed: Int
  /// Submitted by then.
  public let cases: Int
  /// What a reader of the list should know.
  public let notes: [BilingualText]

  public var text: BilingualText {
    guard cases > 0 else {
      return BilingualText(en: "no case was submitted by \(asOf)", zh: "截至 \(asOf) 没有上报的案件")
    }
    let head = BilingualText(
      en: "\(listed) of \(counted(cases, "case")) as of \(asOf)", zh: "截至 \(asOf)，列出 \(cases) 件案件中的 \(listed) 件")
    return ([head] + notes).joined(separator: "\n")
  }
}

/// Lists the cases of a plan as they stood at an instant. For use inside the house: grids and points are those of the
/// cases. Addresses are not in it.
///
/// - Throws: ``PlanError``; ``PlanError/badInput(_:)`` for a grid or a class that nobody knows.
public func listCases(
  of path: String, _ request: CaseListRequest, control: PlanningControl = PlanningControl()
) throws(PlanError) -> CaseListSummary {
  let file = PlanFile(path: path, control: control)
  if request.output != "-" { try requireWritable(request.output, sparing: [path]) }
  let (question, rules) = (request.question, request.question.settings.rules)
  let cases = try file.casesLookedAt(by: rules)
  var request = request
  request.grid = try request.grid.map { code throws(PlanError) in try file.place(code, among: cases) }
  request.filter.classes = try request.filter.classes.map { codes throws(PlanError) in
    try CaseClassCodes(rules, others: cases.table.classes).known(codes, option: "--class")
  }
  let snapshot = cases.table.snapshot(asOf: question.asOf, rules: rules, threads: question.threads)
  let zone = question.clocks(of: cases)
  let list = CaseList(
    cases: cases, rules: rules, zone: zone, asOf: question.asOf, posts: try file.responsiblePosts(),
    overlays: try file.overlays())
  var (rows, known) = ([Int](), 0)
  for row in 0..<snapshot.count {
    guard let standing = snapshot[row] else { continue }
    known += 1
    let record = cases.cases[row]
    guard request.filter.takes(standing, caseClass: record.caseClass), request.takes(record, list) else { continue }
    rows.append(row)
  }
  try asPlanErrors("writing \(request.output)") {
    let values = rows.lazy.compactMap { row in snapshot[row].map { (row, list.values(of: row, $0)) } }
    switch request.format {
    case .csv:
      let writer = try CSVWriter(path: request.output, fields: CaseList.fields)
      for (_, cells) in values { try writer.write(cells.map(\.spreadsheetSafe)) }
      try writer.finish()
    case .json:
      try OutputFile.write(JSONRows.text(CaseList.fields, values.lazy.map(\.1)), to: request.output)
    case .geojson:
      let system = try file.gridSystem()
      let toDegrees = try Transformation(from: system, to: .wgs84)
      let schema = LayerSchema(
        name: "cases", fields: CaseList.fields, geometryType: "Point", referenceSystem: .wgs84)
      let writer = try GeoJSONWriter(path: request.output, schema: schema)
      for (ordinal, (row, cells)) in values.enumerated() {
        let place = try cases.cases[row].point.map { Geometry.point(try toDegrees.apply([$0])[0]) }
        try writer.write(
          Feature(ordinal: ordinal + 1, id: cases.cases[row].id, geometry: place, values: cells))
      }
      try writer.finish()
    }
  }
  return CaseListSummary(
    schema: 1, asOf: question.asOf.text(in: zone), listed: rows.count, cases: known,
    notes: [rules.remark(onClocksOf: cases.zone)].compactMap(\.self))
}

extension CaseListRequest {
  fileprivate func takes(_ record: PlanCase, _ list: CaseList) -> Bool {
    if let located, located != record.located { return false }
    guard let grid else { return true }
    return [record.grid, record.community, record.township].contains(grid) || list.posts.parents(of: record.grid).contains(grid)
      || list.overlays(of: record).contains(grid)
  }
}

extension PlanFile {
  /// A code of a grid, a community or a township, also as our lists write it for spreadsheets.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` where neither the plan nor one of its cases has it.
  fileprivate func place(_ code: String, among cases: PlanCases) throws(PlanError) -> String {
    var known: Set<String> = []
    try rows("grids", ["code", "community", "township"]) { row in
      for column in 0..<3 { if let text = row.text(column) { known.insert(text) } }
    }
    if try layerNames().contains("communities") {
      try rows("communities", ["code", "township"]) { row in
        for column in 0..<2 { if let text = row.text(column) { known.insert(text) } }
      }
    }
    for record in cases.cases { known.formUnion([record.grid, record.community, record.township]) }
    known.remove("")
    if let found = [code, code.withoutSpreadsheetGuard].first(where: known.contains) { return found }
    throw .unknownCode(
      code, source: "--grid", among: known,
      cause: BilingualText(
        en: "there is no grid, community or township `\(code.shortened)` in \(path)",
        zh: "\(path) 中没有网格、社区或乡镇 `\(code.shortened)`"))
  }

  /// Finds the dedicated grids that lie over others; `nil` where none do.
  fileprivate func overlays() throws(PlanError) -> GridLocator? {
    guard try setting("dedicated_mode") == Policy.DedicatedMode.overlay.rawValue else { return nil }
    return GridLocator(try Plan(contentsOf: path, control: control))
  }

  /// The plan's reference system.
  fileprivate func gridSystem() throws(PlanError) -> ReferenceSystem {
    var system: ReferenceSystem?
    do {
      system = try Layers.open(LayerSource(path: path, layer: "grids")).schema.referenceSystem
    } catch {
      throw .layer(error)
    }
    return try metric(system)
  }
}

/// The columns of a list.
private struct CaseList {
  static let fields = [
    Field("id", .text), Field("class", .text), Field("class_name", .text), Field("state", .text), Field("tier", .text),
    Field("paused", .boolean), Field("holder", .text), Field("submitted", .text), Field("since", .text),
    Field("closed", .text), Field("due", .text), Field("overdue", .boolean), Field("limit_used", .real),
    Field("color", .text), Field("age_days", .real), Field("grid", .text), Field("community", .text),
    Field("township", .text), Field("located", .text), Field("stated_area", .text), Field("parents", .text),
    Field("post_grid", .text), Field("post_role", .text), Field("post_number", .integer), Field("worker", .text),
  ]

  let cases: PlanCases
  let rules: CaseRules
  let zone: ClockZone
  let asOf: Instant
  let posts: ResponsiblePosts
  private let overlays: GridLocator?
  private let names: [String: String]

  init(
    cases: PlanCases, rules: CaseRules, zone: ClockZone, asOf: Instant, posts: ResponsiblePosts, overlays: GridLocator?
  ) {
    self.overlays = overlays
    self.cases = cases
    self.rules = rules
    self.zone = zone
    self.asOf = asOf
    self.posts = posts
    names = Dictionary(rules.classes.map { ($0.code, $0.name.en) }, uniquingKeysWith: { first, _ in first })
  }

  /// The dedicated grids laid over the place of a case.
  func overlays(of record: PlanCase) -> [String] {
    guard let overlays, let point = record.point else { return [] }
    return overlays.overlays(at: point).map(\.text)
  }

  func values(of row: Int, _ standing: CaseStanding) -> [FieldValue] {
    let record = cases.cases[row]
    func time(_ instant: Instant?) -> FieldValue { .init(instant.map { $0.text(in: zone) }) }
    let days = Double(standing.age) / 86_400_000
    let post = record.grid.isEmpty || standing.tier != .grid ? nil : posts.post(of: record.grid)
    return [
      .text(record.id), .text(record.caseClass), .text(names[record.caseClass] ?? record.caseClass),
      .text(standing.state.rawValue), .text(standing.tier.rawValue), .boolean(standing.isPaused),
      .init(holder(of: row)), time(standing.submitted), time(standing.since), time(standing.closed), time(standing.due),
      .boolean(standing.isOverdue), standing.limitUsed.map { .real(($0 * 1000).rounded() / 1000) } ?? .null,
      .init(standing.isOpen ? color(standing) : nil), .real((days * 1000).rounded() / 1000), .stated(record.grid),
      .stated(record.community), .stated(record.township), .text(record.located.rawValue), .stated(record.statedArea),
      .stated(CodeList.join(posts.parents(of: record.grid) + overlays(of: record))), .init(post?.grid), .init(post?.role),
      post.map { .integer(Int64($0.number)) } ?? .null, .init(post?.worker),
    ]
  }

  private func color(_ standing: CaseStanding) -> String {
    rules.colors.ledger.colors[rules.colors.color(of: standing)].code
  }

  /// Who had claimed it at the instant.
  private func holder(of row: Int) -> String? {
    guard cases.table.events(of: row).contains(where: { $0.move.kind == .claimed }) else { return nil }
    return (try? cases.table.history(of: row))?.asOf(asOf)?.holder
  }
}
