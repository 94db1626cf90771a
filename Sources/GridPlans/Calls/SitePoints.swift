import GridAccess
import GridAuditing
import GridGeometry
import GridLayers

/// What `gridwright site` is asked: places with weights, candidates, and a goal, on a plane.
public struct SiteOptions: Sendable {
  public var siting: ReachOptions.Siting
  /// In the unit of the coordinates; for covering goals.
  public var distance: Double?
  public var seed: UInt64 = 1
  /// See ``GridAccess/SitingRequest/effort``.
  public var effort = 2000
  /// A table `x,y` of the chosen.
  public var output: String?

  /// A goal; covering goals need a distance too.
  public init(_ siting: ReachOptions.Siting) { self.siting = siting }
}

/// What `gridwright site --json` prints.
public struct SiteSummary: Sendable, Encodable {
  public let schema: Int
  public let objective: String
  public let places: Int
  public let weight: Double
  /// Whether the table has a column `weight`; without one every place weighs 1.
  public let weighted: Bool
  public let candidates: Int
  /// Numbers of the candidates chosen, from 0.
  public let chosen: [Int]
  public let value: Double
  public let bound: Double
  public let gap: Double
  public let proved: Bool
  /// Places that no candidate can serve, and their weight; they take no part.
  public let unservable: Int
  public let unservableWeight: Double
  public let nodes: Int
  public let work: Int
  /// Reading left out.
  public let seconds: Double
  public let seed: UInt64

  /// Whether every place can be served.
  public var isClean: Bool { unservable == 0 }

  public var text: BilingualText {
    let certainty =
      proved
      ? BilingualText(en: "proved best", zh: "已证明最优")
      : BilingualText(en: "bound \(bound), gap \((gap * 100).short) %", zh: "界限 \(bound)，差距 \((gap * 100).short) %")
    var lines = [
      BilingualText(
        en: "\(objective): \(chosen.count) of \(counted(candidates, "candidate")), value \(value), \(certainty.en)",
        zh: "\(objective)：从 \(candidates) 个候选点中选 \(chosen.count) 个，值 \(value)，\(certainty.zh)")
    ]
    if !weighted {
      lines.append(BilingualText(en: "no column `weight`: every place weighs 1", zh: "没有 weight 列：每处权重为 1"))
    }
    if unservable > 0 {
      lines.append(
        BilingualText(
          en:
            "\(unservable) of \(counted(places, "place")) with \(unservableWeight.short) of the weight \(weight.short) can be served by no candidate and take no part",
          zh: "\(places) 处中有 \(unservable) 处（权重 \(weight.short) 中的 \(unservableWeight.short)）任何候选点都无法服务，未计入"))
    }
    return lines.joined(separator: "\n")
  }
}

/// The siting solver alone: tables `x,y` and `x,y,weight` of candidates and places, straight-line distances.
///
/// - Throws: ``PlanError`` where a table cannot be read or the request makes no sense.
public func sitePoints(
  candidates: String, places: String, _ options: SiteOptions, control: PlanningControl = PlanningControl()
) throws(PlanError) -> SiteSummary {
  if let output = options.output { try requireWritable(output, sparing: [candidates, places]) }
  let from = try PlaneTable(candidates)
  let to = try PlaneTable(places)
  let start = ContinuousClock.now
  let siting = options.siting
  let result: SiteSummary
  let chosen: [Point]
  do throws(AccessError) {
    let reach = siting.goal == .mclp || siting.goal == .lscp ? options.distance ?? .nan : .infinity
    let rows = from.points.map { point in
      to.points.indices.compactMap { place -> (place: Int32, minutes: Double)? in
        let distance = point.distance(to: to.points[place])
        return distance <= reach ? (Int32(place), distance) : nil
      }
    }
    let table = TravelTimes(rows: rows, placeCount: to.points.count, limit: .infinity)
    var request = SitingRequest(
      siting.objective(minutes: reach), candidates: table, weights: to.weights, seed: options.seed,
      effort: options.effort, isCancelled: { control.isCancelled })
    if let capacity = siting.capacity { request.capacities = from.points.map { _ in capacity } }
    let found = try GridAccess.site(request)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let summary = SiteSummary(
      schema: 1, objective: siting.goal.rawValue, places: to.points.count, weight: to.weights.reduce(0, +), weighted: to.isWeighted,
      candidates: from.points.count, chosen: found.chosen, value: found.objective, bound: found.bound, gap: found.gap,
      proved: found.isProved, unservable: found.unservable.count,
      unservableWeight: found.unservable.reduce(0) { $0 + to.weights[$1] }, nodes: found.nodes, work: found.work, seconds: seconds,
      seed: options.seed)
    chosen = found.chosen.map { from.points[$0] }
    result = summary
  } catch {
    if error == .cancelled { throw .interrupted }
    throw .badInput(InputProblem(error, source: "\(candidates), \(places)"))
  }
  if let output = options.output { try write(chosen, to: output) }
  return result
}

/// Points on a plane from a table with the columns `x`, `y` and, if there, `weight`.
private struct PlaneTable {
  var points: [Point] = []
  var weights: [Double] = []
  var isWeighted = false

  init(_ path: String) throws(PlanError) {
    var isWeighted = false
    let rows: [(Point, Double)] = try asPlanErrors("reading \(path)") {
      guard let reader = try Layers.open(LayerSource(path: path)) as? CSVReader else {
        throw PlanError.badInput(
          InputProblem(
            source: path, cause: BilingualText(en: "it is no .csv table", zh: "它不是 .csv 表格"),
            remedy: BilingualText(en: "Give a CSV with the columns x and y", zh: "请提供含 x、y 列的 CSV")))
      }
      let x = try reader.schema.requiredIndex(of: "x", source: path)
      let y = try reader.schema.requiredIndex(of: "y", source: path)
      let weight = reader.schema.index(of: "weight")
      isWeighted = weight != nil
      var found: [(Point, Double)] = []
      try reader.forEach { feature in
        let cells = (feature.values[x].real, feature.values[y].real, weight.map { feature.values[$0].real } ?? 1)
        guard let x = cells.0, let y = cells.1, let weight = cells.2, feature.surplusCells == 0 else {
          throw PlanError.badInput(
            InputProblem(
              source: path, place: feature.line.map(BilingualText.line),
              cause: feature.surplusCells > 0
                ? BilingualText(en: "it has cells beyond the last column", zh: "最后一列之后还有单元格")
                : BilingualText(en: "x, y or weight is no number", zh: "x、y 或 weight 不是数字"),
              remedy: BilingualText(en: "Correct the row", zh: "请更正该行")))
        }
        found.append((Point(x, y), weight))
      }
      return found
    }
    points = rows.map(\.0)
    weights = rows.map(\.1)
    self.isWeighted = isWeighted
  }
}

private func write(_ points: [Point], to path: String) throws(PlanError) {
  do {
    let writer = try CSVWriter(path: path, fields: [Field("x", .real), Field("y", .real)])
    for point in points { try writer.write([.real(point.x), .real(point.y)]) }
    try writer.finish()
  } catch {
    throw .layer(error)
  }
}
