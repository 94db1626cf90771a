import GridAccess
import GridAuditing
import GridGeometry
import GridLayers

/// What `gridwright site` is asked: places with weights, candidates, and a goal, on a plane.
public struct SiteOptions: Sendable {
  public var siting: ReachOptions.Siting
  /// In the unit of the coordinates; for covering goals.
  public var distance: Double?
  /// A table of points that stand already, and stay.
  public var fixed: String?
  /// The column of candidates and fixed points with what each can serve; not looked at where ``siting`` says it for all.
  public var capacityField: String?
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
  /// Points that stand already; `value` counts them in, but for the number of points.
  public let fixed: Int
  /// Whether every point serves no more than it can.
  public let capacitated: Bool
  /// Numbers of the candidates chosen, by their rows in the table, from 0.
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
  /// Rows that were left out, and why.
  public let problems: [BilingualText]

  /// Whether every place can be served and every row was taken.
  public var isClean: Bool { unservable == 0 && problems.isEmpty }

  public var text: BilingualText {
    let certainty =
      proved
      ? BilingualText(en: "proved best", zh: "已证明最优")
      : BilingualText(en: "bound \(bound), gap \((gap * 100).short) %", zh: "界限 \(bound)，差距 \((gap * 100).short) %")
    var lines = Array(problems.prefix(10))
    if problems.count > 10 {
      let more = problems.count - 10
      lines.append(
        BilingualText(
          en: "… and \(more) more \(more == 1 ? "row is" : "rows are") left out; --json lists them",
          zh: "……另有 \(more) 行未计入；--json 可全部列出"))
    }
    lines.append(
      BilingualText(
        en: "\(objective): \(chosen.count) of \(counted(candidates, "candidate")), value \(value), \(certainty.en)",
        zh: "\(objective)：从 \(candidates) 个候选点中选 \(chosen.count) 个，值 \(value)，\(certainty.zh)"))
    if fixed > 0 {
      lines.append(
        BilingualText(en: "points that stand already and are kept: \(fixed)", zh: "保留现有的点 \(fixed) 个"))
    }
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
/// Rows that cannot be read are left out and told.
///
/// - Throws: ``PlanError`` where a table cannot be read or the request makes no sense.
public func sitePoints(
  candidates: String, places: String, _ options: SiteOptions, control: PlanningControl = PlanningControl()
) throws(PlanError) -> SiteSummary {
  let tables = [candidates, places, options.fixed].compactMap(\.self)
  if let output = options.output { try requireWritable(output, sparing: tables) }
  let room = options.siting.capacity == nil ? options.capacityField.map { PlaneTable.Column(name: $0, isNeeded: true) } : nil
  let from = try PlaneTable(candidates, room)
  let standing = try options.fixed.map { path throws(PlanError) in try PlaneTable(path, room) } ?? PlaneTable()
  let to = try PlaneTable(places, PlaneTable.Column(name: "weight", isNeeded: false))
  let problems = from.problems + standing.problems + to.problems
  let start = ContinuousClock.now
  let siting = options.siting
  let result: SiteSummary
  let chosen: [Point]
  do throws(AccessError) {
    let reach = siting.goal == .mclp || siting.goal == .lscp ? options.distance ?? .nan : .infinity
    var request = SitingRequest(
      siting.objective(minutes: reach), candidates: to.distances(from: from, within: reach), weights: to.numbers,
      existing: standing.points.isEmpty ? nil : to.distances(from: standing, within: reach), seed: options.seed,
      effort: options.effort, isCancelled: { control.isCancelled })
    if let capacity = siting.capacity {
      request.capacities = from.points.map { _ in capacity }
      request.existingCapacities = standing.points.map { _ in capacity }
    } else if room != nil {
      request.capacities = from.numbers
      request.existingCapacities = standing.numbers
    }
    let found = try GridAccess.site(request)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let summary = SiteSummary(
      schema: 1, objective: siting.goal.rawValue, places: to.points.count, weight: to.numbers.reduce(0, +),
      weighted: to.hasNumbers, candidates: from.points.count, fixed: standing.points.count,
      capacitated: request.capacities != nil, chosen: found.chosen.map { from.rows[$0] }, value: found.objective,
      bound: found.bound, gap: found.gap, proved: found.isProved, unservable: found.unservable.count,
      unservableWeight: found.unservable.reduce(0) { $0 + to.numbers[$1] }, nodes: found.nodes, work: found.work,
      seconds: seconds, seed: options.seed,
      problems: problems.map { BilingualText(en: $0.text(in: .en), zh: $0.text(in: .zh)) })
    chosen = found.chosen.map { from.points[$0] }
    result = summary
  } catch {
    if error == .cancelled { throw .interrupted }
    throw .badInput([InputProblem(error, source: "\(candidates), \(places)")] + problems)
  }
  if let output = options.output { try write(chosen, to: output) }
  return result
}

extension PlaneTable {
  /// Distances from each point of a table to each of these, those beyond a limit left out.
  fileprivate func distances(from table: PlaneTable, within reach: Double) -> TravelTimes {
    let rows = table.points.map { point in
      points.indices.compactMap { place -> (place: Int32, minutes: Double)? in
        let distance = point.distance(to: points[place])
        return distance <= reach ? (Int32(place), distance) : nil
      }
    }
    return TravelTimes(rows: rows, placeCount: points.count, limit: .infinity)
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
