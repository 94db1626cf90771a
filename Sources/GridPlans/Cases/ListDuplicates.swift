import GridAuditing
public import GridCases
import GridLayers
import GridVisits

/// Which cases may be the same matter, and where the list goes.
public struct CaseDuplicateRequest: Hashable, Sendable {
  public var question: CaseQuestion
  public var candidates = DuplicateCandidates()
  public var format = CaseListFormat.csv
  /// `-` is standard output.
  public var output = "-"

  /// Cases near each other and soon after each other, as CSV.
  public init(_ question: CaseQuestion) { self.question = question }
}

/// What ``listDuplicates(of:_:control:)`` did.
public struct CaseDuplicateSummary: Hashable, Sendable, Encodable {
  public let schema: Int
  public let asOf: String
  public let metres: Double
  public let days: Double
  /// Pairs, and the later cases in them.
  public let pairs: Int
  public let cases: Int
  /// Cases with a place; those merged, withdrawn or archived are in no pair.
  public let placed: Int

  public var text: BilingualText {
    guard placed > 0 else {
      return BilingualText(
        en: "no case with a place was submitted by \(asOf)", zh: "截至 \(asOf) 没有有位置的案件")
    }
    return BilingualText(
      en: "\(counted(pairs, "pair")), \(cases) of \(counted(placed, "case")) with a place, as of \(asOf)",
      zh: "截至 \(asOf)，有位置的案件 \(placed) 件中 \(cases) 件可能重复，共 \(pairs) 对")
  }
}

/// Lists the cases that may be another one reported again: same class, near, soon after, while the earlier one was open.
/// Whether they are, people decide; `merged` then says so.
///
/// - Throws: ``PlanError``.
public func listDuplicates(
  of path: String, _ request: CaseDuplicateRequest, control: PlanningControl = PlanningControl()
) throws(PlanError) -> CaseDuplicateSummary {
  if request.output != "-" { try requireWritable(request.output, sparing: [path]) }
  guard request.format != .geojson else {
    throw .badInput(
      InputProblem(
        source: "--format", cause: BilingualText(en: "pairs of cases are no points", zh: "成对的案件不是点"),
        remedy: BilingualText(en: "Write csv or json", zh: "请写 csv 或 json")))
  }
  let file = PlanFile(path: path, control: control)
  let (question, rules) = (request.question, request.question.settings.rules)
  let cases = try file.casesLookedAt(by: rules)
  let snapshot = cases.table.snapshot(asOf: question.asOf, rules: rules, threads: question.threads)
  let found = request.candidates.find(in: cases.table, snapshot)
  let zone = question.clocks(of: cases)
  let rows = found.lazy.map { pair in cells(of: pair, cases, snapshot, zone) }
  try asPlanErrors("writing \(request.output)") {
    if request.format == .csv {
      let writer = try CSVWriter(path: request.output, fields: duplicateFields)
      for cells in rows { try writer.write(cells.map(\.spreadsheetSafe)) }
      try writer.finish()
    } else {
      try OutputFile.write(JSONRows.text(duplicateFields, rows), to: request.output)
    }
  }
  return CaseDuplicateSummary(
    schema: 1, asOf: question.asOf.text(in: zone), metres: request.candidates.metres, days: request.candidates.days,
    pairs: found.count, cases: Set(found.map(\.row)).count,
    placed: (0..<snapshot.count).count { snapshot[$0] != nil && cases.table.place(of: $0) != nil })
}

private let duplicateFields = [
  Field("id", .text), Field("earlier", .text), Field("class", .text), Field("metres", .real), Field("hours", .real),
  Field("state", .text), Field("earlier_state", .text), Field("submitted", .text), Field("earlier_submitted", .text),
  Field("grid", .text), Field("earlier_grid", .text), Field("reason", .text), Field("reason_zh", .text),
]

private func cells(
  of pair: DuplicateCandidate, _ cases: PlanCases, _ snapshot: CaseSnapshot, _ zone: ClockZone
) -> [FieldValue] {
  let (later, earlier) = (cases.cases[pair.row], cases.cases[pair.earlier])
  let metres = (pair.metres * 10).rounded() / 10
  let hours = (Double(pair.milliseconds) / 360_000).rounded() / 10
  return [
    .text(later.id), .text(earlier.id), .text(later.caseClass), .real(metres), .real(hours),
    .init(snapshot[pair.row]?.state.rawValue), .init(snapshot[pair.earlier]?.state.rawValue),
    .text(later.submitted.text(in: zone)), .text(earlier.submitted.text(in: zone)), .stated(later.grid),
    .stated(earlier.grid),
    .text("same class, \(metres) m apart, submitted \(hours) h later while the earlier one was open"),
    .text("同类案件，相距 \(metres) 米，晚 \(hours) 小时上报，且前一件尚未结案"),
  ]
}

/// Rows as a JSON list of objects.
enum JSONRows {
  static func text(_ fields: [Field], _ rows: some Sequence<[FieldValue]>) -> [UInt8] {
    var text: [UInt8] = []
    for cells in rows {
      text += text.isEmpty ? "[".utf8 : ",\n".utf8
      for (number, (field, cell)) in zip(fields, cells).enumerated() {
        text += number == 0 ? "{".utf8 : ",".utf8
        JSONText.append(.text(field.name), to: &text)
        text += ":".utf8
        JSONText.append(cell, to: &text)
      }
      text += "}".utf8
    }
    return (text.isEmpty ? Array("[".utf8) : text) + Array("]\n".utf8)
  }
}
