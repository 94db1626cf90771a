import GridAccess
import GridAuditing
import GridGeometry
import GridLayers

extension ReachStudy {
  /// Writes what was asked and found into the plan, with what an audit finds by it.
  func write(
    to path: String, ways: [WayLine], summary: ReachSummary, sited: SitedPoints?, control: PlanningControl
  ) throws(PlanError) {
    var reach = plan.reach
    reach.set(.init(category: category, settings: options.settings, asOf: options.asOf))
    if case .layer = options.network { reach.ways = ways }
    let points = servicePoints
    var updated = plan
    (updated.reach, updated.servicePoints) = (reach, points)
    let found = try updated.findings(
      of: AuditRules.reach, asOf: plan.defaultDay, threads: options.threads, control)
    updated.record(found, of: AuditRules.reach.ids, on: options.asOf)
    let audited = updated
    let label = plan.isSynthetic ? "SYNTHETIC. " : ""
    let kept = try otherRows(of: path)
    try updatePlan(
      at: path,
      replacing: ["service_points", "reach_rules", "network", "reach", "sited_points"] + Plan.findingLayers,
      date: options.asOf
    ) { file in
      try audited.writeFindings(to: file)
      try file.addLayer(
        PlanSchema.servicePoints(plan.referenceSystem), identifier: "service_points",
        description: label + "Where people are served", style: PlanStyle.servicePoints)
      try file.insert(
        into: "service_points",
        points.lazy.map { (Geometry.point($0.point), [.text($0.id), .text($0.category), .text($0.name)]) })
      try reach.write(to: file, system: plan.referenceSystem, label: label)
      try file.addLayer(
        PlanSchema.reach, identifier: "reach", description: label + "Households beyond reach by class and leaf grid")
      try file.insert(into: "reach", kept.reach.lazy.map { (nil as Geometry?, $0) })
      try file.insert(
        into: "reach",
        summary.grids.lazy.map { group -> (Geometry?, [FieldValue]) in
          (nil, [.text(category), .text(group.code)] + group.cells)
        })
      try file.addLayer(
        PlanSchema.sitedPoints(plan.referenceSystem), identifier: "sited_points",
        description: label + "Where new points should stand", style: PlanStyle.servicePoints)
      try file.insert(into: "sited_points", kept.sited)
      try file.insert(into: "sited_points", newRows(sited, summary))
    }
  }

  /// The plan's points with those of the class replaced by the ones looked at.
  private var servicePoints: [ServicePoint] {
    guard options.points != nil else { return plan.servicePoints }
    return plan.servicePoints.filter { $0.category != category }
      + services.map { ServicePoint(id: $0.id, category: category, name: $0.name, point: $0.point) }
  }

  /// What the plan keeps about other classes.
  private func otherRows(of path: String) throws(PlanError) -> (
    reach: [[FieldValue]], sited: [(Geometry?, [FieldValue])]
  ) {
    let file = PlanFile(path: path)
    let names = try file.layerNames()
    var reach: [[FieldValue]] = []
    if names.contains("reach") {
      try file.rows("reach", PlanSchema.reach.fields.map(\.name)) { row in
        if row.values.first?.text != category { reach.append(row.values) }
      }
    }
    var sited: [(Geometry?, [FieldValue])] = []
    if names.contains("sited_points") {
      try file.rows("sited_points", PlanSchema.sitedPoints(plan.referenceSystem).fields.map(\.name)) { row in
        if row.values.first?.text != category { sited.append((row.geometry, row.values)) }
      }
    }
    return (reach, sited)
  }

  private func newRows(_ sited: SitedPoints?, _ summary: ReachSummary) -> [(Geometry?, [FieldValue])] {
    guard let sited, let siting = summary.siting else { return [] }
    return sited.chosen.indices.map { index in
      let place = siting.points[index]
      return (
        .point(sited.chosen[index].point),
        [
          .text(category), .text(siting.objective), .integer(Int64(index + 1)), .text(place.id), FieldValue(place.grid),
          .integer(Int64(place.households)), .integer(siting.proved ? 1 : 0),
        ]
      )
    }
  }
}

extension ReachSummary.Group {
  /// households, beyond, unreached, mean_minutes, accessibility.
  var cells: [FieldValue] {
    [
      .integer(Int64(households)), .integer(Int64(beyond)), .integer(Int64(unreached)),
      meanMinutes.map(FieldValue.real) ?? .null, accessibility.map(FieldValue.real) ?? .null,
    ]
  }
}
