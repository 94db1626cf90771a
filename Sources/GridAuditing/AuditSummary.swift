import GridGeometry

/// A plan in figures, recomputed from polygons and atoms.
public struct AuditSummary: Hashable, Sendable {
  /// The findings of one rule.
  public struct RuleCount: Hashable, Sendable {
    public let rule: String
    public let errors: Int
    public let warnings: Int
    public let infos: Int
  }

  /// A share with what it is a share of.
  public struct Share: Hashable, Sendable {
    public let count: Int
    public let denominator: Int
    /// `nil` when nothing was counted.
    public var value: Double? { denominator > 0 ? Double(count) / Double(denominator) : nil }
  }

  /// The grids of one kind.
  public struct KindFigures: Hashable, Sendable {
    public let kind: String
    public let grids: Int
    /// Counted from atoms.
    public let households: Int
    public let leastHouseholds: Int
    public let mostHouseholds: Int
    /// 4π · area / perimeter²; mean over grids with ground, `nil` without any.
    public let meanPolsbyPopper: Double?
    /// The 5th percentile, interpolated linearly between ranks.
    public let lowPolsbyPopper: Double?
    /// Area over the smallest circle around, mean.
    public let meanReock: Double?
    /// Area over the convex hull, mean.
    public let meanHullRatio: Double?
    /// Grids inside their band, of all grids of the kind; `nil` for a kind without a band.
    public let inBand: Share?
    /// The same among grids of communities (or parents) whose households fit some number of grids.
    public let inBandWhereFeasible: Share?
  }

  /// A grid and its compactness.
  public struct GridShape: Hashable, Sendable {
    public let code: String
    public let polsbyPopper: Double
  }

  /// Rules with findings, in the order of the findings.
  public let rules: [RuleCount]
  /// In the order of ``AuditInput/kinds``, kinds without grids left out.
  public let kinds: [KindFigures]
  /// Borders between base grids, each counted once, in kilometres.
  public let cutLength: Double
  /// The base grids with the lowest Polsby–Popper compactness, up to ten, lowest first.
  public let leastCompact: [GridShape]
  public let atoms: Int
  public let households: Int
  public let communities: Int

  /// - Parameter findings: Those of the same plan, for the counts by rule.
  /// - Complexity: O(n log n) in vertices.
  public init(_ evidence: AuditEvidence, findings: [Finding]) {
    let input = evidence.input
    let shapes = mapInOrder(input.grids.count, runsOf: 256, threads: evidence.threads) {
      CompactnessMeasures(evidence.grids.grounds[$0])
    }
    rules = Self.counts(findings)
    kinds = input.kinds.compactMap { kind in
      let members = input.grids.indices.filter { input.grids[$0].kind == kind.name }
      return members.isEmpty ? nil : KindFigures(kind.name, members, shapes, evidence)
    }
    cutLength = Self.cutLength(evidence)
    leastCompact = Self.leastCompact(evidence, shapes)
    atoms = input.atoms.count
    households = input.atoms.reduce(0) { $0 + $1.households }
    communities = input.communities.count
  }

  private static func counts(_ findings: [Finding]) -> [RuleCount] {
    var order: [String] = []
    var byRule: [String: [Severity]] = [:]
    for finding in findings {
      if byRule[finding.rule] == nil { order.append(finding.rule) }
      byRule[finding.rule, default: []].append(finding.severity)
    }
    return order.map { rule in
      let severities = byRule[rule] ?? []
      func count(_ severity: Severity) -> Int { severities.count { $0 == severity } }
      return RuleCount(rule: rule, errors: count(.error), warnings: count(.warning), infos: count(.info))
    }
  }

  /// Half of what base outlines have beyond the county's boundary.
  private static func cutLength(_ evidence: AuditEvidence) -> Double {
    let outlines = evidence.base.reduce(0) { $0 + evidence.grids.grounds[$1].perimeter }
    var chain = EdgeChain()
    for community in 0..<evidence.communities.count { chain.add(evidence.communities.outlines[community]) }
    return max(0, outlines - evidence.frame.length(chain.remainder())) / 2000
  }

  private static func leastCompact(_ evidence: AuditEvidence, _ shapes: [CompactnessMeasures]) -> [GridShape] {
    let ranked = evidence.base.compactMap { grid in
      shapes[grid].polsbyPopper.map { GridShape(code: evidence.code(grid), polsbyPopper: $0) }
    }
    return Array(ranked.sorted { ($0.polsbyPopper, $0.code) < ($1.polsbyPopper, $1.code) }.prefix(10))
  }
}

extension AuditSummary.KindFigures {
  fileprivate init(_ kind: String, _ members: [Int], _ shapes: [CompactnessMeasures], _ evidence: AuditEvidence) {
    func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
    let counts = members.map { evidence.households[$0] }
    let compactness = members.compactMap { shapes[$0].polsbyPopper }.sorted()
    self.kind = kind
    grids = members.count
    households = counts.reduce(0, +)
    leastHouseholds = counts.min() ?? 0
    mostHouseholds = counts.max() ?? 0
    meanPolsbyPopper = mean(compactness)
    lowPolsbyPopper = Self.percentile(0.05, of: compactness)
    meanReock = mean(members.compactMap { shapes[$0].reock })
    meanHullRatio = mean(members.compactMap { shapes[$0].hullRatio })
    let band = evidence.input.bands.first { $0.kind == kind }
    inBand = band.map { band in
      .init(count: counts.count { $0 >= band.minimum && $0 <= band.maximum }, denominator: counts.count)
    }
    inBandWhereFeasible = band.map { Self.feasibleShare($0, members, evidence) }
  }

  private static func percentile(_ share: Double, of sorted: [Double]) -> Double? {
    guard let last = sorted.last else { return nil }
    let rank = share * Double(sorted.count - 1)
    let low = Int(rank)
    guard low + 1 < sorted.count else { return last }
    return sorted[low] + (rank - Double(low)) * (sorted[low + 1] - sorted[low])
  }

  private static func feasibleShare(_ band: AuditBand, _ members: [Int], _ evidence: AuditEvidence)
    -> AuditSummary.Share
  {
    func whole(_ grid: Int) -> String {
      evidence.input.grids[grid].statedParent ?? evidence.input.grids[grid].community
    }
    var totals: [String: Int] = [:]
    for grid in members { totals[whole(grid), default: 0] += evidence.households[grid] }
    let feasible = members.filter { band.fits(totals[whole($0)] ?? 0) }
    let inside = feasible.count { evidence.households[$0] >= band.minimum && evidence.households[$0] <= band.maximum }
    return .init(count: inside, denominator: feasible.count)
  }
}
