import GridCases

/// Draws the people's-conditions map of a plan into a folder: `conditions.geojson` and what else is asked for. Files are
/// made beside their places and take them together, so whoever stops before leaves the map of last time whole; what that
/// had besides goes.
///
/// - Parameters:
///   - folder: Made where it is missing.
///   - sheets: Which sheets to draw into its folder `sheets`; `nil` for none.
///   - isDryRun: Nothing is written.
///   - takesOver: A map for the other audience that stands in the folder is replaced, instead of refused.
/// - Throws: ``PlanError``; ``PlanError/badInput(_:)`` for a plan without grids or cases, a township that it does not have and
///   numbers that hide nothing.
public func mapConditions(
  of path: String, _ request: ConditionsRequest, into folder: String, sheets: ConditionsSheetOptions? = nil,
  isDryRun: Bool = false, takesOver: Bool = false,
  control: PlanningControl = PlanningControl()
) throws(PlanError) -> ConditionsSummary {
  var watch = StageWatch()
  try request.check()
  try requireNamed(folder)
  if !takesOver { try request.requireOwnFolder(folder) }
  let plan = try Plan(contentsOf: path, control: control)
  watch.end("plan")
  let leaves = plan.grids.indices.filter { plan.grids[$0].isLeaf }
  guard !leaves.isEmpty else { throw PlanFile.withoutGrids(path) }
  try request.requireTownship(of: plan)
  let cases = try PlanFile(path: path, control: control).casesLookedAt(by: request.question.settings.rules)
  watch.end("cases")
  let positions = Dictionary(
    plan.grids.enumerated().map { ($1.code.text, $0) }, uniquingKeysWith: { first, _ in first })
  let county = try ConditionsMap(
    plan, cases, leaves: cases.table.grids.map { positions[$0] ?? leaves[0] }, request, control)
  watch.end("map")
  let files = try ConditionsFiles(county, request, sheets: sheets, of: plan, cases, path: path)
  let warnings = isDryRun ? [] : try files.write(into: folder, takesOver: takesOver, &watch, control)
  let remark = request.question.settings.rules.remark(onClocksOf: cases.zone)
  return ConditionsSummary(
    files.map, remarks: [remark].compactMap(\.self), files: files.names.map { "\(folder)/\($0)" }, warnings: warnings,
    seconds: watch.seconds)
}

extension ConditionsRequest {
  fileprivate func check() throws(PlanError) {
    guard audience == .public else { return }
    guard (5...1000).contains(k) else {
      throw .badInput(
        InputProblem(
          source: "--k", place: BilingualText("\(k)"),
          cause: BilingualText(en: "public counts and points stand for 5 to 1000", zh: "公开的数量和点位应代表 5 至 1000"),
          remedy: BilingualText(en: "Leave it out for 10", zh: "不写则为 10")))
    }
  }

  /// Refuses to put a public map where an internal one stands, or the reverse: what follows a link does not look twice. Nor
  /// does a map take the place of a file that none of ours has put there.
  func requireOwnFolder(_ folder: String) throws(PlanError) {
    guard let standing = StandingMap(in: folder) else { return }
    let names = (formats.contains(.html) ? [StandingMap.page] : []) + [ConditionsStyle.name]
    var (path, known) = (standing.path, standing.audience)
    if known == audience.rawValue {
      guard let stranger = standing.stranger(among: names, in: folder) else { return }
      (path, known) = (stranger, nil)
    }
    let cause =
      known.map {
        BilingualText(
          en: "a map for the audience `\($0.shortened)` stands there, and this one is `\(audience.rawValue)`",
          zh: "该处已有面向 `\($0.shortened)` 的地图，而本次为 `\(audience.rawValue)`")
      }
      ?? BilingualText(
        en: "it is no map of ours, or what is left of one, and for which audience cannot be told",
        zh: "该文件不是本工具的地图，或只是其残余，无法判断其受众")
    throw .cannotWrite(
      path: path, cause: cause,
      remedy: BilingualText(
        en: "Give each audience a folder of its own with --out, or say --take-over",
        zh: "请用 --out 为两类读者分设目录，或加 --take-over"))
  }
}
