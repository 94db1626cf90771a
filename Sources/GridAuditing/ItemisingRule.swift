/// One thing that must hold of somebody's layer, looked at in evidence of one kind.
public protocol ItemisingRule<Evidence>: Sendable {
  associatedtype Evidence
  /// Stable and in kebab case; part of every finding's id.
  var id: String { get }
  /// What must hold, in a sentence.
  var claim: Wording { get }
  /// Every place where it does not hold, in an order that depends on the layers alone.
  func findings(in evidence: Evidence) -> [ItemisedFinding]
}

/// Checks rule by rule.
///
/// - Returns: Findings in the order of the rules, inside a rule in its own; ids are unique.
/// - Complexity: That of the rules, and O(*n* log *n*) in findings.
public func itemise<Evidence>(_ evidence: Evidence, by rules: [any ItemisingRule<Evidence>]) -> [ItemisedFinding] {
  let items = rules.flatMap { $0.findings(in: evidence) }
  var findings = items.map(\.finding)
  FindingID.numberRepeats(in: &findings)
  return zip(items, findings).map { item, finding in
    var numbered = item
    numbered.finding = finding
    return numbered
  }
}
