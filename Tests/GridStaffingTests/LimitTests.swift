import Foundation
import GridPartitioning
import GridStaffing
import Referees
import Testing

/// People whose limits of grids and households keep them from every post: what HiGHS says of the first three aims.
@Suite("Limits of households")
struct LimitTests {
  static let highs = Referee(importing: "scipy.optimize; scipy.optimize.milp")

  /// Most posts, then most load, then the smallest greatest load, each with the bound proved for it, in households.
  private static let program = """
    import sys, numpy as np
    from scipy.optimize import milp, LinearConstraint, Bounds
    from scipy.sparse import coo_matrix
    w = np.array([float(x) for x in sys.stdin.readline().split()])
    people = [tuple(float(x) for x in l.split()) for l in sys.stdin]
    n, m = len(w), len(people); N = n * m + 1
    rows, cols, vals, lo, hi = [], [], [], [], []
    def row(pairs, l, u):
      for k, v in pairs: rows.append(len(lo)); cols.append(k); vals.append(v)
      lo.append(l); hi.append(u)
    for i in range(n): row([(j * n + i, 1) for j in range(m)], 0, 1)
    for j, (most, limit) in enumerate(people):
      row([(j * n + i, 1) for i in range(n)], 0, most)
      row([(j * n + i, w[i]) for i in range(n)], 0, limit)
      row([(j * n + i, w[i]) for i in range(n)] + [(N - 1, -1)], -np.inf, 0)
    whole = np.ones(N); whole[-1] = 0
    def solve(c):
      A = coo_matrix((vals, (rows, cols)), shape=(len(lo), N)).tocsr()
      return milp(c, constraints=LinearConstraint(A, lo, hi), integrality=whole,
                  bounds=Bounds(0, [1] * (N - 1) + [np.inf]), options={"time_limit": 8, "mip_rel_gap": 0})
    r = solve(np.r_[-np.ones(N - 1), 0]); count = round(-r.fun); print(count, int(-r.mip_dual_bound + 1e-6))
    row([(k, 1) for k in range(N - 1)], count, count)
    r = solve(np.r_[-np.tile(w, m), 0])
    if r.fun is None: print(0, w.sum(), 0); sys.exit()   # nothing found in the time there is
    load = round(-r.fun); print(load, -r.mip_dual_bound)
    if sys.argv[1] == "2": print(0); sys.exit()
    row([(j * n + i, w[i]) for j in range(m) for i in range(n)], load, load)
    r = solve(np.r_[np.zeros(N - 1), 1]); print(r.fun)
    """

  private struct Answer {
    let posts, postsBound: Int
    let load, loadBound, greatest: Double
  }

  /// - Parameter aims: Two or three of them; less than three leaves ``Answer/greatest`` at 0.
  private func answer(_ town: Town, _ highs: Referee, maximumHouseholds: Int, aims: Int = 2) throws -> Answer {
    let people = town.members.map { "\($0.maximumGrids ?? 0) \($0.maximumHouseholds ?? maximumHouseholds)" }
    let input = ([town.grids.map { "\($0.households)" }.joined(separator: " ")] + people).joined(separator: "\n")
    let numbers = try highs.run(Self.program, arguments: ["\(aims)"], input: input)
      .split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    try #require(numbers.count == 5)
    return Answer(
      posts: Int(numbers[0]), postsBound: Int(numbers[1]), load: numbers[2], loadBound: numbers[3],
      greatest: numbers[4])
  }

  /// Grids and people with limits, all alike or each their own.
  private func town(_ grids: Int, _ people: Int, seed: UInt64, isMixed: Bool) -> Town {
    var town = Town(grids: grids, people: people, seed: seed, capacity: 2 + Int(seed % 3))
    guard isMixed else { return town }
    var random = StableRandom(seed: seed &+ 77)
    town.members = town.members.map { member in
      StaffMember(
        id: member.id, role: 0, home: member.home, maximumGrids: Int.random(in: 1...4, using: &random),
        maximumHouseholds: [250, 450, 650, 700, 900, 1_000].randomElement(using: &random))
    }
    return town
  }

  private func staffed(_ town: Town, maximumHouseholds: Int) throws -> (outcome: RoleOutcome, assignment: StaffAssignment) {
    let rules = try StaffingRules.workers(maximumHouseholds: maximumHouseholds)
    let assignment = try assign(town.members, to: makePosts(town.grids, rules: rules), in: town.grids, rules: rules)
    for (index, member) in town.members.enumerated() {
      let held = town.grids.indices.filter { assignment.memberOfPost[$0] == index }
      #expect(held.count <= member.maximumGrids ?? 1)
      #expect(held.reduce(0) { $0 + town.grids[$1].households } <= member.maximumHouseholds ?? maximumHouseholds)
    }
    return (try #require(assignment.roles.first), assignment)
  }

  @Test(
    "Small cases fill the most posts, leave the fewest households and have the smallest greatest load, as HiGHS finds",
    arguments: [(9, 2), (12, 3), (15, 4)], 1...4)
  func small(size: (Int, Int), seed: UInt64) throws {
    guard let highs = Self.highs else { return }
    let town = town(size.0, size.1, seed: seed, isMixed: seed % 2 == 0)
    let limit = [450, 700, 1_000][Int(seed % 3)]
    let (outcome, _) = try staffed(town, maximumHouseholds: limit)
    let expected = try answer(town, highs, maximumHouseholds: limit, aims: 3)
    #expect(outcome.filled == expected.posts)
    let total = town.grids.reduce(0) { $0 + $1.load }
    #expect(Double(total - outcome.vacantLoad) / 1000 == expected.load)
    #expect(abs(Double(outcome.greatestLoad) / 1000 - expected.greatest) < 1e-6)
    #expect(outcome.isProved)
  }

  @Test(
    "Larger cases stay within a post of what HiGHS finds, and between its bounds",
    arguments: [(24, 6), (36, 9)], 1...2)
  func larger(size: (Int, Int), seed: UInt64) throws {
    guard let highs = Self.highs else { return }
    let town = town(size.0, size.1, seed: seed, isMixed: seed % 2 == 0)
    let (outcome, _) = try staffed(town, maximumHouseholds: 700)
    let found = try answer(town, highs, maximumHouseholds: 700)
    #expect(outcome.filled <= found.postsBound && outcome.filledBound >= found.posts)
    #expect(outcome.filled >= found.posts - 1)
    guard outcome.filled == found.posts else { return }
    let total = town.grids.reduce(0) { $0 + $1.load }
    let load = Double(total - outcome.vacantLoad) / 1000
    #expect(load <= found.loadBound + 1e-6 && Double(total - outcome.vacantLoadBound) / 1000 >= found.load - 1e-6)
    #expect(load >= found.load * 0.98)
  }

  /// Shortest ways of plans that fill so many posts of so much load and give nobody more than the greatest: the best found, the
  /// bound proved for it, and what the linear relaxation gives.
  private static let shortest = """
    import sys, numpy as np
    from scipy.optimize import milp, LinearConstraint, Bounds
    from scipy.sparse import lil_matrix
    filled, load, greatest = (float(x) for x in sys.argv[1:4])
    people = [[float(x) for x in sys.stdin.readline().split()] for _ in range(int(sys.argv[4]))]
    t = np.loadtxt(sys.stdin, ndmin=2); w = t[:, 0]; c = t[:, 1:]; n, m = c.shape
    A = lil_matrix((n + 2 * m + 2, n * m)); lo = np.full(n + 2 * m + 2, -np.inf); hi = np.ones(n + 2 * m + 2)
    for j, (most, limit) in enumerate(people): hi[n + j] = min(limit, greatest); hi[n + m + j] = most
    for i in range(n):
      for j in range(m):
        k = i * m + j
        A[i, k] = 1; A[n + j, k] = w[i]; A[n + m + j, k] = 1; A[n + 2 * m, k] = 1; A[n + 2 * m + 1, k] = w[i]
    lo[n + 2 * m] = hi[n + 2 * m] = filled; lo[n + 2 * m + 1] = hi[n + 2 * m + 1] = load
    k = LinearConstraint(A.tocsr(), lo, hi)
    r = milp(c.ravel(), constraints=k, integrality=np.ones(n * m), bounds=Bounds(0, 1), options={"time_limit": 2})
    l = milp(c.ravel(), constraints=k, bounds=Bounds(0, 1))
    print(np.inf if r.fun is None else r.fun, 0 if r.mip_dual_bound is None else r.mip_dual_bound, l.fun)
    """

  @Test(
    "Where posts stay vacant no plan as full has shorter ways than the bound, which is near the relaxation or above it",
    arguments: [(24, 6), (30, 8)], 1...2)
  func ways(size: (Int, Int), seed: UInt64) throws {
    guard let highs = Self.highs else { return }
    let town = town(size.0, size.1, seed: seed, isMixed: seed % 2 == 0)
    let (outcome, assignment) = try staffed(town, maximumHouseholds: 700)
    try #require(outcome.filled < size.0)
    let people = town.members.map { "\($0.maximumGrids ?? 0) \($0.maximumHouseholds ?? 700)" }
    let table = town.grids.map { grid in
      "\(grid.households) "
        + town.members.map { "\($0.home?.decimetres(to: grid.place) ?? 0)" }.joined(separator: " ")
    }
    let held = town.grids.indices.filter { assignment.memberOfPost[$0] != nil }.reduce(0) { $0 + town.grids[$1].households }
    let numbers = try highs.run(
      Self.shortest, arguments: ["\(outcome.filled)", "\(held)", "\(outcome.greatestLoad / 1000)", "\(size.1)"],
      input: (people + table).joined(separator: "\n")
    ).split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    try #require(numbers.count == 3)
    #expect(Double(outcome.travelBound) <= numbers[0] + 1e-6)
    #expect(Double(outcome.travel) >= numbers[1] - 1e-6)
    #expect(Double(outcome.travelBound) >= numbers[2] * 0.97, "\(outcome.travelBound) \(numbers)")
  }

  @Test("Three people of two grids and 700 households hold six grids of about 320, not three of the largest")
  func pairs() throws {
    var town = Town(grids: 15, people: 3, seed: 1, capacity: 2)
    // Six that go together two by two, the others too heavy for any pair.
    let households = [305, 307, 314, 325, 328, 348, 391, 395, 402, 404, 410, 419, 433, 440, 452]
    town.grids = zip(town.grids, households).map { grid, households in
      StaffedGrid(
        code: grid.code, kind: "first", community: grid.community, township: grid.township, isLeaf: true,
        households: households, load: households * 1000, place: grid.place)
    }
    let (outcome, assignment) = try staffed(town, maximumHouseholds: 700)
    #expect(outcome.filled == 6 && outcome.isProved)
    let shortage = try #require(assignment.shortages.first)
    #expect(shortage.vacant == 9 && shortage.capacity == 6 && shortage.posts == 15)
  }

  @Test("So many more people as are told fill every post, and fewer than the bound do not", arguments: 1...5)
  func more(seed: UInt64) throws {
    guard let highs = Self.highs else { return }
    var town = town(14, 3, seed: seed, isMixed: seed % 2 == 0)
    let rules = try StaffingRules.workers(maximumGrids: 3, maximumHouseholds: 700)
    let posts = makePosts(town.grids, rules: rules)
    let told = try #require(try assign(town.members, to: posts, in: town.grids, rules: rules).shortages.first)
    let (enough, least) = (try #require(told.morePeople), try #require(told.morePeopleBound))
    #expect(1...enough ~= least)
    let known = town.members
    func hire(_ count: Int) {
      town.members = known + (0..<count).map {
        StaffMember(id: "new\($0)", role: 0, home: StaffPlace(x: 0, y: 0), maximumGrids: 3, maximumHouseholds: 700)
      }
    }
    hire(enough)
    #expect(try answer(town, highs, maximumHouseholds: 700).posts == 14)
    hire(least - 1)
    #expect(try answer(town, highs, maximumHouseholds: 700).postsBound < 14)
  }

  @Test("Seven hundred people with limits on two thousand grids fill nearly as much as the bound")
  func county() throws {
    let town = town(2_000, 700, seed: 4, isMixed: true)
    let clock = ContinuousClock()
    let start = clock.now
    let (outcome, _) = try staffed(town, maximumHouseholds: 700)
    print("700 people with limits on 2,000 grids in \(clock.now - start): \(outcome)")
    #expect(outcome.filled <= outcome.filledBound)
    #expect(Double(outcome.filled) >= Double(outcome.filledBound) * 0.97)
  }
}
