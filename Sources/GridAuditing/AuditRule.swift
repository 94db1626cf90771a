/// One thing that must hold of a plan, recomputed from ground and atoms.
public protocol AuditRule: Sendable {
  /// Stable and in kebab case; part of every finding's id.
  var id: String { get }
  /// What must hold, in a sentence.
  var claim: Wording { get }
  /// The kind of coverage gap that its findings are; `nil` for faults of the plan that leave nobody uncovered.
  var meaning: GapMeaning? { get }
  /// Whether the plan holds what the rule looks at; a rule that does not apply has found nothing out.
  func applies(to evidence: AuditEvidence) -> Bool
  /// Every place where it does not hold, in an order that depends on the plan alone.
  func findings(in evidence: AuditEvidence) -> [Finding]
}

extension AuditRule {
  /// No coverage gap.
  public var meaning: GapMeaning? { nil }
  /// Ground and atoms are always there.
  public func applies(to evidence: AuditEvidence) -> Bool { true }
}

/// The rules of the house.
public enum AuditRules {
  /// Every rule, from the ground up: reference system, geometry, names, tiling, tree, households, attributes, reach,
  /// people, cases.
  public static let all: [any AuditRule] = ground + visits + reach + staffing + cases

  /// Those that look at nothing but the ground and its grids.
  private static let ground: [any AuditRule] = [
    MetricReferenceSystem(), EmptyGeometry(), InvalidGeometry(), MendedGeometry(),
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

  /// Those that look at the visits of a plan.
  public static let visits: [any AuditRule] = [
    VisitsOverdue(), VisitOfUnknownGrid(), VisitOfUnknownClass(), VisitInFuture(),
  ]

  /// Those that look at service points and the ways to them.
  public static let reach: [any AuditRule] = [
    BeyondReach(), ServicePointOutside(), ServicePointOffNetwork(), NetworkInPieces(),
  ]

  /// Those that look at cases; a plan without any passes them all.
  public static let cases: [any AuditRule] = [
    CasesOutside(), CasesAmbiguous(), CasesUnlocated(), CasesInUnstaffedGrid(), CasesInOtherGrid(), CasesOverdue(),
    CasesMergedAway(),
  ]

  /// Those that look at people and posts; a plan without a roster passes them all.
  public static let staffing: [any AuditRule] = [
    IncompleteWorker(), UnknownPost(), UnstaffedGrid(), VacantPost(), SeveralLeaders(), DoubleBookedLeader(),
    UnqualifiedWorker(), WorkerOverCapacity(), WorkerWithoutPost(),
  ]
}
