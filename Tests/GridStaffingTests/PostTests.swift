import GridStaffing
import Referees
import Testing

@Suite("Posts")
struct PostTests {
  private func grids(_ households: [Int], perCommunity: Int = 4, perTownship: Int = 12) -> [StaffedGrid] {
    households.enumerated().map { index, households in
      StaffedGrid(
        code: "g\(index)", kind: "first", community: "c\(index / perCommunity)", township: "t\(index / perTownship)",
        isLeaf: true, households: households, load: households * 1000, place: StaffPlace(x: 0, y: 0))
    }
  }

  private func random(_ count: Int, seed: UInt64) -> [Int] {
    Town(grids: count, people: 0, seed: seed).grids.map(\.households)
  }

  @Test(
    "Presets ask for one, three, and five and X people a grid",
    arguments: [
      ("one-per-grid", 0, 1), ("one-leader-two-members", 0, 3), ("1+4+X", 0, 5), ("1+4+X", 7, 12),
    ])
  func presets(name: String, x: Int, count: Int) throws {
    let rules = try StaffingRules(preset: name, x: x)
    #expect(makePosts(grids([100, 7, 0]), rules: rules).count == 3 * count)
    #expect(rules.roles.filter(\.isLeader).count <= 1)
  }

  @Test("2,397 + 7,284 + 1,316 + 1,409 grids, one worker each, are 12,406 posts")
  func dali() throws {
    let counts = [("first", 2_397, false), ("second", 7_284, true), ("third", 1_316, true), ("dedicated", 1_409, true)]
    let grids = counts.flatMap { kind, count, isLeaf in
      (0..<count).map {
        StaffedGrid(
          code: "\(kind)\($0)", kind: kind, community: "c", township: "t", isLeaf: isLeaf, households: 16,
          load: isLeaf ? 16_000 : 0,
          place: StaffPlace(x: 0, y: 0))
      }
    }
    let rules = try StaffingRules(preset: "one-per-grid")
    #expect(makePosts(grids, rules: rules).count == 12_406)
    #expect(try makePosts(grids, rules: StaffingRules(preset: "one-leader-two-members")).count == 3 * (12_406 - 2_397))
  }

  @Test("A grid's load is shared among the people of a role, to the last thousandth")
  func loads() throws {
    let rules = try StaffingRules(preset: "1+4+X", x: 3)
    let posts = makePosts(grids([100, 301, 0]), rules: rules)
    for grid in 0..<3 {
      for role in 0..<3 {
        let own = posts.filter { $0.grid == grid && $0.role == role }.map(\.load)
        #expect(own.reduce(0, +) == [100_000, 301_000, 0][grid])
        #expect((own.max() ?? 0) - (own.min() ?? 0) <= 1)
      }
    }
  }

  @Test(
    "One for so many households counts a part of it whole", arguments: [(0, 0), (1, 1), (300, 1), (301, 2), (900, 3)])
  func oneFor(households: Int, count: Int) throws {
    let role = StaffRole(id: "member", name: StaffText(en: "member", zh: "成员"))
    let rules = try StaffingRules(roles: [role], posts: [PostRule(role: "member", quantity: .oneFor(households: 300))])
    #expect(makePosts(grids([households]), rules: rules).count == count)
  }

  @Test("Rules that contradict themselves are refused")
  func refused() throws {
    let head = StaffRole(id: "head", name: StaffText(en: "head", zh: "网格长"), isLeader: true)
    func fault(_ roles: [StaffRole], _ posts: [PostRule]) -> StaffingError? {
      do throws(StaffingError) { _ = try StaffingRules(roles: roles, posts: posts) } catch { return error }
      return nil
    }
    #expect(fault([head, head], [PostRule(role: "head", quantity: .each(1))]) == .roleTwice("head"))
    #expect(fault([head], []) == .noPosts)
    #expect(fault([head], [PostRule(role: "hed", quantity: .each(1))]) == .unknownRole("hed"))
    #expect(fault([head], [PostRule(role: "head", quantity: .each(2))]) == .manyLeaders(role: "head"))
    #expect(fault([head], [PostRule(role: "head", quantity: .oneFor(households: 9))]) == .manyLeaders(role: "head"))
    #expect(throws: StaffingError.unknownPreset("2+2")) { try StaffingRules(preset: "2+2") }
  }

  // MARK: Head counts

  @Test("A head count is shared out whole, above and below, at least one a grid", arguments: PostMethod.allCases, 1...4)
  func sums(method: PostMethod, seed: UInt64) throws {
    let grids = grids(random(60, seed: seed))
    for count in [60, 61, 100, 317] {
      let shares = try sharePosts(count, among: grids, needed: grids.map { _ in 1 }, method: method)
      #expect(shares.townships.reduce(0) { $0 + $1.posts } == count)
      #expect(shares.communities.reduce(0) { $0 + $1.posts } == count)
      #expect(shares.grids.reduce(0, +) == count && shares.grids.allSatisfy { $0 >= 1 })
      for (index, community) in shares.communities.enumerated() {
        #expect(shares.grids[index * 4..<index * 4 + 4].reduce(0, +) == community.posts)
      }
    }
    let few = try sharePosts(20, among: grids, needed: grids.map { _ in 1 }, method: method)
    #expect(few.grids.isEmpty && few.communities.allSatisfy { $0.posts >= 1 })
  }

  @Test("Largest remainder stays within one of every quota of townships", arguments: 1...6)
  func quota(seed: UInt64) throws {
    let grids = grids(random(96, seed: seed))
    let total = Double(grids.reduce(0) { $0 + $1.load })
    let shares = try sharePosts(2_000, among: grids, needed: grids.map { _ in 1 }, method: .largestRemainder)
    for township in shares.townships {
      #expect(abs(Double(township.posts) - 2_000 * Double(township.load) / total) < 1)
    }
  }

  @Test(
    "One more to share leaves nobody with less, through every head count, where the method is by divisors",
    arguments: [PostMethod.webster, .huntingtonHill, .minMax], 1...5)
  func monotone(method: PostMethod, seed: UInt64) throws {
    // Townships of communities of very different numbers of grids, some where nobody lives.
    var chance = SeededRandom(seed: seed)
    let grids = random(48, seed: seed).enumerated().map { index, households in
      let community = Int.random(in: 0...9, using: &chance)
      let own = index % 11 == 3 ? 0 : households
      return StaffedGrid(
        code: "g\(index)", kind: "first", community: "c\(community)", township: "t\(community / 4)", isLeaf: true,
        households: own, load: own * 1000, place: StaffPlace(x: 0, y: 0))
    }
    func places(_ count: Int) throws -> [Int] {
      let shares = try sharePosts(count, among: grids, needed: grids.map { _ in 1 }, method: method)
      #expect(shares.communities.reduce(0) { $0 + $1.posts } == count)
      let perGrid = shares.grids.isEmpty ? [Int](repeating: 0, count: grids.count) : shares.grids
      return shares.townships.map(\.posts) + shares.communities.map(\.posts) + perGrid
    }
    // Min-max goes by what people can share until there is one for every post.
    let first = method == .minMax ? grids.count : 1
    var fewer = try places(first)
    for count in first + 1...140 {
      let more = try places(count)
      #expect(zip(fewer, more).allSatisfy { $0 <= $1 }, "\(count)")
      fewer = more
    }
  }

  @Test("Below the number of grids no community has more people than grids, and above it none fewer", arguments: PostMethod.allCases)
  func limits(method: PostMethod) throws {
    // One community has nearly all of the load on two grids.
    let grids = grids([4_000, 4_000] + Array(repeating: 20, count: 18), perCommunity: 2, perTownship: 10)
    for count in 1...40 {
      let shares = try sharePosts(count, among: grids, needed: grids.map { _ in 1 }, method: method)
      for community in shares.communities {
        if count >= 20 || method != .minMax {
          #expect(count < 20 ? community.posts <= community.grids : community.posts >= community.grids)
        }
        if count >= 10 { #expect(community.posts >= 1) }
      }
    }
    let shares = try sharePosts(30, among: grids, needed: grids.map { _ in 1 }, method: method)
    // The quota of the first is 28.7; the others keep one a grid.
    #expect(shares.communities.map(\.posts) == [12] + Array(repeating: 2, count: 9))
    #expect(shares.communitiesAtLeast == 9 && shares.communitiesAtMost == 0)
    let few = try sharePosts(12, among: grids, needed: grids.map { _ in 1 }, method: method)
    #expect(few.communitiesAtMost == (method == .minMax ? 0 : 1))
    #expect(few.communitiesOffQuota.first?.code == "c0")
  }

  @Test("With fewer people than communities, mean and greatest load are of the same households, the others told apart")
  func unserved() throws {
    let grids = grids([900, 100, 300, 200], perCommunity: 2, perTownship: 4)
    let rows = try whatIf([1, 2, 4], among: grids, needed: grids.map { _ in 1 }, method: .webster)
    #expect(rows.map(\.meanLoad) == [1_000, 750, 375] && rows.map(\.greatestLoad) == [1_000, 1_000, 900])
    #expect(rows.map(\.unserved) == [500, 0, 0] && rows.map(\.emptyCommunities) == [1, 0, 0])
    for row in rows { #expect(row.greatestLoadBound <= row.greatestLoad && row.meanLoad <= row.greatestLoad) }
  }

  @Test("Min-max has the smallest greatest load of all ways to share posts out", arguments: 1...8)
  func minMax(seed: UInt64) throws {
    let households = Array(random(5, seed: seed))
    let grids = grids(households)
    for count in 5...11 {
      let shares = try sharePosts(count, among: grids, needed: grids.map { _ in 1 }, method: .minMax)
      func greatest(_ posts: [Int]) -> Double { zip(households, posts).map { Double($0) / Double($1) }.max() ?? 0 }
      var best = Double.infinity
      func descend(_ posts: [Int], _ rest: Int) {
        if posts.count == 5 {
          if rest == 0 { best = min(best, greatest(posts)) }
        } else if rest > 0 {
          for next in 1...rest { descend(posts + [next], rest - next) }
        }
      }
      descend([], count)
      #expect(greatest(shares.grids) == best)
    }
  }

  @Test("Taiyuan: 17,818 households over 49 posts are 363.6 each; 36 times 500 are more, but no two grids go together")
  func taiyuan() throws {
    var households = Array(repeating: 363, count: 49)
    for index in 0..<(17_818 - 49 * 363) { households[index] += 1 }
    let grids = grids(households, perCommunity: 49, perTownship: 49)
    let row = try #require(try whatIf([49], among: grids, needed: grids.map { _ in 1 }, method: .webster).first)
    #expect((row.meanLoad * 10).rounded() / 10 == 363.6)
    let need = try peopleNeeded(limit: 500, among: grids, needed: grids.map { _ in 1 })
    #expect(need.peopleSharingBound == 49 && need.peopleSharing == 49 && need.people == 49)
    #expect(try peopleNeeded(limit: 728, among: grids, needed: grids.map { _ in 1 }).peopleSharing == 25)
  }

  @Test("The estate: 4,839 households of four committees get 21 posts as 5, 5, 5 and 6, most over mean at most 1.107")
  func estate() throws {
    let grids = grids([1_152, 1_152, 1_152, 1_383], perCommunity: 1, perTownship: 4)
    for method in PostMethod.allCases {
      let shares = try sharePosts(21, among: grids, needed: grids.map { _ in 1 }, method: method)
      #expect(shares.grids == [5, 5, 5, 6])
      let most = shares.communities.compactMap(\.loadPerPost).max() ?? 0
      #expect(most / (4_839 / 21.0) <= 1.107)
    }
  }

  @Test(
    "People needed keep every share at the limit, and one fewer anywhere does not", arguments: [50, 137, 500, 5_000])
  func need(limit: Int) throws {
    let grids = grids(random(40, seed: 8))
    let need = try peopleNeeded(limit: limit, among: grids, needed: grids.map { _ in 1 })
    let own = grids.map { max(1, ($0.households + limit - 1) / limit) }
    #expect(need.people == own.reduce(0, +))
    #expect(need.peopleSharingBound <= need.peopleSharing && need.peopleSharing <= need.people)
    #expect(need.townships.reduce(0) { $0 + $1.people } == need.people)
    #expect(need.communities.reduce(0) { $0 + $1.peopleSharing } == need.peopleSharing)
  }

  @Test("Questions without an answer are refused")
  func refusals() throws {
    let grids = grids([10])
    #expect(throws: StaffingError.headCountBelowOne(0)) {
      try sharePosts(0, among: grids, needed: [1], method: .webster)
    }
    #expect(throws: StaffingError.noPosts) { try sharePosts(5, among: grids, needed: [0], method: .webster) }
    #expect(throws: StaffingError.outOfRange(what: "load limit", value: 0, least: 1, most: 10_000_000)) {
      try peopleNeeded(limit: 0, among: grids, needed: [1])
    }
  }
}
