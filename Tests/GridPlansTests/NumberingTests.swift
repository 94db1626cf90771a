import Foundation
import GridGeometry
import GridPlans
import Testing

@Suite("Serials")
struct NumberingTests {
  @Test("In each community they run north to south in bands and west to east inside one", arguments: [4, 9, 16, 32])
  func mapOrder(count: Int) throws {
    var county = DrawnCounty()
    county.policy = "levels: [{level: 1, count: \(count)}]"
    let plan = try county.plan(in: try Workspace()).plan
    for community in plan.communities {
      let grids = plan.grids.filter { $0.community == community.code }.sorted { $0.code < $1.code }
      #expect(grids.map(\.code) == (1...grids.count).map { GridCode(community: community.code, serial: $0) })
      let places = try grids.map { try #require($0.ground.interiorPoint) }
      // Bands as high as a mean grid is wide, from the northernmost grid down.
      let height = (grids.reduce(0) { $0 + $1.ground.area } / Double(grids.count)).squareRoot()
      let north = places.map(\.y).max() ?? 0
      let bands = places.map { ((north - $0.y) / height).rounded(.down) }
      for (index, band) in bands.enumerated().dropFirst() {
        #expect(bands[index - 1] < band || (bands[index - 1] == band && places[index - 1].x <= places[index].x))
      }
      if count == 32 { #expect(Set(bands).count == 4) }
    }
  }

  @Test(
    "A serial is read only as it is written",
    arguments: [
      ("990001001001007", 7), ("9900010010011000", 1000), ("9900010010010007", nil), ("990001001001-5", nil),
      ("990001001001+07", nil), ("9900010010019223372036854775807", nil), ("990001001001", nil), ("99000100100", nil),
    ] as [(String, Int?)])
  func reading(code: String, serial: Int?) {
    #expect(GridCode(code).serial(in: "990001001001") == serial)
  }

  @Test("A redraw keeps codes apart where one community's code begins another's")
  func prefixes() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    for (code, short) in [("990001001001", "1"), ("990001001002", "12")] {
      county.communities = county.communities.map { $0.replacingOccurrences(of: code, with: short) }
      county.units = county.units.map { $0.replacingOccurrences(of: code, with: short) }
    }
    county.policy = "levels: [{level: 1, count: 8}]"
    let first = try county.plan(in: space).plan
    try FileManager.default.moveItem(atPath: "\(space.path)/plan.gpkg", toPath: "\(space.path)/last.gpkg")
    county.policy = "levels: [{level: 1, count: 12}]"
    county.extra = "  previous: {source: last.gpkg#grids, fields: {code: code, level: level, kind: kind}}"
    let codes = try county.plan(in: space).plan.grids.map(\.code)
    #expect(Set(codes).count == 12)
    #expect(Set(first.grids.map(\.code)).isSubset(of: Set(codes)))
    #expect(codes.allSatisfy { $0.text.count <= 5 })
  }

  @Test("A code of last time beyond any serial does not stop a plan")
  func hugeSerial() throws {
    let space = try Workspace()
    try space.write(
      DrawnCounty.collection([DrawnCounty.square("{\"code\":\"9900010010019223372036854775807\"}", 0, 0, 100, 100)]),
      to: "last.geojson")
    var county = DrawnCounty()
    county.extra = "  previous: {source: last.geojson, crs: \"EPSG:4547\", fields: {code: code}}"
    #expect(try county.plan(in: space).plan.grids.contains { $0.code.text == "990001001001001" })
  }
}
