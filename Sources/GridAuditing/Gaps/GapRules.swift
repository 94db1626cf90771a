extension GapMeaning {
  /// What findings mean that only the input could tell, by rule: households whose ground is nobody's, so that no grid can
  /// have them. No audit of the plan finds them again.
  package static let ofInput: [String: GapMeaning] = [
    "household-outside": .households, "unit-without-community": .households, HouseholdsInNone().id: .households,
  ]

  /// Rules of the input whose findings leave nobody uncovered.
  package static let noneOfInput: Set<String> = [
    // One grid has now what several claimed; which one is told by `claim-settled`.
    HouseholdsInSeveral().id, "claim-settled", "gap-closed", "grid-without-ground", "unreadable-count",
    // The ground of a county is what its communities have once their lines are mended.
    "community-gap", "unit-gap", "unit-overlap",
    // Faults of a layer that the plan made of it does not have; land left out is a `gap` of the plan too.
    FeatureOfOtherKind().id, FeatureWithoutCode().id, RepeatedGeometry().id, GroundOfMany().id, GroundBeyond().id,
    MissingVertices().id, NearVertices().id, ThinGround().id, SeveralParts().id,
    // How the input was read and the plan was made.
    "count-unmet", "locked-grid", "uneven-grid", "atom-above-maximum", "compound-over-community-line",
    "compound-without-households", "layer-dirt", "place-inside-unit", "polygon-repaired", "reprojected",
    "site-of-other-class", "site-over-community-line", "site-without-ground", "sites-unused", "system-stretches",
    // How posts were filled; posts that are vacant and grids without people are found by rules of their own.
    "post-rule", "staff-shortage",
  ]

  /// By rule, for every rule whose findings are gaps.
  public static let byRule: [String: GapMeaning] = {
    var meanings = ofInput
    for rule in AuditRules.all { meanings[rule.id] = rule.meaning }
    return meanings
  }()
}
