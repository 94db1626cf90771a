extension GapMeaning {
  /// What findings mean that only the input could tell: notes on the ground, faults of a layer that was adopted, and what
  /// adopting it did. No audit of the plan finds them again. `nil` for those that leave nobody uncovered.
  package static let ofInput: [String: GapMeaning?] = [
    // Households that no grid can have, since their ground is nobody's.
    "household-outside": .households, "unit-without-community": .households, HouseholdsInNone().id: .households,
    // One grid has them now; which one is told by `claim-settled`.
    HouseholdsInSeveral().id: .some(nil), "claim-settled": .some(nil), "gap-closed": .some(nil),
    "grid-without-ground": .some(nil), "unreadable-count": .some(nil),
    // The ground of a county is what its communities have once their lines are mended.
    "community-gap": .some(nil), "unit-gap": .some(nil), "unit-overlap": .some(nil),
    // Faults of a layer that the plan made of it does not have; land left out is a `gap` of the plan too.
    FeatureOfOtherKind().id: .some(nil), FeatureWithoutCode().id: .some(nil), RepeatedGeometry().id: .some(nil),
    GroundOfMany().id: .some(nil), GroundBeyond().id: .some(nil), MissingVertices().id: .some(nil),
    NearVertices().id: .some(nil), ThinGround().id: .some(nil), SeveralParts().id: .some(nil),
    // How the input was read and the plan was made.
    "count-unmet": .some(nil), "locked-grid": .some(nil), "uneven-grid": .some(nil), "atom-above-maximum": .some(nil), "compound-over-community-line": .some(nil),
    "compound-without-households": .some(nil), "layer-dirt": .some(nil), "place-inside-unit": .some(nil),
    "polygon-repaired": .some(nil), "reprojected": .some(nil), "site-of-other-class": .some(nil),
    "site-over-community-line": .some(nil), "site-without-ground": .some(nil), "sites-unused": .some(nil),
    "system-stretches": .some(nil),
    // How posts were filled; posts that are vacant and grids without people are found by rules of their own.
    "post-rule": .some(nil), "staff-shortage": .some(nil),
  ]

  /// By rule, for every rule whose findings are gaps.
  public static let byRule: [String: GapMeaning] = {
    var meanings = ofInput.compactMapValues(\.self)
    for rule in AuditRules.all { meanings[rule.id] = rule.meaning }
    return meanings
  }()
}
