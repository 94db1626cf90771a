import GridStaffing
import Referees
import Testing

/// Head counts, load limits and comparisons: one model, and answers that do not contradict each other.
@Suite("Head counts")
struct HeadCountTests {
  private func grid(_ index: Int, _ households: Int, _ community: Int) -> StaffedGrid {
    StaffedGrid(
      code: "g\(index)", kind: households > 0 ? "first" : "dedicated", community: "c\(community)",
      township: "t\(community / 3)", isLeaf: true, households: households, load: households * 1000,
      place: StaffPlace(x: 0, y: 0))
  }

  /// Communities of very different numbers of grids, many without anybody living there.
  private func grids(_ count: Int, seed: UInt64) -> [StaffedGrid] {
    var chance = SeededRandom(seed: seed)
    return (0..<count).map { index in
      let isEmpty = Int.random(in: 0..<3, using: &chance) > 0
      return grid(
        index, isEmpty ? 0 : Int.random(in: 20...600, using: &chance), Int.random(in: 0..<(count / 6), using: &chance))
    }
  }

  // MARK: Against all divisions

  /// The least greatest load where each grid is held by one of so many people, who may hold others too, or by several who
  /// hold nothing else.
  private func best(_ loads: [Int], people: Int) -> Int {
    var best = Int.max
    func descend(_ grid: Int, _ sums: [Int], _ left: Int, _ greatest: Int) {
      guard grid < loads.count else { return best = min(best, greatest) }
      // A grid without load is anybody's.
      guard loads[grid] > 0 else { return descend(grid + 1, sums, left, greatest) }
      for person in sums.indices {
        var sums = sums
        sums[person] += loads[grid]
        descend(grid + 1, sums, left, max(greatest, sums[person]))
      }
      guard left > 0 else { return }
      descend(grid + 1, sums + [loads[grid]], left - 1, max(greatest, loads[grid]))
      for own in 2..<max(3, left + 1) where own <= left {
        descend(grid + 1, sums, left - own, max(greatest, loads[grid] / own))
      }
    }
    descend(0, [], people, 0)
    return best
  }

  /// The same over communities, each with somebody.
  private func best(_ communities: [[Int]], people: Int) -> Int {
    guard let first = communities.first else { return people == 0 ? 0 : .max }
    let rest = Array(communities.dropFirst())
    guard people > rest.count else { return .max }
    return (1...(people - rest.count)).reduce(.max) { least, own in
      let others = rest.isEmpty ? (own == people ? 0 : Int.max) : best(rest, people: people - own)
      return others == .max ? least : min(least, max(best(first, people: own), others))
    }
  }

  @Test("Where grids are shared, no division of tiny cases is below the bound, and what is found is one", arguments: 1...12)
  func sharing(seed: UInt64) throws {
    var chance = SeededRandom(seed: seed)
    // Equal parts are whole.
    let communities = [[0, 0, 0, 0], [0, 0, 0]].map {
      $0.map { _ in max(0, 60 * Int.random(in: -1...8, using: &chance)) }
    }
    let grids = communities.enumerated().flatMap { index, loads in loads.map { grid($0, $0, index) } }
    let needed = grids.map { _ in 1 }
    let counts = Array(2...7)
    let rows = try whatIf(counts, among: grids, needed: needed, method: .minMax)
    for (count, row) in zip(counts, rows) {
      let least = Double(best(communities, people: count))
      #expect(row.greatestLoadSharingBound <= least && least <= row.greatestLoadSharing, "\(communities) \(count)")
      #expect(row.greatestLoadSharing <= row.greatestLoad)
    }
    for limit in [60, 150, 240, 400] {
      let need = try peopleNeeded(limit: limit, among: grids, needed: needed)
      if let fewest = counts.first(where: { best(communities, people: $0) <= limit }) {
        #expect(need.peopleSharingBound <= fewest && fewest <= need.peopleSharing, "\(communities) \(limit)")
      } else {
        #expect(need.peopleSharing > 7)
      }
    }
  }

  @Test("With each in one grid the bound is the least there is, posts of the rules kept", arguments: 1...8)
  func apart(seed: UInt64) throws {
    var chance = SeededRandom(seed: seed)
    let loads = (0..<4).map { $0 == 1 ? 0 : 60 * Int.random(in: 1...9, using: &chance) }
    let needed = (0..<4).map { _ in Int.random(in: 1...2, using: &chance) }
    let grids = loads.enumerated().map { grid($0, $1, $0 / 2) }
    for count in needed.reduce(0, +)...9 {
      var least = Double.infinity
      func descend(_ posts: [Int], _ rest: Int) {
        guard posts.count < 4 else {
          if rest == 0 { least = min(least, zip(loads, posts).map { Double($0) / Double($1) }.max() ?? 0) }
          return
        }
        guard rest >= needed[posts.count] else { return }
        for own in needed[posts.count]...rest { descend(posts + [own], rest - own) }
      }
      descend([], count)
      for method in PostMethod.allCases {
        let row = try #require(try whatIf([count], among: grids, needed: needed, method: method).first)
        #expect(row.isEachInOneGrid && abs(row.greatestLoadBound - least) < 0.001 && row.greatestLoad >= least - 0.001)
        #expect(row.greatestLoadSharing <= row.greatestLoadBound)
        if method == .minMax { #expect(row.greatestLoad == row.greatestLoadBound) }
      }
    }
  }

  // MARK: Against each other

  @Test("What a comparison says is the inverse of what a load limit says", arguments: 1...6)
  func inverse(seed: UInt64) throws {
    let grids = grids(48, seed: seed)
    let needed = grids.map { _ in 1 }
    for limit in [40, 150, 300, 496, 2_000] {
      let need = try peopleNeeded(limit: limit, among: grids, needed: needed)
      let most = Double(limit)
      let rows = try whatIf(
        [need.peopleSharing, need.peopleSharingBound, need.people], among: grids, needed: needed, method: .webster)
      #expect(rows[0].greatestLoadSharing <= most && rows[1].greatestLoadSharingBound <= most)
      #expect(rows[2].isEachInOneGrid && rows[2].greatestLoadBound <= most)
    }
    for count in [12, 20, 47, 48, 70] {
      let row = try #require(try whatIf([count], among: grids, needed: needed, method: .minMax).first)
      guard row.emptyCommunities == 0 else { continue }
      let found = try peopleNeeded(
        limit: Int(row.greatestLoadSharing.rounded(.up)), among: grids, needed: needed)
      #expect(found.peopleSharing <= count)
      // The head count is shared out as the comparison has it.
      let shares = try sharePosts(count, among: grids, needed: needed, method: .minMax)
      #expect(zip(found.communities, shares.communities).allSatisfy { $0.peopleSharing <= $1.posts } || count >= 48)
    }
  }

  @Test("More people never have more to do where grids are shared", arguments: PostMethod.allCases)
  func monotone(method: PostMethod) throws {
    let grids = grids(48, seed: 5)
    let rows = try whatIf(
      [12, 24, 47, 48, 49, 80, 200], among: grids, needed: grids.map { _ in 1 }, method: method)
    for row in rows {
      #expect(row.greatestLoad >= row.greatestLoadBound && row.greatestLoad >= row.meanLoad - 0.001)
      #expect(row.greatestLoadSharing >= row.greatestLoadSharingBound)
    }
    for (fewer, more) in zip(rows, rows.dropFirst()) {
      #expect(more.greatestLoadSharing <= fewer.greatestLoadSharing)
      #expect(more.greatestLoadSharingBound <= fewer.greatestLoadSharingBound)
    }
  }

  // MARK: Grids without households, roles

  @Test("A grid where nobody lives takes nobody from the others where grids are shared, and is told where each has one")
  func emptyGrids() throws {
    let grids = [496, 400, 300].enumerated().map { grid($0, $1, 0) } + (3..<12).map { grid($0, 0, 0) }
    let needed = grids.map { _ in 1 }
    let rows = try whatIf([3, 4, 11, 12, 13], among: grids, needed: needed, method: .webster)
    #expect(rows.map(\.withoutLoad) == [0, 0, 0, 9, 9])
    #expect(rows.map(\.greatestLoadSharing)[0...1] == [496, 400])
    #expect(rows[2].greatestLoad < 150 && rows[3].greatestLoad == 496 && rows[4].greatestLoad == 400)
    #expect(abs(rows[3].meanLoad - 1196.0 / 3) < 1e-9 && rows[4].meanLoad == 299)
    let need = try peopleNeeded(limit: 300, among: grids, needed: needed)
    #expect(need.people == 5 + 9 && need.peopleWithoutLoad == 9 && need.peopleSharing == 5)
  }

  @Test("A head count is of one role, whose posts it makes and no others")
  func roles() throws {
    let rules = try StaffingRules(preset: "one-leader-two-members")
    let grids = [496, 400, 0].enumerated().map { grid($0, $1, 0) }
    #expect(throws: StaffingError.severalRoles(["head", "member"])) { try rules.countedRole(nil, in: grids) }
    #expect(throws: StaffingError.leaderNotShared(role: "head")) { try rules.countedRole("head", in: grids) }
    #expect(throws: StaffingError.noSuchRole("boss", known: ["head", "member"])) {
      try rules.countedRole("boss", in: grids)
    }
    let member = try rules.countedRole("member", in: grids)
    let needed = grids.map { rules.count(of: member, in: $0) }
    #expect(needed == [2, 2, 2])
    let row = try #require(try whatIf([6], among: grids, needed: needed, method: .webster).first)
    #expect(row.greatestLoad == 248 && row.withoutLoad == 2 && row.meanLoad == 224)
    let shares = try sharePosts(9, among: grids, needed: needed, method: .webster)
    let posts = makePosts(grids, rules: rules, shares: shares.grids, of: member)
    #expect(posts.count { $0.role == member } == 9 && posts.count { $0.role != member } == 3)
    #expect(try StaffingRules(preset: "one-per-grid").countedRole(nil, in: grids) == 0)
  }

  // MARK: Quotas

  @Test("A place a post or more off its quota is told, by whatever cause", arguments: PostMethod.allCases)
  func offQuota(method: PostMethod) throws {
    // The quota of the first is 2.6 of four; everybody has one.
    let grids = [650, 120, 120, 110].enumerated().flatMap { index, households in
      (0..<3).map { grid(3 * index + $0, $0 == 0 ? households : 0, index) }
    }
    let shares = try sharePosts(4, among: grids, needed: grids.map { _ in 1 }, method: method)
    #expect(shares.communities.map(\.posts) == [1, 1, 1, 1])
    #expect(shares.communitiesOffQuota.map(\.code) == ["c0"] && shares.communitiesOffQuota.map(\.posts) == [1])
    #expect(abs((shares.communitiesOffQuota.first?.quota ?? 0) - 2.6) < 1e-9)
  }

  @Test("Weights that are all 0 are refused")
  func weightless() throws {
    let role = StaffRole(id: "worker", name: StaffText(en: "worker", zh: "网格员"))
    let posts = [PostRule(role: "worker", quantity: .each(1))]
    #expect(throws: StaffingError.weightless) {
      try StaffingRules(roles: [role], posts: posts, load: LoadRule(urban: 0, rural: 0, groups: ["elders": 0]))
    }
    let light = try StaffingRules(roles: [role], posts: posts, load: LoadRule(urban: 0, rural: 0, visits: ["shops": 0.1]))
    #expect(light.load.isWeighted && !LoadRule(count: .levels).isWeighted)
  }
}
