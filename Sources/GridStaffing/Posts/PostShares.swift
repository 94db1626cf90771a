import GridPartitioning

/// Posts of a head count, place by place.
public struct PostShares: Hashable, Sendable {
  /// One township or community.
  public struct Share: Hashable, Sendable {
    public let code: String
    public let township: String
    /// Grids in it that the rules staff.
    public let grids: Int
    /// In thousandths of a household.
    public let load: Int
    public let posts: Int

    /// Load per post, in households; `nil` without posts.
    public var loadPerPost: Double? { posts > 0 ? Double(load) / 1000 / Double(posts) : nil }
  }

  public let headCount: Int
  public let method: PostMethod
  public let townships: [Share]
  public let communities: [Share]
  /// For every grid, in the order given; empty where the head count is below the number of grids, so that people of a
  /// community share its grids.
  public let grids: [Int]
}

/// Shares a head count among townships, their communities and their grids.
///
/// From above to below, each place in proportion to its load, never less than one post a staffed grid. A head count below
/// the number of grids goes down to communities only, with at least one post each as far as it reaches. The method
/// ``PostMethod/minMax`` shares among the lowest places at once and adds up: only then is the greatest load the least.
///
/// - Parameter isStaffed: Which grids the rules staff; the others get nothing.
/// - Throws: ``StaffingError/headCountBelowOne(_:)``, ``StaffingError/noPosts`` when no grid is staffed,
///   ``StaffingError/loadOverflow``.
/// - Complexity: O((grids + head count) log grids).
public func sharePosts(
  _ headCount: Int, among grids: [StaffedGrid], staffed isStaffed: [Bool], method: PostMethod
) throws(StaffingError) -> PostShares {
  guard headCount > 0 else { throw .headCountBelowOne(headCount) }
  let tree = TerritoryTree(grids, isStaffed: isStaffed)
  guard tree.staffed > 0 else { throw .noPosts }
  let reachesGrids = headCount >= tree.staffed
  var perGrid = [Int](repeating: 0, count: grids.count)
  var perCommunity = [Int](repeating: 0, count: tree.communities.count)
  if method == .minMax {
    if reachesGrids {
      let members = grids.indices.filter { isStaffed[$0] }
      let shares = try share(headCount, members.map { (grids[$0].load, 1) }, method)
      for (member, posts) in zip(members, shares) {
        perGrid[member] = posts
        perCommunity[tree.communityOfGrid[member]] += posts
      }
    } else {
      perCommunity = try share(headCount, tree.communities.map { ($0.load, 0) }, method)
    }
    return tree.shares(headCount, method, perCommunity, reachesGrids ? perGrid : [])
  }
  let townships = try share(
    headCount, tree.townships.map { ($0.load, reachesGrids ? $0.grids : 0) }, method, atLeastOne: !reachesGrids)
  for (township, posts) in townships.enumerated() {
    let members = tree.communities.indices.filter { tree.townshipOfCommunity[$0] == township }
    let shares = try share(
      posts, members.map { (tree.communities[$0].load, reachesGrids ? tree.communities[$0].grids : 0) }, method,
      atLeastOne: !reachesGrids)
    for (community, posts) in zip(members, shares) { perCommunity[community] = posts }
  }
  if reachesGrids {
    for (community, posts) in perCommunity.enumerated() {
      let members = tree.gridsOfCommunity[community]
      let shares = try share(posts, members.map { (grids[$0].load, 1) }, method)
      for (member, posts) in zip(members, shares) { perGrid[member] = posts }
    }
  }
  return tree.shares(headCount, method, perCommunity, reachesGrids ? perGrid : [])
}

/// - Parameter atLeastOne: One post each before anything is shared, where there are enough.
private func share(
  _ total: Int, _ parties: [(load: Int, least: Int)], _ method: PostMethod, atLeastOne: Bool = false
) throws(StaffingError) -> [Int] {
  let least = atLeastOne && total >= parties.count ? parties.map { max(1, $0.least) } : parties.map(\.least)
  do {
    return try apportion(total, weights: parties.map(\.load), minimum: least, method: method.divisor)
  } catch {
    throw .loadOverflow
  }
}

/// Staffed grids by community and township, in the order in which they first appear.
struct TerritoryTree {
  struct Place {
    let code: String
    let township: String
    var grids = 0
    var load = 0
  }

  private(set) var townships: [Place] = []
  private(set) var communities: [Place] = []
  private(set) var townshipOfCommunity: [Int] = []
  private(set) var gridsOfCommunity: [[Int]] = []
  /// −1 for a grid that is not staffed.
  private(set) var communityOfGrid: [Int]
  private(set) var staffed = 0

  init(_ grids: [StaffedGrid], isStaffed: [Bool]) {
    communityOfGrid = [Int](repeating: -1, count: grids.count)
    var townshipOf: [String: Int] = [:]
    var communityOf: [String: Int] = [:]
    for (index, grid) in grids.enumerated() where isStaffed[index] {
      staffed += 1
      let township = townshipOf[grid.township] ?? townships.count
      if township == townships.count {
        townshipOf[grid.township] = township
        townships.append(Place(code: grid.township, township: grid.township))
      }
      let community = communityOf[grid.community] ?? communities.count
      if community == communities.count {
        communityOf[grid.community] = community
        communities.append(Place(code: grid.community, township: grid.township))
        townshipOfCommunity.append(township)
        gridsOfCommunity.append([])
      }
      communityOfGrid[index] = community
      gridsOfCommunity[community].append(index)
      communities[community].grids += 1
      communities[community].load += grid.load
      townships[townshipOfCommunity[community]].grids += 1
      townships[townshipOfCommunity[community]].load += grid.load
    }
  }

  func shares(_ headCount: Int, _ method: PostMethod, _ perCommunity: [Int], _ perGrid: [Int]) -> PostShares {
    var perTownship = [Int](repeating: 0, count: townships.count)
    for (community, posts) in perCommunity.enumerated() { perTownship[townshipOfCommunity[community]] += posts }
    func share(_ place: Place, _ posts: Int) -> PostShares.Share {
      .init(code: place.code, township: place.township, grids: place.grids, load: place.load, posts: posts)
    }
    return PostShares(
      headCount: headCount, method: method, townships: zip(townships, perTownship).map(share),
      communities: zip(communities, perCommunity).map(share), grids: perGrid)
  }
}
