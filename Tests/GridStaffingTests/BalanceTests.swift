import GridStaffing
import Testing

@Suite("Balance")
struct BalanceTests {
  @Test("Equal loads are even by every measure")
  func even() throws {
    let figures = try #require(LoadFigures([300_000, 300_000, 300_000], band: 300...500))
    #expect(figures.standardDeviation == 0 && figures.gini == 0 && figures.jain == 1 && figures.maximumOverMean == 1)
    #expect(figures.inBand == 3 && figures.mean == 300 && figures.workers == 3)
  }

  @Test("One who has all is uneven by every measure")
  func uneven() throws {
    let figures = try #require(LoadFigures([0, 0, 0, 800_000]))
    #expect(figures.gini == 0.75 && figures.jain == 0.25 && figures.maximumOverMean == 4)
    #expect(figures.minimum == 0 && figures.mean == 200 && figures.inBand == nil)
  }

  @Test("Gini is the mean difference over twice the mean, deviation and Jain as defined", arguments: 1...6)
  func definitions(seed: UInt64) throws {
    let loads = Town(grids: 37, people: 0, seed: seed).grids.map(\.load)
    let figures = try #require(LoadFigures(loads))
    let values = loads.map { Double($0) / 1000 }
    let mean = values.reduce(0, +) / 37
    let differences = values.reduce(0) { sum, a in sum + values.reduce(0) { $0 + abs(a - $1) } }
    let squares = values.reduce(0) { $0 + $1 * $1 }
    #expect(abs((figures.gini ?? 0) - differences / (2 * 37 * 37 * mean)) < 1e-12)
    #expect(abs(figures.standardDeviation - (squares / 37 - mean * mean).squareRoot()) < 1e-9)
    #expect(abs((figures.jain ?? 0) - 37 * 37 * mean * mean / (37 * squares)) < 1e-12)
    let curve = lorenzCurve(loads)
    let area = zip(curve, curve.dropFirst()).reduce(0) {
      $0 + ($1.1.people - $1.0.people) * ($1.1.load + $1.0.load) / 2
    }
    #expect(abs(1 - 2 * area - (figures.gini ?? 0)) < 1e-9)
  }

  @Test("Nobody has no figures, and people without load no ratios")
  func nobody() throws {
    #expect(LoadFigures([]) == nil)
    let idle = try #require(LoadFigures([0, 0]))
    #expect(idle.gini == nil && idle.jain == nil && idle.maximumOverMean == nil)
  }

  @Test("The county's workers are each in one township's figures where nobody works in two")
  func scopes() throws {
    let town = Town(grids: 60, people: 60, seed: 2)
    let rules = try StaffingRules.workers()
    let posts = makePosts(town.grids, rules: rules)
    let assignment = try assign(town.members, to: posts, in: town.grids, rules: rules)
    let balance = StaffBalance(assignment.memberOfPost, posts: posts, grids: town.grids, rules: rules)
    let county = try #require(balance.rows.first)
    let figures = try #require(county.figures)
    #expect(county.scope == .county && figures.workers == 60 && county.unladen == 0)
    let townships = balance.rows.filter { if case .township = $0.scope { true } else { false } }
    #expect(townships.count == 3 && townships.reduce(0) { $0 + ($1.figures?.workers ?? 0) } == 60)
    #expect(abs(townships.reduce(0) { $0 + ($1.figures?.total ?? 0) } - figures.total) < 1e-6)
  }

  @Test("People in posts where nobody lives are counted apart and change no figure of the others")
  func unladen() throws {
    let town = Town(grids: 40, people: 40, seed: 3)
    let rules = try StaffingRules.workers()
    func balance(_ grids: [StaffedGrid]) -> StaffBalance {
      let posts = makePosts(grids, rules: rules)
      return StaffBalance(posts.indices.map { $0 }, posts: posts, grids: grids, rules: rules)
    }
    let empty = town.grids.map { grid in
      StaffedGrid(
        code: grid.code + "E", kind: "dedicated", community: grid.community, township: grid.township, isLeaf: true,
        households: 0, load: 0, place: grid.place)
    }
    let alone = balance(town.grids)
    let both = balance(town.grids + empty)
    #expect(both.rows.map(\.figures) == alone.rows.map(\.figures) && both.loads == alone.loads)
    #expect(both.rows.first?.unladen == 40 && both.unladen == [40])
    #expect(balance(empty).rows.allSatisfy { $0.figures == nil && $0.unladen > 0 })
  }

  @Test("Staying put, the posts of a grid go to the people there, and more people than posts stay without")
  func present() throws {
    let town = Town(grids: 3, people: 0, seed: 1)
    let rules = try StaffingRules.workers()
    let posts = makePosts(town.grids, rules: rules)
    let members = [0, 0, 2].enumerated().map { StaffMember(id: "\($0)", role: 0, home: nil, present: [$1]) }
    #expect(presentHolders(of: posts, members: members) == [0, nil, 2])
  }

  @Test(
    "Weights change what a household weighs",
    arguments: [
      (LoadRule(), 150_000), (LoadRule(rural: 1_500), 175_000), (LoadRule(urban: 0), 50_000),
      (LoadRule(visits: ["elder": 0.1]), 151_200), (LoadRule(visits: ["elder": 0.0125, "shop": 1]), 150_150),
      (LoadRule(kilometre: 10_000), 150_000 + 8_725), (LoadRule(groups: ["elders": 500]), 156_000),
      (LoadRule(urban: 0, groups: ["elders": 500, "tenants": 250, "others": 9_000]), 63_500),
    ])
  func weights(rule: LoadRule, load: Int) {
    // 0.7124 · √(150 · 10,000 m²) = 872.5 m.
    let groups = ["elders": 12, "tenants": 30]
    #expect(
      rule.load(urban: 100, rural: 50, area: 10_000, groups: groups, yearlyVisits: ["elder": 12]) == load)
  }
}
