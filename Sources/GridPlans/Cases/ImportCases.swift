import GridAuditing
import GridCases
import GridGeometry
import GridLayers
import GridVisits

/// Takes a file of cases into a plan: checks every row, finds its leaf grid, and keeps cases and events in the plan file.
///
/// Good rows go in, all of them or none, and bad ones are listed by line. The same file twice is the same as once, and
/// the plan file is left as it is where nothing in it changes. Cases are known again by source and id.
///
/// - Throws: ``PlanError``; the plan is then as it was.
public func importCases(
  into path: String, _ request: CaseImportRequest, control: PlanningControl = PlanningControl()
) throws(PlanError) -> CaseImportSummary {
  var clock = CallClock()
  if let output = request.output { try requireWritable(output, sparing: [path, request.input]) }
  var (summary, notes) = try holdingPlan(at: path, if: !request.isDryRun, control) { () throws(PlanError) in
    let plan = try Plan(contentsOf: path, control: control)
    let file = PlanFile(path: path, control: control)
    clock.end("plan")
    var importer = try CaseImporter(plan, file, request, control)
    clock.end("known")
    try importer.read()
    clock.end("rows")
    try control.check()
    if !request.isDryRun { try file.commit(importer.changes, system: plan.referenceSystem, at: request.asOf) }
    clock.end("write")
    return (importer.summary, importer.notes)
  }
  if let output = request.output { try write(notes, to: output, request.language) }
  notes.removeAll()
  summary.stages = clock.stages
  summary.seconds = clock.total
  return summary
}

/// Everything worth telling of rows, in one table.
private func write(_ notes: [CaseNote], to path: String, _ language: Language) throws(PlanError) {
  try asPlanErrors("writing \(path)") {
    let writer = try CSVWriter(
      path: path, fields: [Field("line", .integer), Field("id", .text), Field("reason", .text), Field("text", .text)])
    for note in notes {
      let cells: [FieldValue] = [
        .integer(Int64(note.line)), .text(note.id), .text(note.reason), .text(note.text(in: language)),
      ]
      try writer.write(cells.map(\.spreadsheetSafe))
    }
    try writer.finish()
  }
}

/// One import, row by row.
private struct CaseImporter {
  private(set) var summary = CaseImportSummary()
  private(set) var changes = CaseChanges()
  private(set) var notes: [CaseNote] = []
  private let feed: any CaseFeed
  private let known: PlanCases?
  private let control: PlanningControl
  /// By whose clocks moments are told.
  private let clocks: ClockZone
  private var intake: CaseIntake
  private var contacts: ContactIntake?
  /// Cases of this file by id: which of the taken rows they are.
  private var seen: [String: Int32] = [:]
  /// Whether rows are told by line; otherwise by their number.
  private var hasLines = true
  /// The lines of the taken rows.
  private var lines: [Int32] = []

  init(_ plan: Plan, _ file: PlanFile, _ request: CaseImportRequest, _ control: PlanningControl) throws(PlanError) {
    guard !plan.grids.isEmpty else { throw PlanFile.withoutGrids(file.path) }
    let standing = try file.caseSettings()
    let settings = try request.rules.map { name throws(PlanError) in try CaseSettings(named: name) } ?? standing
    let rules = settings.rules
    known = try file.cases(
      classes: rules.classes.map(\.code), grids: plan.grids.lazy.filter(\.isLeaf).map(\.code.text))
    let datum = try request.datum.map { text throws(PlanError) in try referenceSystem(named: text, option: "--datum") }
    let feed = try openCaseFeed(
      request.input, format: request.format, fields: request.fields, reporters: request.reporters?.fields, datum: datum, encoding: request.encoding)
    let zone = request.zone ?? known?.zone
    var order = request.dateOrder
    if order == nil { order = try Self.dateOrder(of: feed, request) }
    let reader = InstantReader(zone: zone, order: order, epoch: request.epoch)
    clocks = zone ?? rules.calendar.zone
    intake = try CaseIntake(
      plan, request, system: feed.system, reader: reader, clocks: clocks,
      classes: try CaseClassNames(rules: rules, known: known?.table.classes ?? [], table: request.classes))
    if let reporters = request.reporters {
      contacts = try ContactIntake(reporters, names: feed.contactNames, known: try file.reportedCases(), asOf: request.asOf)
    }
    changes.zone = zone
    changes.rules = settings == standing ? nil : settings.yaml
    summary.timeZone = zone?.identifier
    summary.dateOrder = order?.rawValue
    summary.notes = feed.notes
    // The plan keeps the clocks of the first import.
    if let remark = rules.remark(onClocksOf: known?.zone ?? zone) { summary.notes.append(remark) }
    self.feed = feed
    self.control = control
  }

  /// The only order of day and month that all dates of a feed allow; `nil` where both or none do.
  private static func dateOrder(
    of feed: any CaseFeed, _ request: CaseImportRequest
  ) throws(PlanError) -> CivilDate.Order? {
    guard request.epoch == nil else { return nil }
    var orders = DateOrders()
    try asPlanErrors("reading \(request.input)") {
      try feed.forEachTime { orders.note($0) }
    }
    return orders.isNeeded ? orders.only : nil
  }

  mutating func read() throws(PlanError) {
    let (feed, control) = (feed, control)
    try asPlanErrors("reading the cases") {
      try feed.forEach { row in
        if row.ordinal & 1023 == 0 { try control.check() }
        take(row)
      }
    }
    summary.ownClasses = intake.classes.own
    summary.doubledTimes = intake.doubled
    if intake.doubled > 0 {
      summary.notes.append(
        BilingualText(
          en: "\(counted(intake.doubled, "row")) with a time that came twice when clocks were put back: the earlier is taken, or "
            + "the later where the case would be closed before it was opened; times such as 01:30-08:00 leave no doubt",
          zh: "有 \(intake.doubled) 行的时间因时钟拨慢出现过两次：采用较早的一次，若结案因此早于上报则采用较晚的一次；写成 01:30-08:00 之类即无歧义"))
    }
    if let contacts {
      summary.reportersExpired = contacts.expired
      summary.notes.append(
        BilingualText(
          en: "\(counted(summary.reporters, "reporter")) sealed; \(contacts.expired) not kept, as their time is over",
          zh: "封存上报人 \(summary.reporters) 条；因保存期已满未保存 \(contacts.expired) 条"))
    }
    if summary.severalPlaces > 0 {
      summary.notes.append(
        BilingualText(
          en: "\(counted(summary.severalPlaces, "case")) with several places: the first of each is taken; --out FILE lists them",
          zh: "有 \(summary.severalPlaces) 件案件含多个位置，各采用第一个；可用 --out 文件 全部列出"))
    }
    summary.problems = Array(notes.lazy.filter { $0.kind == .problem }.prefix(CaseImportSummary.told))
    summary.conflicts = Array(notes.lazy.filter { $0.kind == .conflict }.prefix(CaseImportSummary.told))
    summary.elsewhere = Array(notes.lazy.filter { $0.kind == .elsewhere }.prefix(CaseImportSummary.told))
  }

  private mutating func take(_ row: FeedRow) {
    summary.rows += 1
    hasLines = row.line != nil
    let line = row.number
    let taken: TakenRow
    do throws(RowFault) {
      taken = try intake.take(row)
      try contacts?.check(row)
      if let first = seen[taken.record.id] {
        let known = changes.rows[Int(first)]
        guard known.record == taken.record, known.closed == taken.closed else {
          let place = BilingualText.row(Int(lines[Int(first)]), isLine: hasLines)
          throw RowFault(
            "duplicate-id", en: "\(place.en) has the same id and another content", zh: "与\(place.zh)编号相同而内容不同")
        }
        summary.repeated += 1
        return
      }
    } catch {
      summary.rejected += 1
      summary.rejectedBy[error.name, default: 0] += 1
      tell(.problem, error.name, line, String(row.id.prefix(200)).withUnseenDotted, error.text)
      return
    }
    seen[taken.record.id] = Int32(truncatingIfNeeded: changes.rows.count)
    changes.rows.append(taken)
    lines.append(Int32(truncatingIfNeeded: line))
    count(taken, line)
    if row.places > 1 {
      summary.severalPlaces += 1
      tell(
        .elsewhere, "several-places", line, taken.record.sourceID,
        BilingualText(en: "it has \(row.places) places; the first is taken", zh: "有 \(row.places) 个位置，采用第一个"))
    }
    if let contact = contacts?.take(row, of: taken.record) {
      changes.contacts.append(contact)
      summary.reporters += 1
    }
    switch CaseMerge(taken, into: known, clocks: clocks) {
    case .new:
      summary.imported += 1
      changes.new.append(changes.rows.count - 1)
    case .closes(let event, let number):
      summary.updated += 1
      changes.appended.append((taken.record.id, number, [event]))
    case .unchanged: summary.unchanged += 1
    case .conflict(let text):
      summary.conflicting += 1
      tell(.conflict, "conflict", line, taken.record.sourceID, text)
    }
  }

  /// Counts where a case lies, and tells what is amiss about it.
  private mutating func count(_ taken: TakenRow, _ line: Int) {
    let record = taken.record
    switch record.located {
    case .inside: summary.located += 1
    case .outside: summary.outside += 1
    case .ambiguous: summary.ambiguous += 1
    case .unlocated:
      summary.unlocated += 1
      if !record.address.isEmpty { summary.addressOnly += 1 }
    }
    guard let area = taken.area else {
      if record.located == .outside || record.located == .ambiguous {
        tell(.elsewhere, record.located.rawValue, line, record.sourceID, record.located.text)
      }
      return
    }
    summary.areaStated += 1
    if area == .agrees || area == .overlap { summary.areaAgrees += 1 }
    guard let reason = area.reason(record) else { return }
    summary.areaReasons[reason.name, default: 0] += 1
    tell(.elsewhere, reason.name, line, record.sourceID, reason.text)
  }

  private mutating func tell(_ kind: CaseNote.Kind, _ reason: String, _ line: Int, _ id: String, _ text: BilingualText) {
    notes.append(CaseNote(kind: kind, isLine: hasLines, reason: reason, line: line, id: id, text: text))
  }
}

extension CaseNote {
  /// What a note is about.
  enum Kind: Hashable { case problem, conflict, elsewhere }
}

extension CasePlace {
  fileprivate var text: BilingualText {
    self == .outside
      ? BilingualText(en: "it lies in no grid", zh: "不在任何网格内") : BilingualText(en: "it lies in several grids", zh: "同属多个网格")
  }
}

extension StatedAreas.Answer {
  /// Why a case is not in the grid of its area; `nil` where it is.
  fileprivate func reason(_ record: PlanCase) -> RowFault? {
    let area = record.statedArea.shortened
    switch self {
    case .agrees: return nil
    case .overlap:
      return RowFault(
        "overlap", en: "area \(area) claims its place, and so does another; the plan gives it to grid \(record.grid)",
        zh: "区域 \(area) 与另一区域都主张此处，方案划归网格 \(record.grid)")
    case .outside:
      return RowFault("outside", en: "it lies in no grid, stated is \(area)", zh: "不在任何网格内，来源写明为 \(area)")
    case .different:
      let grid = record.grid.isEmpty ? record.located.rawValue : record.grid
      return RowFault("different", en: "it lies in grid \(grid), stated is \(area)", zh: "位于网格 \(grid)，来源写明为 \(area)")
    case .unlocated:
      return RowFault("unlocated", en: "it has no coordinates, stated is \(area)", zh: "没有坐标，来源写明为 \(area)")
    }
  }
}
