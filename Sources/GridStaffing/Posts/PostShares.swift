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

  /// A place with a post or more above or below its quota.
  public struct OffQuota: Hashable, Sendable {
    public let code: String
    public let posts: Int
    /// The head count times the place's share of the load.
    public let quota: Double
  }

  public let headCount: Int
  public let method: PostMethod
  public let townships: [Share]
  public let communities: [Share]
  /// Posts that the rules ask for.
  public let needed: Int
  /// For every grid, in the order given; empty where the head count is below ``needed``, so that people of a community share
  /// its grids.
  public let grids: [Int]
  /// Communities that have a post or more above their quota because they get the least that each gets.
  public let communitiesAtLeast: Int
  /// Communities that have a post or more below it because others do not yet have as many for their grids.
  public let communitiesAtMost: Int
  /// Townships and communities a post or more off their quota for whatever reason: a least or a most, rounding from above
  /// to below, or a method that does not keep to quotas.
  public let townshipsOffQuota, communitiesOffQuota: [OffQuota]
}

/// Shares a head count among townships, their communities and their grids, from above to below, each place in proportion
/// to its load.
///
/// Everybody gets one before anybody gets two: the heaviest townships, then the communities, then the posts that the rules
/// ask for; from there on every grid keeps those, with load or without. Below that number people of a community share its
/// grids, and no community gets more people than the rules ask for there. These least and most posts lie inside the method,
/// which gives each place what it would have without them, as far as they allow; and since they meet where one begins and
/// the other ends, a method by divisors never gives anybody less of a larger head count. The method ``PostMethod/minMax``
/// shares among the lowest places at once and adds up: only then is the greatest load the least. Below the posts of the rules
/// its people are those of ``peopleNeeded(limit:among:needed:)`` for the smallest limit that they can keep.
///
/// - Parameter needed: Posts that the rules ask for in each grid, 0 where they ask for none.
/// - Throws: ``StaffingError/headCountBelowOne(_:)``, ``StaffingError/noPosts`` when nothing is needed,
///   ``StaffingError/loadOverflow``.
/// - Complexity: O((grids + head count) log grids); ``PostMethod/minMax`` below the posts of the rules as
///   ``whatIf(_:among:needed:method:)``.
public func sharePosts(
  _ headCount: Int, among grids: [StaffedGrid], needed: [Int], method: PostMethod
) throws(StaffingError) -> PostShares {
  let tree = TerritoryTree(grids, needed: needed)
  var crews = CommunityCrews(tree, grids)
  return try sharePosts(headCount, among: grids, needed, tree, &crews, method)
}

func sharePosts(
  _ headCount: Int, among grids: [StaffedGrid], _ needed: [Int], _ tree: TerritoryTree, _ crews: inout CommunityCrews,
  _ method: PostMethod
) throws(StaffingError) -> PostShares {
  guard headCount > 0 else { throw .headCountBelowOne(headCount) }
  guard tree.needed > 0 else { throw .noPosts }
  let reachesGrids = headCount >= tree.needed
  var perGrid = [Int](repeating: 0, count: grids.count)
  var perCommunity = [Int](repeating: 0, count: tree.communities.count)
  func party(_ grid: Int) -> Party { Party(load: grids[grid].load, posts: needed[grid]) }
  if method == .minMax {
    if reachesGrids {
      let members = grids.indices.filter { needed[$0] > 0 }
      let shares = try share(headCount, members.map(party), method)
      for (member, posts) in zip(members, shares) {
        perGrid[member] = posts
        perCommunity[tree.communityOfGrid[member]] += posts
      }
    } else if headCount >= tree.communities.count {
      // Who is left over goes where the load a person is greatest.
      let least = crews.people(upTo: crews.leastGreatest(for: headCount))
      perCommunity = try share(headCount, tree.communities.map(\.load), least.map { $0...headCount }, method)
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
      let shares = try share(posts, members.map(party), method)
      for (member, posts) in zip(members, shares) { perGrid[member] = posts }
    }
  }
  return tree.shares(headCount, method, perCommunity, reachesGrids ? perGrid : [])
}

/// Who gets posts: a township, a community or a grid.
private struct Party {
  let load: Int
  var communities = 1
  /// That the rules ask for.
  let posts: Int
}

extension Party {
  fileprivate init(_ place: TerritoryTree.Place) {
    self.init(load: place.load, communities: place.communities, posts: place.needed)
  }
}

private func share(_ total: Int, _ parties: [Party], _ method: PostMethod) throws(StaffingError) -> [Int] {
  try share(total, parties.map(\.load), limits(total, parties), method)
}

private func share(
  _ total: Int, _ loads: [Int], _ limits: [ClosedRange<Int>], _ method: PostMethod
) throws(StaffingError) -> [Int] {
  do {
    return try apportion(
      total, weights: loads, minimum: limits.map(\.lowerBound), maximum: limits.map(\.upperBound),
      method: method.divisor)
  } catch {
    throw .loadOverflow
  }
}

/// The least and the most posts of each party.
private func limits(_ total: Int, _ parties: [Party]) -> [ClosedRange<Int>] {
  if total >= parties.reduce(0, { $0 + $1.posts }) { return parties.map { $0.posts...total } }
  if total >= parties.reduce(0, { $0 + $1.communities }) { return parties.map { $0.communities...$0.posts } }
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
    var needed = 0
    var load = 0
  }

  private(set) var townships: [Place] = []
  private(set) var communities: [Place] = []
  private(set) var townshipOfCommunity: [Int] = []
  private(set) var gridsOfCommunity: [[Int]] = []
  /// −1 for a grid that is not staffed.
  private(set) var communityOfGrid: [Int]
  /// Posts that the rules ask for in all.
  private(set) var needed = 0

  init(_ grids: [StaffedGrid], needed: [Int]) {
    communityOfGrid = [Int](repeating: -1, count: grids.count)
    var townshipOf: [String: Int] = [:]
    var communityOf: [String: Int] = [:]
    for (index, grid) in grids.enumerated() where needed[index] > 0 {
      self.needed += needed[index]
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
      communities[community].needed += needed[index]
      communities[community].load += grid.load
      townships[townshipOfCommunity[community]].grids += 1
      townships[townshipOfCommunity[community]].needed += needed[index]
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
    func quota(_ place: Place) -> Double { total > 0 ? Double(headCount) * Double(place.load) / total : 0 }
    func offQuota(_ places: [Place], _ posts: [Int]) -> [PostShares.OffQuota] {
      zip(places, posts).map { .init(code: $0.code, posts: $1, quota: quota($0)) }
        .filter { abs(Double($0.posts) - $0.quota) >= 1 }
    }
    // Below the posts of the rules min-max goes by what people can share, and knows no most.
    let hasMost = method != .minMax || !perGrid.isEmpty
    // A whole post off the quota that rounding does not explain.
    let excess = zip(communities, perCommunity).map { Double($1) - quota($0) }
    return PostShares(
      headCount: headCount, method: method, townships: zip(townships, perTownship).map(share),
      communities: zip(communities, perCommunity).map(share), needed: needed, grids: perGrid,
      communitiesAtLeast: perCommunity.indices.count { perCommunity[$0] == limits[$0].lowerBound && excess[$0] >= 1 },
      communitiesAtMost: perCommunity.indices.count {
        hasMost && perCommunity[$0] == limits[$0].upperBound && excess[$0] <= -1
      },
      townshipsOffQuota: offQuota(townships, perTownship), communitiesOffQuota: offQuota(communities, perCommunity))
  }
}
