import Foundation
import GridPartitioning
import GridStaffing
import Referees
import Testing

@Suite("One post each")
struct AssignmentTests {
  static let scipy = Referee(importing: "scipy.optimize")

  /// Costs as ``assign(_:to:in:rules:control:)`` states them: decimetres first, then posts that change hands.
  private func matrix(_ town: Town, _ posts: [StaffPost], vacancies: Bool, skilled: Bool) -> String {
    let scale = posts.count + 1
    return posts.map { post in
      let row = town.members.map { member -> String in
        guard let home = member.home, post.skills.isSubset(of: member.skills) else { return "1e14" }
        let way = home.decimetres(to: town.grids[post.grid].place)
        return String(way * scale + (member.present.contains(post.grid) ? 0 : 1))
      }
      return row.joined(separator: " ")
    }.joined(separator: "\n")
  }

  @Test(
    "Ways and changes are those of scipy's linear_sum_assignment",
    arguments: [
      (grids: 40, people: 40, span: 20_000.0, seed: 1), (40, 70, 20_000, 2), (120, 120, 50, 3), (150, 160, 5_000, 4),
      (300, 300, 20_000, 5), (200, 200, 3, 6), (1, 1, 100, 7), (90, 91, 20_000, 8),
    ], [false, true])
  func scipy(size: (grids: Int, people: Int, span: Double, seed: Int), present: Bool) throws {
    guard let scipy = Self.scipy else { return }
    let town = Town(
      grids: size.grids, people: size.people, seed: UInt64(size.seed), span: size.span, present: present)
    let rules = try StaffingRules.workers()
    let posts = makePosts(town.grids, rules: rules)
    let assignment = try assign(town.members, to: posts, in: town.grids, rules: rules)
    let answer = try scipy.run(
      """
      import sys, numpy as np
      from scipy.optimize import linear_sum_assignment
      m = np.loadtxt(sys.stdin, dtype=np.float64, ndmin=2)
      r, c = linear_sum_assignment(m)
      print(int(m[r, c].sum()))
      """, input: matrix(town, posts, vacancies: false, skilled: false))
    let counted = Count(assignment, posts, town)
    let cost = counted.travel * (posts.count + 1) + posts.count - counted.kept
    #expect(cost == Int(answer.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(assignment.isProved)
    let outcome = try #require(assignment.roles.first)
    #expect(outcome.travel == counted.travel && outcome.travelBound == counted.travel)
    #expect(Set(assignment.memberOfPost.compactMap(\.self)).count == posts.count)
    #expect(assignment.shortages.isEmpty)
  }

  @Test("Skills are kept, and the ways are still those of scipy", arguments: 1...6)
  func skills(seed: UInt64) throws {
    guard let scipy = Self.scipy else { return }
    let town = Town(grids: 84, people: 100, seed: seed)
    let rules = try StaffingRules.workers(schoolSkill: true)
    let posts = makePosts(town.grids, rules: rules)
    #expect(posts.count == 84 && posts.count { !$0.skills.isEmpty } == 12)
    let assignment = try assign(town.members, to: posts, in: town.grids, rules: rules)
    for (post, member) in zip(posts, assignment.memberOfPost) {
      #expect(post.skills.isSubset(of: town.members[try #require(member)].skills))
    }
    let answer = try scipy.run(
      """
      import sys, numpy as np
      from scipy.optimize import linear_sum_assignment
      m = np.loadtxt(sys.stdin, dtype=np.float64, ndmin=2)
      r, c = linear_sum_assignment(m)
      print(int(m[r, c].sum()))
      """, input: matrix(town, posts, vacancies: false, skilled: true))
    let counted = Count(assignment, posts, town)
    #expect(counted.travel * 85 + 84 - counted.kept == Int(answer.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(assignment.isProved)
  }

  @Test(
    "With fewer people than posts the lightest stay vacant, and then ways are shortest, as scipy has it",
    arguments: [(60, 45), (30, 1), (200, 180)], 1...3)
  func vacancies(size: (Int, Int), seed: UInt64) throws {
    guard let scipy = Self.scipy else { return }
    let town = Town(grids: size.0, people: size.1, seed: seed)
    let rules = try StaffingRules.workers()
    let posts = makePosts(town.grids, rules: rules)
    let assignment = try assign(town.members, to: posts, in: town.grids, rules: rules)
    let vacant = posts.indices.filter { assignment.memberOfPost[$0] == nil }.map { posts[$0].load }
    #expect(vacant.sorted() == Array(posts.map(\.load).sorted().prefix(size.0 - size.1)))
    // Posts of the heaviest loads; where loads tie at the edge scipy may choose among them.
    let edge = vacant.max() ?? 0
    let answer = try scipy.run(
      """
      import sys, numpy as np
      from scipy.optimize import linear_sum_assignment
      rows = [list(map(float, l.split())) for l in sys.stdin]
      loads = np.array([r[0] for r in rows]); m = np.array([r[1:] for r in rows])
      gaps = np.where(loads <= \(edge), 0.0, 1e13)[:, None] * np.ones((1, len(rows) - m.shape[1]))
      gaps -= np.where(loads < \(edge), 1e12, 0.0)[:, None]
      full = np.hstack([m, gaps]); r, c = linear_sum_assignment(full)
      print(int(sum(m[i, j] for i, j in zip(r, c) if j < m.shape[1])))
      """,
      input: zip(posts, matrix(town, posts, vacancies: true, skilled: false).split(separator: "\n"))
        .map { "\($0.load) \($1)" }.joined(separator: "\n"))
    let counted = Count(assignment, posts, town)
    let filled = size.1
    #expect(
      counted.travel * (posts.count + 1) + filled - counted.kept
        == Int(answer.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(assignment.roles[0].isFillingProved && assignment.isProved)
    #expect(assignment.shortages.reduce(0) { $0 + $1.vacant } == size.0 - size.1)
  }

  @Test(
    "Ways that somebody else measured are those of scipy too, however little they follow the straight ones",
    arguments: 1...5)
  func measured(seed: UInt64) throws {
    guard let scipy = Self.scipy else { return }
    let town = Town(grids: 130, people: 141, seed: seed, span: 4_000, present: true)
    // From the straight way to four times as long, different for every pair.
    let ways: @Sendable (Int, Int) -> Int = { [members = town.members, grids = town.grids] member, grid in
      let straight = members[member].home?.decimetres(to: grids[grid].place) ?? 0
      return straight + straight * ((member &* 7919 &+ grid &* 104_729) % 31) / 10
    }
    let rules = try StaffingRules.workers()
    let posts = makePosts(town.grids, rules: rules)
    let assignment = try assign(
      town.members, to: posts, in: town.grids, rules: rules, ways: .measured(greatest: 300_000, ways))
    let table = posts.map { post in
      town.members.indices.map {
        String(ways($0, post.grid) * 131 + (town.members[$0].present.contains(post.grid) ? 0 : 1))
      }.joined(separator: " ")
    }.joined(separator: "\n")
    let answer = try scipy.run(
      """
      import sys, numpy as np
      from scipy.optimize import linear_sum_assignment
      m = np.loadtxt(sys.stdin, dtype=np.float64, ndmin=2)
      r, c = linear_sum_assignment(m)
      print(int(m[r, c].sum()))
      """, input: table)
    let travel = zip(posts, assignment.memberOfPost).reduce(0) { sum, pair in
      sum + (pair.1.map { ways($0, pair.0.grid) } ?? 0)
    }
    let kept = zip(posts, assignment.memberOfPost).count { post, member in
      member.map { town.members[$0].present.contains(post.grid) } ?? false
    }
    #expect(travel * 131 + 130 - kept == Int(answer.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(assignment.isProved && assignment.roles[0].travel == travel)
  }

  @Test("12,406 people are placed on 12,406 grids, and the result is proved to be the best")
  func dali() throws {
    let town = Town(grids: 12_406, people: 12_406, seed: 610_523, span: 42_000)
    let rules = try StaffingRules(preset: "one-per-grid")
    let posts = makePosts(town.grids, rules: rules)
    #expect(posts.count == 12_406)
    let clock = ContinuousClock()
    let start = clock.now
    let assignment = try assign(
      town.members, to: posts, in: town.grids, rules: rules, control: StaffControl(threads: 2))
    print("12,406 people on 12,406 grids in \(clock.now - start)")
    #expect(assignment.isProved)
    #expect(Set(assignment.memberOfPost.compactMap(\.self)).count == 12_406)
    #expect(assignment.roles[0].greatestLoad == town.grids.map(\.load).max())
  }

  @Test("People who share an address are told apart for the proof")
  func offices() throws {
    var town = Town(grids: 900, people: 900, seed: 4)
    let offices = Town(grids: 6, people: 0, seed: 9).grids.map(\.place)
    town.members = town.members.enumerated().map { index, member in
      StaffMember(id: member.id, role: 0, home: offices[index % 6])
    }
    let rules = try StaffingRules.workers()
    let posts = makePosts(town.grids, rules: rules)
    let assignment = try assign(
      town.members, to: posts, in: town.grids, rules: rules, control: StaffControl(threads: 2))
    #expect(assignment.isProved && assignment.roles[0].filled == 900)
  }

  @Test("The number of threads changes nothing", arguments: [2, 3])
  func threads(count: Int) throws {
    let town = Town(grids: 700, people: 650, seed: 2, capacity: 2, present: true)
    let rules = try StaffingRules.workers(maximumGrids: 2)
    let posts = makePosts(town.grids, rules: rules)
    let one = try assign(town.members, to: posts, in: town.grids, rules: rules)
    let more = try assign(town.members, to: posts, in: town.grids, rules: rules, control: StaffControl(threads: count))
    #expect(one == more)
  }

  @Test("People without role or home get no post, and a cancelled call says so")
  func nobody() throws {
    let town = Town(grids: 2, people: 0, seed: 1)
    let rules = try StaffingRules.workers()
    let posts = makePosts(town.grids, rules: rules)
    let members = [
      StaffMember(id: "a", role: nil, home: StaffPlace(x: 0, y: 0)), StaffMember(id: "b", role: 0, home: nil),
      StaffMember(id: "c", role: 0, home: StaffPlace(x: 0, y: 0), maximumGrids: 0),
    ]
    let assignment = try assign(members, to: posts, in: town.grids, rules: rules)
    #expect(assignment.memberOfPost == [nil, nil])
    #expect(assignment.shortages.map(\.vacant) == [2])
    #expect(throws: StaffingError.cancelled) {
      try assign(members, to: posts, in: town.grids, rules: rules, control: StaffControl(isCancelled: { true }))
    }
  }
}
