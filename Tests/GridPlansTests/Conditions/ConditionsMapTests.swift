import Foundation
import GridCases
import GridGeometry
import GridPlans
import GridVisits
import Referees
import Testing

@Suite("The people's-conditions map")
struct ConditionsMapTests {
  @Test(
    "Counts are those of the figures, grid by grid, at every instant",
    arguments: ["2026-06-20", "2026-09-01T08:30", "2026-11-01"])
  func figures(asOf: String) throws {
    let county = try ConditionsCounty.shared.get()
    let question = try ConditionsCounty.request(.internal, asOf: asOf).question
    let figures = try caseFigures(of: county.path, question)
    let (summary, file) = try county.map("figures-\(asOf)", .internal, asOf: asOf)
    let map = try ReadMap(file)
    #expect(summary.open == figures.open && summary.published + (summary.countedOnly ?? 0) == figures.open)
    #expect(summary.files.first == file && summary.grids == map.grids.count)
    var (open, overdue) = (0, 0)
    for grid in map.grids {
      let code = try #require(grid["code"] as? String)
      let own = figures.byGrid[code]
      #expect(grid["open"] as? Int == own?.open ?? 0 && grid["overdue"] as? Int == own?.overdue ?? 0)
      #expect(grid["closed"] as? Int == own?.closed ?? 0)
      #expect(grid["overdue_share"] as? Double == own?.overdueRate.share.map { ($0 * 10_000).rounded() / 10_000 })
      let byClass = try #require(grid["by_class"] as? [String: Int])
      #expect(byClass.values.reduce(0, +) == own?.open ?? 0)
      #expect((grid["by_color"] as? [String: Int])?.values.reduce(0, +) == own?.open ?? 0)
      open += grid["open"] as? Int ?? 0
      overdue += grid["overdue"] as? Int ?? 0
    }
    #expect(open == summary.located && open > 0 && overdue > 0)
    #expect((summary.located ?? 0) + (summary.outside ?? 0) + (summary.unlocated ?? 0) == figures.open)
    #expect(map.counts["by_color"] as? [String: Int] == figures.byColor.filter { $0.value > 0 })
    let byClass = try #require(map.counts["by_class"] as? [String: Int])
    #expect(byClass == figures.byClass.mapValues(\.open).filter { $0.value > 0 })
    // Each case's own words add up to the grids'.
    #expect(map.cases.count == summary.published)
    let late = map.cases.filter { $0.properties["is_overdue"] as? Bool == true }
    #expect(Set(late.compactMap { $0.properties["color"] as? String }) == ["red"])
    let grouped = Dictionary(grouping: map.cases) { $0.properties["grid"] as? String ?? "" }
    for grid in map.grids where grid["code"] as? String != nil {
      let own = grouped[grid["code"] as? String ?? ""] ?? []
      #expect(own.count == grid["open"] as? Int)
      let ranks = own.map { item in
        switch item.properties["color"] as? String {
        case "red": 0
        case "yellow": 1
        default: 2
        }
      }
      let worst = ranks.min().map { ["red", "yellow", "blue"][$0] } ?? "none"
      #expect(grid["color"] as? String ?? "none" == worst)
    }
  }

  @Test("Where the rules have colours of grids, each has the one that its own counts give, and the file lists them")
  func colorsOfGrids() throws {
    let county = try ConditionsCounty.shared.get()
    func counts(_ grid: [String: Any]) throws -> (open: Int, share: Double) {
      let (open, overdue) = (try #require(grid["open"] as? Int), try #require(grid["overdue"] as? Int))
      return (open, open > 0 ? Double(overdue) / Double(open) : -1)
    }
    let neutral = try ReadMap(try county.map("grid-colors-neutral", .internal).file)
    #expect(neutral.root["gridColors"] is NSNull)
    // Bounds in the middle of what there is.
    let known = try neutral.grids.map(counts)
    let late = known.map(\.share).sorted()[known.count * 2 / 3]
    let rest = known.filter { $0.share < late }.map(\.open).sorted()
    let many = rest[rest.count / 2]
    let settings = try ConditionsCounty.withGridColors(late: late, many: many)
    let (_, file) = try county.map("grid-colors", .internal) { $0.question.settings = settings }
    let map = try ReadMap(file)
    let listed = try #require(map.root["gridColors"] as? [[String: Any]])
    #expect(listed.compactMap { $0["letter"] as? String } == ["H", "M", "C"])
    var seen: Set<String> = []
    for grid in map.grids {
      let (open, share) = try counts(grid)
      let color = share >= late ? "hot" : open >= many ? "mild" : "calm"
      #expect(grid["color"] as? String == color, "\(open) \(share)")
      seen.insert(color)
    }
    #expect(seen.count == 3, "\(known)")
    #expect(Set(map.cases.compactMap { $0.properties["color"] as? String }).isSubset(of: ["red", "yellow", "blue"]))
    let (_, open) = try county.map("grid-colors-public", .public) { $0.question.settings = settings }
    let publicMap = try ReadMap(open)
    #expect(publicMap.root["gridColors"] is NSNull && publicMap.grids.allSatisfy { $0["color"] == nil })
  }

  @Test("With parents, every grid is the sum of those below it, and townships of their communities")
  func parents() throws {
    let county = try ConditionsCounty.shared.get()
    let map = try ReadMap(try county.map("parents", .internal) { $0.hasParents = true }.file)
    #expect(map.grids.count == county.plan.grids.count)
    #expect(map.root["files"] as? [String] == ["conditions.geojson", "conditions.qml"])
    let parents = map.grids.filter { $0["leaf"] as? Bool == false }
    #expect(parents.count > 15)
    for parent in parents {
      let code = parent["code"] as? String ?? ""
      let below = map.grids.filter {
        $0["leaf"] as? Bool == true && ($0["parents"] as? String ?? "").split(separator: " ").contains(Substring(code))
      }
      for key in ["open", "overdue", "closed", "households"] {
        #expect(below.reduce(0) { $0 + ($1[key] as? Int ?? 0) } == parent[key] as? Int)
      }
    }
    let communities = try #require(map.root["communities"] as? [[String: Any]])
    let townships = try #require(map.root["townships"] as? [[String: Any]])
    #expect(communities.count == 8 && townships.map { $0["code"] as? String } == ["镇1", "镇2", "镇3", "镇4"])
    for township in townships {
      let own = communities.filter { $0["township"] as? String == township["code"] as? String }
      for key in ["open", "households"] {
        #expect(own.count == 2 && own.reduce(0) { $0 + ($1[key] as? Int ?? 0) } == township[key] as? Int)
      }
    }
  }

  @Test(
    "The map of a township tells what the county's tells of it, and nothing else",
    arguments: [ConditionsAudience.internal, .public], ["镇1", "镇3"])
  func township(audience: ConditionsAudience, code: String) throws {
    let county = try ConditionsCounty.shared.get()
    let whole = try ReadMap(try county.map("whole-\(audience)", audience) { $0.hasParents = true }.file)
    let (summary, file) = try county.map("part-\(audience)-\(code)", audience) {
      $0.hasParents = true
      $0.formats = [.geojson, .html]
      $0.township = code
    }
    let part = try ReadMap(file)
    func isOwn(_ place: [String: Any]) -> Bool { place["township"] as? String == code }
    func text(_ value: Any?) throws -> String {
      let data = try JSONSerialization.data(withJSONObject: [value ?? NSNull()], options: .sortedKeys)
      return String(decoding: data, as: UTF8.self)
    }
    let own = whole.grids.filter(isOwn)
    #expect(!own.isEmpty)
    #expect(try text(part.grids) == text(own))
    let leaves = Set(own.filter { $0["leaf"] as? Bool == true }.compactMap { $0["code"] as? String })
    let cases = whole.cases.filter { leaves.contains($0.properties["grid"] as? String ?? "") }
    #expect(audience == .public && code == "镇3" || !cases.isEmpty)
    #expect(try text(part.cases.map { $0.properties }) == text(cases.map { $0.properties }))
    #expect(part.cases.map { $0.place } == cases.map { $0.place })
    let communities = try #require(whole.root["communities"] as? [[String: Any]]).filter(isOwn)
    #expect(communities.count == 2)
    #expect(try text(part.root["communities"]) == text(communities))
    let townships = try #require(whole.root["townships"] as? [[String: Any]])
    let place = try #require(townships.first { $0["code"] as? String == code })
    #expect(try text(part.root["townships"]) == text([place]))
    #expect(part.root["township"] as? String == code && whole.root["township"] is NSNull)
    for key in ["open", "suppressed", "by_class", "overdue", "closed", "by_color"] {
      #expect(try text(part.counts[key]) == text(place[key]), "\(key)")
    }
    #expect(part.counts["grids"] as? Int == leaves.count && part.counts["points"] as? Int == cases.count)
    #expect(part.counts["hot_spots"] as? Int == own.count { $0["hot"] as? Bool == true })
    #expect(summary.township == code && summary.open == place["open"] as? Int)
    let page = try String(contentsOfFile: file.replacing(".geojson", with: ".html"), encoding: .utf8)
    #expect(page.contains("\(code) · Drawn"))
    for grid in whole.grids where !isOwn(grid) {
      let other = try #require(grid["code"] as? String)
      #expect(!page.contains("\"\(other)\""), "\(other)")
    }
  }

  @Test("The same question gives the same bytes, on any number of threads")
  func determinism() throws {
    let county = try ConditionsCounty.shared.get()
    for audience in ConditionsAudience.allCases {
      let files = try [1, 4, 4].enumerated().map { number, threads in
        try county.map("same-\(audience)-\(number)", audience) { $0.question.threads = threads }.file
      }
      let bytes = try files.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
      #expect(bytes[0] == bytes[1] && bytes[1] == bytes[2])
    }
  }

  /// The cases of the page of a town's internal map, which is written into `map`.
  private static func page(of town: CaseTown, asOf: Instant, days: Int = 30) throws -> [String: Any] {
    var request = ConditionsRequest(
      CaseQuestion(asOf: asOf, settings: try CaseSettings(named: "neutral")), for: .internal, zone: .utc)
    request.historyDays = days
    request.formats = [.html]
    _ = try mapConditions(of: town.path, request, into: "\(town.space.path)/map")
    let html = try String(contentsOfFile: "\(town.space.path)/map/conditions.html", encoding: .utf8)
    let start = try #require(html.range(of: #"<script[^>]*id="data"[^>]*>"#, options: .regularExpression))
    let end = try #require(html.range(of: "</script>", range: start.upperBound..<html.endIndex))
    let data = try JSONSerialization.jsonObject(with: Data(html[start.upperBound..<end.lowerBound].utf8))
    return try #require((data as? [String: Any])?["cases"] as? [String: Any])
  }

  @Test(
    "Figures, list, file and page say alike when a limit runs out: at its instant not yet, a moment later",
    arguments: ["water", "fire-safety"])
  func limit(caseClass: String) throws {
    let town = try CaseTown()
    try town.take(["1,\(caseClass),2026-11-02T03:00:00Z,,\(try CaseTown.place(50, 50)),,"])
    func question(_ instant: Instant) throws -> CaseQuestion {
      CaseQuestion(asOf: instant, settings: try CaseSettings(named: "neutral"))
    }
    _ = try Self.page(of: town, asOf: try CaseTown.instant("2026-11-02T04:00"))
    let told = try ReadMap("\(town.space.path)/map/conditions.geojson").cases.first?.properties["due"] as? String
    let due = try CaseTown.instant(try #require(told))
    for (moment, isOver) in [(-1, false), (0, false), (1, true)] as [(Int64, Bool)] {
      let asOf = due.adding(milliseconds: moment)
      let figures = try caseFigures(of: town.path, try question(asOf))
      #expect(figures.overdue == (isOver ? 1 : 0) && (figures.byColor["red"] ?? 0) == (isOver ? 1 : 0))
      #expect(figures.closingRate.denominator == (moment < 0 ? 0 : 1))
      let list = try town.list { $0.question = try question(asOf) }
      #expect(list.contains(",red") == isOver, "\(list)")
      let page = try Self.page(of: town, asOf: asOf)
      #expect(page["color"] as? [Int] == [isOver ? 0 : 1])
      let map = try ReadMap("\(town.space.path)/map/conditions.geojson")
      #expect(map.cases.first?.properties["is_overdue"] as? Bool == isOver)
      #expect((map.cases.first?.properties["color"] as? String == "red") == isOver)
      #expect(map.counts["overdue"] as? Int == (isOver ? 1 : 0))
    }
    // Whoever goes back in time on the page sees it turn red when it is overdue.
    let end = due.adding(seconds: 3 * 3600)
    let page = try Self.page(of: town, asOf: end)
    func last(_ key: String, _ list: String, from start: Int64) throws -> Int64 {
      let column = try #require(page[key] as? [String: Any])
      let unit = try #require(column["unit"] as? Int)
      return Int64(unit * (try #require(column[list] as? [Int])).reduce(0, +)) + start
    }
    let submitted = try last("submitted", "steps", from: end.milliseconds)
    #expect(try last("steps", "at", from: submitted) == due.milliseconds + 1)
    #expect(try last("due", "steps", from: end.milliseconds) == due.milliseconds)
  }

  @Test("A grid laid over others counts what lies in it, as the list does; sums count it once, the public is not told")
  func overlaid() throws {
    let town = try CaseTown()
    try town.layASchoolOver()
    // In the school: on A1, on B1, and beyond the town, where the school alone is. Beside it: two in A1.
    try town.take(
      try [(80.0, 20.0), (120, 20), (80, -20), (50, 50), (20, 20)].enumerated().map { number, place in
        "\(number),water,2026-11-01T08:00:00Z,,\(try CaseTown.place(place.0, place.1)),,"
      })
    let asOf = try CaseTown.instant("2026-11-02")
    let page = try Self.page(of: town, asOf: asOf)
    let map = try ReadMap("\(town.space.path)/map/conditions.geojson")
    func grid(_ code: String) -> [String: Any] { map.grids.first { $0["code"] as? String == code } ?? [:] }
    let school = grid("S1")
    #expect(school["open"] as? Int == 3 && school["overlay"] as? Bool == true && school["z"] is NSNull)
    #expect(school["by_class"] as? [String: Int] == ["water": 3])
    #expect(
      grid("A1")["open"] as? Int == 3 && grid("B1")["open"] as? Int == 1 && grid("A1")["overlay"] as? Bool == false)
    #expect(map.counts["open"] as? Int == 5 && map.counts["located"] as? Int == 5 && map.cases.count == 5)
    let listed = try town.list { $0.grid = "S1" }.split(whereSeparator: \.isNewline).count - 1
    #expect(listed == school["open"] as? Int)
    // The page has the two whose ground is another's beside the case.
    #expect((page["overlays"] as? [Int])?.count == 4)
    var request = ConditionsRequest(
      CaseQuestion(asOf: asOf, settings: try CaseSettings(named: "neutral")), for: .public, zone: .utc)
    request.formats = [.geojson]
    let shown = try mapConditions(of: town.path, request, into: "\(town.space.path)/public")
    let open = try ReadMap("\(town.space.path)/public/conditions.geojson").grids.first { $0["code"] as? String == "S1" }
    #expect(open?["open"] is NSNull && open?["suppressed"] as? Bool == true)
    #expect(shown.notes.contains { $0.en.contains("no counts of their own") })
  }

  @Test("The page's history has each case once, also one opened again, with the times it was closed")
  func openedAgain() throws {
    let town = try CaseTown()
    let place = try CaseTown.place(50, 50)
    try town.take([
      "1,water,2026-11-01T08:00:00Z,,\(place),,", "2,water,2026-11-01T09:00:00Z,2026-11-02T09:00:00Z,\(place),,",
    ])
    for (kind, detail, at) in [
      (CaseMove.Kind.triaged, "", "2026-11-02"), (.dispatched, "grid", "2026-11-03"), (.claimed, "", "2026-11-04"),
      (.handled, "", "2026-11-05"), (.reopened, "", "2026-11-07"),
    ] { #expect(try town.advance("1", kind, detail, at: at).advanced == 1) }
    func page(_ days: Int) throws -> [String: Any] {
      try Self.page(of: town, asOf: try CaseTown.instant("2026-11-10"), days: days)
    }
    let day = 86_400_000
    let whole = try page(30)
    #expect((whole["id"] as? [String])?.count == 2)
    // The reopened case comes first, as it is open: closed from the 5th to the 7th, told from the 10th.
    #expect(whole["closures"] as? [Int] == [0, -5 * day, -3 * day])
    // What was closed before the line begins is not on the page.
    let short = try page(2)
    #expect((short["id"] as? [String])?.count == 1 && short["closures"] as? [Int] == [0, -5 * day, -3 * day])
  }

  @Test("A case that is closed is gone from the next map; who holds it is told as of the instant")
  func closing() throws {
    let town = try CaseTown()
    try town.take(["1,water,2026-11-01T08:00:00Z,,\(try CaseTown.place(50, 50)),,"])
    for (kind, detail, at) in [
      (CaseMove.Kind.triaged, "", "2026-11-02"), (.dispatched, "grid", "2026-11-03"), (.claimed, "", "2026-11-04"),
      (.handled, "", "2026-11-05"),
    ] { #expect(try town.advance("1", kind, detail, at: at, by: "w9").advanced == 1) }
    func map(_ asOf: String) throws -> ReadMap {
      var request = ConditionsRequest(
        CaseQuestion(asOf: try CaseTown.instant(asOf), settings: try CaseSettings(named: "neutral")), for: .internal,
        zone: .utc)
      request.hasParents = true
      let summary = try mapConditions(of: town.path, request, into: "\(town.space.path)/map")
      #expect(summary.notes.contains { $0.en.contains("INTERNAL") })
      return try ReadMap("\(town.space.path)/map/conditions.geojson")
    }
    #expect(try map("2026-10-31").cases.isEmpty)
    let claimed = try map("2026-11-04T12:00")
    #expect(claimed.cases.first?.properties["holder"] as? String == "w9")
    #expect(claimed.cases.first?.properties["state"] as? String == "claimed")
    #expect(try map("2026-11-03T12:00").cases.first?.properties["holder"] is NSNull)
    let after = try map("2026-11-06")
    #expect(after.cases.isEmpty && after.counts["closed"] as? Int == 1 && after.counts["open"] as? Int == 0)
    #expect(after.counts["overdue_share"] is NSNull)
    #expect(
      try town.space.files.contains("map")
        && FileManager.default.contentsOfDirectory(atPath: "\(town.space.path)/map").sorted() == [
          "conditions.geojson", "conditions.html", "conditions.qml",
        ])
  }

  @Test("Workload and duty: people of a grid, the post of a case's grid or of the one above")
  func duty() throws {
    let town = try StaffedTown()
    let grid = try #require(town.plan.grids.first { $0.isLeaf })
    _ = try town.staff(StaffedTown.roster(town.plan.grids.count - 1))
    let place = try #require(grid.ground.interiorPoint)
    let degrees = try Transformation(from: town.plan.referenceSystem, to: .wgs84).apply([place])[0]
    let rows = (0..<6).map { "\($0),water,2026-11-01T08:00:00Z,,\(degrees.y),\(degrees.x),,\n" }
    try town.space.write(CaseTown.header + rows.joined(), to: "cases.csv")
    var take = CaseImportRequest("\(town.space.path)/cases.csv", asOf: try CaseTown.instant("2026-11-21"))
    take.zone = .utc
    _ = try importCases(into: town.path, take)
    let request = ConditionsRequest(
      CaseQuestion(asOf: try CaseTown.instant("2026-11-02"), settings: try CaseSettings(named: "neutral")),
      for: .internal, zone: .utc)
    _ = try mapConditions(of: town.path, request, into: "\(town.space.path)/map")
    let map = try ReadMap("\(town.space.path)/map/conditions.geojson")
    let staffing = try #require(try Plan(contentsOf: town.path).staffing)
    for record in map.grids {
      let posts = staffing.assignments.filter { $0.grid.text == record["code"] as? String }
      let people = Set(posts.compactMap(\.worker)).count
      #expect(record["posts"] as? Int == posts.count && record["people"] as? Int == people)
      let open = record["open"] as? Int ?? 0
      #expect(record["open_per_person"] as? Double == (people > 0 ? Double(open) / Double(people) : nil))
    }
    let post = try #require(staffing.assignments.first { $0.grid == grid.code })
    #expect(map.cases.count == 6)
    for item in map.cases {
      #expect(item.properties["post_grid"] as? String == grid.code.text)
      #expect(
        item.properties["post_role"] as? String == post.role && item.properties["post_number"] as? Int == post.number)
      #expect(item.properties["post_worker"] as? String == post.worker)
    }
  }

  @Test("Map and list name one post for a case: the first that is held, else the first, and none once it is not with the grid")
  func oneDuty() throws {
    let town = try StaffedTown(
      policy: "levels: [{level: 1, households: {min: 300, target: 400, max: 500}}, {level: 2, households: {min: 80, target: 130, max: 200}}]")
    let leaves = town.plan.grids.filter(\.isLeaf)
    // Nobody can be a head, and there are fewer members than leaves.
    _ = try town.staff(StaffedTown.roster(leaves.count - 1, role: "member")) { $0.rules = "one-leader-two-members" }
    let places = try leaves.map { try #require($0.ground.interiorPoint) }
    let degrees = try Transformation(from: town.plan.referenceSystem, to: .wgs84).apply(places)
    let rows = degrees.enumerated().map { "\($0),noise,2026-11-01T08:00:00Z,,\($1.y),\($1.x),,\n" }
    try town.space.write(CaseTown.header + rows.joined(), to: "cases.csv")
    let now = try CaseTown.instant("2026-11-21")
    var take = CaseImportRequest("\(town.space.path)/cases.csv", asOf: now)
    take.zone = .utc
    _ = try importCases(into: town.path, take)
    let raised = try [("triaged", ""), ("escalated", "township")].map { move, detail in
      try CaseAction("0", try #require(CaseMove.Kind(rawValue: move)), detail: detail, at: CaseTown.instant("2026-11-02"), actor: "")
    }
    #expect(try advanceCases(in: town.path, raised.map { (nil, $0) }, now: now).advanced == 2)
    let question = CaseQuestion(asOf: now, settings: try CaseSettings(named: "neutral"))
    _ = try mapConditions(of: town.path, ConditionsRequest(question, for: .internal, zone: .utc), into: "\(town.space.path)/map")
    let map = try ReadMap("\(town.space.path)/map/conditions.geojson")
    var list = CaseListRequest(question)
    (list.format, list.output) = (.json, "\(town.space.path)/list.json")
    _ = try listCases(of: town.path, list)
    let listed = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: list.output))) as? [[String: Any]])
    func post(_ record: [String: Any], _ worker: String) -> [String] {
      ["id", "post_grid", "post_role", "post_number", worker].map { record[$0].map { "\($0)" } ?? "" }
    }
    let told = listed.map { post($0, "worker") }.sorted { $0[0] < $1[0] }
    #expect(told == map.cases.map { post($0.properties, "post_worker") }.sorted { $0[0] < $1[0] })
    let staffing = try #require(try Plan(contentsOf: town.path).staffing)
    for record in listed where record["id"] as? String != "0" {
      let posts = staffing.assignments.filter { $0.grid.text == record["grid"] as? String }
      let expected = posts.first { $0.worker != nil } ?? posts.first
      #expect(record["post_role"] as? String == expected?.role && record["worker"] as? String == expected?.worker)
    }
    #expect(Set(listed.compactMap { $0["post_role"] as? String }) == ["head", "member"])
    #expect(listed.first { $0["id"] as? String == "0" }?["post_grid"] is NSNull)
    // Children are found by the code of the grid above them.
    let parent = try #require(leaves.compactMap(\.parent).first)
    list.grid = parent.text
    #expect(try listCases(of: town.path, list).listed == leaves.count { $0.parent == parent })
  }

  @Test(
    "Clusters are of leaf grids with more cases than expected, and every file names them",
    arguments: [ConditionsAudience.internal, .public])
  func clusters(audience: ConditionsAudience) throws {
    let county = try ConditionsCounty.shared.get()
    let (summary, file) = try county.map("clusters-\(audience)", audience) { $0.formats = [.geojson, .html] }
    let map = try ReadMap(file)
    let clusters = try #require(map.root["clusters"] as? [[String: Any]])
    #expect(!clusters.isEmpty && summary.clusters == clusters.count)
    let told = map.grids.filter { !($0["z"] is NSNull) }
    func sum(_ grids: [[String: Any]], _ key: String) -> Int { grids.reduce(0) { $0 + ($1[key] as? Int ?? 0) } }
    for (place, cluster) in clusters.enumerated() {
      let codes = Set(try #require(cluster["grids"] as? String).split(separator: " ").map(String.init))
      let own = told.filter { codes.contains($0["code"] as? String ?? "") }
      #expect(own.count == codes.count && cluster["cluster"] as? Int == place + 1)
      #expect(own.allSatisfy { $0["cluster"] as? Int == place + 1 })
      #expect(cluster["open"] as? Int == sum(own, "open") && cluster["households"] as? Int == sum(own, "households"))
      let expected = Double(sum(told, "open")) * Double(sum(own, "households")) / Double(sum(told, "households"))
      #expect(abs((cluster["expected"] as? Double ?? 0) - expected) < 0.001 && Double(sum(own, "open")) > expected)
      #expect((cluster["p"] as? Double ?? 1) <= 0.05 && 2 * sum(own, "households") <= sum(told, "households"))
    }
    let members = clusters.flatMap { ($0["grids"] as? String ?? "").split(separator: " ") }
    #expect(map.grids.count { $0["cluster"] is Int } == members.count && Set(members).count == members.count)
    let page = try String(contentsOfFile: file.replacing(".geojson", with: ".html"), encoding: .utf8)
    #expect(page.contains("C1: ") && page.contains("聚集区（扫描统计）"))
  }

  static let shapely = Referee(importing: "shapely, numpy")

  /// Gi* with the grids around each from the polygons of the file, by somebody else's geometry.
  static let hotSpots = """
    import sys, json, numpy as np, shapely
    from shapely.geometry import shape
    file = json.load(open(sys.argv[1]))
    grids = [f for f in file["features"] if f["properties"]["feature"] == "grid" and f["properties"]["households"] > 0]
    rates = np.array([f["properties"]["open"] / f["properties"]["households"] for f in grids])
    tree = shapely.STRtree([shape(f["geometry"]) for f in grids])
    n, worst = len(grids), 0.0
    for i, f in enumerate(grids):
        own = shape(f["geometry"])
        near = [j for j in tree.query(own, predicate="intersects") if j != i
                and own.intersection(tree.geometries[j]).length > 0]
        w = len(near) + 1
        total = rates[near].sum() + rates[i]
        spread = rates.std() * np.sqrt((n * w - w * w) / (n - 1))
        z = (total - rates.mean() * w) / spread
        worst = max(worst, abs(z - f["properties"]["z"]))
    print(n, worst)
    """

  @Test("Grids are tested against the grids around them, and where cases gather is hot")
  func hotSpots() throws {
    let county = try ConditionsCounty.shared.get()
    let (summary, file) = try county.map("hot", .internal)
    let map = try ReadMap(file)
    let hot = map.grids.filter { $0["hot"] as? Bool == true }
    #expect(summary.hotSpots == hot.count && hot.count > 0 && hot.count < map.grids.count / 2)
    #expect(hot.allSatisfy { ($0["q"] as? Double ?? 1) <= 0.05 && ($0["z"] as? Double ?? 0) > 0 })
    guard let shapely = Self.shapely else { return }
    let answer = try shapely.run(Self.hotSpots, arguments: [file]).split(whereSeparator: \.isWhitespace)
    #expect(Int(answer[0]) == map.grids.count)
    #expect((Double(answer[1]) ?? 9) <= 0.000_6)
  }
}
