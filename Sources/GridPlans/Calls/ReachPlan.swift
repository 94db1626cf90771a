import GridAccess
import GridAuditing
import GridGeometry
import GridLayers

/// Reckons who of a plan is within reach of a service, and where new points should stand.
///
/// Unless it is a dry run, the plan keeps the points, the promise, the network and the figures, its findings about reach are
/// brought up to date, and every audit reckons them again.
///
/// - Throws: ``PlanError``; the plan stays as it was.
/// - Complexity: A shortest-path search a point and candidate, then bounded by the effort.
public func reachPlan(
  at path: String, _ asked: ReachOptions, control: PlanningControl = PlanningControl()
) throws(PlanError) -> ReachSummary {
  try holdingPlan(at: path, if: !asked.isDryRun, control) { () throws(PlanError) in
    try reachPlanHolding(path, asked, control)
  }
}

private func reachPlanHolding(
  _ path: String, _ asked: ReachOptions, _ control: PlanningControl
) throws(PlanError) -> ReachSummary {
  if let output = asked.output {
    try requireWritable(output, sparing: [path] + asked.files)
    try requireNothingElse(
      output, than: OutputKind(columns: [ReachStudy.tableFields.prefix(4).map(\.name)], layers: ["reach"]))
  }
  if !asked.isDryRun { try requireWritable(path) }
  let plan = try Plan(contentsOf: path, control: control)
  let county = plan.communities.reduce(into: Envelope.empty) { $0.form(union: $1.ground.envelope) }
  var reader = ReachReader(system: plan.referenceSystem, county: county, control: control)
  var options = asked
  let speeds = try asked.speeds.map { file throws(PlanError) in try SpeedSettings(yaml: try readText(file), file: file) }
  if let speeds = speeds ?? plan.reach.speeds { options.settings.factors = speeds.factors }
  let found = try reader.services(of: plan, options)
  let ways = try reader.ways(of: plan, &options)
  let locator = GridLocator(plan)
  let study = try ReachStudy(
    plan, options: options, category: found.category, services: found.points, ways: ways, control: control)
  try control.check()
  var sited: SitedPoints?
  if let siting = options.siting {
    let candidates = try siting.candidates.map { source throws(PlanError) in
      try reader.points(
        source, declared: options.referenceSystem, filter: nil, category: found.category,
        capacityField: siting.goal.takesCapacities && siting.capacity == nil ? options.capacityField : nil,
        areCandidates: true)
    }
    sited = try study.site(siting, candidates: candidates, control: control)
  }
  var siting: ReachSummary.Siting?
  if let sited, let goal = options.siting { siting = try study.summary(of: sited, goal, locator: locator) }
  let outside = study.outside(locator)
  let summary = study.summary(siting: siting, problems: reader.problems + outside, locator: locator)
  try control.check()
  if let output = options.output { try study.export(summary, sited, to: output, control: control) }
  if !options.isDryRun { try study.write(to: path, ways: ways, summary: summary, sited: sited, control: control) }
  return summary
}

extension ReachReader {
  /// Why rows of the file were passed over, the first few.
  private var untaken: [InputProblem] {
    problems.prefix(5).map {
      InputProblem(
        source: "--points", cause: $0, remedy: BilingualText(en: "Correct the row", zh: "请更正该行"))
    }
  }

  /// The points looked at and their class.
  fileprivate mutating func services(of plan: Plan, _ options: ReachOptions) throws(PlanError) -> (
    category: String, points: [ReadPoint]
  ) {
    var points: [ReadPoint]
    if let source = options.points {
      points = try self.points(
        source, declared: options.referenceSystem, filter: options.filter, category: options.category,
        capacityField: options.capacityField)
      // Points chosen by another field are of the class they are called.
      if options.filter != nil, let category = options.category {
        for index in points.indices { points[index].category = category }
      }
    } else {
      points = plan.servicePoints.map {
        ReadPoint(id: $0.id, category: $0.category, name: $0.name, capacity: nil, point: $0.point)
      }
    }
    let source = options.points ?? "service_points"
    let classes = Set(points.map(\.category)).sorted()
    guard let category = options.category ?? (classes.count == 1 ? classes[0] : nil) else {
      if classes.isEmpty { throw .badInput([InputProblem(.noPoints, source: source)] + untaken) }
      throw .badInput(
        InputProblem(
          source: source,
          cause: BilingualText(
            en: "its points are of several classes: \(classes.joined(separator: ", "))",
            zh: "服务点分属多个类别：\(classes.joined(separator: "、"))"),
          remedy: BilingualText(en: "Choose one with --class", zh: "请用 --class 选择一类")))
    }
    let chosen = points.filter { $0.category == category }
    if points.isEmpty { throw .badInput([InputProblem(.noPoints, source: source)] + untaken) }
    guard !chosen.isEmpty else {
      throw .badInput(
        InputProblem(
          source: source,
          cause: BilingualText(
            en: "it has no points of class `\(category)`; its classes are: \(classes.joined(separator: ", "))",
            zh: "没有 `\(category)` 类的服务点；现有类别：\(classes.joined(separator: "、"))"),
          remedy: BilingualText(en: "Check --class and --where", zh: "请检查 --class 和 --where")))
    }
    return (category.isEmpty ? "service" : category, chosen)
  }

  /// The ways walked on; the settings are told where there are none.
  fileprivate mutating func ways(of plan: Plan, _ options: inout ReachOptions) throws(PlanError) -> [WayLine] {
    switch options.network {
    case .none:
      options.settings.usesNetwork = false
      return []
    case .layer(let source):
      options.settings.usesNetwork = true
      return try ways(source, declared: nil)
    case .ofPlan:
      let ways = plan.walkedWays(on: Set(options.settings.factors.keys))
      options.settings.usesNetwork = !ways.isEmpty
      return ways
    }
  }
}

extension ReachStudy {
  /// Points outside every grid, told in a line; they serve the county all the same.
  fileprivate func outside(_ locator: GridLocator) -> [BilingualText] {
    let ids = services.filter { locator.leaf(at: $0.point) == nil }.map(\.id)
    guard !ids.isEmpty else { return [] }
    let list = ids.prefix(10).joined(separator: ", ") + (ids.count > 10 ? ", …" : "")
    return [
      BilingualText(
        en: "\(ids.count) of \(counted(services.count, "service point")) lie outside every grid: \(list)",
        zh: "\(services.count) 个服务点中有 \(ids.count) 个不在任何网格内：\(list)")
    ]
  }
}
