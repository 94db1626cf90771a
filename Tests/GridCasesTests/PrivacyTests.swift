import GridCases
import GridGeometry
import GridPartitioning
import GridVisits
import Referees
import Testing

@Suite("What the public may see, attacked")
struct PrivacyTests {
  static let secret = Array("a secret of a county".utf8)

  /// A square grid of so many metres with homes at random places.
  static func homes(_ sites: Int, side: Double, seed: UInt64) -> [HomeSite] {
    var random = StableRandom(seed: seed)
    return (0..<sites).map { _ in
      HomeSite(
        place: Point(Double.random(in: 0...side, using: &random), Double.random(in: 0...side, using: &random)),
        households: Int.random(in: 1...6, using: &random))
    }
  }

  @Test(
    "A public point stays in its grid and stands for k households, however the homes lie", arguments: UInt64(1)...20)
  func rings(seed: UInt64) throws {
    let mask = try CaseMask(secret: Self.secret)
    let homes = Self.homes(60, side: 400, seed: seed)
    let grid = MaskedGrid(homes: homes, mask: mask)
    func isInside(_ point: Point) -> Bool { (0...400).contains(point.x) && (0...400).contains(point.y) }
    var shown = 0
    for home in homes {
      guard let point = grid.publicPlace(of: home.place, isInside: isInside) else { continue }
      shown += 1
      #expect(isInside(point))
      // Somebody who knows all homes: nearer to the home than the point lie k households at least …
      let near = homes.filter { $0.place.distance(to: home.place) <= point.distance(to: home.place) }
      #expect(near.reduce(0) { $0 + $1.households } >= mask.k)
      // … and it might be any of k households that the point stands for.
      #expect(grid.households(behind: point) >= mask.k)
    }
    #expect(shown > 30)
  }

  @Test("Every export shows a case at the same point, and all cases of a home at one: averaging gives nothing")
  func averaging() throws {
    let homes = Self.homes(80, side: 500, seed: 9)
    let home = homes[17].place
    let points = try (0..<200).map { number in
      let grid = MaskedGrid(homes: homes, mask: try CaseMask(secret: Self.secret))
      // Reports from around the house, never from the very spot.
      let reported = Point(home.x + Double(number % 7) * 0.1 - 0.3, home.y + Double(number % 5) * 0.1 - 0.2)
      return try #require(grid.publicPlace(of: reported) { _ in true })
    }
    #expect(Set(points).count == 1)
    let near = homes.filter { $0.place.distance(to: home) <= points[0].distance(to: home) }
    #expect(near.reduce(0) { $0 + $1.households } >= 10)
  }

  @Test("Another secret, another point; without the secret nobody can tell which")
  func secrets() throws {
    let homes = Self.homes(80, side: 500, seed: 9)
    var points: Set<Point> = []
    for number in 0..<50 {
      let mask = try CaseMask(secret: Self.secret + [UInt8(number)])
      points.insert(try #require(MaskedGrid(homes: homes, mask: mask).publicPlace(of: homes[3].place) { _ in true }))
    }
    #expect(points.count > 45)
  }

  @Test("A grid with too few households shows no point, nor does a secret too short make a mask")
  func refusals() throws {
    let mask = try CaseMask(secret: Self.secret)
    let few = [HomeSite(place: Point(0, 0), households: 5), HomeSite(place: Point(9, 9), households: 4)]
    #expect(MaskedGrid(homes: few, mask: mask).publicPlace(of: Point(0, 0)) { _ in true } == nil)
    #expect(MaskedGrid(homes: [], mask: mask).publicPlace(of: Point(0, 0)) { _ in true } == nil)
    let homes = Self.homes(60, side: 400, seed: 1)
    #expect(MaskedGrid(homes: homes, mask: mask).publicPlace(of: homes[0].place) { _ in false } == nil)
    #expect(throws: CaseError.badMask) { try CaseMask(secret: Array(Self.secret.prefix(15))) }
    #expect(throws: CaseError.badMask) { try CaseMask(secret: Self.secret, k: 4) }
    #expect(throws: CaseError.badMask) { try CaseMask(secret: Self.secret, k: 10, outer: 10) }
  }

  @Test(
    "Every public case shares all that is said of it with k others; sensitive ones are only counted",
    arguments: UInt64(1)...6)
  func linking(seed: UInt64) throws {
    var random = StableRandom(seed: seed)
    let secretClass = CaseClass(code: "care", name: Bilingual(en: "care", zh: "照料"), isSensitive: true)
    let rules = try CaseRules(
      classes: Fixtures.classes + [secretClass], calendar: try Fixtures.calendar(), colors: try Fixtures.colors())
    var table = CaseTable(classes: rules.classes.map(\.code) + ["unknown"], grids: [])
    for number in 0..<600 {
      // Most are lately reported water cases, a few are of long ago or of another class.
      let isRare = Int.random(in: 0..<8, using: &random) == 0
      let caseClass = isRare ? table.classes.randomElement(using: &random) ?? "water" : "water"
      let minutes =
        isRare ? Int.random(in: -400_000...90_000, using: &random) : Int.random(in: 0...90_000, using: &random)
      try table.add(
        id: "case \(number)", caseClass: caseClass, place: Point(Double(number), 0),
        submitted: try RandomLife.instant(minutes))
    }
    let snapshot = table.snapshot(asOf: try RandomLife.instant(95_000), rules: rules)
    // A third has no place that hides it.
    let shown = PublicCases(table, snapshot, rules: rules) { $0 % 3 == 0 ? nil : Point(Double($0), 1) }
    #expect(shown.cases.count + shown.counted == 600 && shown.cases.count > 250)
    var shared: [[String?]: Int] = [:]
    for item in shown.cases { shared[[item.caseClass, item.color, item.submitted], default: 0] += 1 }
    #expect(shared.values.allSatisfy { $0 >= 10 } && shared.count >= 3)
    #expect(shown.cases.allSatisfy { $0.caseClass != "care" && $0.caseClass != "unknown" })
    #expect(shown.cases.allSatisfy { ($0.submitted?.count ?? 0) <= 7 })
    // The order follows from what is shown, not from when cases came.
    var shuffled = CaseTable(classes: table.classes, grids: [])
    for row in (0..<600).shuffled(using: &random) {
      try shuffled.add(
        id: table.id(of: row), caseClass: table.caseClass(of: row), place: table.place(of: row),
        submitted: table.events(of: row)[0].at)
    }
    let again = PublicCases(shuffled, shuffled.snapshot(asOf: snapshot.asOf, rules: rules), rules: rules) { row in
      shuffled.place(of: row).flatMap { Int($0.x) % 3 == 0 ? nil : Point($0.x, 1) }
    }
    #expect(again == shown)
  }

  /// A tree of places with counts by chance, small ones often.
  static func tree(seed: UInt64) -> (parents: [Int?], leaves: [Int]) {
    var random = StableRandom(seed: seed)
    var parents: [Int?] = [nil]
    var level = [0]
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      var next: [Int] = []
      for node in level where node == 0 || Int.random(in: 0..<5, using: &random) > 0 {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          parents.append(node)
          next.append(parents.count - 1)
        }
      }
      level = next
    }
    let most = [3, 12, 25, 60].randomElement(using: &random) ?? 12
    let leaves = parents.indices.map { _ in
      Bool.random(using: &random) ? Int.random(in: 0...most, using: &random) : Int.random(in: 0...4, using: &random)
    }
    // Parents come before their children, as they are made level by level.
    return (parents, leaves)
  }

  static let highs = Referee(importing: "scipy.optimize")

  /// What somebody learns who knows the tree, all that is published, and that what is suppressed is not zero: the least
  /// and the largest that each suppressed count can be.
  static let attack = """
    import sys, json, numpy as np
    from scipy.optimize import linprog
    answers = []
    for case in json.loads(sys.stdin.read()):
        parents, shown = case["parents"], case["shown"]
        n = len(parents)
        rows, right = [], []
        for node in range(n):
            children = [c for c in range(n) if parents[c] == node]
            if children:
                row = np.zeros(n); row[node] = 1
                for c in children: row[c] = -1
                rows.append(row); right.append(0)
        bounds = [(1, 10**6) if s is None else (s, s) for s in shown]
        out = []
        for node in range(n):
            if shown[node] is not None: continue
            ends = []
            for sign in (1, -1):
                cost = np.zeros(n); cost[node] = sign
                done = linprog(cost, A_eq=np.array(rows) if rows else None, b_eq=right or None, bounds=bounds, method="highs")
                assert done.status == 0, done.message
                ends.append(sign * done.fun)
            out.append([node] + ends)
        answers.append(out)
    print(json.dumps(answers))
    """

  @Test("Linear programming cannot bound a suppressed count within less than k", arguments: [5, 10])
  func linearProgramming(k: Int) throws {
    guard let highs = Self.highs else { return }
    var trees: [(CountTree, [Int?])] = []
    var cases: [String] = []
    for seed in UInt64(1)...60 {
      let (parents, leaves) = Self.tree(seed: seed)
      let tree = try CountTree(parents: parents, leaves: leaves)
      let shown = tree.published(k: k)
      trees.append((tree, shown))
      let lists = [parents, shown].map { "[" + $0.map { $0.map(String.init) ?? "null" }.joined(separator: ",") + "]" }
      cases.append("{\"parents\":\(lists[0]),\"shown\":\(lists[1])}")
    }
    let answer = try highs.run(Self.attack, input: "[" + cases.joined(separator: ",") + "]")
    let numbers = answer.split { !"0123456789.-e+".contains($0) }.compactMap { Double($0) }
    let hidden = trees.flatMap { tree, shown in shown.indices.filter { shown[$0] == nil }.map { (tree.counts[$0], $0) }
    }
    #expect(numbers.count == 3 * hidden.count && hidden.count > 200)
    for (index, (count, node)) in hidden.enumerated() {
      let (least, most) = (numbers[3 * index + 1], numbers[3 * index + 2])
      #expect(Int(numbers[3 * index]) == node)
      #expect(least - 1e-6 <= Double(count) && Double(count) <= most + 1e-6)
      #expect(most - least >= Double(k) - 1e-6, "count \(count) is known to lie in \(least)...\(most)")
    }
  }

  @Test("Small counts are never shown, zeros are, and large ones mostly", arguments: UInt64(1)...100)
  func shown(seed: UInt64) throws {
    let (parents, leaves) = Self.tree(seed: seed)
    let tree = try CountTree(parents: parents, leaves: leaves)
    for (count, shown) in zip(tree.counts, tree.published()) {
      #expect(shown == nil || shown == count)
      if (1..<10).contains(count) { #expect(shown == nil) }
      if count == 0 { #expect(shown == 0) }
    }
    // Nothing small, nothing suppressed.
    let large = try CountTree(parents: parents, leaves: leaves.map { $0 + 10 })
    #expect(large.published() == large.counts.map(Optional.init))
  }

  @Test("A lone small count takes the smallest company, an only child its parent")
  func company() throws {
    let tree = try CountTree(parents: [nil, 0, 0, 0, 0], leaves: [0, 4, 0, 30, 20])
    #expect(tree.published() == [54, nil, 0, 30, nil])
    let chain = try CountTree(parents: [nil, 0, 0, 1], leaves: [0, 0, 40, 4])
    #expect(chain.published() == [44, nil, nil, nil])
    let all = try CountTree(parents: [nil, 0, 0], leaves: [0, 4, 3])
    #expect(all.published() == [nil, nil, nil])
    // Ten ones would give themselves away by their sum: what is suppressed is not zero.
    let ones = try CountTree(parents: [nil] + [Int?](repeating: 0, count: 10), leaves: [Int](repeating: 1, count: 11))
    #expect(ones.published() == [Int?](repeating: nil, count: 11))
  }

  @Test("A tree whose child comes before its parent, or with a count below 0, is refused")
  func badTrees() {
    #expect(throws: CaseError.badTree(node: 0)) { try CountTree(parents: [1, nil], leaves: [1, 1]) }
    #expect(throws: CaseError.badTree(node: 1)) { try CountTree(parents: [nil, 0], leaves: [1, -1]) }
    #expect(throws: CaseError.badTree(node: 1)) { try CountTree(parents: [nil], leaves: [1, 1]) }
  }
}
