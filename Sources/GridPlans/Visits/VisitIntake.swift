import GridLayers
import GridVisits

/// Reads tables of visits and of targets; whatever they hold beside grid, class, date and count stays in the file.
struct VisitIntake {
  let plan: Plan
  let request: VisitRequest
  let control: PlanningControl
  private(set) var rows = 0
  private(set) var taken = 0
  private(set) var faults: [VisitReport.Summary.Fault] = []
  private(set) var ignored: [String] = []
  private(set) var personal: [String] = []
  private(set) var joined: [VisitReport.Summary.Joined] = []
  /// Whether the log has no column of counts, so that each of its rows is one visit.
  private(set) var countsRows = false

  init(plan: Plan, request: VisitRequest, control: PlanningControl) {
    self.plan = plan
    self.request = request
    self.control = control
  }

  private var leaves: Set<String> { Set(plan.grids.lazy.filter(\.isLeaf).map(\.code.text)) }
  private var divided: Set<String> { Set(plan.grids.lazy.filter { !$0.isLeaf }.map(\.code.text)) }
  private var classes: Set<String> { Set(plan.visits.settings?.classes.map(\.code) ?? []) }
  /// The codes of classes by their names in both languages; a name of two classes is none's.
  private var classNames: [String: String] {
    let pairs = (plan.visits.settings?.classes ?? []).flatMap { visitClass in
      Set([visitClass.name.en, visitClass.name.zh]).map { ($0, visitClass.code) }
    }
    return Dictionary(grouping: pairs, by: \.0).compactMapValues { $0.count == 1 ? $0[0].1 : nil }
  }

  mutating func log(_ source: String) throws(PlanError) -> VisitLog {
    let (columns, cells) = try read(source, required: [.grid, .visitClass, .date])
    var table = VisitTable(
      columns: columns, grids: leaves, divided: divided, classes: classes, classNames: classNames,
      asOf: request.asOf, order: request.dateOrder)
    for row in cells { table.add(row.values, line: row.line, surplus: row.surplus) }
    joined = table.joined.map { .init(source: source, line: $0.line, firstLine: $0.first, sameCount: $0.isEqual) }
    countsRows = table.countsRows
    try note(table.faults, of: table.rows, from: source)
    return VisitLog(table.entries)
  }

  mutating func targets(_ source: String) throws(PlanError) -> [VisitTarget] {
    let (columns, cells) = try read(source, required: [.grid, .visitClass, .count])
    var table = VisitTargetTable(
      columns: columns, grids: leaves, divided: divided, classes: classes, classNames: classNames)
    for row in cells { table.add(row.values, line: row.line, surplus: row.surplus) }
    try note(table.faults, of: table.rows, from: source)
    return table.targets.sorted { ($0.grid, $0.visitClass) < ($1.grid, $1.visitClass) }
  }

  private typealias Row = (line: Int, values: [String], surplus: Int)

  /// The cells of the columns that mean something; no other cell leaves this function.
  private mutating func read(
    _ source: String, required: [VisitColumns.Role]
  ) throws(PlanError) -> (VisitColumns, [Row]) {
    let place = LayerSource(source)
    return try asPlanErrors("reading \(source)") {
      let header = try Layers.open(place).schema.fields.map(\.name)
      let all: VisitColumns
      do throws(VisitError) {
        all = try VisitColumns(header: header, required: required)
      } catch {
        throw PlanError.badInput(
          InputProblem(
            source: source, cause: BilingualText(error.text),
            remedy: BilingualText(
              en: "Name the columns grid, class, date and count (or 网格编码, 类别, 日期, 数量)",
              zh: "请将列命名为 网格编码、类别、日期、数量（或 grid、class、date、count）")))
      }
      ignored += all.ignored
      personal += all.personal
      let names = header.filter { !all.ignored.contains($0) }
      let reader = try Layers.open(place, options: ReadOptions(fields: names))
      var rows: [Row] = []
      try reader.forEach { feature in
        if feature.ordinal & 1023 == 0 { try control.check() }
        rows.append((feature.line ?? feature.ordinal, feature.values.map { $0.text ?? "" }, feature.surplusCells))
      }
      do throws(VisitError) {
        return (try VisitColumns(header: names, required: required), rows)
      } catch {
        throw PlanError.internalFault("the columns of \(source) changed while they were read")
      }
    }
  }

  /// Keeps the faults; a table of which nothing can be taken is the wrong table.
  private mutating func note(_ found: [VisitTable.Fault], of count: Int, from source: String) throws(PlanError) {
    rows += count
    taken += count - found.count
    faults += found.map {
      .init(source: source, line: $0.line, fault: $0.cause.name, text: BilingualText($0.cause.text))
    }
    guard count == 0 || found.count < count else {
      throw .badInput(
        found.prefix(10).map {
          InputProblem(
            source: source, place: .line($0.line), cause: BilingualText($0.cause.text),
            remedy: BilingualText(
              en: "No row of the table can be taken: check that it belongs to this plan",
              zh: "表中没有任何一行可以采用，请确认它与本方案对应"))
        })
    }
  }
}
