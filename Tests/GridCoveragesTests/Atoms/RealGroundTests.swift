import GridCoverages
import GridGeometry
import Testing

/// The three public grounds of `../shared/data`; see its README for sources and licences.
@Suite("Atoms of real grounds", .enabled(if: isOptimised, "large: run in release mode"), .serialized)
struct RealGroundTests {
  @Test("Yilan: every statistical area is an atom, and the communities are made of them")
  func yilan() throws {
    guard let path = SharedLayers.path("yilan/yilan.gpkg") else { return }
    let rows = try SharedLayers.read(path, layer: "base", fields: ["codebase", "households", "code2"], about: 24.7)
    let input = GroundInput(
      units: rows.map { row in
        UnitArea(
          id: row.fields[0], households: Int(row.fields[1]) ?? 0, community: row.fields[2],
          ground: MultiPolygon(row.geometry.polygons))
      })
    let result = try makeAtoms(input)
    let parts = input.units.reduce(0) { $0 + $1.ground.polygons.count }
    #expect(rows.count == 3_864)
    #expect(result.atoms.count == parts)
    #expect(result.communities.count == 202)
    #expect(result.households == 166_020)
    #expect(result.findings.isEmpty)
    try expectTiling(result)
  }

  @Test("Cambridge: hairlines between neighbourhoods repaired, parcels with dwellings whole")
  func cambridge() throws {
    guard let path = SharedLayers.path("cambridge/cambridge.gpkg") else { return }
    func read(_ layer: String, _ fields: [String] = []) throws -> [SharedLayers.Row] {
      try SharedLayers.read(path, layer: layer, fields: fields, about: 42.37)
    }
    var input = GroundInput()
    input.communities = try read("neighborhoods", ["N_HOOD", "NAME"]).map {
      CommunityArea(code: $0.fields[0], name: $0.fields[1], ground: MultiPolygon($0.geometry.polygons))
    }
    for row in try read("street_centerlines") {
      input.barriers += row.geometry.lines.map { BarrierLine(category: "street", weight: 2, line: $0) }
    }
    for (index, row) in try read("parcels", ["ml", "dwellings"]).enumerated() {
      let ground = MultiPolygon(row.geometry.polygons)
      guard let point = ground.interiorPoint else { continue }
      let id = "\(row.fields[0]) \(index)"
      input.compounds.append(CompoundArea(id: id, ground: ground))
      input.households.append(HouseholdPlace(id: id, households: Int(row.fields[1]) ?? 0, point: point))
    }
    let result = try makeAtoms(input, GroundSettings(atomTarget: 50, atomMaximum: 100))
    #expect(result.households == 42_403)
    let faults = result.notes("community-gap") + result.notes("community-overlap")
    #expect(faults.count > 100)
    #expect(faults.allSatisfy { ($0.measure ?? 1) < 0.05 && $0.severity == .info })
    let held = result.atoms.flatMap(\.compounds)
    #expect(held.count == Set(held).count)
    #expect(held.count > 10_000)
    // Above the maximum only where one parcel alone is.
    let alone = Dictionary(grouping: input.households, by: \.id).mapValues { $0.reduce(0) { $0 + $1.households } }
    for atom in result.atoms where atom.households > 100 {
      #expect(atom.compounds.contains { alone[input.compounds[$0].id] ?? 0 > 100 })
    }
    #expect(result.atoms.allSatisfy { 2 * $0.area / $0.perimeter > 2 })
    try expectTiling(result)
  }

  @Test("Liechtenstein: eleven communities in parts, buildings without households modelled")
  func liechtenstein() throws {
    guard let path = SharedLayers.path("liechtenstein/liechtenstein.gpkg") else { return }
    func read(_ layer: String, _ fields: [String] = []) throws -> [SharedLayers.Row] {
      try SharedLayers.read(path, layer: layer, fields: fields, about: 47.15)
    }
    var input = GroundInput()
    input.communities = try read("admin", ["admin_level", "name"]).filter { $0.fields[0] == "8" }.map {
      CommunityArea(code: $0.fields[1], name: $0.fields[1], ground: MultiPolygon($0.geometry.polygons))
    }
    let lanes: Set = ["service", "track", "path", "footway", "steps", "cycleway", "bridleway", "pedestrian"]
    for row in try read("roads", ["highway", "bridge", "tunnel"]) {
      input.barriers += row.geometry.lines.map {
        BarrierLine(
          category: row.fields[0], weight: lanes.contains(row.fields[0]) ? 1 : 3, isBridge: row.fields[1] == "yes",
          isTunnel: row.fields[2] == "yes", tier: lanes.contains(row.fields[0]) ? .second : .first, line: $0)
      }
    }
    for row in try read("waterway_lines", ["waterway", "tunnel"]) {
      let isRiver = row.fields[0] == "river" || row.fields[0] == "canal"
      input.barriers += row.geometry.lines.map {
        BarrierLine(
          category: row.fields[0], weight: isRiver ? 8 : 1, isHard: isRiver,
          isTunnel: !["", "no"].contains(row.fields[1]), tier: isRiver ? .first : .second, line: $0)
      }
    }
    var buildings: [BuildingRecord] = []
    for (index, row) in try read("buildings", ["building"]).enumerated() {
      guard let footprint = row.geometry.polygons.first else { continue }
      buildings.append(BuildingRecord(id: "b\(index)", footprintArea: footprint.area, use: row.fields[0]))
      input.households.append(
        HouseholdPlace(
          id: "b\(index)", households: 0, isModelled: true, footprint: footprint, point: footprint.interiorPoint))
    }
    let modelled = HouseholdModel.estimate(buildings: buildings, totals: .county(17_500))
    for index in modelled.indices { input.households[index].households = modelled[index] }
    let result = try makeAtoms(input)
    #expect(result.communities.count == 11)
    #expect(result.households + result.counts.householdsOutside == 17_500)
    #expect((30...50).contains(result.counts.placesOutside))
    #expect(result.atoms.allSatisfy { $0.households <= 40 })
    #expect(result.atoms.count { (10...40).contains($0.households) } * 10 >= result.atoms.count * 8)
    #expect(result.borders.contains { $0.category == "bridge" })
    try expectTiling(result)
  }

  /// Each atom in one piece, all of them together a clean coverage without a gap of its own.
  private func expectTiling(_ result: AtomMap) throws {
    let polygons = result.atomPolygons()
    #expect(polygons.allSatisfy { $0.polygons.count == 1 })
    let again = try PlanarMap.cleanCoverage(polygons)
    #expect(again.map.faceCount - again.ownerOfFace.count { $0 < 0 } == polygons.count)
    let sum = polygons.reduce(0) { $0 + $1.area }
    let communities = result.communityPolygons().reduce(0) { $0 + $1.area }
    #expect(abs(sum - communities) < 1e-6 * sum)
  }
}
