import GridPartitioning

/// What a head count comes to.
public struct HeadCountOutcome: Hashable, Sendable {
  public let headCount: Int
  /// Households per worker: those that somebody looks after, over all people.
  public let meanLoad: Double
  /// Households of the worker with the most, in a division that was found.
  public let greatestLoad: Double
  /// No division of the same households among as many people has a smaller greatest load.
  public let greatestLoadBound: Double
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
    /// When every staffed grid has people of its own.
    public let people: Int
    /// When one person may hold several grids of a community; a division that was found.
    public let peopleSharing: Int
  }

  /// In households.
  public let limit: Int
  public let people: Int
  public let peopleSharing: Int
  /// With fewer people some limit is broken, however grids are shared inside communities.
  public let peopleSharingBound: Int
  public let townships: [Place]
  public let communities: [Place]
}

/// How many people keep every load at or below a limit, and where they are needed.
///
/// - Parameter limit: Households a person.
/// - Throws: ``StaffingError/outOfRange(what:value:least:most:)``, ``StaffingError/noPosts``.
/// - Complexity: O(grids log grids) usual.
public func peopleNeeded(
  limit: Int, among grids: [StaffedGrid], staffed isStaffed: [Bool]
) throws(StaffingError) -> LoadLimitNeed {
  guard (1...10_000_000).contains(limit) else {
    throw .outOfRange(what: "load limit", value: limit, least: 1, most: 10_000_000)
  }
  let tree = TerritoryTree(grids, isStaffed: isStaffed)
  guard tree.staffed > 0 else { throw .noPosts }
  let most = limit * 1000
  var communities: [LoadLimitNeed.Place] = []
  var townshipPeople = [(own: Int, sharing: Int)](repeating: (0, 0), count: tree.townships.count)
  var bound = 0
  for (index, place) in tree.communities.enumerated() {
    let loads = tree.gridsOfCommunity[index].map { grids[$0].load }
    let own = loads.reduce(0) { $0 + max(1, ($1 + most - 1) / most) }
    let sharing = packed(loads, most)
    bound += max(1, (place.load + most - 1) / most)
    townshipPeople[tree.townshipOfCommunity[index]].own += own
    townshipPeople[tree.townshipOfCommunity[index]].sharing += sharing
    communities.append(
      .init(
        code: place.code, township: place.township, grids: place.grids, load: place.load, people: own,
        peopleSharing: sharing))
  }
  let townships = zip(tree.townships, townshipPeople).map { place, people in
    LoadLimitNeed.Place(
      code: place.code, township: place.code, grids: place.grids, load: place.load, people: people.own,
      peopleSharing: people.sharing)
  }
  return LoadLimitNeed(
    limit: limit, people: communities.reduce(0) { $0 + $1.people },
    peopleSharing: communities.reduce(0) { $0 + $1.peopleSharing }, peopleSharingBound: bound, townships: townships,
    communities: communities)
}

/// First fit, heaviest first; a load above the limit takes people of its own, the last of whom has room for others.
///
/// - SeeAlso: Johnson, "Near-optimal bin packing algorithms", MIT 1973: at most 11/9 of the best and one more.
private func packed(_ loads: [Int], _ most: Int) -> Int {
  var rooms: [Int] = []
  var people = 0
  for load in loads.sorted(by: >) {
    if load > most {
      people += load / most
      let rest = load % most
      if rest > 0 {
        people += 1
        rooms.append(most - rest)
      }
    } else if let fit = rooms.firstIndex(where: { $0 >= load }) {
      rooms[fit] -= load
    } else {
      people += 1
      rooms.append(most - load)
    }
  }
  return people
}

/// Head count against greatest and mean load, a row each.
///
/// Where there are at least as many people as staffed grids, a grid's people share its load evenly; where there are fewer,
/// people of a community hold whole grids, the heaviest first to whoever has least. Where there are fewer than communities,
/// figures are those of the communities that somebody looks after, the heaviest; the rest is told apart.
///
/// - Throws: As ``sharePosts(_:among:staffed:method:)``.
/// - SeeAlso: Graham, "Bounds on multiprocessing timing anomalies", SIAM J. Appl. Math. 1969.
public func whatIf(
  _ headCounts: [Int], among grids: [StaffedGrid], staffed isStaffed: [Bool], method: PostMethod
) throws(StaffingError) -> [HeadCountOutcome] {
  let tree = TerritoryTree(grids, isStaffed: isStaffed)
  var rows: [HeadCountOutcome] = []
  for count in headCounts {
    let shares = try sharePosts(count, among: grids, staffed: isStaffed, method: method)
    let served = zip(shares.communities, tree.gridsOfCommunity).filter { $0.0.posts > 0 }
    let empty = shares.communities.filter { $0.posts == 0 }
    let mean = Double(served.reduce(0) { $0 + $1.0.load }) / 1000 / Double(count)
    let greatest: Double
    let bound: Double
    if !shares.grids.isEmpty {
      greatest = greatestShare(grids, shares.grids)
      let best = try sharePosts(count, among: grids, staffed: isStaffed, method: .minMax)
      bound = greatestShare(grids, best.grids)
    } else {
      greatest = served.reduce(0) { most, place in
        max(most, Double(spread(place.1.map { grids[$0].load }, over: place.0.posts)) / 1000)
      }
      // People of a community hold whole grids of it.
      bound = served.reduce(mean) { most, place in
        max(most, place.1.reduce(0) { max($0, Double(grids[$1].load) / 1000) })
      }
    }
    rows.append(
      HeadCountOutcome(
        headCount: count, meanLoad: mean, greatestLoad: greatest, greatestLoadBound: min(bound, greatest),
        emptyCommunities: empty.count, unserved: Double(empty.reduce(0) { $0 + $1.load }) / 1000))
  }
  return rows
}

private func greatestShare(_ grids: [StaffedGrid], _ posts: [Int]) -> Double {
  zip(grids, posts).reduce(0) { $1.1 > 0 ? max($0, Double($1.0.load) / 1000 / Double($1.1)) : $0 }
}

/// The greatest load when loads go, heaviest first, each to whoever has least.
private func spread(_ loads: [Int], over people: Int) -> Int {
  var sums = [Int](repeating: 0, count: max(1, people))
  for load in loads.sorted(by: >) {
    let least = sums.indices.min { (sums[$0], $0) < (sums[$1], $1) } ?? 0
    sums[least] += load
  }
  return sums.max() ?? 0
}
