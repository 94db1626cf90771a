/// What a building layer tells about one building when nobody has counted its households.
public struct BuildingRecord: Hashable, Sendable {
  public var id: String
  /// In square metres.
  public var footprintArea: Double
  /// The value of OpenStreetMap's `building` tag or a word of the same meaning; `nil` or `yes` when unknown.
  public var use: String?
  /// Storeys above ground, where stated.
  public var floors: Double?
  /// The land use it stands on, such as `residential` or `industrial`.
  public var landUse: String?
  /// The part of the model's number that counts there, such as 0 where a plan says that nobody lives; `nil` leaves it
  /// to the model.
  public var livedInShare: Double?
  /// Dwellings, where stated; taken as they are.
  public var dwellings: Int?
  /// The code of its community, for totals stated per community.
  public var community: String?

  /// A building; what is not stated is left to the model.
  public init(
    id: String, footprintArea: Double, use: String? = nil, floors: Double? = nil, landUse: String? = nil,
    livedInShare: Double? = nil, dwellings: Int? = nil, community: String? = nil
  ) {
    self.id = id
    self.footprintArea = footprintArea
    self.use = use
    self.floors = floors
    self.landUse = landUse
    self.livedInShare = livedInShare
    self.dwellings = dwellings
    self.community = community
  }
}

/// What is known about the number of households as a whole.
public enum HouseholdTotals: Hashable, Sendable {
  case unknown
  case county(Int)
  /// By community code. Buildings of other communities, or of none, keep the model's own number.
  case communities([String: Int])
}
