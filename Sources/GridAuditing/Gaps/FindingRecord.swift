/// A finding that is no longer found.
public struct CuredFinding: Hashable, Sendable {
  /// As it was last found, ``Finding/since`` the day it was first.
  public var finding: Finding
  /// The day it was first found missing, ISO 8601.
  public var curedOn: String

  /// A finding and the day it was gone.
  public init(_ finding: Finding, curedOn: String) {
    self.finding = finding
    self.curedOn = curedOn
  }
}

/// What a plan remembers of its findings: those that stand, since when, and those that were cured.
///
/// Dates are days in ISO 8601, which sort as text.
public struct FindingRecord: Hashable, Sendable {
  public var standing: [Finding]
  /// Oldest cure first.
  public var cured: [CuredFinding]
  /// The last day that was looked at; `nil` before the first.
  public var asOf: String?

  /// A record as a plan keeps it.
  public init(standing: [Finding] = [], cured: [CuredFinding] = [], asOf: String? = nil) {
    self.standing = standing
    self.cured = cured
    self.asOf = asOf
  }

  /// The record as though nobody had looked after a day: what was cured since then stands again, until somebody looks.
  public func forgetting(after day: String) -> FindingRecord {
    let known = (standing + cured.filter { $0.curedOn > day }.map(\.finding)).filter { $0.since ?? "" <= day }
    var seen: Set<String> = []
    return FindingRecord(
      standing: known.filter { seen.insert($0.id).inserted }, cured: cured.filter { $0.curedOn <= day },
      asOf: asOf.map { min($0, day) })
  }

  /// The record after looking again.
  ///
  /// A finding keeps the day it was first found for as long as it stands; one that was cured and comes back starts anew.
  /// The same findings on the same day give the same record, however often.
  ///
  /// - Parameters:
  ///   - day: The day looked at, not before ``asOf``.
  ///   - origin: Since when findings stand that were recorded without a day: that of the plan.
  /// - Complexity: O(n log n) in findings.
  public func updated(with found: [Finding], on day: String, origin: String) -> FindingRecord {
    var before: [String: Finding] = [:]
    for finding in standing where before[finding.id] == nil { before[finding.id] = finding }
    // What was cured earlier on the same day and is found again never was.
    var curedToday: [String: CuredFinding] = [:]
    for cure in cured where cure.curedOn == day { curedToday[cure.finding.id] = cure }
    let now = Set(found.map(\.id))
    let kept = found.map { finding in
      var finding = finding
      let earlier = before[finding.id] ?? curedToday[finding.id]?.finding
      finding.since = min(earlier.map { $0.since ?? origin } ?? day, day)
      return finding
    }
    var cured = cured.filter { $0.curedOn != day || !now.contains($0.finding.id) }
    var gone: [CuredFinding] = []
    for finding in standing where !now.contains(finding.id) {
      var finding = finding
      finding.since = min(finding.since ?? origin, day)
      gone.append(CuredFinding(finding, curedOn: day))
    }
    let known = Set(cured.lazy.filter { $0.curedOn == day }.map(\.finding.id))
    cured += gone.filter { !known.contains($0.finding.id) }
    cured.sort { ($0.curedOn, $0.finding.id) < ($1.curedOn, $1.finding.id) }
    return FindingRecord(standing: kept, cured: cured, asOf: max(asOf ?? day, day))
  }
}
