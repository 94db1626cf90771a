import GridStaffing
import Testing

@Suite("Who is missing")
struct ShortageTests {
  private func town(_ households: [Int], people: Int, skilled: Int = 0) -> Town {
    var town = Town(grids: households.count, people: people, seed: 3)
    town.grids = zip(town.grids, households).map { grid, households in
      StaffedGrid(
        code: grid.code, kind: grid.kind, community: grid.community, township: grid.township, isLeaf: true,
        households: households, load: households * 1000, place: grid.place, siteClass: grid.siteClass)
    }
    town.members = town.members.enumerated().map { index, member in
      StaffMember(id: member.id, role: 0, skills: index < skilled ? ["school"] : [], home: member.home)
    }
    return town
  }

  private func shortages(_ town: Town, _ rules: StaffingRules) throws -> StaffAssignment {
    try assign(town.members, to: makePosts(town.grids, rules: rules), in: town.grids, rules: rules)
  }

  @Test("Too few people: as many more as posts are vacant, or a higher limit of grids")
  func people() throws {
    let found = try shortages(town([100, 200, 300, 400, 500, 600, 700], people: 3), .workers())
    let shortage = try #require(found.shortages.first)
    #expect(found.shortages.count == 1)
    #expect(shortage.posts == 7 && shortage.people == 3 && shortage.capacity == 3 && shortage.vacant == 4)
    #expect(shortage.morePeople == 4 && shortage.maximumGridsNeeded == 3)
    #expect(shortage.places.reduce(0) { $0 + $1.vacant } == 4)
  }

  @Test("Too few with a skill: those posts alone are told, though other people are idle")
  func skills() throws {
    // Of 15 grids those at 0, 7 and 14 are schools.
    let found = try shortages(
      town(Array(repeating: 100, count: 15), people: 40, skilled: 1), .workers(schoolSkill: true))
    let shortage = try #require(found.shortages.first)
    #expect(shortage.skills == ["school"] && shortage.posts == 3 && shortage.people == 1 && shortage.vacant == 2)
    #expect(shortage.morePeople == 2)
    #expect(found.memberOfPost.count { $0 != nil } == 13)
  }

  @Test(
    "A grid too heavy for everybody: the limit that would do, and no number of people",
    arguments: [(500, 612), (300, 612), (611, 612)])
  func households(limit: Int, needed: Int) throws {
    let found = try shortages(town([100, 200, 250, 612], people: 6), .workers(maximumHouseholds: limit))
    let shortage = try #require(found.shortages.first)
    #expect(shortage.vacant == 1 && shortage.posts == 1 && shortage.heaviest == 612_000)
    #expect(shortage.maximumHouseholdsNeeded == needed && shortage.morePeople == nil)
    #expect(
      try shortages(town([100, 200, 250, 612], people: 6), .workers(maximumHouseholds: needed)).shortages.isEmpty)
    #expect(
      try !shortages(town([100, 200, 250, 612], people: 6), .workers(maximumHouseholds: needed - 1)).shortages.isEmpty)
  }

  @Test("The limit of grids that is told works, and one less does not", arguments: [(7, 3), (20, 6), (9, 9), (30, 4)])
  func gridLimit(posts: Int, people: Int) throws {
    let crowd = town(Array(repeating: 50, count: posts), people: people)
    let told = try shortages(crowd, .workers()).shortages.first?.maximumGridsNeeded ?? 1
    #expect(try shortages(crowd, .workers(maximumGrids: told)).shortages.isEmpty)
    if told > 1 { #expect(try !shortages(crowd, .workers(maximumGrids: told - 1)).shortages.isEmpty) }
    #expect(told == (posts + people - 1) / people)
  }

  @Test("More people as told fill every post", arguments: 1...4)
  func morePeople(seed: UInt64) throws {
    var crowd = Town(grids: 40, people: 23, seed: seed)
    let rules = try StaffingRules.workers()
    let told = try #require(try shortages(crowd, rules).shortages.first?.morePeople)
    crowd.members += (0..<told).map { StaffMember(id: "new\($0)", role: 0, home: StaffPlace(x: 0, y: 0)) }
    #expect(try shortages(crowd, rules).shortages.isEmpty)
  }
}
