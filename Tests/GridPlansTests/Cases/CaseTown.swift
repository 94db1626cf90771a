import Foundation
import GridCases
import GridGeometry
import GridPlans
import GridVisits

/// A fishnet of 3 × 3 grids of 100 m, adopted as a plan, and cases in it.
struct CaseTown {
  let space: Workspace
  let path: String

  init(_ drawn: DrawnLayer = DrawnLayer(3)) throws {
    space = try Workspace()
    path = "\(space.path)/plan.gpkg"
    try adopt(drawn)
  }

  /// Makes the plan, or makes it anew over its cases.
  func adopt(_ drawn: DrawnLayer = DrawnLayer(3)) throws {
    let layer = ForeignLayerOptions(fields: try FieldMapping("code=no,name=title"), referenceSystem: "EPSG:4547")
    _ = try adoptGrids(
      from: try drawn.write(to: space), writingTo: path,
      options: AdoptionOptions(layer: layer, name: "Town", threads: 1, date: "2026-11-21"), control: PlanningControl())
  }

  /// Lays a school over the corner of A1 and its neighbour B1, and beyond the town.
  func layASchoolOver() throws {
    var plan = try Plan(contentsOf: path)
    plan.dedicatedMode = .overlay
    let corners = [(60.0, -60.0), (140, -60), (140, 40), (60, 40), (60, -60)].map {
      Point(500_000 + $0, 3_800_000 + $1)
    }
    guard var grid = plan.grids.first(where: { $0.code == GridCode("A1") }) else {
      throw CocoaError(.coderValueNotFound)
    }
    grid.code = GridCode("S1")
    grid.kind = .dedicated
    grid.ground = MultiPolygon(try Polygon(exterior: Ring(corners)))
    grid.measures = GridMeasures(of: grid.ground)
    plan.grids.append(grid)
    _ = try plan.write(to: path)
  }

  /// Metres east and north of the town's corner as WGS 84, `lat,lon`; or in another datum.
  static func place(_ x: Double, _ y: Double, in system: ReferenceSystem = .wgs84) throws -> String {
    try places([Point(x, y)], in: system)[0]
  }

  /// The same of many, for which PROJ is set up once.
  static func places(_ all: [Point], in system: ReferenceSystem = .wgs84) throws -> [String] {
    let toDegrees = try Transformation(from: try ReferenceSystem(epsg: 4547), to: system)
    return try toDegrees.apply(all.map { Point(500_000 + $0.x, 3_800_000 + $0.y) }).map { "\($0.y),\($0.x)" }
  }

  static let header = "id,class,created,closed,lat,lon,area,address\n"

  static func instant(_ text: String) throws -> Instant { try InstantReader(zone: .utc).read(text) }

  func request(_ file: String) throws -> CaseImportRequest {
    var request = CaseImportRequest("\(space.path)/\(file)", asOf: try Self.instant("2026-11-21"))
    request.zone = try ClockZone("Asia/Shanghai")
    request.fields = try CaseFields("address=address")
    return request
  }

  /// Takes rows of a table in.
  @discardableResult
  func take(_ rows: [String], _ edit: (inout CaseImportRequest) throws -> Void = { _ in }) throws -> CaseImportSummary {
    try space.write(Self.header + rows.map { $0 + "\n" }.joined(), to: "cases.csv")
    var request = try request("cases.csv")
    try edit(&request)
    return try importCases(into: path, request)
  }

  func figures(_ asOf: String = "2026-11-21") throws -> CaseFigures {
    try caseFigures(of: path, CaseQuestion(asOf: try Self.instant(asOf), settings: try CaseSettings(named: "neutral")))
  }

  /// One step of a case.
  func advance(
    _ id: String, _ kind: CaseMove.Kind, _ detail: String = "", at: String, by actor: String = "w1"
  ) throws -> CaseAdvance {
    let step = try CaseAction(id, kind, detail: detail, at: try Self.instant(at), actor: actor)
    return try advanceCases(in: path, [(nil, step)], now: try Self.instant("2026-11-21"))
  }

  /// The list of all cases as text.
  func list(
    _ format: CaseListFormat = .csv, asOf: String = "2026-11-21",
    _ edit: (inout CaseListRequest) throws -> Void = { _ in }
  ) throws -> String {
    let question = CaseQuestion(asOf: try Self.instant(asOf), settings: try CaseSettings(named: "neutral"))
    var request = CaseListRequest(question)
    request.filter = CaseFilter()
    request.format = format
    request.output = "\(space.path)/list.\(format.rawValue)"
    try edit(&request)
    _ = try listCases(of: path, request)
    return try String(contentsOfFile: request.output, encoding: .utf8)
  }
}
