public import GridVisits

/// Every coverage gap of a plan on one day: what is new, what stands still, what is cured, and the rates of each place.
public struct GapReport: Sendable {
  /// What became of a finding since the baseline: the last look, as a rule.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// First found since, or back again.
    case new
    /// Found before, and still there.
    case still
    /// Found before, and gone since.
    case cured
  }

  /// A finding that is a gap, and where it lies.
  public struct Item: Sendable {
    public let finding: Finding
    public let meaning: GapMeaning
    public let status: Status
    /// Codes of the communities it concerns; empty for one outside all of them.
    public let communities: [String]
    public let townships: [String]
  }

  /// The gaps of one meaning in one place.
  public struct Row: Hashable, Sendable {
    public let level: GapLevel
    /// The place's code; empty for the county, and for what lies outside every community.
    public let code: String
    public let name: String
    public let meaning: GapMeaning
    /// Gaps that stand, new ones included. One that concerns several places counts in each of them, and once above.
    /// `nil`, like the next two, where nobody knows how many stood on the day.
    public let standing: Int?
    public let new: Int?
    public let cured: Int?
    /// `nil` where nobody knows what the plan was like on the day.
    public let rate: Rate?
    /// The grids concerned, where ``rate`` counts their households.
    public let grids: Rate?
  }

  /// The day looked at, ISO 8601.
  public let asOf: String
  public let baseline: GapBaseline
  /// Those that stand, by meaning; within one in the order of the audit.
  public let standing: [Item]
  public let cured: [Item]
  /// The meanings that the plan holds something to check by; of the others nothing is known.
  public let checked: [GapMeaning]
  /// The meanings whose rates of the day nobody knows, since the plan keeps no earlier grids, people and service points.
  public let unrated: Set<GapMeaning>
  /// Those of them that nobody looked for by that day, as far as the plan remembers.
  public let uncounted: Set<GapMeaning>
  private let evidence: AuditEvidence

  /// - Parameters:
  ///   - record: What stands and what was cured as of the day, dates filled in.
  ///   - baseline: What the day is compared with.
  ///   - meanings: By rule; findings of rules without a meaning are no gaps.
  ///   - unrated: Meanings whose rates are not known, where the day is over.
  ///   - hasLooked: Whether the record tells of anybody who looked by the day.
  public init(
    _ evidence: AuditEvidence, record: FindingRecord, asOf: String, comparedWith baseline: GapBaseline,
    meanings: [String: GapMeaning], checked: Set<GapMeaning>, unrated: Set<GapMeaning> = [], hasLooked: Bool = true
  ) {
    self.evidence = evidence
    self.asOf = asOf
    self.baseline = baseline
    self.checked = GapMeaning.allCases.filter(checked.contains)
    let places = GapPlaces(evidence)
    func items(_ findings: [Finding], _ status: (Finding) -> Status) -> [Item] {
      let known = findings.compactMap { finding in meanings[finding.rule].map { (finding, $0) } }
      return GapMeaning.allCases.flatMap { meaning in
        known.filter { $0.1 == meaning }.map { finding, meaning in
          Item(
            finding: finding, meaning: meaning, status: status(finding),
            communities: places.codes(of: finding, at: .community).filter { !$0.isEmpty },
            townships: places.codes(of: finding, at: .township).filter { !$0.isEmpty })
        }
      }
    }
    standing = items(record.standing) { baseline.isNew($0, asOf: asOf) ? .new : .still }
    cured = items(baseline.cured(in: record, asOf: asOf)) { _ in .cured }
    self.unrated = unrated
    let recorded = Set((standing + cured).map(\.meaning))
    uncounted = hasLooked ? [] : unrated.subtracting(recorded)
  }

  /// The meanings that were checked and have sums by places of a level.
  public func meanings(by level: GapLevel) -> [GapMeaning] { checked.filter { level == .county || $0 != .people } }

  /// Every place of a level with every meaning that was checked; places in the order of the plan, what lies outside every
  /// community last and only where there is such.
  ///
  /// - Complexity: O(n log n) in the vertices of communities, findings, grids and atoms.
  public func rows(by level: GapLevel) -> [Row] {
    let sums = GapSums(evidence, level: level, standing: standing, cured: cured)
    var places = sums.places.all(of: level)
    if level != .county, level != .grid, sums.concerns(""), !places.contains(where: { $0.code.isEmpty }) {
      places.append(GapPlaces.Place(code: "", name: ""))
    }
    let meanings = meanings(by: level)
    return places.flatMap { place in
      meanings.map { meaning in
        let count = uncounted.contains(meaning) ? nil : sums.count(place.code, meaning)
        let isRated = !unrated.contains(meaning)
        return Row(
          level: level, code: place.code, name: place.name, meaning: meaning, standing: count?.standing, new: count?.new,
          cured: count?.cured, rate: isRated ? sums.rate(place.code, meaning) : nil,
          grids: isRated ? sums.gridRate(place.code, meaning) : nil)
      }
    }
  }
}
