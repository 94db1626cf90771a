import Foundation
import GridCases
import GridGeometry
import GridPlans
import GridVisits
import Referees

/// A county of four townships with two communities each, 50 m units of a few households, two levels of grids, and cases
/// that gather in some places and are rare in others.
struct ConditionsCounty {
  let space: Workspace
  var path: String { "\(space.path)/plan.gpkg" }
  let plan: Plan

  /// Planned once for all tests that only read it; the cases are those of ``rows(seed:)``.
  static let shared = Result { try ConditionsCounty(seed: 7) }

  static let units = 12
  static let zone = Result { try ClockZone("Asia/Shanghai") }

  init(seed: UInt64, cases: Int = 2600) throws {
    space = try Workspace()
    var random = SeededRandom(seed: seed)
    var communities: [String] = []
    var units: [String] = []
    for community in 0..<8 {
      let (x, y) = (community % 4 * 600, community / 4 * 600)
      let code = "99000100\(community % 4 + 1)00\(community / 4 + 1)"
      let properties = "{\"code\":\"\(code)\",\"name\":\"村\(community)\",\"town\":\"镇\(community % 4 + 1)\"}"
      communities.append(DrawnCounty.square(properties, x, y, 600, 600))
      for unit in 0..<Self.units * Self.units {
        let households = Int.random(in: 1...8, using: &random)
        units.append(
          DrawnCounty.square(
            "{\"id\":\"u\(community)-\(unit)\",\"hh\":\(households),\"code\":\"\(code)\"}",
            x + unit % Self.units * 50, y + unit / Self.units * 50, 50, 50))
      }
    }
    try space.write(DrawnCounty.collection(communities), to: "communities.geojson")
    try space.write(DrawnCounty.collection(units), to: "units.geojson")
    try space.write(
      """
      levels:
        - {level: 1, households: {min: 120, target: 180, max: 260}}
        - {level: 2, households: {min: 30, target: 55, max: 90}}
      """, to: "policy.yaml")
    let manifest = try space.write(
      """
      name: Drawn
      code: "990001"
      crs: EPSG:4547
      policy: policy.yaml
      layers:
        communities: {source: communities.geojson, crs: "EPSG:4547", fields: {code: code, name: name, township: town}}
        units: {source: units.geojson, crs: "EPSG:4547", fields: {id: id, households: hh, community: code}}
      """, to: "county.yaml")
    plan = try planCounty(
      at: manifest, writingTo: "\(space.path)/plan.gpkg", options: .test, control: PlanningControl()
    ).plan
    try FileManager.default.copyItem(atPath: path, toPath: "\(space.path)/\(Self.bare)")
    try take(Self.rows(seed: seed, count: cases))
  }

  private static let bare = "bare.gpkg"

  /// The same plan with other cases.
  init(_ other: ConditionsCounty, rows: [String]) throws {
    space = try Workspace()
    plan = other.plan
    try FileManager.default.copyItem(atPath: "\(other.space.path)/\(Self.bare)", toPath: path)
    try take(rows)
  }

  /// What no public output may hold, wherever it stands in the rows.
  static let secrets = ["王小明", "13800000000", "Hauptstrasse", "LR-", "my neighbour"]

  /// Many of few classes, few of many.
  static let classes =
    Array(repeating: "water", count: 60) + Array(repeating: "waste", count: 20)
    + Array(repeating: "lighting", count: 9) + ["noise", "noise", "parking", "heating", "care", "care", "disputes"]
    + ["my neighbour 王小明 again"]

  /// Cases as a source hands them over: crowded places and quiet ones, common classes and rare ones.
  ///
  /// - Parameters:
  ///   - communities: By chance one of them has a case.
  ///   - corner: How far from a community's corner its cases lie, in metres.
  static func rows(
    seed: UInt64, count: Int = 2600, classes: [String] = ConditionsCounty.classes,
    communities: [Int] = Array(repeating: 0, count: 9) + [1, 1, 1, 4, 4, 5, 2, 2, 6, 3], corner: Double = 600
  ) throws -> [String] {
    var random = SeededRandom(seed: seed)
    var places: [Point?] = []
    let rows = (0..<count).map { number in
      let community = communities.randomElement(using: &random) ?? 0
      var (x, y) = (Double(community % 4 * 600), Double(community / 4 * 600))
      // In one community most of them in a corner.
      let side = community == 1 ? min(250, corner) : corner
      x += Double.random(in: 1..<side, using: &random)
      y += Double.random(in: 1..<side, using: &random)
      let day = Int.random(in: 0..<150, using: &random)
      let created = Instant(
        milliseconds: 1_780_272_000_000 + Int64(day) * 86_400_000 + Int64.random(in: 0..<86_400_000, using: &random))
      let isClosed = Int.random(in: 0..<4, using: &random) == 0
      let closed = isClosed ? created.adding(seconds: Int.random(in: 3600..<5_000_000, using: &random)).description : ""
      switch Int.random(in: 0..<40, using: &random) {
      case 0: places.append(nil)
      case 1: places.append(Point(x, y + 9000))
      default: places.append(Point(x, y))
      }
      return (
        "LR-\(number),\(classes.randomElement(using: &random) ?? "water"),\(created),\(closed)",
        "Hauptstrasse \(number) 王小明 13800000000"
      )
    }
    var degrees = try CaseTown.places(places.compactMap(\.self)).makeIterator()
    return zip(rows, places).map { row, place in
      "\(row.0),\(place.flatMap { _ in degrees.next() } ?? ","),,\(row.1)"
    }
  }

  func take(_ rows: [String]) throws {
    try space.write(CaseTown.header + rows.map { $0 + "\n" }.joined(), to: "cases.csv")
    var request = CaseImportRequest("\(space.path)/cases.csv", asOf: try CaseTown.instant("2027-06-01"))
    request.zone = try Self.zone.get()
    request.fields = try CaseFields("address=address")
    _ = try importCases(into: path, request)
  }

  static func request(
    _ audience: ConditionsAudience, asOf: String = "2026-11-01T15:00",
    _ edit: (inout ConditionsRequest) -> Void = { _ in }
  ) throws -> ConditionsRequest {
    let zone = try zone.get()
    let instant = try InstantReader(zone: zone).read(asOf)
    var question = CaseQuestion(asOf: instant, settings: try CaseSettings(named: "neutral"))
    question.threads = 2
    var request = ConditionsRequest(question, for: audience, zone: zone)
    request.formats = [.geojson]
    if audience == .public { request.secret = Array("a secret of this county, long".utf8) }
    edit(&request)
    return request
  }

  /// The neutral rules with colours of grids: many late, some open, few.
  static func withGridColors(late: Double = 0.5, many: Int = 3) throws -> CaseSettings {
    let colors = """
      gridColors:
          name: {zh: 网格冷热, en: how grids fare}
          colors:
            - {color: hot, hex: "#B2182B", letter: H, hatch: crossed, name: {zh: 红, en: hot}, meaning: {zh: 半数超期, en: "half <late> & more"}, when: [{figure: cases-overdue-share, atLeast: \(late)}]}
            - {color: mild, hex: "#FDDBC7", letter: M, hatch: dotted, name: {zh: 黄, en: mild}, meaning: {zh: 三件以上, en: three or more}, when: [{figure: cases-open, atLeast: \(many)}]}
            - {color: calm, hex: "#2166AC", letter: C, name: {zh: 蓝, en: calm}, meaning: {zh: 少, en: few}, otherwise: true}
      """
    let neutral = try CaseSettings(named: "neutral").yaml
    return try CaseSettings(yaml: neutral.replacing("gridColors: worst-case", with: colors), file: "rules.yaml")
  }

  /// Writes a map into a folder of its own.
  ///
  /// - Returns: What the call says, and the path of the file.
  @discardableResult
  func map(
    _ name: String, _ audience: ConditionsAudience, asOf: String = "2026-11-01T15:00",
    _ edit: (inout ConditionsRequest) -> Void = { _ in }
  ) throws -> (summary: ConditionsSummary, file: String) {
    let summary = try mapConditions(
      of: path, try Self.request(audience, asOf: asOf, edit), into: "\(space.path)/\(name)")
    return (summary, "\(space.path)/\(name)/conditions.geojson")
  }
}

/// A map as a reader of JSON sees it.
struct ReadMap {
  let root: [String: Any]
  let grids: [[String: Any]]
  let cases: [(properties: [String: Any], place: Point)]

  init(_ path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    root = (try JSONSerialization.jsonObject(with: data) as? [String: Any]) ?? [:]
    let features = (root["features"] as? [[String: Any]]) ?? []
    func properties(_ feature: [String: Any]) -> [String: Any] { (feature["properties"] as? [String: Any]) ?? [:] }
    grids = features.map(properties).filter { $0["feature"] as? String == "grid" }
    cases = features.filter { properties($0)["feature"] as? String == "case" }.map { feature in
      let place = ((feature["geometry"] as? [String: Any])?["coordinates"] as? [Double]) ?? []
      return (properties(feature), Point(place[0], place[1]))
    }
  }

  var counts: [String: Any] { (root["counts"] as? [String: Any]) ?? [:] }
}
