/// What a head count comes to.
///
/// People are of one role. Each in one grid, every grid has the posts that the rules ask for or more, and a grid's people
/// share its load evenly; that takes as many people as posts. With grids shared, people of a community divide its grids
/// whatever number the rules ask for: one person may hold several, and a grid too heavy for one has several of its own.
public struct HeadCountOutcome: Hashable, Sendable {
  public let headCount: Int
  /// Posts that the rules ask for.
  public let needed: Int
  /// Whether there are as many people, so that each is in one grid. If not, figures are of communities whose people share
  /// their grids.
  public var isEachInOneGrid: Bool { headCount >= needed }
  /// Households per person who has any, over those that somebody looks after.
  public let meanLoad: Double
  /// People for whom no household is left: in grids without load for which the rules ask.
  public let withoutLoad: Int
  /// Households of the person with the most, as the method shares people out.
  public let greatestLoad: Double
  /// The same figure with each in one grid, or else with grids shared, is not smaller in any division of the same
  /// households among as many people.
  public let greatestLoadBound: Double
  /// The smallest greatest load found where people of a community share its grids: the least load limit for which
  /// ``LoadLimitNeed/peopleSharing`` asks for no more people.
  public let greatestLoadSharing: Double
  /// The least load limit for which ``LoadLimitNeed/peopleSharingBound`` asks for no more.
  public let greatestLoadSharingBound: Double
  /// Communities without anybody.
  public let emptyCommunities: Int
  /// The households there, which no other figure counts.
  public let unserved: Double
}

/// People that a limit of load asks for.
public struct LoadLimitNeed: Hashable, Sendable {
  /// A township or community and its people.
  public struct Place: Hashable, Sendable {
    public let code: String
    public let township: String
    public let grids: Int
    /// In thousandths of a household.
    public let load: Int
    /// Each in one grid, no grid with fewer than the rules ask for.
    public let people: Int
    /// When people of a community share its grids; a division that was found.
    public let peopleSharing: Int
  }

  /// In households.
  public let limit: Int
  public let people: Int
  /// Those of ``people`` for whom no household is left: in grids without load for which the rules ask.
  public let peopleWithoutLoad: Int
  public let peopleSharing: Int
  /// With fewer people some limit is broken, however grids are shared inside communities.
  public let peopleSharingBound: Int
  public let townships: [Place]
  public let communities: [Place]
}

/// How many people of a role keep every load at or below a limit, and where they are needed.
///
/// - Parameters:
///   - limit: Households a person.
///   - needed: Posts that the rules ask for in each grid, 0 where they ask for none.
/// - Throws: ``StaffingError/outOfRange(what:value:least:most:)``, ``StaffingError/noPosts``.
/// - Complexity: O(grids log grids) usual.
public func peopleNeeded(
  limit: Int, among grids: [StaffedGrid], needed: [Int]
) throws(StaffingError) -> LoadLimitNeed {
  guard (1...10_000_000).contains(limit) else {
    throw .outOfRange(what: "load limit", value: limit, least: 1, most: 10_000_000)
  }
  let tree = TerritoryTree(grids, needed: needed)
  guard tree.needed > 0 else { throw .noPosts }
  let most = limit * 1000
  var crews = CommunityCrews(tree, grids)
  let sharing = crews.people(upTo: most)
  var communities: [LoadLimitNeed.Place] = []
  var townshipPeople = [(own: Int, sharing: Int)](repeating: (0, 0), count: tree.townships.count)
  var withoutLoad = 0
  for (index, place) in tree.communities.enumerated() {
    let own = tree.gridsOfCommunity[index].reduce(0) { sum, grid in
      let people = max(needed[grid], (grids[grid].load + most - 1) / most)
      withoutLoad += max(0, people - grids[grid].load)
      return sum + people
    }
    townshipPeople[tree.townshipOfCommunity[index]].own += own
    townshipPeople[tree.townshipOfCommunity[index]].sharing += sharing[index]
    communities.append(
      .init(
        code: place.code, township: place.township, grids: place.grids, load: place.load, people: own,
        peopleSharing: sharing[index]))
  }
  let townships = zip(tree.townships, townshipPeople).map { place, people in
    LoadLimitNeed.Place(
      code: place.code, township: place.code, grids: place.grids, load: place.load, people: people.own,
      peopleSharing: people.sharing)
  }
  return LoadLimitNeed(
    limit: limit, people: communities.reduce(0) { $0 + $1.people }, peopleWithoutLoad: withoutLoad,
    peopleSharing: sharing.reduce(0, +),
    peopleSharingBound: crews.crews.reduce(0) { $0 + $1.peopleBound(upTo: most) }, townships: townships,
    communities: communities)
}

/// Head count against greatest and mean load, a row each; the model is that of ``HeadCountOutcome``.
///
/// Where there are fewer people than communities, figures are those of the communities that somebody looks after, one each;
/// the rest is told apart.
///
/// - Parameter needed: Posts that the rules ask for in each grid, 0 where they ask for none.
/// - Throws: As ``sharePosts(_:among:needed:method:)``.
public func whatIf(
  _ headCounts: [Int], among grids: [StaffedGrid], needed: [Int], method: PostMethod
) throws(StaffingError) -> [HeadCountOutcome] {
  let tree = TerritoryTree(grids, needed: needed)
  var crews = CommunityCrews(tree, grids)
  var rows: [HeadCountOutcome] = []
  for count in headCounts {
    let shares = try sharePosts(count, among: grids, needed, tree, &crews, method)
    rows.append(
      try shares.grids.isEmpty ? shared(shares, &crews) : apart(shares, grids, needed, tree, &crews))
  }
  return rows
}

/// As many people as posts, or more: each in one grid.
private func apart(
  _ shares: PostShares, _ grids: [StaffedGrid], _ needed: [Int], _ tree: TerritoryTree, _ crews: inout CommunityCrews
) throws(StaffingError) -> HeadCountOutcome {
  let best = try sharePosts(shares.headCount, among: grids, needed, tree, &crews, .minMax)
  let withoutLoad = zip(grids, shares.grids).reduce(0) { $0 + max(0, $1.1 - $1.0.load) }
  return HeadCountOutcome(
    headCount: shares.headCount, needed: shares.needed,
    meanLoad: mean(shares.communities.reduce(0) { $0 + $1.load }, among: shares.headCount - withoutLoad),
    withoutLoad: withoutLoad, greatestLoad: greatestShare(grids, shares.grids),
    greatestLoadBound: greatestShare(grids, best.grids),
    greatestLoadSharing: Double(crews.leastGreatest(for: shares.headCount)) / 1000,
    greatestLoadSharingBound: Double(crews.bound(for: shares.headCount)) / 1000, emptyCommunities: 0, unserved: 0)
}

/// Fewer people than posts: those of a community share its grids.
private func shared(_ shares: PostShares, _ crews: inout CommunityCrews) -> HeadCountOutcome {
  let served = shares.communities.indices.filter { shares.communities[$0].posts > 0 }
  let empty = shares.communities.filter { $0.posts == 0 }
  var greatest = 0
  var withoutLoad = 0
  for index in served {
    let place = shares.communities[index]
    greatest = max(greatest, crews.leastGreatest(for: place.posts, in: index))
    withoutLoad += max(0, place.posts - place.load)
  }
  // One a community, and nothing to choose but where.
  let best = empty.isEmpty ? crews.leastGreatest(for: shares.headCount) : greatest
  let bound = empty.isEmpty ? crews.bound(for: shares.headCount) : greatest
  return HeadCountOutcome(
    headCount: shares.headCount, needed: shares.needed,
    meanLoad: mean(served.reduce(0) { $0 + shares.communities[$1].load }, among: shares.headCount - withoutLoad),
    withoutLoad: withoutLoad, greatestLoad: Double(greatest) / 1000, greatestLoadBound: Double(bound) / 1000,
    greatestLoadSharing: Double(best) / 1000, greatestLoadSharingBound: Double(bound) / 1000,
    emptyCommunities: empty.count, unserved: Double(empty.reduce(0) { $0 + $1.load }) / 1000)
}

private func mean(_ load: Int, among people: Int) -> Double { people > 0 ? Double(load) / 1000 / Double(people) : 0 }

/// Of the busiest post, as ``makePosts(_:rules:shares:of:)`` has them.
private func greatestShare(_ grids: [StaffedGrid], _ posts: [Int]) -> Double {
  let greatest = zip(grids, posts).reduce(0) { most, grid in
    grid.1 > 0 ? max(most, (grid.0.load + grid.1 - 1) / grid.1) : most
  }
  return Double(greatest) / 1000
}
