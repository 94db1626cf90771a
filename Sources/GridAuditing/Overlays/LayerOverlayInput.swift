public import GridGeometry

/// How households of the base grids are shared among a department's grids.
public enum HouseholdSharing: String, Hashable, Sendable, CaseIterable {
  /// All households of an atom go where its interior point lies.
  case point
  /// The households of an atom are shared by the area of its parts.
  case area
}

/// A grid of the unified set.
public struct BaseGrid: Hashable, Sendable {
  public var code: String
  public var ground: MultiPolygon

  /// A grid by code and ground, in metres.
  public init(code: String, ground: MultiPolygon) {
    self.code = code
    self.ground = ground
  }
}

/// Households on a piece of a base grid.
public struct BaseAtom: Hashable, Sendable {
  /// The index of its base grid.
  public var base: Int
  public var households: Int
  public var ground: MultiPolygon

  /// An atom of a base grid, in metres.
  public init(base: Int, households: Int, ground: MultiPolygon) {
    self.base = base
    self.households = households
    self.ground = ground
  }
}

/// One department's grids, and the unified set they are compared with.
public struct LayerOverlayInput: Sendable {
  /// What the department's layer is called.
  public var layer: String
  public var departments: [CoverageGround]
  public var base: [BaseGrid]
  public var atoms: [BaseAtom]
  public var sharing: HouseholdSharing
  /// Ground in which no disc of this diameter fits is drawing noise, in metres: counted, but no conflict.
  public var sliverWidth: Double
  /// The width of the precision grid, in metres.
  public var precision: Double

  /// A comparison by interior points, unless said otherwise.
  public init(
    layer: String, departments: [CoverageGround], base: [BaseGrid], atoms: [BaseAtom],
    sharing: HouseholdSharing = .point, sliverWidth: Double = 1, precision: Double = 0.01
  ) {
    self.layer = layer
    self.departments = departments
    self.base = base
    self.atoms = atoms
    self.sharing = sharing
    self.sliverWidth = sliverWidth
    self.precision = precision
  }
}
