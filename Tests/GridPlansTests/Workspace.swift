import Foundation
import GridGeometry
import GridLayers
import GridPlans

/// A folder of its own for one test, removed with it.
final class Workspace: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("gridwright-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = "\(path)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")) }

  var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

/// A county drawn on squared paper: two communities side by side, each of 4 × 4 units of 100 m with some households.
struct DrawnCounty {
  /// Replaces the properties or geometry of features, by layer and ordinal.
  var communities: [String] = [
    DrawnCounty.square("{\"code\":\"990001001001\",\"name\":\"东村\"}", 0, 0, 400, 400),
    DrawnCounty.square("{\"code\":\"990001001002\",\"name\":\"西村\"}", 400, 0, 400, 400),
  ]
  var units: [String] = DrawnCounty.standardUnits
  var unitFields = "{id: id, households: hh, community: code}"
  var policy = "levels: [{level: 1, households: {min: 300, target: 400, max: 500}}]"
  var manifestCRS = "EPSG:4547"
  var layerCRS = "EPSG:4547"
  /// More keys of the communities' layer.
  var communitiesMore = ""
  var extra = ""

  static let standardUnits: [String] = (0..<32).map { index in
    let (x, y) = (index % 8, index / 8)
    return square(
      "{\"id\":\"u\(index)\",\"hh\":\(40 + (index * 7) % 20),\"code\":\"99000100100\(x < 4 ? 1 : 2)\"}", x * 100,
      y * 100, 100, 100)
  }

  /// A square feature; coordinates in metres of EPSG:4547, shifted into the zone.
  static func square(_ properties: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int) -> String {
    polygon(properties, [[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]])
  }

  static func polygon(_ properties: String, _ corners: [[Int]]) -> String {
    let ring = corners.map { "[\(500_000 + $0[0]),\(3_800_000 + $0[1])]" }.joined(separator: ",")
    return
      "{\"type\":\"Feature\",\"properties\":\(properties),\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[\(ring)]]}}"
  }

  static func collection(_ features: [String]) -> String {
    "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ",\n"))]}"
  }

  /// Gives the first community another code, in the spelling of JSON.
  mutating func recode(_ code: String) {
    communities[0] = communities[0].replacingOccurrences(of: "990001001001", with: code)
  }

  /// Writes the county and returns its manifest's path.
  func write(to space: Workspace) throws -> String {
    try space.write(Self.collection(communities), to: "communities.geojson")
    try space.write(Self.collection(units), to: "units.geojson")
    try space.write(policy, to: "policy.yaml")
    return try space.write(
      """
      name: Drawn
      code: "990001"
      crs: \(manifestCRS)
      policy: policy.yaml
      layers:
        communities: {source: communities.geojson, crs: "\(layerCRS)", fields: {code: code, name: name}\(communitiesMore)}
        units: {source: units.geojson, crs: "\(layerCRS)", fields: \(unitFields)}
      \(extra)
      """, to: "county.yaml")
  }

  func plan(in space: Workspace, options: PlanningOptions = .test) throws -> PlanResult {
    try planCounty(
      at: try write(to: space), writingTo: "\(space.path)/plan.gpkg", options: options, control: PlanningControl())
  }
}

extension PlanningOptions {
  static var test: PlanningOptions { PlanningOptions(seed: 1, threads: 2, date: "2026-11-21") }
}
