public import GridGeometry
public import GridLayers

/// A county as its manifest describes it: where its layers lie, what their fields mean, and the policy to plan by.
public struct County: Hashable, Sendable {
  /// One source layer and the meaning of its fields.
  public struct LayerSpec: Hashable, Sendable {
    public let source: LayerSource
    /// The source as the manifest writes it: what messages, findings and provenance name, whatever folder it lies in.
    public let title: String
    /// Our name of a field → the name in the file.
    public let fields: [String: String]
    /// Declared by the manifest; overrides what the file says.
    public let referenceSystem: ReferenceSystem?
    public let encoding: TextEncoding?
    /// Keeps only features whose fields have one of the values; in the order written.
    public let conditions: [Condition]
  }

  /// Keeps features whose field has one of the values, as text.
  public struct Condition: Hashable, Sendable {
    public let field: String
    public let values: [String]
  }

  /// A layer of barriers: which classes weigh what, and which nobody walks across.
  public struct BarrierSpec: Hashable, Sendable {
    public let layer: LayerSpec
    /// How much a planner likes a border there, by class: 0 for indifferent. Classes not named weigh ``defaultWeight``.
    public let weights: [String: Double]
    public let defaultWeight: Double
    /// No grid crosses these except at a bridge.
    public let isHard: Bool
    public let hardClasses: [String]
    /// Classes that divide only blocks too heavy for one atom, such as lanes and paths.
    public let heavyBlocksOnly: [String]
    public let ignored: [String]
  }

  /// Households where none are counted: estimated from building use, floors and area.
  public struct HouseholdModelSpec: Hashable, Sendable {
    /// A stated total for the county.
    public let total: Int?
    /// Stated totals by community code.
    public let totals: [String: Int]
  }

  /// What land is used for: it tells which buildings are lived in where households are modelled.
  public struct LandUseSpec: Hashable, Sendable {
    public let layer: LayerSpec
    /// By class, the part of the modelled households that counts: 0 where nobody lives. Classes not named are left to
    /// the model, which takes buildings of unknown use for no homes on industrial and commercial land.
    public let weights: [String: Double]
  }

  /// How much dirt is worked around.
  public struct Tolerances: Hashable, Sendable {
    /// Gaps and overlaps between communities narrower than this are repaired, in metres.
    public let communities: Double
    /// The precision grid, in metres.
    public let precision: Double
  }

  public let name: String
  public let code: String
  /// `nil`: chosen from the county's place.
  public let referenceSystem: ReferenceSystem?
  public let policy: Policy
  /// The policy's file or preset name.
  public let policySource: String
  public let manifestPath: String
  /// Whose data these are and under which licence; printed on every map.
  public let attribution: String
  /// The manifest says that the ground was made by a generator.
  public let isSynthetic: Bool
  public let communities: LayerSpec?
  public let units: LayerSpec?
  public let households: LayerSpec?
  public let buildings: LayerSpec?
  public let model: HouseholdModelSpec?
  public let landUse: LandUseSpec?
  public let compounds: LayerSpec?
  public let barriers: [BarrierSpec]
  public let sites: LayerSpec?
  public let previous: LayerSpec?
  public let servicePoints: LayerSpec?
  /// The roster; `nil` plans without people.
  public let workers: LayerSpec?
  public let tolerances: Tolerances

  /// The manifest, the policy and every layer's file.
  var files: [String] {
    let layers = [
      communities, units, households, buildings, landUse?.layer, compounds, sites, previous, servicePoints, workers,
    ]
    .compactMap(\.self)
    return [manifestPath, policySource] + (layers + barriers.map(\.layer)).map(\.source.path)
  }
}
