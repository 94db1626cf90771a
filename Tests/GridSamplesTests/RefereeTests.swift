import Foundation
import GridGeometry
import GridSamples
import Referees
import Testing

struct RefereeTests {
  @Test(
    "GEOS, by way of shapely, finds the communities to be a valid coverage and the buildings apart",
    .enabled(if: Referee.shapely != nil), arguments: [(1_000, 1), (20_000, 2), (20_000, 9)])
  func coverage(households: Int, seed: UInt64) throws {
    let county = try WrittenCounty(households: households, seed: seed)
    func lines(_ layer: String) throws -> String {
      try county.rows(layer).compactMap(\.geometry).map { WellKnownText.format($0, decimals: 2) }.joined(separator: "\n")
    }
    let communities = county.directory + "/communities.wkt"
    let buildings = county.directory + "/buildings.wkt"
    try lines("communities").write(toFile: communities, atomically: true, encoding: .utf8)
    try lines("buildings").write(toFile: buildings, atomically: true, encoding: .utf8)
    let script = """
      import shapely, sys
      grounds = shapely.from_wkt(open(sys.argv[1]).read().split('\\n'))
      houses = shapely.from_wkt(open(sys.argv[2]).read().split('\\n'))
      print(bool(shapely.coverage_is_valid(grounds)), bool(shapely.is_valid(grounds).all()))
      whole = shapely.coverage_union_all(grounds)
      print(len(shapely.get_parts(whole)), len(shapely.get_parts(whole)[0].interiors))
      pairs = shapely.STRtree(houses).query(houses, predicate='overlaps')
      print(pairs.shape[1], bool(shapely.is_valid(houses).all()))
      """
    let referee = try #require(Referee.shapely)
    #expect(try referee.run(script, arguments: [communities, buildings]) == "True True\n1 0\n0 True\n")
  }
}
