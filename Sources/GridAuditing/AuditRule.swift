/// One thing that must hold of a plan, recomputed from ground and atoms.
public protocol AuditRule: Sendable {
  /// Stable and in kebab case; part of every finding's id.
  var id: String { get }
  /// What must hold, in a sentence.
  var claim: Wording { get }
  /// Every place where it does not hold, in an order that depends on the plan alone.
  func findings(in evidence: AuditEvidence) -> [Finding]
}

/// The rules of the house.
public enum AuditRules {
  /// Every rule, from the ground up: reference system, geometry, names, tiling, tree, households, attributes.
  public static let all: [any AuditRule] = [
    MetricReferenceSystem(), EmptyGeometry(), InvalidGeometry(),
    DuplicateCode(), CodeShape(), DuplicateAtom(), UnknownCommunity(),
    CommunityOverlap(), Gap(), Overlap(), OutsideGround(), UnmatchedEdge(),
    Orphan(), LevelKind(), LeafFlag(), Nesting(),
    BrokenGrid(), NeedlessExclave(),
    OutOfBand(), UnfoundedReason(),
    SplitCompound(), SplitUnit(), OverCommunityLine(), AtomInWrongCommunity(),
    AtomWithoutLeaf(), AtomGround(),
    LeafHouseholds(), ParentHouseholds(), CommunityHouseholds(),
    StoredMeasure(),
  ]
}
