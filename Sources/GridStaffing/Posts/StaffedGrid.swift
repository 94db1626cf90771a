/// A place in the plane, in metres.
public struct StaffPlace: Hashable, Sendable {
  public let x: Double
  public let y: Double

  /// A place by easting and northing.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// The straight way in whole decimetres, so that sums of ways can be compared exactly.
  public func decimetres(to other: StaffPlace) -> Int {
    let (dx, dy) = (x - other.x, y - other.y)
    return Int(((dx * dx + dy * dy).squareRoot() * 10).rounded())
  }
}

/// A grid as staffing sees it.
public struct StaffedGrid: Hashable, Sendable {
  public let code: String
  /// `first`, `second`, `third`, `dedicated`.
  public let kind: String
  public let community: String
  public let township: String
  public let isLeaf: Bool
  public let households: Int
  /// What looking after the grid weighs, in thousandths of a household (see ``LoadRule``); 0 for a parent where households
  /// count on leaves.
  public let load: Int
  /// Where its people start their rounds.
  public let place: StaffPlace
  /// The class of the site a dedicated grid was made for.
  public let siteClass: String?

  /// A grid with its load already weighed.
  public init(
    code: String, kind: String, community: String, township: String, isLeaf: Bool, households: Int, load: Int,
    place: StaffPlace, siteClass: String? = nil
  ) {
    self.code = code
    self.kind = kind
    self.community = community
    self.township = township
    self.isLeaf = isLeaf
    self.households = households
    self.load = load
    self.place = place
    self.siteClass = siteClass
  }
}
