import GridAuditing
public import GridCoverages
import GridGeometry
import GridLayers

/// How somebody's grids become a plan.
public struct AdoptionOptions: Sendable {
  public var layer: ForeignLayerOptions
  /// The plan's name; `nil` takes the layer's.
  public var name: String?
  /// The code of the community the grids are in, where the layer names none.
  public var code: String
  /// Who gets ground that several grids claim.
  public var rule: ClaimRule
  /// Enclosed gaps in which no disc of this diameter fits are closed, in metres; 0 closes none.
  public var gapWidth: Double
  /// Contested ground in which no disc of this diameter fits is no atom of its own, in metres.
  public var sliverWidth: Double
  /// The manifest of the county the grids lie in: households, communities, barriers, policy and atoms come from there.
  public var ground: String?
  /// A layer of points or polygons with household counts; not looked at where the ground is given.
  public var households: String?
  public var householdsField: String?
  public var threads: Int
  /// The day the grids are valid from, ISO 8601.
  public var date: String
  /// A CSV file for the cases of the plan that stood there which are in another grid now.
  public var movedCases: String?
  /// Lets the plan take the place of one that was not adopted from the same layer.
  public var takesOver = false

  /// Contested ground goes to the smallest claimant and gaps below a metre are closed, unless told otherwise.
  public init(
    layer: ForeignLayerOptions = ForeignLayerOptions(), name: String? = nil, code: String = "adopted",
    rule: ClaimRule = .smallest, gapWidth: Double = 1, sliverWidth: Double = 1, ground: String? = nil,
    households: String? = nil, householdsField: String? = nil, threads: Int = 1, date: String
  ) {
    self.layer = layer
    self.name = name
    self.code = code
    self.rule = rule
    self.gapWidth = gapWidth
    self.sliverWidth = sliverWidth
    self.ground = ground
    self.households = households
    self.householdsField = householdsField
    self.threads = threads
    self.date = date
  }
}

/// What `gridwright adopt --json` prints.
public struct AdoptionSummary: Sendable, Encodable {
  public let schema: Int
  public let crs: String
  public let features: Int
  public let grids: Int
  /// Grids in several parts.
  public let exclaves: Int
  public let atoms: Int
  public let communities: Int
  public let households: Int
  /// Households that the file of counts or the county's ground puts in no grid.
  public let householdsOutside: Int
  /// In square metres: what several claimed, now one grid's; what was nobody's and was given to a neighbour.
  public let settledArea: Double
  public let closedArea: Double
  /// `smallest`, `largest` or `first`.
  public let rule: String
  /// Findings by rule: those of the layer as it came, what was done about them, and what is wrong with the plan.
  public let rules: [String: Int]
  public let findings: [LayerAuditSummary.Item]
  public let notes: [BilingualText]
  public let digest: String
  /// What became of the cases of the plan that stood there; `nil` where there were none.
  public internal(set) var cases: CaseHandover?
}

/// The result of ``adoptGrids(from:writingTo:options:control:)``.
public struct AdoptionReport: Sendable {
  public let plan: Plan
  public let summary: AdoptionSummary

  /// Whether the layer came without a fault.
  public var isClean: Bool { !summary.findings.contains { $0.severity != Severity.info.rawValue } }

  /// One line a finding, worst and largest first; then notes and figures.
  ///
  /// - Parameter isComplete: Otherwise of each kind only the first few are told, with their number.
  public func lines(in language: Language, isComplete: Bool = false) -> [String] {
    summary.findings.map { $0.line(in: language) }.lines(in: language, isComplete: isComplete)
      + summary.notes.map { $0(in: language) } + [summary.text(in: language)]
      + (summary.cases.map { [$0.text(in: language)] } ?? [])
  }
}

/// Makes a plan of somebody else's grids: every place that any of them claims is in exactly one, by one planar map; what
/// was wrong with them is kept as findings, and their polygons as they came in the layer `adopted`.
///
/// With a county's ground the plan stands on atoms as planning makes them, so that staffing, reach and the audit of the
/// policy's bands work on it as on any other.
///
/// - Parameters:
///   - path: `FILE` or `FILE#LAYER`.
///   - output: The plan file; `nil` writes nothing. A plan that was adopted from the same layer is replaced, whatever the
///     layer holds now; another file only where ``AdoptionOptions/takesOver`` says so.
/// - Throws: ``PlanError`` where no field of codes is named, or nothing can be adopted.
public func adoptGrids(
  from path: String, writingTo output: String?, options: AdoptionOptions, control: PlanningControl
) throws(PlanError) -> AdoptionReport {
  let inputs = [path, options.households, options.ground].compactMap { $0.map { LayerSource($0).path } }
  if let output {
    try requireEnding(output, ["gpkg"])
    try requireWritable(output, sparing: inputs)
    if !options.takesOver { try requireAdopted(output, from: LayerSource(path)) }
    try requireNothingLost(output)
    if let moved = options.movedCases { try requireWritable(moved, sparing: inputs + [output]) }
  }
  control.report(0, 4, "read")
  let county = try options.ground.map { manifest throws(PlanError) in
    try AdoptedCounty(manifest: manifest, options: options, control: control)
  }
  if let output, let county { try requireWritable(output, sparing: county.files) }
  let layer = try ForeignLayer(
    path, options: options.layer, metric: county?.referenceSystem, needsCode: true, control: control)
  let counts = try county == nil ? householdFile(for: layer, options, control) : nil
  try control.check()
  control.report(1, 4, "audit")
  let faults = try layerFaults(layer, county, households: county?.places ?? counts?.places, options)
  control.report(2, 4, "map")
  var adoption: Adoption
  do {
    adoption = try Adoption(layer, options)
  } catch {
    throw .coverage(error, source: layer.title)
  }
  try control.check()
  let name = options.name ?? county?.name ?? LayerSource(path).layer ?? LayerSource(path).stem
  if let county {
    try adoption.take(county, control: control)
  } else {
    try adoption.count(counts, planName: name)
  }
  control.report(3, 4, "write")
  var plan = adoption.plan(named: name)
  plan.provenance.append(
    (layer: "adopted", record: Provenance(source: layer.title, referenceSystem: layer.source.definition)))
  let audited = try plan.audit(threads: options.threads, control: control).findings.map { ItemisedFinding($0) }
  let (past, standing) = tellingGapsOnce(faults, audited)
  let items = past + adoption.findings + plan.findings.map { ItemisedFinding($0) } + standing
  plan.findings = items.map { item in
    var finding = item.finding
    finding.since = options.date
    return finding
  }
  try control.check()
  var summary = AdoptionSummary(
    plan, adoption, layer, items, notes: layer.notes + (counts?.notes ?? []) + adoption.notes, options)
  if let output {
    summary.cases = try holdingPlan(at: output, control) { () throws(PlanError) in
      try plan.write(to: output, listingMovedIn: options.movedCases)
    }
  }
  return AdoptionReport(plan: plan, summary: summary)
}

private func householdFile(
  for layer: ForeignLayer, _ options: AdoptionOptions, _ control: PlanningControl
) throws(PlanError) -> HouseholdFile? {
  guard let file = options.households else { return nil }
  return try HouseholdFile(
    file, field: options.householdsField, metric: layer.metric, allowingBallpark: options.layer.allowsBallpark,
    control: control)
}

/// What is wrong with the layer as it came, households that it leaves out included; with a county also its ground.
private func layerFaults(
  _ layer: ForeignLayer, _ county: AdoptedCounty?, households: [GridAuditing.HouseholdPlace]?, _ options: AdoptionOptions
) throws(PlanError) -> [ItemisedFinding] {
  let target = try county?.target()
  do {
    let evidence = try CoverageEvidence(
      CoverageAuditInput(
        grounds: layer.grounds, target: target, households: households, sliverWidth: options.sliverWidth),
      threads: options.threads)
    return itemise(evidence, by: CoverageRules.all)
  } catch {
    throw .coverage(error, source: layer.title)
  }
}

/// A gap of the layer that the plan has too is one finding, under the id that every audit of the plan finds it by, with
/// the features that the audit of the layer names and what it proposes.
private func tellingGapsOnce(
  _ faults: [ItemisedFinding], _ audited: [ItemisedFinding]
) -> (faults: [ItemisedFinding], audited: [ItemisedFinding]) {
  func gaps(_ items: [ItemisedFinding]) -> (indices: [Int], places: [MultiPolygon]) {
    let indices = items.indices.filter { items[$0].finding.rule == "gap" }
    return (indices, indices.map { MultiPolygon(items[$0].finding.place?.polygons ?? []) })
  }
  let (layer, plan) = (gaps(faults), gaps(audited))
  var faultsOfGap: [Int: Set<Int>] = [:]
  let ofLayer = PointLocator(layer.places)
  for (gap, place) in zip(plan.indices, plan.places) {
    guard let spot = place.polygons.first?.interiorPoint else { continue }
    faultsOfGap[gap, default: []].formUnion(ofLayer.locate(spot).indices.map { layer.indices[$0] })
  }
  let ofPlan = PointLocator(plan.places)
  for (fault, place) in zip(layer.indices, layer.places) {
    guard let spot = place.polygons.first?.interiorPoint else { continue }
    for gap in ofPlan.locate(spot).indices { faultsOfGap[plan.indices[gap], default: []].insert(fault) }
  }
  var told = audited
  for (gap, same) in faultsOfGap {
    guard let first = same.min() else { continue }
    told[gap].features = Set(same.flatMap { faults[$0].features }).sorted()
    (told[gap].area, told[gap].width, told[gap].fix) = (faults[first].area, faults[first].width, faults[first].fix)
  }
  let isTold = faultsOfGap.values.reduce(into: Set<Int>()) { $0.formUnion($1) }
  return (faults.indices.filter { !isTold.contains($0) }.map { faults[$0] }, told)
}

extension AdoptionSummary {
  fileprivate init(
    _ plan: Plan, _ adoption: Adoption, _ layer: ForeignLayer, _ items: [ItemisedFinding], notes: [BilingualText],
    _ options: AdoptionOptions
  ) {
    schema = 1
    crs = plan.referenceSystem.definition
    features = layer.records.count
    grids = plan.grids.count
    exclaves = plan.grids.count(where: \.isExclave)
    atoms = plan.atoms.count
    communities = plan.communities.count
    households = plan.atoms.reduce(0) { $0 + $1.households }
    householdsOutside = adoption.householdsOutside
    settledArea = adoption.settledArea
    closedArea = adoption.closedArea
    rule = options.rule.rawValue
    rules = items.reduce(into: [:]) { $0[$1.finding.rule, default: 0] += 1 }
    findings = items.map { .init($0, nil) }
    self.notes = notes
    digest = plan.digest
  }

  public var text: BilingualText {
    func km2(_ area: Double) -> Double { (area / 1000).rounded() / 1000 }
    return BilingualText(
      en:
        "\(counted(grids, "grid")) of \(counted(features, "feature")), \(exclaves) of them in several parts; \(counted(households, "household")) in them, \(householdsOutside) outside; \(km2(settledArea)) km² that several claimed are now one grid's (rule: \(rule)), \(km2(closedArea)) km² of narrow gaps closed; in \(crs)",
      zh:
        "由 \(features) 个要素得到网格 \(grids) 个，其中飞地 \(exclaves) 个；网格内 \(households) 户，网格外 \(householdsOutside) 户；争占的 \(km2(settledArea)) 平方千米已划归一个网格（规则：\(rule)），补上狭缝 \(km2(closedArea)) 平方千米；坐标系 \(crs)"
    )
  }
}
