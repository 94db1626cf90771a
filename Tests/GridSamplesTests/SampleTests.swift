import Foundation
import GridGeometry
import GridLayers
import GridSamples
import Testing

struct SampleTests {
  @Test("A county has exactly the households asked for", arguments: [1, 2, 37, 100, 999, 1_000, 2_399, 2_400, 20_000])
  func householdsAreExact(households: Int) throws {
    let county = try WrittenCounty(households: households)
    #expect(county.summary.households == households)
    let buildings = try county.rows("buildings")
    #expect(buildings.reduce(0) { $0 + $1.integer("hh") } == households)
    var byCommunity: [String: Int] = [:]
    for row in buildings { byCommunity[row.text("community"), default: 0] += row.integer("hh") }
    let communities = try county.rows("communities")
    for community in communities { #expect(byCommunity[community.text("code"), default: 0] == community.integer("households")) }
    #expect(Set(byCommunity.keys).isSubset(of: communities.map { $0.text("code") }))
  }

  @Test("The same seed gives the same bytes, another seed another county")
  func bytesFollowTheSeed() throws {
    var settings = SampleSettings(households: 9_000, seed: 11)
    settings.dirt = 0.3
    let first = try WrittenCounty(settings)
    let second = try WrittenCounty(settings)
    settings.seed = 12
    let other = try WrittenCounty(settings)
    for file in ["county.gpkg", "county.yaml", "workers.csv", "teams.csv", "faults.csv", "README.md"] {
      #expect(try first.bytes(file) == second.bytes(file), "\(file)")
    }
    #expect(try first.bytes("county.gpkg") != other.bytes("county.gpkg"))
    #expect(try first.bytes("workers.csv") != other.bytes("workers.csv"))
  }

  @Test("Communities tile the county: every side is shared but those of one outline", arguments: [(1_000, 1), (5_000, 2), (20_000, 3), (20_000, 4)])
  func communitiesTile(households: Int, seed: UInt64) throws {
    let county = try WrittenCounty(households: households, seed: seed)
    let grounds = try county.rows("communities").map(\.ground)
    let outline = try #require(UnmatchedEdges(grounds).ringAreas)
    #expect(outline.count == 1)
    let total = grounds.reduce(0) { $0 + $1.area }
    #expect(abs(total - (outline.first ?? 0)) < 1e-6 * total)
    for ground in grounds { for polygon in ground.polygons { #expect(polygon.validity() == .valid) } }
  }

  @Test("Some communities have ground inside another")
  func exclaves() throws {
    let county = try WrittenCounty(households: 20_000, seed: 3)
    let grounds = try county.rows("communities").map(\.ground)
    #expect(grounds.contains { $0.polygons.count > 1 })
    #expect(grounds.contains { $0.polygons.contains { !$0.holes.isEmpty } })
    #expect(grounds.count { $0.polygons.count > 1 } == county.summary.exclaves)
  }

  @Test("Buildings, compounds, sites and service points lie in their community", arguments: [1, 2, 3, 4])
  func contentLiesInside(seed: UInt64) throws {
    let county = try WrittenCounty(households: 20_000, seed: seed)
    var grounds: [String: MultiPolygon] = [:]
    for row in try county.rows("communities") { grounds[row.text("code")] = row.ground }
    for layer in ["buildings", "compounds", "sites"] {
      for row in try county.rows(layer) {
        let ground = try #require(grounds[row.text("community")])
        let corners = row.polygons.flatMap(\.exterior.points)
        #expect(!corners.isEmpty)
        #expect(corners.allSatisfy { ground.contains($0) }, "\(layer) \(row.text("id"))")
      }
    }
    for row in try county.rows("service_points") {
      guard case .point(let place)? = row.geometry else {
        Issue.record("a service point without a point")
        continue
      }
      #expect(grounds[row.text("community")]?.contains(place) == true)
    }
  }

  @Test("A compound's dwellings are the households of the buildings in it")
  func compoundsHoldTheirHouseholds() throws {
    let county = try WrittenCounty(households: 20_000)
    let compounds = try county.rows("compounds")
    let buildings = try county.rows("buildings").filter { $0.integer("hh") > 0 }
    let tree = try STRtree(compounds.map(\.ground.envelope))
    var dwellings = Array(repeating: 0, count: compounds.count)
    for building in buildings {
      let place = try #require(building.polygons.first?.centroid)
      for index in try tree.query(Envelope(place, place)) where compounds[index].ground.contains(place) {
        dwellings[index] += building.integer("hh")
      }
    }
    #expect(!compounds.isEmpty)
    for (index, compound) in compounds.enumerated() { #expect(compound.integer("dwellings") == dwellings[index]) }
  }

  @Test("Communities keep to the size of their kind", arguments: [20_000, 60_000])
  func communitySizes(households: Int) throws {
    let county = try WrittenCounty(households: households)
    for row in try county.rows("communities") {
      let band = row.integer("urban") == 1 ? 1_200...3_000 : 300...990
      #expect(band.contains(row.integer("households")), "\(row.text("code")) has \(row.integer("households"))")
    }
  }

  @Test("Most buildings are small and few are towers")
  func buildingSizes() throws {
    let buildings = try WrittenCounty(households: 20_000).rows("buildings").map { $0.integer("hh") }.filter { $0 > 0 }
    #expect(buildings.count { $0 <= 12 } * 100 >= buildings.count * 97)
    #expect(buildings.count { $0 > 30 } > 0)
    #expect(buildings.count { $0 > 30 } * 200 < buildings.count)
  }

  @Test("There are enough sites for Dali's dedicated grids in proportion, of every class and rank")
  func sites() throws {
    let sites = try WrittenCounty(households: 20_000).rows("sites")
    #expect(sites.count * 200_000 >= 1_409 * 20_000)
    #expect(Set(sites.map { $0.text("class") }) == ["school", "hospital", "market", "park", "industrial", "office"])
    #expect(Set(sites.map { $0.integer("rank") }) == [1, 2, 3, 4, 5])
    #expect(sites.allSatisfy { !$0.text("name").isEmpty && !$0.text("name_en").isEmpty })
  }

  @Test("Codes have twelve digits, are unique and belong to no real county")
  func codes() throws {
    let codes = try WrittenCounty(households: 60_000).rows("communities").map { $0.text("code") }
    #expect(Set(codes).count == codes.count)
    for code in codes {
      #expect(code.count == 12 && code.allSatisfy(\.isNumber))
      #expect(code.hasPrefix("990001"))
    }
  }

  @Test("Rivers are crossed on bridges, and no road crosses them otherwise", arguments: [5, 7])
  func bridges(seed: UInt64) throws {
    let county = try WrittenCounty(households: 60_000, seed: seed)
    let rivers = try county.rows("waterways").filter { $0.text("waterway") == "river" }.flatMap { $0.geometry?.lines ?? [] }
    #expect(rivers.count == 2)
    let vertices = Set(rivers.flatMap(\.points))
    let sides = rivers.flatMap { zip($0.points, $0.points.dropFirst()).map { ($0, $1) } }
    let tree = try STRtree(sides.map { Envelope($0.0, $0.1) })
    var bridged = 0
    for road in try county.rows("roads") {
      for line in road.geometry?.lines ?? [] {
        var crossings = line.points.dropFirst().dropLast().count { vertices.contains($0) }
        for (a, b) in zip(line.points, line.points.dropFirst()) {
          for index in try tree.query(Envelope(a, b)) where Self.cross(a, b, sides[index].0, sides[index].1) { crossings += 1 }
        }
        if road.integer("bridge") == 1 { bridged += crossings } else { #expect(crossings == 0) }
      }
    }
    #expect(bridged > 2)
  }

  /// Whether two segments cross, both ends of each at least 2 cm beyond the other's line (ends are rounded to 1 cm).
  private static func cross(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
    func offset(_ p: Point, from q: Point, _ r: Point) -> Double {
      ((r.x - q.x) * (p.y - q.y) - (r.y - q.y) * (p.x - q.x)) / max(q.distance(to: r), 0.01)
    }
    let ends = (offset(a, from: c, d), offset(b, from: c, d), offset(c, from: a, b), offset(d, from: a, b))
    return ends.0 * ends.1 < 0 && ends.2 * ends.3 < 0 && min(abs(ends.0), abs(ends.1)) > 0.02 && min(abs(ends.2), abs(ends.3)) > 0.02
  }
}
