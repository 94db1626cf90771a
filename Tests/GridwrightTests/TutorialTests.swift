import Foundation
import Gridwright
import Testing

@Suite("The tutorial does what it says")
struct TutorialTests {
  @Test("The whole tour runs and leaves its files")
  func tourRuns() throws {
    let folder = try ScratchFolder()
    try tour(in: folder.path)
    for file in ["town/county.yaml", "plan.gpkg", "geojson/first.geojson", "first-gcj02.geojson"] {
      #expect(FileManager.default.fileExists(atPath: "\(folder.path)/\(file)"), "\(file)")
    }
  }

  @Test("The town's plan is sound, and every grid out of its band is explained by a proof")
  func townIsExplained() throws {
    let folder = try ScratchFolder()
    let path = "\(folder.path)/plan.gpkg"
    let town = try planTown(try makeTown(in: "\(folder.path)/town"), writingTo: path)
    #expect(try auditTown(at: path))
    let outside = town.grids(of: .first).filter { !(300...500).contains($0.households) }
    #expect(!outside.isEmpty, "the tutorial needs a town with something to explain")
    let lines = explainExceptions(of: town)
    #expect(lines.count == outside.count)
    for grid in outside {
      #expect(lines.contains { $0.hasPrefix("\(grid.code): \(grid.households) households, proved. ") })
    }
  }

  @Test("Every leaf grid is found at a point inside it, and none far away")
  func gridsAreFound() throws {
    let folder = try ScratchFolder()
    let town = try planTown(try makeTown(in: "\(folder.path)/town"), writingTo: "\(folder.path)/plan.gpkg")
    let toDegrees = try Transformation(from: town.referenceSystem, to: .wgs84)
    for grid in town.grids where grid.isLeaf {
      let inside = try #require(grid.ground.interiorPoint)
      let degrees = try toDegrees.apply([inside])[0]
      let found = try findGrids(at: GeographicCoordinate(longitude: degrees.x, latitude: degrees.y), in: town)
      #expect(found.last?.code == grid.code)
    }
    let ofTheTour = GeographicCoordinate(longitude: 123, latitude: 34.32)
    #expect(try !findGrids(at: ofTheTour, in: town).isEmpty)
    let farAway = GeographicCoordinate(longitude: 121, latitude: 30)
    #expect(try findGrids(at: farAway, in: town).isEmpty)
  }

  @Test("Exported files hold every grid; the shifted one says so and lies some hundred metres away")
  func exportsHoldEveryGrid() throws {
    let folder = try ScratchFolder()
    let path = "\(folder.path)/plan.gpkg"
    let town = try planTown(try makeTown(in: "\(folder.path)/town"), writingTo: path)
    let kinds = GridKind.allCases.filter { !town.grids(of: $0).isEmpty }
    let files = try exportTown(path, to: "\(folder.path)/geojson")
    #expect(files.count == kinds.count)
    for (file, kind) in zip(files, kinds) {
      #expect(try ExportedGrids(contentsOf: file).codes == town.grids(of: kind).map(\.code.text))
    }
    let shifted = "\(folder.path)/shifted.geojson"
    try exportForWebMap(path, to: shifted)
    let there = try ExportedGrids(contentsOf: shifted)
    let here = try ExportedGrids(contentsOf: "\(folder.path)/geojson/first.geojson")
    #expect(here.datum == nil)
    #expect(there.datum == "GCJ-02")
    #expect(there.codes == here.codes)
    let metres =
      111_000 * abs(there.firstPosition[1] - here.firstPosition[1])
      + 91_000 * abs(there.firstPosition[0] - here.firstPosition[0])
    #expect((50...1_500).contains(metres))
  }

  @Test(
    "The twelve blocks are divided as well as trying everything divides them",
    arguments: [
      [120, 80, 90, 110, 70, 130, 60, 140, 100, 90, 110, 100],
      [200, 10, 150, 90, 60, 170, 40, 130, 90, 100, 60, 100],
    ])
  func blocksAreDividedBest(households: [Int]) throws {
    let outcome = try divideBlocks(households)
    #expect(outcome.feasible)
    #expect(outcome.provedOptimal)
    #expect(outcome.cutLength == Exhaustion.leastCut(of: households, zones: outcome.partition.zoneCount))
    #expect(describeZones(outcome).contains("no division is better"))
  }

  @Test("A block heavier than the maximum is named as the reason")
  func heavyBlockIsNamed() throws {
    let outcome = try divideBlocks([620, 80, 90, 110, 70, 130, 60, 140, 100, 90, 110, 100])
    #expect(!outcome.feasible)
    #expect(describeZones(outcome).contains { $0.contains("weighs 620, more than the maximum") })
  }
}

/// What a GeoJSON file of grids says.
private struct ExportedGrids {
  let codes: [String]
  let datum: String?
  /// Longitude and latitude of the first corner of the first grid.
  let firstPosition: [Double]

  init(contentsOf path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let file = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let features = try #require(file["features"] as? [[String: Any]])
    codes = try features.map { try #require(($0["properties"] as? [String: Any])?["code"] as? String) }
    datum = file["gridwright:datum"] as? String
    var corner: Any = try #require((features.first?["geometry"] as? [String: Any])?["coordinates"])
    while let list = corner as? [Any], let first = list.first, first is [Any] { corner = first }
    firstPosition = try #require(corner as? [Double])
  }
}

/// Tries every division of the tutorial's twelve blocks.
private enum Exhaustion {
  /// The least cut, in metres, of all divisions into connected zones of 300–500 households; `nil` if there is none.
  static func leastCut(of households: [Int], zones: Int) -> Double? {
    var zone = [Int](repeating: 0, count: households.count)
    var least: Double?
    let divisions = (1..<households.count).reduce(1) { total, _ in total * zones }
    for division in 0..<divisions {
      var rest = division
      for block in 1..<households.count {
        zone[block] = rest % zones
        rest /= zones
      }
      guard isInBand(zone, households, zones) else { continue }
      let cut = cut(zone)
      if cut < least ?? .infinity, isConnected(zone, zones) { least = cut }
    }
    return least
  }

  private static func isInBand(_ zone: [Int], _ households: [Int], _ zones: Int) -> Bool {
    var weights = [Int](repeating: 0, count: zones)
    for block in zone.indices { weights[zone[block]] += households[block] }
    return weights.allSatisfy((300...500).contains)
  }

  private static func cut(_ zone: [Int]) -> Double {
    var cut = 0.0
    for block in zone.indices {
      if block % 4 < 3, zone[block] != zone[block + 1] { cut += 80 }
      if block + 4 < zone.count, zone[block] != zone[block + 4] { cut += 120 }
    }
    return cut
  }

  private static func isConnected(_ zone: [Int], _ zones: Int) -> Bool {
    var pieces = 0
    var seen = [Bool](repeating: false, count: zone.count)
    for start in zone.indices where !seen[start] {
      pieces += 1
      var stack = [start]
      seen[start] = true
      while let block = stack.popLast() {
        var next = [block - 4, block + 4]
        if block % 4 > 0 { next.append(block - 1) }
        if block % 4 < 3 { next.append(block + 1) }
        for other in next where zone.indices.contains(other) && !seen[other] && zone[other] == zone[start] {
          seen[other] = true
          stack.append(other)
        }
      }
    }
    return pieces == zones
  }
}
