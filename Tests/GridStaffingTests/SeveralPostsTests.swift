import Foundation
import GridPartitioning
import GridStaffing
import Referees
import Testing

@Suite("Several posts each")
struct SeveralPostsTests {
  static let highs = Referee(importing: "scipy.optimize; scipy.optimize.milp")

  /// Every plan, one after the other.
  private func best(_ town: Town, _ posts: [StaffPost], capacity: Int) -> (greatest: Int, cost: Int)? {
    var best: (greatest: Int, cost: Int)?
    var loads = town.members.map { _ in 0 }
    var counts = loads
    func descend(_ post: Int, _ cost: Int) {
      if post == posts.count {
        let found = (greatest: loads.max() ?? 0, cost: cost)
        if best.map({ (found.greatest, found.cost) < ($0.greatest, $0.cost) }) ?? true { best = found }
        return
      }
      for member in town.members.indices where counts[member] < capacity {
        guard let home = town.members[member].home else { continue }
        loads[member] += posts[post].load
        counts[member] += 1
        let way = home.decimetres(to: town.grids[posts[post].grid].place)
        let isKept = town.members[member].present.contains(posts[post].grid)
        descend(post + 1, cost + way * (posts.count + 1) + (isKept ? 0 : 1))
        loads[member] -= posts[post].load
        counts[member] -= 1
      }
    }
    descend(0, 0)
    return best
  }

  @Test("Small cases are the best of all plans", arguments: [(6, 3), (7, 2), (5, 4), (8, 3)], 1...4)
  func enumeration(size: (Int, Int), seed: UInt64) throws {
    let town = Town(grids: size.0, people: size.1, seed: seed, present: true)
    let rules = try StaffingRules.workers(maximumGrids: 4)
    let posts = makePosts(town.grids, rules: rules)
    let assignment = try assign(town.members, to: posts, in: town.grids, rules: rules)
    let expected = try #require(best(town, posts, capacity: 4))
    let counted = Count(assignment, posts, town)
    #expect(counted.loads.max() == expected.greatest)
    #expect(counted.travel * (posts.count + 1) + posts.count - counted.kept == expected.cost)
    #expect(assignment.isProved)
  }

  @Test(
    "Greatest loads and bounds stand on the two sides of what HiGHS finds", arguments: [(24, 5), (30, 9), (40, 13)],
    1...2)
  func highs(size: (Int, Int), seed: UInt64) throws {
    guard let highs = Self.highs else { return }
    let town = Town(grids: size.0, people: size.1, seed: seed)
    let rules = try StaffingRules.workers(maximumGrids: 6)
    let posts = makePosts(town.grids, rules: rules)
    let outcome = try #require(try assign(town.members, to: posts, in: town.grids, rules: rules).roles.first)
    let answer = try highs.run(
      """
      import sys, numpy as np
      from scipy.optimize import milp, LinearConstraint, Bounds
      from scipy.sparse import lil_matrix
      m = int(sys.argv[1]); w = np.array([float(l) for l in sys.stdin]); n = len(w)
      A = lil_matrix((n + 2 * m, n * m + 1)); lo = np.zeros(n + 2 * m); hi = np.zeros(n + 2 * m)
      for i in range(n):
        for j in range(m): A[i, i * m + j] = 1; A[n + j, i * m + j] = w[i]; A[n + m + j, i * m + j] = 1
      lo[:n] = hi[:n] = 1; lo[n:] = -np.inf; hi[n:n + m] = 0; hi[n + m:] = 6
      for j in range(m): A[n + j, n * m] = -1
      c = np.zeros(n * m + 1); c[-1] = 1
      r = milp(c, constraints=LinearConstraint(A.tocsr(), lo, hi), integrality=[1] * (n * m) + [0],
               bounds=Bounds(0, [1] * (n * m) + [np.inf]), options={"time_limit": 20})
      print(r.fun, r.mip_dual_bound)
      """, arguments: ["\(size.1)"], input: posts.map { "\($0.load / 1000)" }.joined(separator: "\n"))
    let numbers = answer.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    #expect(Double(outcome.greatestLoadBound) / 1000 <= numbers[0] + 1e-6)
    #expect(Double(outcome.greatestLoad) / 1000 >= numbers[1] - 1e-6)
    // Within two in a hundred of the best known.
    #expect(Double(outcome.greatestLoad) / 1000 <= numbers[0] * 1.02 + 1e-6)
    #expect(outcome.filled == size.0)
  }

  @Test(
    "No plan with this greatest load has shorter ways than the bound, and the bound is near",
    arguments: [(24, 8), (30, 10)],
    1...3)
  func travelBound(size: (Int, Int), seed: UInt64) throws {
    guard let highs = Self.highs else { return }
    let town = Town(grids: size.0, people: size.1, seed: seed)
    let rules = try StaffingRules.workers(maximumGrids: 6)
    let posts = makePosts(town.grids, rules: rules)
    let outcome = try #require(try assign(town.members, to: posts, in: town.grids, rules: rules).roles.first)
    let table = posts.map { post in
      let ways = town.members.map { "\($0.home?.decimetres(to: town.grids[post.grid].place) ?? 0)" }
      return "\(post.load / 1000) \(ways.joined(separator: " "))"
    }.joined(separator: "\n")
    let answer = try highs.run(
      """
      import sys, numpy as np
      from scipy.optimize import milp, LinearConstraint, Bounds
      from scipy.sparse import lil_matrix
      t = np.loadtxt(sys.stdin, ndmin=2); w = t[:, 0]; c = t[:, 1:]; n, m = c.shape
      A = lil_matrix((n + 2 * m, n * m)); lo = np.full(n + 2 * m, -np.inf); hi = np.zeros(n + 2 * m)
      lo[:n] = hi[:n] = 1; hi[n:n + m] = float(sys.argv[1]); hi[n + m:] = 6
      for i in range(n):
        for j in range(m): A[i, i * m + j] = 1; A[n + j, i * m + j] = w[i]; A[n + m + j, i * m + j] = 1
      r = milp(c.ravel(), constraints=LinearConstraint(A.tocsr(), lo, hi), integrality=np.ones(n * m),
               bounds=Bounds(0, 1), options={"time_limit": 20})
      l = milp(c.ravel(), constraints=LinearConstraint(A.tocsr(), lo, hi), bounds=Bounds(0, 1))
      print(r.fun if r.fun is not None else np.inf, l.fun)
      """, arguments: ["\(outcome.greatestLoad / 1000)"], input: table)
    let numbers = answer.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    #expect(Double(outcome.travelBound) <= numbers[0] + 1e-6)
    // The prices lead to what the linear relaxation gives, within one in a hundred.
    #expect(Double(outcome.travelBound) >= numbers[1] * 0.99, "\(outcome.travelBound) \(numbers)")
  }

  @Test("Of all ways to share nineteen posts between two people none is shorter than the bound", arguments: 1...4)
  func everyDivision(seed: UInt64) throws {
    let town = Town(grids: 19, people: 2, seed: seed, present: true)
    let rules = try StaffingRules.workers(maximumGrids: 11)
    let posts = makePosts(town.grids, rules: rules)
    let outcome = try #require(try assign(town.members, to: posts, in: town.grids, rules: rules).roles.first)
    #expect(outcome.filled == 19)
    let homes = town.members.compactMap(\.home)
    let ways = posts.map { post in homes.map { $0.decimetres(to: town.grids[post.grid].place) } }
    var shortest = Int.max
    func descend(_ post: Int, _ loads: [Int], _ counts: [Int], _ way: Int) {
      if post == posts.count { shortest = min(shortest, way) }
      guard post < posts.count, way < shortest else { return }
      for member in 0...1 where counts[member] < 11 && loads[member] + posts[post].load <= outcome.greatestLoad {
        var (more, held) = (loads, counts)
        more[member] += posts[post].load
        held[member] += 1
        descend(post + 1, more, held, way + ways[post][member])
      }
    }
    descend(0, [0, 0], [0, 0], 0)
    #expect(outcome.travelBound <= shortest && shortest <= outcome.travel)
    #expect(outcome.travelBound > 0)
  }

  @Test("Posts of one load go to whoever is nearest, whatever the loads leave room for")
  func equalLoads() throws {
    // Thirty people on one road, two posts in front of each house: everybody can have the two next door.
    let places = (0..<30).map { StaffPlace(x: Double($0) * 1000, y: 0) }
    let grids = (0..<60).map { index in
      StaffedGrid(
        code: "g\(index)", kind: "first", community: "c", township: "t", isLeaf: true, households: 100, load: 100_000,
        place: places[(index * 7) % 30])
    }
    let members = places.indices.map { StaffMember(id: "p\($0)", role: 0, home: places[($0 * 11) % 30]) }
    let rules = try StaffingRules.workers(maximumGrids: 2)
    let posts = makePosts(grids, rules: rules)
    let outcome = try #require(try assign(members, to: posts, in: grids, rules: rules).roles.first)
    #expect(outcome.filled == 60 && outcome.greatestLoad == 200_000 && outcome.travel == 0)
    #expect(outcome.isProved)
  }

  @Test("Limits of grids and households hold, and nobody has two posts of one grid", arguments: 1...5)
  func limits(seed: UInt64) throws {
    let town = Town(grids: 60, people: 50, seed: seed, present: true)
    let worker = StaffRole(
      id: "worker", name: StaffText(en: "worker", zh: "网格员"), maximumGrids: 4, maximumHouseholds: 700)
    let rules = try StaffingRules(roles: [worker], posts: [PostRule(role: "worker", quantity: .each(2))])
    let posts = makePosts(town.grids, rules: rules)
    let assignment = try assign(town.members, to: posts, in: town.grids, rules: rules)
    var held: [Int: [Int]] = [:]
    for (post, member) in zip(posts, assignment.memberOfPost) {
      if let member { held[member, default: []].append(post.grid) }
    }
    for grids in held.values { #expect(grids.count <= 4 && Set(grids).count == grids.count) }
    #expect((Count(assignment, posts, town).loads.max() ?? 0) <= 700_000)
    let outcome = assignment.roles[0]
    #expect(outcome.greatestLoadBound <= outcome.greatestLoad && outcome.travelBound <= outcome.travel)
    #expect(outcome.filled == 120)
  }

  @Test("Half as many people as grids of a large county: every grid has somebody, bounds close")
  func large() throws {
    let town = Town(grids: 3_000, people: 1_400, seed: 5, span: 42_000)
    let rules = try StaffingRules.workers(maximumGrids: 4)
    let posts = makePosts(town.grids, rules: rules)
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = try #require(
      try assign(town.members, to: posts, in: town.grids, rules: rules, control: StaffControl(threads: 2)).roles.first)
    print("1,400 people on 3,000 grids in \(clock.now - start): \(outcome)")
    #expect(outcome.filled == 3_000)
    #expect(outcome.greatestLoad >= outcome.greatestLoadBound && outcome.travel >= outcome.travelBound)
    #expect(Double(outcome.greatestLoad) <= Double(outcome.greatestLoadBound) * 1.05)
  }
}
