import GridAccess
public import GridAuditing
import GridGeometry
import GridLayers
public import GridStaffing

/// What ``staffPlan(at:options:control:)`` is to do.
public struct StaffOptions: Sendable {
  /// The roster, `FILE` or `FILE#LAYER`; `nil` shares out posts and answers questions, but names nobody.
  public var workers: String?
  /// Declared for the homes; `nil` takes the file's own, WGS 84 for longitude and latitude, the plan's for x and y.
  public var referenceSystem: String?
  /// A preset or a file of rules; `nil` takes those the plan was made with.
  public var rules: String?
  public var headCount: Int?
  /// Whose people a head count, a load limit and comparisons count; `nil` takes the only role with posts.
  public var role: String?
  public var method: PostMethod
  /// Households a person.
  public var loadLimit: Int?
  /// Head counts to compare.
  public var whatIf: [Int]
  /// The ways from homes to grids; ``ReachOptions/Network/ofPlan`` is the network the plan was given, and straight lines
  /// where it has none: its barriers do not serve.
  public var network: ReachOptions.Network
  /// Whether ways of a network layer that cross without a common vertex meet, bridges and tunnels excepted.
  public var joinsCrossings: Bool
  /// A folder for charts.
  public var charts: String?
  /// Where the plan with its people goes; `nil` replaces the plan file when it is complete.
  public var output: String?
  public var isDryRun: Bool
  /// The day posts are held from, ISO 8601.
  public var date: String
  public var threads: Int
  /// Of the charts.
  public var language: Language

  /// Staffing by the plan's own rules, written into the plan.
  public init(
    workers: String? = nil, referenceSystem: String? = nil, rules: String? = nil, headCount: Int? = nil,
    role: String? = nil, method: PostMethod = .webster, loadLimit: Int? = nil, whatIf: [Int] = [],
    network: ReachOptions.Network = .ofPlan, joinsCrossings: Bool = false, charts: String? = nil,
    output: String? = nil, isDryRun: Bool = false, date: String, threads: Int = 1, language: Language = .en
  ) {
    self.workers = workers
    self.referenceSystem = referenceSystem
    self.rules = rules
    self.headCount = headCount
    self.role = role
    self.method = method
    self.loadLimit = loadLimit
    self.whatIf = whatIf
    self.network = network
    self.joinsCrossings = joinsCrossings
    self.charts = charts
    self.output = output
    self.isDryRun = isDryRun
    self.date = date
    self.threads = threads
    self.language = language
  }
}

extension StaffOptions {
  /// The files it reads beside the plan.
  fileprivate var files: [String] {
    var sources = [workers, rules]
    if case .layer(let source) = network { sources.append(source) }
    return sources.compactMap { $0.map { LayerSource($0).path } }
  }
}

/// What came of staffing a plan.
public struct StaffResult: Sendable {
  /// The plan with its people; as it was without a roster.
  public let plan: Plan
  public let summary: StaffSummary
  public let text: BilingualText
  /// Of the roster, of posts that cannot be filled, and of the staffing rules of the audit.
  public let findings: [Finding]
  /// Whether nothing was found that is more than worth knowing.
  public var isClean: Bool { findings.allSatisfy { $0.severity == .info } }

  /// One line a finding, worst first, the severity, rule and grids before the text.
  ///
  /// - Parameter isComplete: Otherwise of each kind only the first few are told, with their number.
  public func lines(in language: Language, isComplete: Bool = false) -> [String] {
    findings.map { finding in
      let text = language == .zh ? finding.textZH : finding.text
      return FindingLine(
        severity: finding.severity, rule: finding.rule, extent: finding.measure ?? 0,
        text: [finding.severity.rawValue, finding.rule, CodeList.join(finding.grids), text].joined(separator: "\t"))
    }.lines(in: language, isComplete: isComplete)
  }
}

/// Gives a plan's grids their people: posts by rules or by a head count, people by a roster, figures of balance.
///
/// The tables `workers` and `assignments` are written into the plan, its other layers stay as they are; staffing findings
/// take the place of earlier ones and keep the date of those that remain.
///
/// - Throws: ``PlanError``; nothing is left half-written.
public func staffPlan(
  at path: String, options: StaffOptions, control: PlanningControl
) throws(PlanError) -> StaffResult {
  var call = StaffCall(path: path, options: options, control: control)
  return try holdingPlan(at: options.output ?? path, if: call.writes, control) { () throws(PlanError) in try call.run()
  }
}

/// One run of ``staffPlan(at:options:control:)``, step by step.
struct StaffCall {
  let path: String
  let options: StaffOptions
  let control: PlanningControl
  private var seconds = StaffSummary.Seconds()

  init(path: String, options: StaffOptions, control: PlanningControl) {
    self.path = path
    self.options = options
    self.control = control
  }

  var writes: Bool { options.workers != nil && !options.isDryRun }

  mutating func run() throws(PlanError) -> StaffResult {
    let output = options.output ?? path
    let roster = options.workers.map { LayerSource($0) }
    if writes {
      if let named = options.output {
        try requireEnding(named, ["gpkg"])
        try requirePlan(named)
      }
      // In place the plan's own layers may serve as the network.
      let inputs = options.output == nil ? [roster?.path].compactMap(\.self) : options.files + [path]
      try requireWritable(output, sparing: inputs)
    }
    var clock = StageClock()
    var plan = try Plan(contentsOf: path, control: control)
    let named = try options.rules.map { word throws(PlanError) in try StaffingSpec(named: word) }
    let spec = if let named { named } else { try plan.staffingSpec(file: path) }
    try plan.requireKnown(spec.rules.load, source: options.rules ?? path)
    let grids = plan.staffedGrids(spec.rules)
    if let lost = grids.first(where: { !$0.place.x.isFinite || !$0.place.y.isFinite }) {
      throw .badInput(
        InputProblem(
          source: "\(path)#grids", place: BilingualText(en: "grid \(lost.code)", zh: "网格 \(lost.code)"),
          cause: BilingualText(en: "it has no ground, or none that can be read", zh: "没有几何，或几何无法读取"),
          remedy: BilingualText(en: "Plan the county again, or restore the file", zh: "请重新规划，或恢复该文件")))
    }
    try plan.requirePosts(spec.rules, grids, source: options.rules ?? path)
    try plan.requireLoad(spec.rules, grids, source: options.rules ?? path)
    let ruleFindings = plan.postRuleFindings(spec.rules, grids)
    seconds.read = clock.lap()
    let numbers = try numbers(spec.rules, grids)
    seconds.apportion = clock.lap()
    guard let roster else {
      let summary = StaffSummary(plan: plan, rules: spec.rules, grids: grids, numbers: numbers, seconds: seconds)
      return StaffResult(plan: plan, summary: summary, text: summary.text(spec.rules), findings: ruleFindings)
    }
    let staffer = try staffer(plan, spec.rules, grids, roster, numbers)
    seconds.assign = clock.lap()
    let tables = staffer.tables(after: plan.staffing, date: options.date)
    let rules = AuditRules.staffing.ids.union(Finding.staffing)
    let earlier = plan.findings.filter { rules.contains($0.rule) }
    plan.staffing = tables
    plan.staffingText = spec.text
    let audited = try plan.findings(
      of: AuditRules.staffing, asOf: plan.defaultDay, threads: options.threads, control)
    // Who cannot be placed is told once, with file and line.
    let told = staffer.roster.toldAgain
    let found =
      ruleFindings + staffer.roster.findings + staffer.shortageFindings + audited.filter { !told.contains($0.id) }
    let compared = compare(previous: earlier, current: found)
    let current = plan.record(found, of: rules, on: options.date)
    seconds.audit = clock.lap()
    try control.check()
    var summary = StaffSummary(plan: plan, rules: spec.rules, grids: grids, numbers: numbers, seconds: seconds)
    summary.add(staffer, findings: current)
    (summary.new, summary.still, summary.cured) = (compared.new.count, compared.still.count, compared.cured.count)
    if let folder = options.charts { summary.charts = try draw(staffer, plan, in: folder) }
    if writes { try plan.writeStaffing(from: path, to: output) }
    seconds.write = clock.lap()
    summary.seconds = seconds
    return StaffResult(plan: plan, summary: summary, text: summary.text(spec.rules), findings: current)
  }

  /// What apportionment answers without anybody's name.
  private func numbers(_ rules: StaffingRules, _ grids: [StaffedGrid]) throws(PlanError) -> StaffNumbers {
    guard options.headCount != nil || options.loadLimit != nil || !options.whatIf.isEmpty else { return StaffNumbers() }
    do throws(StaffingError) {
      var numbers = StaffNumbers()
      let role = try rules.countedRole(options.role, in: grids)
      let needed = grids.map { rules.count(of: role, in: $0) }
      numbers.role = role
      numbers.method = options.method
      if let count = options.headCount {
        let shares = try sharePosts(count, among: grids, needed: needed, method: options.method)
        if options.workers != nil, shares.grids.isEmpty {
          throw .headCountBelowPosts(role: rules.roles[role].id, headCount: count, posts: shares.needed)
        }
        numbers.shares = shares
      }
      if let limit = options.loadLimit {
        numbers.need = try peopleNeeded(limit: limit, among: grids, needed: needed)
      }
      let counts = [options.headCount].compactMap(\.self) + options.whatIf
      numbers.outcomes = try whatIf(counts, among: grids, needed: needed, method: options.method)
      if options.headCount != nil { numbers.shared = numbers.outcomes.removeFirst() }
      return numbers
    } catch {
      throw .badInput(
        InputProblem(
          source: path, cause: BilingualText(error.text),
          remedy: BilingualText(en: "Correct the options or the staffing rules", zh: "请更正选项或人员配置规则")))
    }
  }

  private func staffer(
    _ plan: Plan, _ rules: StaffingRules, _ grids: [StaffedGrid], _ source: LayerSource,
    _ numbers: StaffNumbers
  ) throws(PlanError) -> Staffer {
    var system: ReferenceSystem?
    if let word = options.referenceSystem {
      do {
        system = try ReferenceSystem(word)
      } catch {
        throw .badInput(
          InputProblem(
            source: "--crs", cause: BilingualText(en: error.message, zh: ChineseWording.of(error.message)),
            remedy: BilingualText(
              en: "Write an EPSG code such as EPSG:4490, or GCJ-02, BD-09, WGS84, CGCS2000",
              zh: "请写 EPSG 代码（如 EPSG:4490），或 GCJ-02、BD-09、WGS84、CGCS2000")))
      }
    }
    let spec = County.LayerSpec(
      source: source, title: source.description, fields: [:], referenceSystem: system, encoding: nil, conditions: [])
    var reader = RosterReader(plan: plan, rules: rules, control: control)
    var roster = try reader.read(spec)
    let members = roster.members(of: plan, grids)
    let walked = try walkedWays(plan, rules, grids, members, &roster)
    return try Staffer(
      rules: rules, grids: grids, roster: roster, members: members, shares: numbers.shares?.grids ?? [],
      shared: numbers.role ?? 0, walked: walked, threads: options.threads, control: control)
  }

  /// The ways over the network asked for; `nil` for straight lines.
  private func walkedWays(
    _ plan: Plan, _ rules: StaffingRules, _ grids: [StaffedGrid], _ members: [StaffMember], _ roster: inout Roster
  ) throws(PlanError) -> WalkedWays? {
    let ways: [WayLine]
    var source = path
    var settings = ReachSettings(
      joinsCrossings: options.joinsCrossings, factors: plan.reach.speeds?.factors ?? WalkingSpeeds.openStreetMap)
    switch options.network {
    case .none: return nil
    case .ofPlan:
      ways = plan.reach.ways
      // Points meet the plan's network as they do for reach.
      if let promise = plan.reach.promises.first(where: \.settings.usesNetwork) { settings = promise.settings }
    case .layer(let layer):
      source = layer
      var reader = ReachReader(system: plan.referenceSystem, control: control)
      ways = try reader.ways(layer, declared: nil)
      roster.notes += reader.problems
    }
    guard !ways.isEmpty else { return nil }
    return try WalkedWays(
      from: members, to: grids, over: ways, settings: settings, detour: rules.detour, source: source,
      threads: options.threads, control)
  }
}

/// Answers of apportionment.
struct StaffNumbers {
  /// Whose people are counted; `nil` where nothing is asked.
  var role: Int?
  var method = PostMethod.webster
  var shares: PostShares?
  /// What the head count of ``shares`` comes to.
  var shared: HeadCountOutcome?
  var need: LoadLimitNeed?
  var outcomes: [HeadCountOutcome] = []
}

/// Seconds between one stage and the next.
struct StageClock {
  private var last = ContinuousClock.now

  mutating func lap() -> Double {
    let now = ContinuousClock.now
    defer { last = now }
    return (now - last) / .seconds(1)
  }
}

extension Finding {
  /// The rules under which staffing itself reports.
  static let staffing: Set<String> = Roster.ruleIDs.union(["post-rule", "staff-shortage"])
}

extension Plan {
  /// Writes people, posts, findings and settings over those of a plan file; every other layer is copied as it is.
  func writeStaffing(from path: String, to output: String) throws(PlanError) {
    try updatePlan(
      at: path, as: output, replacing: ["workers", "assignments", "plan"] + Self.findingLayers, date: date
    ) { file in
      try writeFindings(to: file)
      try staffing?.write(to: file)
      try writeSettings(to: file)
    }
  }
}
