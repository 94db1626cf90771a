import GridAuditing
import GridCoverages
import GridGeometry
import GridLayers
import GridPartitioning

/// Seconds by stage, as `plan --json` prints them.
public struct StageSeconds: Hashable, Sendable, Encodable {
  public var read = 0.0
  public var map = 0.0
  public var partition = 0.0
  public var polygons = 0.0
  public var staff = 0.0
  public var audit = 0.0
  public var write = 0.0
}

/// Turns a county into a plan: layers, ground, atoms, zones, grids, audit.
struct Planner {
  let county: County
  let options: PlanningOptions
  let control: PlanningControl
  private(set) var seconds = StageSeconds()
  /// For each level of the policy, how many divisions are proved to be the best.
  private(set) var proofs: [ProofTally] = []

  init(county: County, options: PlanningOptions, control: PlanningControl) {
    self.county = county
    self.options = options
    self.control = control
  }

  mutating func plan() throws(PlanError) -> (Plan, AuditResult) {
    let ground = try timed(\.read) { planner throws(PlanError) in try planner.readGround() }
    let (map, sites) = try timed(\.map) { planner throws(PlanError) in try planner.makeMap(ground) }
    let previous = PreviousPlan(
      grids: ground.previousGrids, retired: ground.retiredCodes, communities: map.communities.map(\.code),
      atoms: map.atoms.map(\.position))
    let (tree, exceptions, proofs) = try timed(\.partition) { planner throws(PlanError) in
      try CountyPartitioning(
        map: map, policy: planner.county.policy, previous: previous, options: planner.options, control: planner.control
      ).solve()
    }
    self.proofs = proofs
    try control.check()
    var plan = timed(\.polygons) { planner in
      planner.assemble(ground, map, sites, tree, exceptions, previous)
    }
    plan.findings += county.policy.unmetCounts(in: plan) + county.policy.unevenGrids(in: plan)
    try control.check()
    if let workers = county.workers {
      plan.findings += try timed(\.staff) { planner throws(PlanError) in try plan.staff(from: workers, planner) }
    }
    let found = try timed(\.audit) { planner throws(PlanError) in
      try plan.audit(threads: planner.options.threads, control: planner.control)
    }
    plan.findings = found.findings + plan.findings
    try control.check()
    return (plan, found)
  }

  mutating func write(_ plan: Plan, to path: String) throws(PlanError) -> CaseHandover? {
    try timed(\.write) { planner throws(PlanError) in
      let moved = planner.options.movedCases
      return try holdingPlan(at: path, planner.control) { () throws(PlanError) in
        try plan.write(to: path, listingMovedIn: moved)
      }
    }
  }

  private mutating func timed<Value>(
    _ stage: WritableKeyPath<StageSeconds, Double>, _ work: (inout Planner) throws(PlanError) -> Value
  ) throws(PlanError) -> Value {
    let start = ContinuousClock.now
    defer { seconds[keyPath: stage] += (ContinuousClock.now - start) / .seconds(1) }
    return try work(&self)
  }

  private mutating func timed<Value>(
    _ stage: WritableKeyPath<StageSeconds, Double>, _ work: (inout Planner) -> Value
  ) -> Value {
    let start = ContinuousClock.now
    defer { seconds[keyPath: stage] += (ContinuousClock.now - start) / .seconds(1) }
    return work(&self)
  }

  // MARK: Stages

  /// - Parameter stoppingAtProblems: Otherwise the problems stay in the result.
  func readGround(stoppingAtProblems: Bool = true) throws(PlanError) -> CountyGround {
    let control = control
    control.report(0, 1, "read")
    var reader = try GroundReader(
      county: county, allowingBallpark: options.allowsBallpark, repairing: options.repairs,
      isCancelled: { control.isCancelled })
    let ground = try reader.read()
    guard ground.problems.isEmpty || !stoppingAtProblems else { throw .badInput(ground.problems) }
    return ground
  }

  /// Atoms and the sites they were carved for; stops at faults of the ground unless told otherwise.
  func makeMap(_ ground: CountyGround) throws(PlanError) -> (AtomMap, [SiteArea]) {
    let policy = county.policy
    var input = ground.input
    let total = input.households.reduce(0) { $0 + $1.households } + input.units.reduce(0) { $0 + $1.households }
    let settings = GroundSettings(county, households: total, threads: options.threads)
    var rest: [SiteArea] = []
    if let dedicated = policy.dedicated {
      (input.sites, rest) = dedicated.select(input.sites, households: householdsInSites(input))
    }
    // Sites laid over the grids leave the ground as it is.
    let overlaid = policy.dedicated?.mode == .overlay ? input.sites : []
    if !overlaid.isEmpty { input.sites = [] }
    while true {
      let map: AtomMap
      do {
        map = try makeAtoms(input, settings, control: control.ground)
      } catch {
        throw PlanError(error, manifest: county.manifestPath)
      }
      try refuseFaults(map)
      try refuseEmptyGround(map, input)
      // A site that lost all its ground to a greater one makes room for the next in order.
      let kept = Set(map.atoms.compactMap(\.site))
      let lost = input.sites.indices.filter { !kept.contains($0) }
      guard let dedicated = policy.dedicated, dedicated.count != nil, !lost.isEmpty, !rest.isEmpty else {
        return (map, overlaid.isEmpty ? input.sites : overlaid)
      }
      let gone = Set(lost)
      input.sites = input.sites.indices.filter { !gone.contains($0) }.map { input.sites[$0] } + rest.prefix(lost.count)
      rest.removeFirst(min(lost.count, rest.count))
    }
  }

  private func householdsInSites(_ input: GroundInput) -> [Int] {
    guard county.policy.dedicated?.order == .households else { return input.sites.map { _ in 0 } }
    let locator = PointLocator(input.sites.map(\.ground))
    var sums = input.sites.map { _ in 0 }
    for (place, site) in zip(input.households, locator.locate(input.households.map(\.point))) where site >= 0 {
      sums[Int(site)] += place.households
    }
    return sums
  }

  /// Households that all lie outside are no finding but a layer in the wrong place.
  private func refuseEmptyGround(_ map: AtomMap, _ input: GroundInput) throws(PlanError) {
    guard map.counts.householdsOutside > 0, map.households == 0 else { return }
    throw .badInput(
      InputProblem(
        source: (county.households ?? county.buildings)?.title ?? county.manifestPath,
        cause: BilingualText(
          en: "none of its \(map.counts.householdsOutside) households lies in any community",
          zh: "其 \(map.counts.householdsOutside) 户全部位于社区范围之外"),
        remedy: BilingualText(
          en: "Check the declared crs of both layers, and exchanged longitude and latitude",
          zh: "请检查两个图层声明的坐标系，以及经纬度是否颠倒")))
  }

  private func refuseFaults(_ map: AtomMap) throws(PlanError) {
    let faults = map.findings.filter { $0.severity == .error }
    guard !faults.isEmpty, !options.acceptsFaults else { return }
    throw .badInput(
      faults.prefix(50).map { note in
        InputProblem(
          source: (note.rule.hasPrefix("unit") ? county.units : county.communities)?.title ?? county.manifestPath,
          place: BilingualText(note.subjects.joined(separator: ", ")),
          cause: BilingualText(en: note.text.withoutFullStop, zh: note.bilingualText(in: .zh).withoutFullStop),
          remedy: BilingualText(
            en: "Mend the layer, raise `tolerances: {communities: …}`, or run with --accept-faults",
            zh: "请修正图层、调大 `tolerances: {communities: …}`，或加 --accept-faults 运行"))
      })
  }

  private func assemble(
    _ ground: CountyGround, _ map: AtomMap, _ sites: [SiteArea], _ tree: ZoneTree, _ exceptions: [ZoneException],
    _ previous: PreviousPlan
  ) -> Plan {
    let assembly = GridAssembly(
      map: map, sites: sites, isOverlaid: county.policy.dedicated?.mode == .overlay, tree: tree, previous: previous,
      date: options.date)
    let (grids, leafOfAtom, codeOfZone, retired) = assembly.assemble()
    let polygons = map.atomPolygons()
    let communityPolygons = map.communityPolygons()
    let atoms = map.atoms.indices.map { index in
      let atom = map.atoms[index]
      return PlanAtom(
        id: atom.id, households: atom.households, community: map.communities[atom.community].code,
        compound: atom.compound,
        site: atom.site.map { sites[$0].id }, unit: atom.unit.map { ground.input.units[$0].id },
        grid: leafOfAtom[index],
        isUrban: atom.isUrban, isModelled: atom.isModelled, ground: polygons[index], groups: atom.groups)
    }
    var households = [Int](repeating: 0, count: map.communities.count)
    for atom in map.atoms { households[atom.community] += atom.households }
    let communities = map.communities.indices.map { index in
      PlanCommunity(
        code: map.communities[index].code, name: map.communities[index].name, township: map.communities[index].township,
        households: households[index], ground: communityPolygons[index])
    }
    let policy = county.policy
    return Plan(
      name: county.name, countyCode: county.code, referenceSystem: ground.referenceSystem, policyName: policy.name,
      bands: policy.auditBands, dedicatedMode: policy.dedicated?.mode ?? .carve,
      wholeCompoundsDownTo: policy.wholeCompoundsDownTo, seed: options.seed,
      kindNames: policy.kindNames, isSynthetic: county.isSynthetic, attribution: county.attribution,
      modelledHouseholds: ground.modelledHouseholds - map.counts.modelledOutside, precision: county.tolerances.precision,
      grids: grids, atoms: atoms, communities: communities,
      exceptions: exceptions.compactMap { exception in
        guard let code = codeOfZone[exception.level - 1][exception.zone] else { return nil }
        return BandException(
          grid: code, households: exception.weight,
          cause: exception.reason.auditCause(besideLocks: exception.isBesideLocks),
          reason: exception.reason.text(
            weight: exception.weight, community: map.communities[exception.community].name,
            besideLocks: exception.isBesideLocks),
          isProved: exception.isProved)
      }.sorted { $0.grid < $1.grid },
      findings: Finding.of(ground.notes + map.repairs + map.findings)
        + previous.brokenLocks(in: grids, tolerance: county.tolerances.communities),
      barriers: ground.carriedBarriers,
      sites: sites.map { CarriedFeature(category: $0.category, name: $0.name, geometry: $0.shape) },
      servicePoints: ground.servicePoints, reach: PlanReach(speeds: policy.speeds), retired: retired, provenance: ground.provenance, date: options.date,
      visits: policy.plannedVisits, staffingText: policy.staffing?.text ?? "", groups: county.householdGroups)
  }
}

extension GroundSettings {
  /// The numbers that a county's policy and tolerances give, for so many households in all.
  init(_ county: County, households: Int, threads: Int) {
    let size = county.policy.atomSize(households: households)
    self.init(atomTarget: size.target, atomMaximum: size.maximum)
    precision = county.tolerances.precision
    communityTolerance = county.tolerances.communities
    self.threads = threads
  }
}

extension SiteArea {
  var shape: Geometry {
    if ground.isEmpty, let point { return .point(point) }
    return .multiPolygon(ground)
  }
}

extension CountyGround {
  /// First-tier barriers, for explanation and for the map: lanes and paths would drown them.
  var carriedBarriers: [CarriedFeature] {
    input.barriers.lazy.filter { $0.tier == .first && !$0.isTunnel }
      .map { CarriedFeature(category: $0.category, name: $0.name, geometry: .lineString($0.line)) }
      + input.areas.map { CarriedFeature(category: $0.category, name: $0.name, geometry: .multiPolygon($0.ground)) }
  }
}

extension Policy {
  /// The finest level at which compounds stay whole.
  var wholeCompoundsDownTo: Int { levels.last { $0.whole.contains(.compounds) }?.level ?? 1 }

  /// The bands the audit checks, by kind and, where they differ, by the class of community; levels with a count have
  /// none.
  var auditBands: [AuditBand] {
    levels.flatMap { level -> [AuditBand] in
      guard case .households(let band, let rural) = level.size, let kind = GridKind(level: level.level) else {
        return []
      }
      func audited(_ band: Band, _ communities: CommunityClass?) -> AuditBand {
        AuditBand(kind: kind.rawValue, communities: communities, minimum: band.minimum, maximum: band.maximum)
      }
      guard let rural else { return [audited(band, nil)] }
      return [audited(band, .urban), audited(rural, .rural)]
    }
  }
}

extension Finding {
  /// The rule under which households that lie in no community are reported.
  static let householdsOutside = "household-outside"

  /// What reading and mapping noted, as findings of the plan.
  static func of(_ notes: [GroundNote]) -> [Finding] {
    notes.map { note in
      let severity: Severity
      switch note.severity {
      case .info: severity = .info
      case .warning: severity = .warning
      case .error: severity = .error
      }
      return Finding(
        note.rule, severity, subjects: note.subjects + [note.text], place: note.place, measure: note.measure,
        unit: note.unit, Wording(en: note.text, zh: note.bilingualText(in: .zh)))
    }
  }
}

extension PlanError {
  init(_ error: CoverageError, manifest: String) {
    switch error {
    case .cancelled: self = .interrupted
    default:
      self = .badInput(
        InputProblem(
          source: manifest, cause: BilingualText(en: error.message, zh: ChineseWording.of(error.message)),
          remedy: BilingualText(
            en: "Run `gridwright check` on the manifest to see what is wrong with its layers",
            zh: "请对清单运行 `gridwright check` 查看图层问题")))
    }
  }
}
