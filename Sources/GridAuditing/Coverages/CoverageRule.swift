/// One thing that must hold of a layer that is meant to be a coverage.
public protocol CoverageRule: Sendable {
  /// Stable and in kebab case; part of every finding's id.
  var id: String { get }
  /// What must hold, in a sentence.
  var claim: Wording { get }
  /// Every place where it does not hold, in an order that depends on the layer alone.
  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding]
}

/// The rules for other people's layers.
public enum CoverageRules {
  /// Every rule: features, names, ground, borders, households.
  public static let all: [any CoverageRule] = [
    FeatureWithoutGround(), FeatureOfOtherKind(), FeatureInvalid(),
    FeatureWithoutCode(), RepeatedCode(), RepeatedGeometry(),
    ContestedGround(), GroundOfMany(), UnclaimedGround(), GroundBeyond(),
    MissingVertices(), NearVertices(), UnmatchedEdges(),
    ThinGround(), SeveralParts(),
    HouseholdsInNone(), HouseholdsInSeveral(),
  ]
}

/// Checks a layer rule by rule.
///
/// - Returns: Findings in the order of the rules, inside a rule in that of the layer or of places; ids are unique.
/// - Complexity: O(*n* log *n*) in faults.
public func auditCoverage(
  _ evidence: CoverageEvidence, rules: [any CoverageRule] = CoverageRules.all
) -> [ItemisedFinding] {
  let items = rules.flatMap { $0.findings(in: evidence) }
  var findings = items.map(\.finding)
  FindingID.numberRepeats(in: &findings)
  return zip(items, findings).map { item, finding in
    var numbered = item
    numbered.finding = finding
    return numbered
  }
}
