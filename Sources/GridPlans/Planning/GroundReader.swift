import GridCoverages
import GridGeometry
import GridLayers

/// Reads every layer of a manifest. Layers are read in a fixed order, so that notes come out in one too.
struct GroundReader {
  let county: County
  var intake: LayerIntake

  /// Chooses the plan's reference system, for which the ground's own layer is looked at.
  init(
    county: County, allowingBallpark: Bool, repairing: Bool, isCancelled: @escaping @Sendable () -> Bool
  ) throws(PlanError) {
    self.county = county
    intake = LayerIntake(
      metric: try county.metricSystem(), allowingBallpark: allowingBallpark, repairing: repairing,
      isCancelled: isCancelled)
  }

  mutating func read() throws(PlanError) -> CountyGround {
    var input = GroundInput()
    input.communities = try communities()
    input.units = try units()
    for note in unplacedUnits(input) { intake.note(note) }
    for spec in county.barriers { try readBarriers(spec, into: &input) }
    input.households = try households()
    let modelled = try modelledHouseholds(communities: input.communities)
    input.households += modelled
    input.compounds = try compounds()
    input.sites = try sites()
    let points = try servicePoints()
    let previous = try previousGrids()
    if input.communities.isEmpty && input.units.isEmpty && intake.problems.isEmpty {
      intake.problem(
        InputProblem(
          source: county.manifestPath,
          cause: BilingualText(en: "there is no ground: no community and no unit was read", zh: "没有读到任何社区或单元"),
          remedy: BilingualText(en: "Check the layers and their `where` conditions", zh: "请检查图层及其 where 条件")))
    }
    if intake.problems.isEmpty {
      let grounds = input.communities.isEmpty ? input.units.map(\.ground) : input.communities.map(\.ground)
      let judgement = judge(intake.metric, over: grounds.reduce(Envelope.empty) { $0.union($1.envelope) })
      if let note = judgement.note { intake.note(note) }
      if let problem = judgement.problem { intake.problem(problem) }
    }
    return CountyGround(
      input: input, referenceSystem: intake.metric, notes: intake.notes, problems: intake.problems,
      provenance: intake.provenance,
      modelledHouseholds: modelled.reduce(0) { $0 + ($1.isModelled ? $1.households : 0) },
      servicePoints: points, previousGrids: previous, retiredCodes: try retiredCodes())
  }
}

extension County {
  /// The plan's reference system: as the manifest states it, or the zone of the ground's centre.
  fileprivate func metricSystem() throws(PlanError) -> ReferenceSystem {
    if let system = referenceSystem { return system }
    guard let spec = communities ?? units else {
      throw .internalFault("a manifest without ground passed its check")
    }
    let layer = try LayerAccess(spec)
    var envelope = Envelope.empty
    try layer.forEach { feature in
      if let geometry = feature.geometry { envelope.form(union: geometry.envelope) }
    }
    guard !envelope.isEmpty else {
      throw .badInput(
        layer.tally.nothingKept
          ?? InputProblem(
            source: layer.name, cause: BilingualText(en: "no feature has a geometry", zh: "没有任何要素带有几何"),
            remedy: BilingualText(en: "Check that the right layer is named", zh: "请确认指定的图层正确")))
    }
    return try GridPlans.metricSystem(for: envelope, in: layer.referenceSystem, title: layer.name)
  }
}
