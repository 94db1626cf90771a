/// One thing that must hold of a layer that is meant to be a coverage.
public protocol CoverageRule: ItemisingRule where Evidence == CoverageEvidence {}

/// The rules for other people's layers.
public enum CoverageRules {
  /// Every rule: features, names, ground, borders, households.
  public static let all: [any ItemisingRule<CoverageEvidence>] = [
    FeatureWithoutGround(), FeatureOfOtherKind(), FeatureInvalid(),
    FeatureWithoutCode(), RepeatedCode(), RepeatedGeometry(),
    ContestedGround(), GroundOfMany(), UnclaimedGround(), GroundBeyond(),
    MissingVertices(), NearVertices(), UnmatchedEdges(),
    ThinGround(), SeveralParts(),
    HouseholdsInNone(), HouseholdsInSeveral(),
  ]
}
