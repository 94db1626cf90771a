import GridCases
import GridGeometry
import GridLayers

/// How many of a feed's points each datum puts where they say they are.
public struct DatumDiagnosis: Hashable, Sendable, Encodable {
  /// One datum tried.
  public struct Trial: Hashable, Sendable, Encodable {
    public let datum: String
    /// Points in a grid of the plan.
    public let inPlan: Int
    /// Points in the area they state.
    public let inStatedArea: Int
  }

  public let schema: Int
  /// Rows with coordinates, and those of them that state an area too.
  public let points: Int
  public let statingArea: Int
  public let trials: [Trial]
  /// The one that puts most points inside their stated area or, where none is stated, inside the plan; `nil` where the
  /// best two are level, as outside China, where they are the same.
  public let best: String?

  public var text: BilingualText {
    guard points > 0 else {
      return BilingualText(en: "no row has coordinates: there is nothing to tell a datum by", zh: "没有一行含坐标，无从判断坐标系")
    }
    let rows = trials.map { trial in
      let area =
        statingArea == 0
        ? BilingualText(en: "", zh: "")
        : BilingualText(
          en: "\(trial.inStatedArea) of \(statingArea) in their stated area, ",
          zh: "\(statingArea) 个写明区域的点中 \(trial.inStatedArea) 个在其内；")
      return BilingualText(
        en: "\(trial.datum): \(area.en)\(trial.inPlan) of \(points) in a grid",
        zh: "\(trial.datum)：\(area.zh)\(points) 个点中 \(trial.inPlan) 个在网格内")
    }
    let verdict =
      best.map { BilingualText(en: "best: \($0)", zh: "最符合：\($0)") }
      ?? BilingualText(en: "the best two are level: the points cannot tell", zh: "最好的两个相同，仅凭点位无法判断")
    return (rows + [verdict]).joined(separator: "\n")
  }
}

/// Tries which datum the coordinates of a feed are in: WGS 84, GCJ-02 or BD-09, which lie up to 1.2 km apart in China.
///
/// - Parameter request: Only what says how the file is read matters.
/// - Complexity: O(rows · log n) for each datum.
public func diagnoseDatum(
  of request: CaseImportRequest, in path: String, control: PlanningControl = PlanningControl()
) throws(PlanError) -> DatumDiagnosis {
  let plan = try Plan(contentsOf: path, control: control)
  guard !plan.grids.isEmpty else { throw PlanFile.withoutGrids(path) }
  let locator = GridLocator(plan)
  let areas = StatedAreas(plan, locator)
  let feed = try openCaseFeed(
    request.input, format: request.format, fields: request.fields, datum: .wgs84, encoding: request.encoding)
  let systems: [ReferenceSystem] = [.wgs84, .gcj02, .bd09]
  var ways: [Transformation] = []
  for system in systems {
    ways.append(
      try transformation(
        of: request.input, from: system, to: plan.referenceSystem, allowingBallpark: false, declaration: "--datum"))
  }
  var (points, stating) = (0, 0)
  var inPlan = [Int](repeating: 0, count: ways.count)
  var inArea = inPlan
  try asPlanErrors("reading \(request.input)") {
    try feed.forEach { row in
      if row.ordinal & 1023 == 0 { try control.check() }
      guard row.damage == nil, let stated = row.point, stated.x != 0 || stated.y != 0 else { return }
      points += 1
      if !row.area.isEmpty { stating += 1 }
      for (index, way) in ways.enumerated() {
        guard let point = try? way.apply([stated])[0] else { continue }
        let grids = locator.grids(of: point)
        if !grids.isEmpty { inPlan[index] += 1 }
        guard !row.area.isEmpty else { continue }
        let answer = areas.answer(row.area, grids, point)
        if answer == .agrees || answer == .overlap { inArea[index] += 1 }
      }
    }
  }
  let names = ["WGS84", "GCJ-02", "BD-09"]
  let figures = stating > 0 ? inArea : inPlan
  let most = figures.max() ?? 0
  let winners = names.indices.filter { figures[$0] == most }
  return DatumDiagnosis(
    schema: 1, points: points, statingArea: stating,
    trials: names.indices.map { .init(datum: names[$0], inPlan: inPlan[$0], inStatedArea: inArea[$0]) },
    best: most > 0 && winners.count == 1 ? names[winners[0]] : nil)
}
