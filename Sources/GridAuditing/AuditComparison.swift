/// What changed between two audits of one plan.
public struct AuditComparison: Hashable, Sendable {
  /// In the current audit only.
  public let new: [Finding]
  /// In both; as the current audit words it, with the earlier date in ``Finding/since``.
  public let still: [Finding]
  /// In the previous audit only.
  public let cured: [Finding]
}

/// Compares two audits by the ids of their findings; order is that of the audit a finding is taken from.
///
/// - Complexity: O(n) in the number of findings.
public func compare(previous: [Finding], current: [Finding]) -> AuditComparison {
  var before: [String: Finding] = [:]
  for finding in previous where before[finding.id] == nil { before[finding.id] = finding }
  let now = Set(current.map(\.id))
  var new: [Finding] = []
  var still: [Finding] = []
  for finding in current {
    guard let earlier = before[finding.id] else {
      new.append(finding)
      continue
    }
    var kept = finding
    kept.since = earlier.since ?? finding.since
    still.append(kept)
  }
  return AuditComparison(new: new, still: still, cured: previous.filter { !now.contains($0.id) })
}
