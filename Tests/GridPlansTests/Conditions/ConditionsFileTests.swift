import Foundation
import FoundationXML
import GridCases
import GridGeometry
import GridMaps
import GridPlans
import GridVisits
import Referees
import Testing

@Suite("The map as a file that others read")
struct ConditionsFileTests {
  static let validator = Referee(importing: "geojson_validator")

  /// What RFC 7946 and a reader of columns have to say about a file.
  static let check = """
    import sys, json, geojson_validator
    file = json.load(open(sys.argv[1]))
    findings = []
    structure = geojson_validator.validate_structure(file)
    if structure: findings.append(str(structure))
    small = {"type": "FeatureCollection", "features": file["features"]}
    found = geojson_validator.validate_geometries(small)
    for kind in ("invalid", "problematic"):
        for name, items in found[kind].items():
            # Fishnets have corners on straight edges; the validator would like six decimals, RFC 7946 does not.
            if items and name not in ("excessive_vertices", "excessive_coordinate_precision"): findings.append(f"{kind} {name} {items[:3]}")
    def points(c):
        if isinstance(c[0], (int, float)): yield c
        else:
            for part in c: yield from points(part)
    xs = [p for f in file["features"] for p in points(f["geometry"]["coordinates"])]
    box = [min(p[0] for p in xs), min(p[1] for p in xs), max(p[0] for p in xs), max(p[1] for p in xs)]
    if box != file["bbox"]: findings.append(f"bbox {box} {file['bbox']}")
    if any(len(repr(v).split(".")[-1]) > 7 for p in xs for v in p): findings.append("decimals")
    if "crs" in file: findings.append("crs")
    keys, types = {}, {}
    for f in file["features"]:
        p = f["properties"]
        keys.setdefault(p["feature"], set()).add(tuple(p))
        for k, v in p.items():
            if v is not None: types.setdefault(k, set()).add(type(v).__name__)
    if any(len(k) != 1 for k in keys.values()): findings.append(f"keys {keys}")
    findings += [f"types of {k}: {t}" for k, t in types.items() if len(t) > 1]
    print(json.dumps(findings))
    """

  @Test("Valid by RFC 7946, with the same keys on every feature of a kind and one type to a key")
  func validity() throws {
    guard let validator = Self.validator else { return }
    let county = try ConditionsCounty.shared.get()
    for audience in ConditionsAudience.allCases {
      for hasParents in [false, true] {
        let (_, file) = try county.map("valid-\(audience)-\(hasParents)", audience) { $0.hasParents = hasParents }
        #expect(
          try validator.run(Self.check, arguments: [file]).trimmingCharacters(in: .whitespacesAndNewlines) == "[]")
      }
    }
  }

  @Test("GDAL opens it without a word, and counts the same features")
  func gdal() throws {
    guard let ogrinfo = Tool("ogrinfo") else { return }
    let county = try ConditionsCounty.shared.get()
    for audience in ConditionsAudience.allCases {
      let (summary, file) = try county.map("gdal-\(audience)", audience)
      let (answer, complaints) = try ogrinfo.run(["-al", "-so", file])
      #expect(complaints.isEmpty, "\(complaints)")
      #expect(answer.contains("Feature Count: \(summary.grids + summary.published)"))
      #expect(answer.contains("ID[\"EPSG\",4326]"))
      for column in [
        "open: Integer", "suppressed: Integer(Boolean)", "hot: Integer(Boolean)", "z: Real", "color: String",
      ] {
        #expect(answer.contains("\n\(column)"), "\(column)")
      }
    }
  }

  @Test("The style beside it is sound XML with a rule for every colour, and to the public for every class of counts")
  func style() throws {
    let county = try ConditionsCounty.shared.get()
    func read(_ name: String, _ audience: ConditionsAudience, _ settings: CaseSettings?) throws -> [String] {
      let (_, file) = try county.map(name, audience) { if let settings { $0.question.settings = settings } }
      let style = try Data(contentsOf: URL(fileURLWithPath: file.replacing(".geojson", with: ".qml")))
      let document = try XMLDocument(data: style)
      return try document.nodes(forXPath: "/qgis/renderer-v2/rules/rule/@filter").compactMap(\.stringValue)
    }
    let plain = try read("style", .internal, nil)
    for color in ["red", "yellow", "blue"] {
      #expect(plain.count { $0.contains("\"color\" = '\(color)'") } == 2, "grids and cases: \(color)")
    }
    let ruled = try read("style-ruled", .internal, try ConditionsCounty.withGridColors())
    for color in ["hot", "mild", "calm"] {
      #expect(ruled.count { $0.contains("'grid'") && $0.contains("'\(color)'") } == 1)
    }
    #expect(ruled.count { $0.contains("'case'") && $0.contains("'red'") } == 1)
    let open = try read("style-public", .public, nil)
    #expect(open.count { $0.contains("\"open\" >= ") } > 1 && open.contains { $0.contains("\"open\" is null") })
    #expect(!open.contains { $0.contains("'grid'") && $0.contains("\"color\"") })
  }

  @Test("Formulas, markup and quotation marks in names and classes are text, and no more than text")
  func hostileNames() throws {
    let space = try Workspace()
    let hostile = "=HYPERLINK(\"http://x\")<script>alert('1')</script>\\u0000"
    let quoted = String(
      decoding: try JSONSerialization.data(withJSONObject: hostile, options: .fragmentsAllowed), as: UTF8.self)
    var layer = DrawnLayer(2)
    layer.features[0] = DrawnCounty.square("{\"no\":\"A1\",\"title\":\(quoted)}", 0, 0, 100, 100)
    let path = "\(space.path)/plan.gpkg"
    _ = try adoptGrids(
      from: try layer.write(to: space), writingTo: path,
      options: AdoptionOptions(
        layer: ForeignLayerOptions(fields: try FieldMapping("code=no,name=title"), referenceSystem: "EPSG:4547"),
        name: "\"Town\"", threads: 1, date: "2026-11-21"), control: PlanningControl())
    try space.write(
      CaseTown.header
        + "1,\"\(hostile.replacingOccurrences(of: "\"", with: "\"\""))\",2026-11-01T08:00:00Z,,\(try CaseTown.place(50, 50)),,\n",
      to: "cases.csv")
    var take = CaseImportRequest("\(space.path)/cases.csv", asOf: try CaseTown.instant("2026-11-21"))
    take.zone = .utc
    _ = try importCases(into: path, take)
    let request = ConditionsRequest(
      CaseQuestion(asOf: try CaseTown.instant("2026-11-02"), settings: try CaseSettings(named: "neutral")),
      for: .internal, zone: .utc)
    _ = try mapConditions(of: path, request, into: "\(space.path)/map")
    let map = try ReadMap("\(space.path)/map/conditions.geojson")
    #expect(map.grids.first?["name"] as? String == hostile && map.root["county"] as? String == "\"Town\"")
    #expect(map.cases.first?.properties["class"] as? String == hostile)
  }

  @Test("A map for the other audience is not written over unasked; one of its own is")
  func audiences() throws {
    let county = try ConditionsCounty.shared.get()
    let (_, file) = try county.map("shared-folder", .internal)
    let before = try Data(contentsOf: URL(fileURLWithPath: file))
    let error = #expect(throws: PlanError.self) { try county.map("shared-folder", .public) }
    #expect(error?.text(in: .en).contains("a map for the audience `internal` stands there") ?? false)
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
    try county.map("shared-folder", .internal)
    let folder = "\(county.space.path)/shared-folder"
    _ = try mapConditions(of: county.path, try ConditionsCounty.request(.public), into: folder, takesOver: true)
    #expect(try ReadMap(file).root["audience"] as? String == "public")
    #expect(throws: PlanError.self) { try county.map("shared-folder", .internal) }
  }

  @Test(
    "What is left of an internal map is not mixed with a public one",
    arguments: ["conditions.html", "sheets/sheets.csv"])
  func remnants(name: String) throws {
    let county = try ConditionsCounty.shared.get()
    let folder = "\(county.space.path)/remnants-\(name.prefix(4))"
    var request = try ConditionsCounty.request(.internal)
    request.formats = [.geojson, .html]
    let sheets = ConditionsSheetOptions([.county], formats: [.svg], dpi: 72, language: .en)
    _ = try mapConditions(of: county.path, request, into: folder, sheets: sheets)
    let manager = FileManager.default
    try manager.removeItem(atPath: "\(folder)/conditions.geojson")
    if name != "conditions.html" { try manager.removeItem(atPath: "\(folder)/conditions.html") }
    let error = #expect(throws: PlanError.self) {
      try mapConditions(of: county.path, try ConditionsCounty.request(.public), into: folder)
    }
    #expect(error?.text(in: .en).contains(name) ?? false)
    _ = try mapConditions(of: county.path, try ConditionsCounty.request(.public), into: folder, takesOver: true)
    #expect(try Set(manager.contentsOfDirectory(atPath: folder)) == ["conditions.geojson", "conditions.qml"])
  }

  @Test(
    "A file of somebody's own under a name of ours is not written over unasked",
    arguments: ["conditions.geojson", "conditions.qml", "conditions.html"], [false, true])
  func strangers(name: String, isBesideAMap: Bool) throws {
    guard !isBesideAMap || name == "conditions.html" else { return }
    let county = try ConditionsCounty.shared.get()
    let folder = "strangers-\(name.suffix(4))-\(isBesideAMap)"
    if isBesideAMap { try county.map(folder, .internal) }
    let mine = name == "conditions.geojson" ? "{\"type\": \"FeatureCollection\", \"features\": []}" : "<mine/>"
    try FileManager.default.createDirectory(
      atPath: "\(county.space.path)/\(folder)", withIntermediateDirectories: true)
    try county.space.write(mine, to: "\(folder)/\(name)")
    let error = #expect(throws: PlanError.self) {
      try county.map(folder, .internal) { $0.formats = [.geojson, .html] }
    }
    #expect(error?.text(in: .en).contains(name) ?? false && error?.text(in: .en).contains("--take-over") ?? false)
    #expect(try String(contentsOfFile: "\(county.space.path)/\(folder)/\(name)", encoding: .utf8) == mine)
    let left = try FileManager.default.contentsOfDirectory(atPath: "\(county.space.path)/\(folder)").sorted()
    #expect(left == (isBesideAMap ? ["conditions.geojson", name, "conditions.qml"] : [name]))
    var request = try ConditionsCounty.request(.internal)
    request.formats = [.geojson, .html]
    _ = try mapConditions(of: county.path, request, into: "\(county.space.path)/\(folder)", takesOver: true)
    #expect(try ReadMap("\(county.space.path)/\(folder)/conditions.geojson").root["audience"] as? String == "internal")
  }

  @Test("A dry run writes nothing, and a stopped one leaves the map of last time")
  func leavingAlone() throws {
    let county = try ConditionsCounty.shared.get()
    let folder = "\(county.space.path)/left-alone"
    let dry = try mapConditions(of: county.path, try ConditionsCounty.request(.internal), into: folder, isDryRun: true)
    #expect(dry.published > 0 && !FileManager.default.fileExists(atPath: folder))
    let (_, file) = try county.map("left-alone", .internal, asOf: "2026-09-01")
    let before = try Data(contentsOf: URL(fileURLWithPath: file))
    let control = PlanningControl()
    control.cancel()
    #expect(throws: PlanError.interrupted) {
      try mapConditions(of: county.path, try ConditionsCounty.request(.internal), into: folder, control: control)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["conditions.geojson", "conditions.qml"])
  }

  @Test("What a map had besides goes with the next one; nothing else in the folder does")
  func leftovers() throws {
    let county = try ConditionsCounty.shared.get()
    let (first, _) = try county.map("leftovers", .internal) { $0.formats = [.geojson, .html] }
    let folder = "\(county.space.path)/leftovers"
    try county.space.write("mine", to: "leftovers/conditions-of-mine.txt")
    #expect(
      first.files == ["conditions.geojson", "conditions.html", "conditions.qml"].map { "\(folder)/\($0)" })
    try county.map("leftovers", .internal)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        == ["conditions-of-mine.txt", "conditions.geojson", "conditions.qml"])
  }

  @Test("The page of a public map holds no more than its GeoJSON: no name, id, address or time of day")
  func page() throws {
    let county = try ConditionsCounty.shared.get()
    try county.map("page", .public) { $0.formats = [.html] }
    try county.map("page-inside", .internal) { $0.formats = [.html] }
    func data(_ name: String) throws -> String {
      try String(contentsOfFile: "\(county.space.path)/\(name)/conditions.html", encoding: .utf8)
    }
    let (open, inside) = (try data("page"), try data("page-inside"))
    for secret in ConditionsCounty.secrets { #expect(!open.contains(secret)) }
    #expect(inside.contains("LR-") && !inside.contains("Hauptstrasse") && inside.contains("INTERNAL"))
    #expect(open.contains("suppressed is not zero") && !open.contains("INTERNAL – not"))
  }

  @Test("A plan without cases, and a folder that cannot be, are told")
  func refusals() throws {
    let town = try CaseTown()
    let request = ConditionsRequest(
      CaseQuestion(asOf: try CaseTown.instant("2026-11-02"), settings: try CaseSettings(named: "neutral")),
      for: .internal, zone: .utc)
    let none = #expect(throws: PlanError.self) {
      try mapConditions(of: town.path, request, into: "\(town.space.path)/map")
    }
    #expect(none?.text(in: .en).contains("the plan has no cases") ?? false)
    #expect(!town.space.files.contains("map"))
    try town.take(["1,water,2026-11-01T08:00:00Z,,\(try CaseTown.place(50, 50)),,"])
    let file = #expect(throws: PlanError.self) { try mapConditions(of: town.path, request, into: town.path) }
    #expect(file?.text(in: .en).contains("is no folder") ?? false)
    try FileManager.default.createDirectory(
      atPath: "\(town.space.path)/map/conditions.geojson", withIntermediateDirectories: true)
    #expect(throws: PlanError.self) { try mapConditions(of: town.path, request, into: "\(town.space.path)/map") }
  }
}
