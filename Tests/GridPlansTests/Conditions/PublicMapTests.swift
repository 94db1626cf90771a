import Foundation
import GridCases
import GridGeometry
import GridPlans
import GridVisits
import Referees
import Testing

/// Attackers have every public file there ever was, know the program, every home and every grid, and lack the secret.
@Suite("The public map, attacked")
struct PublicMapTests {
  static let highs = Referee(importing: "scipy.optimize")

  /// Everything that a public file says of counts as equations over open cases by leaf grid and class, its points as the
  /// least that each can be; then the least and the largest of every suppressed count, by township and class too.
  static let attack = """
    import sys, json, numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix
    public, inside = [json.load(open(path)) for path in sys.argv[1:3]]
    k = public["k"]
    props = [f["properties"] for f in public["features"]]
    grids = [p for p in props if p["feature"] == "grid"]
    leaves = [p for p in grids if p["leaf"]]
    classes = [c["class"] for c in public["classes"]]
    nowhere = ["outside", "ambiguous", "unlocated"]
    n = len(classes)
    places = [p["code"] for p in leaves] + nowhere
    index = {code: i for i, code in enumerate(places)}
    def cells(codes, which=None):
        return [index[c] * n + j for c in codes for j in (range(n) if which is None else which)]
    equal, right, least, small = [], [], [], []
    def told(what, codes, count, which=None, floor=1):
        where = cells(codes, which)
        if count is not None: equal.append(where); right.append(count)
        else: least.append((where, floor)); hidden.append((what, where))
    hidden = []
    below = lambda test: [p["code"] for p in leaves if test(p)]
    for p in grids:
        told("grid " + p["code"], below(lambda l: l["code"] == p["code"] or p["code"] in l["parents"].split()), p["open"])
    for c in public["communities"]: told("community " + c["code"], below(lambda l: l["community"] == c["code"]), c["open"])
    for t in public["townships"]: told("township " + t["code"], below(lambda l: l["township"] == t["code"]), t["open"])
    counts = public["counts"]
    for key in nowhere: told(key, [key], counts[key])
    if counts["located"] is not None: equal.append(cells([p["code"] for p in leaves])); right.append(counts["located"])
    told("county", places, counts["open"])
    # By class: what is not named is zero; a suppressed count of a township may be.
    if counts["by_class"] is not None:
        for j, c in enumerate(classes): told("class " + c, places, counts["by_class"].get(c, 0), [j])
    def known(c):
        unlisted = "unlisted" not in classes or c in classes
        return c if c in classes else "unlisted"
    for t, real in zip(public["townships"], inside["townships"]):
        assert t["code"] == real["code"]
        codes = below(lambda l: l["township"] == t["code"])
        truth = {}
        for c, count in real["by_class"].items(): truth[known(c)] = truth.get(known(c), 0) + count
        for j, c in enumerate(classes):
            where, true = cells(codes, [j]), truth.get(c, 0)
            if t["by_class"] is not None:
                shown = t["by_class"].get(c, 0)
                if shown is not None:
                    assert shown == true and (true == 0 or true >= k)
                    equal.append(where); right.append(shown)
                # Who sees other counts of the class and of the township may guess that a suppressed one is not zero.
                elif any(v is not None for v in t["by_class"].values()) and any(
                    s["by_class"] is not None and s["by_class"].get(c, 0) is not None for s in public["townships"]):
                    least.append((where, min(1, true)))
            if 0 < true < k: small.append((t["code"], c))
            if true > 0 and (t["by_class"] is None or t["by_class"].get(c, 0) is None): hidden.append((f"{c} in {t['code']}", where))
    floor = np.zeros(len(places) * n)
    points = [p for p in props if p["feature"] == "case"]
    for p in points: floor[index[p["grid"]] * n + classes.index(p["class"])] += 1
    def matrix(rows):
        data = [(1.0, i, j) for i, row in enumerate(rows) for j in row]
        return csr_matrix(([d[0] for d in data], ([d[1] for d in data], [d[2] for d in data])), (len(rows), len(floor)))
    tightest = None
    for what, where in hidden:
        cost = np.zeros(len(floor)); cost[where] = 1
        ends = []
        for sign in (1, -1):
            done = linprog(sign * cost, A_eq=matrix(equal), b_eq=right, A_ub=-matrix([l[0] for l in least]) if least else None,
                b_ub=[-l[1] for l in least] if least else None, bounds=[(f, None) for f in floor], method="highs")
            assert done.status in (0, 3), done.message
            ends.append(sign * done.fun if done.status == 0 else 1e9)
        if tightest is None or ends[1] - ends[0] < tightest[0]: tightest = (ends[1] - ends[0], what, *ends)
    print(json.dumps([len(hidden), len(small), len(points), *(tightest or (1e9, "nothing"))]))
    """

  @Test(
    "From all counts and all points of a map, linear programming bounds no suppressed count within less than k",
    arguments: [("2026-11-01", 10), ("2026-07-15", 10), ("2026-06-10", 5), ("2026-06-03", 10), ("2026-11-01", 25)])
  func linearProgramming(asOf: String, k: Int) throws {
    guard let highs = Self.highs else { return }
    let county = try ConditionsCounty.shared.get()
    let (summary, open) = try county.map("lp-\(asOf)-\(k)", .public, asOf: asOf) {
      $0.k = k
      $0.hasParents = true
    }
    let (_, inside) = try county.map("lp-inside-\(asOf)-\(k)", .internal, asOf: asOf) { $0.hasParents = true }
    let answer = try highs.run(Self.attack, arguments: [open, inside])
    let parts = try #require(try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [Any])
    #expect(parts[2] as? Int == summary.published)
    #expect((parts[0] as? Int ?? 0) > 10, "\(answer)")
    #expect((parts[3] as? Double ?? 0) >= Double(k) - 1e-6, "\(answer)")
    if asOf == "2026-11-01", k == 10 {
      #expect(
        (parts[1] as? Int ?? 0) > 5 && summary.published > 300 && summary.suppressed < summary.grids / 2,
        "\(answer) \(summary)")
    }
  }

  /// The county with cases of many classes in two townships, so that most classes and a township are held apart, and in few
  /// grids, so that these have counts to show and points.
  private static func flat(_ seed: UInt64) throws -> ConditionsCounty {
    let classes = ["water", "waste", "lighting", "noise", "parking", "heating", "building", "care"]
    return try ConditionsCounty(
      try ConditionsCounty.shared.get(),
      rows: try ConditionsCounty.rows(
        seed: 500 + seed, count: 150 + 50 * Int(seed), classes: classes, communities: [0, 0, 0, 4, 1, 1, 5],
        corner: 150))
  }

  @Test("Nor does it where classes are about as frequent as each other", arguments: UInt64(1)...12)
  func flatClasses(seed: UInt64) throws {
    guard let highs = Self.highs else { return }
    let county = try Self.flat(seed)
    let k = seed.isMultiple(of: 3) ? 5 : 10
    // Public maps stand at the beginning of a day, so the other has to.
    let (_, open) = try county.map("lp", .public, asOf: "2026-11-01") {
      $0.k = k
      $0.hasParents = true
    }
    let (_, inside) = try county.map("lp-inside", .internal, asOf: "2026-11-01") { $0.hasParents = true }
    let answer = try highs.run(Self.attack, arguments: [open, inside])
    let parts = try #require(try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [Any])
    #expect((parts[0] as? Int ?? 0) > 2 && (parts[3] as? Double ?? 0) >= Double(k) - 1e-6, "seed \(seed): \(answer)")
  }

  @Test(
    "A point lies only where every count that it adds to is told: of its grid, of all places above, of its class",
    arguments: UInt64(1)...12)
  func pointsAmongTheTold(seed: UInt64) throws {
    let county = try Self.flat(seed)
    defer { withExtendedLifetime(county) {} }
    let map = try ReadMap(
      try county.map("told", .public) {
        $0.k = seed.isMultiple(of: 3) ? 5 : 10
        $0.hasParents = true
      }.file)
    func places(_ level: String) -> [String: [String: Any]] {
      let all = (map.root[level] as? [[String: Any]]) ?? []
      return Dictionary(all.map { ($0["code"] as? String ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    }
    let grids = Dictionary(map.grids.map { ($0["code"] as? String ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    let (townships, communities) = (places("townships"), places("communities"))
    for item in map.cases {
      let caseClass = try #require(item.properties["class"] as? String)
      let grid = try #require(grids[item.properties["grid"] as? String ?? ""])
      let above = (grid["parents"] as? String ?? "").split(separator: " ").map { grids[String($0)] }
      let community = communities[grid["community"] as? String ?? ""]
      let township = townships[grid["township"] as? String ?? ""]
      for place in [grid, community, township, map.counts] + above { #expect(place?["open"] is Int, "\(item)") }
      for place in [township, map.counts] {
        #expect((place?["by_class"] as? [String: Any])?[caseClass] is Int, "\(caseClass): \(place ?? [:])")
      }
    }
    #expect(seed < 8 || !map.cases.isEmpty, "\(map.cases.count) points put the rule to the test")
  }

  @Test("Counts of k or more are the true ones where they are shown, smaller ones are not shown, zeros are")
  func shownCounts() throws {
    let county = try ConditionsCounty.shared.get()
    let open = try ReadMap(try county.map("shown", .public, asOf: "2026-09-01T00:00").file)
    let inside = try ReadMap(try county.map("shown-inside", .internal, asOf: "2026-09-01T00:00").file)
    var shown = 0
    for (told, truth) in zip(open.grids, inside.grids) {
      let count = try #require(truth["open"] as? Int)
      #expect(told["code"] as? String == truth["code"] as? String)
      #expect(told["suppressed"] as? Bool == (told["open"] is NSNull))
      if let number = told["open"] as? Int {
        #expect(number == count && (count == 0 || count >= 10))
        shown += 1
      } else {
        #expect(count > 0)
      }
      // What would tell more than a count is not there at all.
      for key in ["overdue", "closed", "paused", "by_class", "by_color", "color", "posts", "people"] {
        #expect(told[key] == nil)
      }
    }
    #expect(shown > 20)
    #expect(open.counts["by_color"] == nil && open.counts["overdue"] == nil)
  }

  @Test(
    "Whoever takes the points of a place from its count is left with none or with k at the least, whatever the cases",
    arguments: 1...6 as ClosedRange<UInt64>)
  func remainders(seed: UInt64) throws {
    let county = try ConditionsCounty(seed: 100 + seed, cases: 400 * Int(seed))
    var (told, close) = (0, 0)
    for k in [5, 10, 17] {
      let open = try ReadMap(
        try county.map("left-\(k)", .public, asOf: "2026-10-01") {
          $0.k = k
          $0.hasParents = true
          $0.secret = Array("secret number \(seed) of this county".utf8)
        }.file)
      let inside = try ReadMap(
        try county.map("left-inside-\(k)", .internal, asOf: "2026-10-01") { $0.hasParents = true }.file)
      var points: [String: Int] = [:]
      for item in open.cases { points[item.properties["grid"] as? String ?? "", default: 0] += 1 }
      told += points.count
      for (shown, truth) in zip(open.grids, inside.grids) {
        let code = try #require(shown["code"] as? String)
        let own = points.reduce(0) { sum, item in
          item.key == code || item.key.hasPrefix(code + "-") ? sum + item.value : sum
        }
        let count = try #require(truth["open"] as? Int)
        // By the truth, where a grid has points of its own, and by what everybody can see, wherever there is a count.
        for number in [shown["leaf"] as? Bool == true && own > 0 ? count : nil, shown["open"] as? Int].compactMap(
          \.self)
        {
          let left = number - own
          #expect(left == 0 || left >= k, "seed \(seed), k \(k), \(code): \(number) less \(own)")
          if own > 0, left > 0, left < 2 * k { close += 1 }
        }
        // A count that is not shown cannot be pieced together from points.
        if shown["open"] is NSNull, shown["leaf"] as? Bool == true { #expect(own == 0) }
      }
      for (level, key) in [("communities", "community"), ("townships", "township")] {
        var ownOf: [String: Int] = [:]
        for grid in open.grids where grid["leaf"] as? Bool == true {
          ownOf[grid[key] as? String ?? "", default: 0] += points[grid["code"] as? String ?? ""] ?? 0
        }
        for place in (open.root[level] as? [[String: Any]]) ?? [] {
          guard let number = place["open"] as? Int else { continue }
          let left = number - (ownOf[place["code"] as? String ?? ""] ?? 0)
          #expect(left == 0 || left >= k, "seed \(seed), k \(k), \(level): \(place)")
        }
      }
      let all = points.values.reduce(0, +)
      for key in ["open", "located"] {
        guard let number = open.counts[key] as? Int else { continue }
        #expect(number == all || number - all >= k, "seed \(seed), k \(k), \(key)")
      }
    }
    // With few cases a public map shows next to none.
    #expect(seed < 2 || told > 3 && close > 0, "the cases put the rule to the test")
  }

  @Test("Maps of many days show a case at one point: averaging them comes no nearer to its home")
  func averaging() throws {
    let county = try ConditionsCounty.shared.get()
    let plan = county.plan
    let toMetres = try Transformation(from: .wgs84, to: plan.referenceSystem)
    let locator = GridLocator(plan)
    var days: [Set<Point>] = []
    for day in ["2026-09-01", "2026-09-15", "2026-10-01", "2026-10-20", "2026-11-01"] {
      let map = try ReadMap(try county.map("average-\(day)", .public, asOf: day).file)
      for item in map.cases {
        let place = try toMetres.apply([item.place])[0]
        // In the grid that it says, and so in that of the case.
        #expect(locator.locate(place) == .inside(GridCode(item.properties["grid"] as? String ?? "")))
      }
      days.append(Set(map.cases.map(\.place)))
    }
    let all = days.reduce(into: Set<Point>()) { $0.formUnion($1) }
    // No more points than there are homes, however many maps: nothing scatters around a home.
    let homes = plan.atoms.filter { $0.households > 0 }
    #expect(all.count < homes.count && all.count > 100)
    #expect(days[0].intersection(days[4]).count > 50)
    // Every point could stand for ten households of its grid at the least, nearer ones not counted.
    let toHomes = homes.compactMap { home in home.ground.interiorPoint.map { (home.grid, $0, home.households) } }
    for point in all.sorted(by: { ($0.x, $0.y) < ($1.x, $1.y) }) {
      let place = try toMetres.apply([point])[0]
      guard case .inside(let grid) = locator.locate(place) else { continue }
      let own = toHomes.filter { $0.0 == grid }.sorted { $0.1.distance(to: place) < $1.1.distance(to: place) }
      #expect(own.reduce(0) { $0 + $1.2 } >= 10)
    }
  }

  @Test("A case followed through the maps of all days is told by no more than ten others share each day")
  func linking() throws {
    let county = try ConditionsCounty.shared.get()
    for day in ["2026-10-30", "2026-10-31", "2026-11-01"] {
      let map = try ReadMap(try county.map("link-\(day)", .public, asOf: "\(day)T23:59").file)
      #expect(map.root["asOf"] as? String == day)
      let stories = map.cases.map { item in
        ["class", "color", "submitted"].map { item.properties[$0] as? String ?? "" }
      }
      let sizes = Dictionary(grouping: stories) { $0 }.mapValues(\.count)
      #expect(sizes.values.allSatisfy { $0 >= 10 } && sizes.count > 2)
      for story in stories { #expect(story[2].count <= 7) }
    }
  }

  @Test(
    "No name, address, id, own word or exact time stands anywhere in the bytes, nor a class that is sensitive as a point"
  )
  func bytes() throws {
    let county = try ConditionsCounty.shared.get()
    let (_, file) = try county.map("bytes", .public)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    for secret in ConditionsCounty.secrets { #expect(!text.contains(secret)) }
    // Times of day, in any spelling.
    #expect(text.firstMatch(of: /\d\dT\d\d|\d\d:\d\d/) == nil)
    let map = try ReadMap(file)
    let classes = Set(map.cases.compactMap { $0.properties["class"] as? String })
    #expect(classes.contains("water") && classes.isDisjoint(with: ["care", "disputes", "unlisted"]))
    #expect((map.counts["by_class"] as? [String: Any])?.keys.contains("care") ?? false)
    for item in map.cases {
      #expect(
        Set(item.properties.keys) == [
          "feature", "class", "class_name", "class_name_zh", "color", "letter", "hatch", "grid", "submitted",
        ])
    }
    // Their order follows from what they show.
    let inside = try String(contentsOfFile: try county.map("bytes-inside", .internal).file, encoding: .utf8)
    #expect(inside.contains("LR-") && !inside.contains("Hauptstrasse") && !inside.contains("13800000000"))
    #expect(inside.contains("INTERNAL") && !text.contains("INTERNAL"))
  }

  @Test("Any moment of a day gives the map of that day")
  func days() throws {
    let county = try ConditionsCounty.shared.get()
    let files = try ["00:00", "11:17", "23:59"].map { time in
      try Data(
        contentsOf: URL(fileURLWithPath: try county.map("day-\(time)", .public, asOf: "2026-10-05T\(time)").file))
    }
    #expect(files[0] == files[1] && files[1] == files[2])
  }

  @Test("Without a secret nothing is a point; another secret moves the points and no count")
  func secrets() throws {
    let county = try ConditionsCounty.shared.get()
    let (none, _) = try county.map("no-secret", .public) { $0.secret = nil }
    #expect(none.published == 0 && none.countedOnly == none.open)
    #expect(none.notes.contains { $0.en.contains("not shown as points") })
    let (some, someFile) = try county.map("one-secret", .public)
    #expect(some.published > 0 && some.notes.contains { $0.en.contains("Points are moved") })
    // Where none can be shown, nothing is said of points that are moved.
    let (few, _) = try county.map("no-point", .public) { $0.k = 900 }
    let (part, _) = try county.map("no-point-there", .public) {
      $0.k = 900
      $0.township = "镇3"
    }
    for map in [few, part] {
      #expect(map.published == 0 && map.notes.contains { $0.en.hasPrefix("No case can be shown as a point") })
      #expect(!map.notes.contains { $0.en.contains("moved") || $0.zh.contains("移动") })
    }
    let one = try ReadMap(someFile)
    let two = try ReadMap(
      try county.map("two-secret", .public) { $0.secret = Array("some other secret of it".utf8) }.file)
    #expect(one.grids.map { $0["open"] as? Int } == two.grids.map { $0["open"] as? Int })
    #expect(Set(one.cases.map(\.place)).intersection(two.cases.map(\.place)).count < one.cases.count / 20)
    #expect(throws: PlanError.self) { try county.map("short-secret", .public) { $0.secret = Array("short".utf8) } }
    #expect(throws: PlanError.self) { try county.map("small-k", .public) { $0.k = 4 } }
  }

  @Test("A secret is a file that others cannot read, of sixteen bytes that are not all alike")
  func secretFiles() throws {
    let space = try Workspace()
    func read(_ text: String, mode: Int) throws -> [UInt8] {
      let path = try space.write(text, to: "secret")
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      return try readMapSecret(path)
    }
    #expect(try read("a secret of sixteen\n", mode: 0o600) == Array("a secret of sixteen".utf8))
    #expect(try read("a secret of sixteen", mode: 0o640) == Array("a secret of sixteen".utf8))
    for (text, mode) in [
      ("a secret of sixteen", 0o644), ("too short", 0o600), ("aaaaaaaaaaaaaaaaaaaaaaaa", 0o600), ("", 0o600),
    ] {
      let error = #expect(throws: PlanError.self) { try read(text, mode: mode) }
      #expect(error?.text(in: .zh) != error?.text(in: .en) && !(error?.text(in: .en).contains(" sixteen") ?? true))
    }
    #expect(throws: PlanError.self) { try readMapSecret("\(space.path)/nowhere") }
  }

  @Test("Hot spots of a public map follow from the counts it shows")
  func hotSpots() throws {
    let county = try ConditionsCounty.shared.get()
    let map = try ReadMap(try county.map("hot-public", .public).file)
    #expect(map.grids.allSatisfy { !($0["suppressed"] as? Bool ?? true) || $0["z"] is NSNull })
    #expect(map.grids.contains { $0["hot"] as? Bool ?? false })
  }
}
