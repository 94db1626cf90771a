import GridPlans
import Testing

@Suite("Modelled households by land use")
struct LandUseTests {
  /// Plans communities with blocks of flats of 400 m², whose lower left corners are given; 100 households in all are shared
  /// out among them. The manifest's lines on land use come last.
  private func plan(
    _ communities: [String], flats: [(x: Int, y: Int)], in space: Workspace, landUse: String = ""
  ) throws -> PlanResult {
    try space.write(DrawnCounty.collection(communities), to: "communities.geojson")
    let blocks = flats.map { DrawnCounty.square("{\"id\":\"b\($0.x)\",\"use\":\"apartments\"}", $0.x, $0.y, 20, 20) }
    try space.write(DrawnCounty.collection(blocks), to: "buildings.geojson")
    let manifest = try space.write(
      """
      name: Drawn
      code: "990001"
      crs: EPSG:4547
      policy: {levels: [{level: 1, households: {min: 20, target: 100, max: 200}}]}
      layers:
        communities: {source: communities.geojson, crs: "EPSG:4547", fields: {code: code}}
        buildings: {source: buildings.geojson, crs: "EPSG:4547", fields: {id: id, use: use}, model: {total: 100}}
      \(landUse)
      """, to: "county.yaml")
    return try planCounty(
      at: manifest, writingTo: "\(space.path)/plan.gpkg", options: .test, control: PlanningControl())
  }

  /// The households of four communities side by side, each with one block of flats on land of its own kind.
  private func households(_ landUse: String) throws -> [Int] {
    let space = try Workspace()
    let land = ["residential", "commercial", "industrial", "park"].enumerated().map { index, name in
      DrawnCounty.square("{\"use\":\"\(name)\"}", index * 200, 0, 200, 400)
    }
    // A yard drawn inside the industrial land is the more particular word.
    let yard = DrawnCounty.square("{\"use\":\"yard\"}", 490, 90, 40, 40)
    try space.write(DrawnCounty.collection(land + [yard]), to: "land.geojson")
    let communities = (0..<4).map { DrawnCounty.square("{\"code\":\"99000100100\($0)\"}", $0 * 200, 0, 200, 400) }
    let result = try plan(communities, flats: (0..<4).map { (100 + $0 * 200, 100) }, in: space, landUse: landUse)
    #expect(result.summary.households == 100 && result.summary.modelledHouseholds == 100)
    return result.plan.communities.map(\.households)
  }

  @Test("What the model puts into buildings outside every community is no household of the plan, modelled or not")
  func modelledOutside() throws {
    let result = try plan(
      [DrawnCounty.square("{\"code\":\"990001001000\"}", 0, 0, 400, 400)],
      flats: [(100, 100), (200, 200), (300, 100), (2_000, 100)], in: try Workspace())
    let summary = result.summary
    #expect(summary.households == 75 && summary.householdsOutside == 25)
    #expect(summary.modelledHouseholds == summary.households)
    #expect(result.text.en.contains("75 households, all modelled from buildings\n"))
    #expect(result.text.zh.contains("75 户（全部由建筑物模型估算）"))
  }

  private static let layer = "  landuse: {source: land.geojson, crs: \"EPSG:4547\", fields: {class: use}"

  @Test("Buildings count by the weight of the land they stand on; the total is met all the same")
  func weights() throws {
    #expect(try households("") == [25, 25, 25, 25])
    #expect(try households(Self.layer + "}") == [25, 25, 25, 25], "flats are flats, wherever they stand")
    #expect(
      try households(Self.layer + ", weights: {commercial: 0.5, industrial: 0, yard: 0}}") == [40, 20, 0, 40])
    #expect(try households(Self.layer + ", weights: {industrial: 0, yard: 1}}") == [25, 25, 25, 25])
  }

  @Test("A weight that is no share is refused with its place", arguments: ["-1", "much"])
  func refused(weight: String) throws {
    let error = #expect(throws: PlanError.self) { _ = try households(Self.layer + ", weights: {park: \(weight)}}") }
    #expect(error?.text(in: .en).contains("county.yaml") == true)
  }
}
