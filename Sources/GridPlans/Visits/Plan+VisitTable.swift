import GridLayers
import GridVisits

extension Plan {
  private static let visitFields = [
    Field("grid", .text), Field("community", .text), Field("township", .text), Field("class", .text),
    Field("class_name", .text), Field("cadence", .text), Field("target", .integer), Field("done", .integer),
    Field("open", .integer), Field("overdue", .integer), Field("waiting", .integer), Field("due", .integer),
    Field("overdue_of_due", .text), Field("last_visit", .text), Field("next_deadline", .text),
  ]

  private static let colorFields = ["color", "letter", "hex", "hatch", "meaning", "reason"].map { Field($0, .text) }

  static let visitTable = OutputKind(columns: [visitFields.prefix(4).map(\.name)])

  /// Writes a row for every grid and class, with the grid's colour where there is a ledger.
  func writeVisits(
    _ statuses: [VisitStatus], _ verdicts: [GridVerdict], to path: String, _ request: VisitRequest
  ) throws(PlanError) {
    let language = request.language
    let records = Dictionary(grids.map { ($0.code.text, $0) }, uniquingKeysWith: { first, _ in first })
    let classes = Dictionary(
      (visits.settings?.classes ?? []).map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let colors = Dictionary(verdicts.map { ($0.grid, $0.verdict) }, uniquingKeysWith: { first, _ in first })
    do throws(LayerError) {
      let writer = try CSVWriter(
        path: path, fields: Self.visitFields + (verdicts.isEmpty ? [] : Self.colorFields), byteOrderMark: path != "-")
      for status in statuses {
        var cells = Self.cells(of: status, records[status.grid], classes[status.visitClass], language)
        if !verdicts.isEmpty { cells += Self.cells(of: colors[status.grid], language) }
        try writer.write(cells.map(\.spreadsheetSafe))
      }
      try writer.finish()
    } catch {
      throw .layer(error)
    }
  }

  private static func cells(
    of status: VisitStatus, _ grid: Grid?, _ visitClass: VisitClass?, _ language: Language
  ) -> [FieldValue] {
    let tally = status.tally
    return [
      .text(status.grid), .init(grid?.community), .init(grid?.township), .text(status.visitClass),
      .init(visitClass.map { BilingualText($0.name)(in: language) }),
      .init(visitClass.map { BilingualText($0.cadence.text)(in: language) }),
      .integer(Int64(tally.target)), .integer(Int64(tally.done)), .integer(Int64(tally.open)),
      .integer(Int64(tally.overdue)), .integer(Int64(tally.waiting)), .integer(Int64(tally.due)),
      .text(BilingualText(tally.overdueRate.text)(in: language)), .init(status.lastVisit?.description),
      .init(status.nextDeadline?.description),
    ]
  }

  private static func cells(of verdict: Ledger.Verdict?, _ language: Language) -> [FieldValue] {
    let color = verdict?.color
    return [
      .init(color?.code), .init(color?.letter), .init(color?.hex), .init(color?.hatch.rawValue),
      .init(color.map { BilingualText($0.meaning)(in: language) }),
      .init(verdict.map { BilingualText($0.reason)(in: language) }),
    ]
  }
}
