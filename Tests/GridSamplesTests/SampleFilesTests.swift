import Foundation
import GridGeometry
import GridLayers
import GridSamples
import Testing

struct SampleFilesTests {
  @Test("Everything in the folder says that it is synthetic")
  func labels() throws {
    let county = try WrittenCounty(households: 1_000)
    #expect(try county.text("README.md").contains("SYNTHETIC"))
    #expect(try county.text("county.yaml").contains("SYNTHETIC"))
    let sources = try county.rows("provenance").map { $0.text("source") }
    #expect(sources.count >= 8)
    #expect(sources.allSatisfy { $0.contains("SYNTHETIC") })
    #expect(try county.rows("communities").allSatisfy { $0.text("code").hasPrefix("99") })
  }

  @Test("The manifest names layers and files that are there")
  func manifest() throws {
    let county = try WrittenCounty(households: 1_000)
    let layers = Set(try Layers.layerNames(at: county.package))
    for line in try county.text("county.yaml").split(separator: "\n") where line.contains("source: ") {
      let source = try #require(line.split(separator: " ").last)
      if source.hasPrefix("county.gpkg#") {
        #expect(layers.contains(String(source.dropFirst("county.gpkg#".count))))
      } else {
        #expect(FileManager.default.fileExists(atPath: county.directory + "/" + source))
      }
    }
  }

  @Test("Four police districts cover the county, match each other, and say that they are synthetic")
  func districts() throws {
    let county = try WrittenCounty(households: 5_000)
    let districts = try county.rows("police_districts")
    #expect(districts.map { $0.text("code") } == ["P1", "P2", "P3", "P4"])
    #expect(districts.allSatisfy { $0.text("name_en").hasPrefix("SYNTHETIC") && $0.text("name").hasPrefix("合成") })
    #expect(districts.allSatisfy { $0.ground.validity().isValid })
    let union = try Overlay.union(districts.flatMap(\.ground.polygons))
    #expect(abs(union.area - districts.reduce(0) { $0 + $1.ground.area }) < 1)
    for community in try county.rows("communities") {
      #expect(try Overlay.difference(community.ground, union).area == 0)
    }
  }

  @Test(
    "The manifest names the policy asked for and says that it is synthetic", arguments: ["dali", "microgrid-30-100"])
  func policy(name: String) throws {
    var settings = SampleSettings(households: 500)
    settings.policy = name
    let county = try WrittenCounty(settings)
    let manifest = try county.text("county.yaml")
    #expect(manifest.contains("\npolicy: \(name)\n"))
    #expect(manifest.contains("\nsynthetic: true\n"))
  }

  @Test("Workers have codes and homes, and for a name a number that says it is synthetic")
  func workers() throws {
    let county = try WrittenCounty(households: 1_000)
    let rows = try county.text("workers.csv").split(separator: "\n")
    #expect(rows[0] == "id,name,role,skills,x,y,max_grids")
    #expect(rows.count - 1 == county.summary.workers)
    #expect(county.summary.workers == 62)
    let ids = rows.dropFirst().map { $0.prefix { $0 != "," } }
    #expect(Set(ids).count == ids.count)
    #expect(rows.dropFirst().allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 7 && $0.contains(",SYNTHETIC 1") && $0.utf8.allSatisfy { $0 < 128 } })
  }

  @Test("A team of a head and two members stands for every worker")
  func teams() throws {
    let county = try WrittenCounty(households: 1_000)
    let rows = try county.text("teams.csv").split(separator: "\n")
    let cells = rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect(cells[0] == ["id", "name", "role", "skills", "x", "y", "max_grids"])
    #expect(cells.allSatisfy { $0.count == 7 } && Set(cells.map { $0[0] }).count == cells.count)
    #expect(cells.filter { $0[2] == "head" }.count == county.summary.workers)
    #expect(cells.filter { $0[2] == "member" }.count == 2 * county.summary.workers)
    #expect(cells.dropFirst().allSatisfy { $0[1].hasPrefix("SYNTHETIC 1") })
  }

  @Test("Visits are counts by grid, class and day: no names, and labelled as made up where there is room for it")
  func visits() throws {
    let county = try WrittenCounty(households: 1_000)
    let rows = try county.text("visits.csv").split(separator: "\n")
    #expect(rows[0] == "grid,class,date,count" && rows.count - 1 == county.summary.visitRows)
    let codes = try county.rows("communities").map { $0.text("code") }
    for row in rows.dropFirst() {
      let cells = row.split(separator: ",")
      #expect(cells.count == 4 && row.utf8.allSatisfy { $0 < 128 })
      #expect(codes.contains { cells[0].hasPrefix($0) } && Int(cells[3]).map { $0 > 0 } == true)
      #expect(cells[2].hasPrefix("2026-0"))
    }
    #expect(try county.text("visit-targets.csv").hasPrefix("grid,class,count\n"))
    #expect(try county.text("visits.yaml").hasPrefix("# SYNTHETIC"))
  }

  @Test("Cases lie in the county, name a community and nobody, and say in their ids that they are made up")
  func cases() throws {
    let county = try WrittenCounty(households: 5_000)
    let rows = try county.text("cases.csv").split(separator: "\n")
    #expect(rows[0] == "id,class,created,closed,lon,lat,area")
    #expect(rows.count - 1 == county.summary.cases && county.summary.cases >= 200)
    let codes = Set(try county.rows("communities").map { $0.text("code") })
    var ids: Set<Substring> = []
    for row in rows.dropFirst() {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      try #require(cells.count == 7 && row.utf8.allSatisfy { $0 < 128 })
      #expect(cells[0].hasPrefix("SYNTHETIC-") && ids.insert(cells[0]).inserted)
      #expect(cells[2].hasPrefix("2026-0") && (cells[3].isEmpty || cells[2] < cells[3]))
      #expect(codes.contains(String(cells[6])))
      guard !cells[4].isEmpty else { continue }
      #expect(abs((Double(cells[4]) ?? 0) - 123) < 1 && abs((Double(cells[5]) ?? 0) - 34.3) < 1)
    }
    for row in try county.text("case-steps.csv").split(separator: "\n").dropFirst() {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      #expect(cells.count == 5 && ids.contains(cells[0]))
    }
  }

  @Test("Planted faults are listed, and each leaves sides that do not match")
  func faults() throws {
    var settings = SampleSettings(households: 20_000, seed: 5)
    settings.dirt = 0.4
    let county = try WrittenCounty(settings)
    #expect(county.summary.plantedFaults > 3)
    #expect(try county.text("faults.csv").split(separator: "\n").count == county.summary.plantedFaults + 1)
    settings.dirt = 0
    let clean = try WrittenCounty(settings)
    let dirty = UnmatchedEdges(try county.rows("communities").map(\.ground)).edges.count
    let outline = UnmatchedEdges(try clean.rows("communities").map(\.ground)).edges.count
    #expect(dirty > outline)
    #expect(!FileManager.default.fileExists(atPath: clean.directory + "/faults.csv"))
  }

  @Test("Settings that make no sense are refused before anything is written")
  func badSettings() {
    let folder = NSTemporaryDirectory() + "gridwright-sample-\(UUID().uuidString)"
    var settings: [SampleSettings] = [SampleSettings(households: 0), SampleSettings(households: 5_000_001)]
    var other = SampleSettings(households: 100)
    other.code = "12345"
    settings.append(other)
    other = SampleSettings(households: 100)
    other.dirt = 1.5
    settings.append(other)
    other = SampleSettings(households: 100)
    other.policy = "no such\npolicy"
    settings.append(other)
    for bad in settings { #expect(throws: SampleError.self) { try writeSample(bad, to: folder) } }
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test("A stopped run leaves no file")
  func cancelling() throws {
    let folder = NSTemporaryDirectory() + "gridwright-sample-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: SampleError.cancelled) {
      try writeSample(SampleSettings(households: 30_000), to: folder, isCancelled: { true })
    }
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test("A folder that cannot be made is named")
  func noFolder() {
    #expect {
      try writeSample(SampleSettings(households: 10), to: "/proc/nowhere/sample")
    } throws: { error in
      (error as? SampleError)?.message.contains("/proc/nowhere/sample") == true
    }
  }
}
