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
  /// Communities that have a post or more above their quota because they get the least that each gets.
  public let communitiesAtLeast: Int
  /// Communities that have a post or more below it because others do not yet have as many for their grids.
  public let communitiesAtMost: Int
}

/// Shares a head count among townships, their communities and their grids, from above to below, each place in proportion
/// to its load.
///
/// Everybody gets one before anybody gets two: the heaviest townships, then the communities, then the grids; from there on
/// every staffed grid keeps its one. Below the number of grids people of a community share its grids, so that no
/// community gets more people than grids. These least and most posts lie inside the method, which gives each place what
/// it would have without them, as far as they allow; and since they meet where one begins and the other ends, a
/// method by divisors never gives anybody less of a larger head count. The method ``PostMethod/minMax`` shares among the
/// lowest places at once and adds up: only then is the greatest load the least.
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
      let shares = try share(headCount, members.map { .init(load: grids[$0].load) }, method)
      for (member, posts) in zip(members, shares) {
        perGrid[member] = posts
        perCommunity[tree.communityOfGrid[member]] += posts
      }
    } else {
      perCommunity = try share(headCount, tree.communities.map(Party.init), method)
    }
    return tree.shares(headCount, method, perCommunity, reachesGrids ? perGrid : [])
  }
  let townships = try share(headCount, tree.townships.map(Party.init), method)
  for (township, posts) in townships.enumerated() {
    let members = tree.communities.indices.filter { tree.townshipOfCommunity[$0] == township }
    let shares = try share(posts, members.map { Party(tree.communities[$0]) }, method)
    for (community, posts) in zip(members, shares) { perCommunity[community] = posts }
  }
  if reachesGrids {
    for (community, posts) in perCommunity.enumerated() {
      let members = tree.gridsOfCommunity[community]
      let shares = try share(posts, members.map { .init(load: grids[$0].load) }, method)
      for (member, posts) in zip(members, shares) { perGrid[member] = posts }
    }
  }
  return tree.shares(headCount, method, perCommunity, reachesGrids ? perGrid : [])
}

/// Who gets posts: a township, a community or a grid.
private struct Party {
  let load: Int
  var communities = 1
  var grids = 1
}

extension Party {
  fileprivate init(_ place: TerritoryTree.Place) {
    self.init(load: place.load, communities: place.communities, grids: place.grids)
  }
}

private func share(_ total: Int, _ parties: [Party], _ method: PostMethod) throws(StaffingError) -> [Int] {
  let limits = limits(total, parties)
  do {
    return try apportion(
      total, weights: parties.map(\.load), minimum: limits.map(\.lowerBound), maximum: limits.map(\.upperBound),
      method: method.divisor)
  } catch {
    throw .loadOverflow
  }
}

/// The least and the most posts of each party.
private func limits(_ total: Int, _ parties: [Party]) -> [ClosedRange<Int>] {
  if total >= parties.reduce(0, { $0 + $1.grids }) { return parties.map { $0.grids...total } }
  if total >= parties.reduce(0, { $0 + $1.communities }) { return parties.map { $0.communities...$0.grids } }
  if total >= parties.count { return parties.map { 1...$0.communities } }
  return parties.map { _ in 0...1 }
}

/// Staffed grids by community and township, in the order in which they first appear.
struct TerritoryTree {
  struct Place {
    let code: String
    let township: String
    var communities = 0
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
        communities.append(Place(code: grid.community, township: grid.township, communities: 1))
        townships[township].communities += 1
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
    let limits = limits(headCount, communities.map(Party.init))
    let total = Double(communities.reduce(0) { $0 + $1.load })
    // A whole post off the quota that rounding does not explain.
    let excess = zip(communities, perCommunity).map { place, posts in
      Double(posts) - (total > 0 ? Double(headCount) * Double(place.load) / total : 0)
    }
    return PostShares(
      headCount: headCount, method: method, townships: zip(townships, perTownship).map(share),
      communities: zip(communities, perCommunity).map(share), grids: perGrid,
      communitiesAtLeast: perCommunity.indices.count { perCommunity[$0] == limits[$0].lowerBound && excess[$0] >= 1 },
      communitiesAtMost: perCommunity.indices.count { perCommunity[$0] == limits[$0].upperBound && excess[$0] <= -1 })
  }
}
