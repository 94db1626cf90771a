import GridAuditing
import GridGeometry
public import GridPartitioning

/// The result of ``planCounty(at:writingTo:options:control:)``.
public struct PlanResult: Sendable {
  public let plan: Plan
  public let summary: PlanSummary
  public let text: BilingualText
  /// Whether the audit found nothing above information: grids out of band with their reason are information.
  public let isClean: Bool
}

/// What `gridwright plan --json` prints.
public struct PlanSummary: Hashable, Sendable, Encodable {
  /// Grids by kind.
  public struct Counts: Hashable, Sendable, Encodable {
    public let first, second, third, dedicated: Int
  }

  /// A grid outside its band, and why.
  public struct OutOfBand: Hashable, Sendable, Encodable {
    public let grid: String
    public let households: Int
    public let reason: BilingualText
    public let proved: Bool
  }

  /// By level, how many divisions are proved to be the best: of communities at the first level, of the grids above at
  /// the others. The number of grids is taken as given, and the objective is that of the policy.
  public struct Optimality: Hashable, Sendable, Encodable {
    public let first, second, third: ProofTally
  }

  public let schema: Int
  public let communities: Int
  public let atoms: Int
  public let households: Int
  /// How many of ``households`` a model estimates from buildings; those outside every community are in neither.
  public let modelledHouseholds: Int
  /// Households of the input that lie in no community, and so in no grid.
  public let householdsOutside: Int
  public let grids: Counts
  public let outOfBand: [OutOfBand]
  public let optimality: Optimality
  /// Metres of border inside the county, each counted once.
  public let cutLength: Double
  public let polsbyPopper: Double
  /// By kind of grid, measured from the polygons.
  public let compactness: [CompactnessReport]
  public let findings: [String: Int]
  public let seconds: StageSeconds
  public let seed: UInt64
  public let crs: String
  public let digest: String
  /// What became of the cases of the plan that stood there; `nil` where there were none.
  public internal(set) var cases: CaseHandover?
}

/// Makes, audits and writes a county's plan.
///
/// - Parameters:
///   - path: The manifest.
///   - output: The plan file; `nil` plans and audits but writes nothing.
/// - Throws: ``PlanError``; nothing is left half-written.
public func planCounty(
  at path: String, writingTo output: String?, options: PlanningOptions, control: PlanningControl
) throws(PlanError) -> PlanResult {
  let county = try County(contentsOf: path)
  if let output {
    try requireWritable(output, sparing: county.files)
    try requireNothingLost(output, keeping: ["assignments"])
    if let moved = options.movedCases { try requireWritable(moved, sparing: county.files + [output]) }
  }
  var planner = Planner(county: county, options: options, control: control)
  let (plan, audit) = try planner.plan()
  let handover = try output.map { path throws(PlanError) in try planner.write(plan, to: path) } ?? nil
  var summary = PlanSummary(plan, audit, proofs: planner.proofs, seconds: planner.seconds)
  summary.cases = handover
  return PlanResult(
    plan: plan, summary: summary, text: summary.text(output: output),
    isClean: !plan.findings.contains { $0.severity == .error || $0.rule == Finding.householdsOutside })
}

extension PlanSummary {
  init(_ plan: Plan, _ audit: AuditResult, proofs: [ProofTally], seconds: StageSeconds) {
    schema = 1
    communities = plan.communities.count
    atoms = plan.atoms.count
    households = plan.atoms.reduce(0) { $0 + $1.households }
    modelledHouseholds = plan.modelledHouseholds
    householdsOutside = plan.findings.reduce(0) {
      $1.rule == Finding.householdsOutside ? $0 + Int($1.measure ?? 0) : $0
    }
    func count(_ kind: GridKind) -> Int { plan.grids.reduce(0) { $0 + ($1.kind == kind ? 1 : 0) } }
    grids = Counts(first: count(.first), second: count(.second), third: count(.third), dedicated: count(.dedicated))
    outOfBand = plan.exceptions.map {
      OutOfBand(grid: $0.grid.text, households: $0.households, reason: $0.reason, proved: $0.isProved)
    }
    optimality = Optimality(proofs)
    cutLength = audit.summary.cutLength * 1000
    polsbyPopper = audit.summary.polsbyPopper
    compactness = CompactnessReport.all(audit.summary)
    var findings: [String: Int] = ["error": 0, "warning": 0, "info": 0]
    for finding in plan.findings { findings[finding.severity.rawValue, default: 0] += 1 }
    self.findings = findings
    self.seconds = seconds
    seed = plan.seed
    crs = plan.referenceSystem.definition
    digest = plan.digest
  }

  /// How many of the households were estimated, where any were.
  private var modelled: BilingualText {
    switch modelledHouseholds {
    case 0: BilingualText("")
    case households: BilingualText(en: ", all modelled from buildings", zh: "（全部由建筑物模型估算）")
    default:
      BilingualText(
        en: ", \(modelledHouseholds) of them modelled from buildings", zh: "（其中 \(modelledHouseholds) 户由建筑物模型估算）")
    }
  }

  fileprivate func text(output: String?) -> BilingualText {
    let total = seconds.read + seconds.map + seconds.partition + seconds.polygons + seconds.staff + seconds.audit
      + seconds.write
    let time = "\((total * 10).rounded() / 10) s"
    let kilometres = (cutLength / 100).rounded() / 10
    let meanCompactness = (polsbyPopper * 1000).rounded() / 1000
    let unproved = outOfBand.filter { !$0.proved }.count
    let place = output.map { " → \($0)" } ?? ""
    return BilingualText(
      en: """
        \(counted(communities, "community", "communities")), \(counted(atoms, "atom")), \(counted(households, "household"))\(modelled.en)
        grids: \(grids.first) first-level, \(grids.second) second-level, \(grids.third) third-level, \(grids.dedicated) dedicated
        out of band: \(outOfBand.count)\(outOfBand.isEmpty ? "" : ", each with its reason; \(outOfBand.count - unproved) proved unavoidable")
        \(optimality.text.en)
        inner border \(kilometres) km, mean Polsby–Popper \(meanCompactness)
        households outside every community, in no grid: \(householdsOutside)
        findings: \(findings["error"] ?? 0) errors, \(findings["warning"] ?? 0) warnings, \(findings["info"] ?? 0) notes
        digest \(digest), \(time)\(place)\(cases.map { "\n" + $0.text.en } ?? "")
        """,
      zh: """
        社区 \(communities) 个，地块 \(atoms) 个，住户 \(households) 户\(modelled.zh)
        网格：一级 \(grids.first)，二级 \(grids.second)，三级 \(grids.third)，专属 \(grids.dedicated)
        超出户数范围：\(outOfBand.count) 个，均附原因（其中 \(unproved) 个未证明不可避免）
        \(optimality.text.zh)
        内部边界 \(kilometres) 千米，Polsby–Popper 均值 \(meanCompactness)
        不在任何社区、未入网格的住户：\(householdsOutside) 户
        发现：错误 \(findings["error"] ?? 0)，警告 \(findings["warning"] ?? 0)，提示 \(findings["info"] ?? 0)
        摘要 \(digest)，用时 \(time)\(place)\(cases.map { "\n" + $0.text.zh } ?? "")
        """)
  }
}

extension PlanSummary.Optimality {
  fileprivate init(_ proofs: [ProofTally]) {
    func tally(_ level: Int) -> ProofTally { level <= proofs.count ? proofs[level - 1] : ProofTally() }
    first = tally(1)
    second = tally(2)
    third = tally(3)
  }

  /// One line; levels without grids are left out.
  fileprivate var text: BilingualText {
    let below = [(second, "first-level", "一级网格"), (third, "second-level", "二级网格")].filter { $0.0.divided > 0 }
    let english = below.map { ", \($0.0.proved) of \($0.0.divided) \($0.1) grids" }
    let chinese = below.map { "；\($0.2) \($0.0.divided) 个中 \($0.0.proved) 个" }
    return BilingualText(
      en:
        "proved that as many grids cannot be drawn better: \(first.proved) of \(counted(first.divided, "community", "communities")) (\(first.single) with one grid)\(english.joined())",
      zh:
        "已证明网格数不变时划分最优：社区 \(first.divided) 个中 \(first.proved) 个（其中 \(first.single) 个仅一个网格）\(chinese.joined())")
  }
}
