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
    /// 4π · area / perimeter²: 1 for a disc.
    public let polsbyPopper: CompactnessFigures
    /// Area over that of the smallest circle around.
    public let reock: CompactnessFigures
    /// Area over that of the convex hull: 1 for a shape without bays.
    public let convexHull: CompactnessFigures
    /// Grids inside their band, of all grids of the kind; `nil` for a kind without a band.
    public let inBand: Share?
    /// The same among grids of communities (or parents) whose households fit some number of grids.
    public let inBandWhereFeasible: Share?
  }

  /// Rules with findings, in the order of the findings.
  public let rules: [RuleCount]
  /// In the order of ``AuditInput/kinds``, kinds without grids left out.
  public let kinds: [KindFigures]
  /// Borders between base grids, each counted once, in kilometres.
  public let cutLength: Double
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
}

extension AuditSummary.KindFigures {
  fileprivate init(_ kind: String, _ members: [Int], _ shapes: [CompactnessMeasures], _ evidence: AuditEvidence) {
    let counts = members.map { evidence.households[$0] }
    func figures(_ measure: (CompactnessMeasures) -> Double?) -> CompactnessFigures {
      CompactnessFigures(
        members.compactMap { grid in measure(shapes[grid]).map { GridShape(code: evidence.code(grid), value: $0) } })
    }
    self.kind = kind
    grids = members.count
    households = counts.reduce(0, +)
    leastHouseholds = counts.min() ?? 0
    mostHouseholds = counts.max() ?? 0
    polsbyPopper = figures(\.polsbyPopper)
    reock = figures(\.reock)
    convexHull = figures(\.hullRatio)
    let bands = members.map { evidence.band(ofGrid: $0) }
    guard bands.contains(where: { $0 != nil }) else {
      inBand = nil
      inBandWhereFeasible = nil
      return
    }
    inBand = .init(count: zip(bands, counts).count { $0?.contains($1) == true }, denominator: counts.count)
    inBandWhereFeasible = Self.feasibleShare(bands, members, evidence)
  }

  private static func feasibleShare(_ bands: [AuditBand?], _ members: [Int], _ evidence: AuditEvidence)
    -> AuditSummary.Share
  {
    func whole(_ grid: Int) -> String {
      evidence.input.grids[grid].statedParent ?? evidence.input.grids[grid].community
    }
    var totals: [String: Int] = [:]
    for grid in members { totals[whole(grid), default: 0] += evidence.households[grid] }
    let feasible = zip(members, bands).filter { $1?.fits(totals[whole($0)] ?? 0) == true }
    return .init(
      count: feasible.count { $1?.contains(evidence.households[$0]) == true }, denominator: feasible.count)
  }
}
