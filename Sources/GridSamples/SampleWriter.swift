import GridGeometry
import GridLayers

/// Writes a county's layers, community by community.
struct SampleWriter {
  let county: SampleCounty
  let package: GeoPackageWriter
  var summary = SampleSummary()
  private var workers: [UInt8] = Array("id,name,role,skills,x,y,max_grids\n".utf8)
  /// The same people in the roles of a grid with a head and two members.
  private var teams: [UInt8] = Array("id,name,role,skills,x,y,max_grids\n".utf8)
  private var visits: SampleVisits
  private var cases: SampleCases
  private var faults = PlantedFaults()
  private var householdsServed = 0

  /// The date every file of every sample states, so that equal samples have equal bytes.
  static let timestamp = "2026-01-01T00:00:00.000Z"

  init(_ county: SampleCounty, path: String) throws(LayerError) {
    self.county = county
    visits = SampleVisits(seed: county.settings.seed)
    let system: ReferenceSystem
    do {
      system = try ReferenceSystem(CountyFrame.referenceSystem)
      cases = try SampleCases(seed: county.settings.seed, system: system)
    } catch {
      throw .unknownReferenceSystem(source: path, name: CountyFrame.referenceSystem)
    }
    package = try GeoPackageWriter(path: path, timestamp: Self.timestamp)
    for (schema, description) in SampleSchemas.all(in: system) {
      try package.addLayer(schema, identifier: schema.name, description: description)
      try package.addProvenance(
        Provenance(
          source: "SYNTHETIC: gridwright sample, seed \(county.settings.seed)", date: "2026-01-01",
          licence: "CC0-1.0", referenceSystem: CountyFrame.referenceSystem, encoding: "UTF-8"),
        layer: schema.name)
    }
    try package.addMetadata(
      "SYNTHETIC DATA. A made-up county at sea: no place, household, institution or worker in it exists. "
        + "Made by gridwright sample, households \(county.settings.households), seed \(county.settings.seed).")
  }

  /// Everything that is the county's and no community's.
  mutating func writeCounty() throws(LayerError) {
    try writeCommunities()
    try write(county.roads.lines)
    try package.insert(into: SampleSchemas.railways, county.roads.railway.map { Self.row($0, class: "rail") })
    var waters: [Row] = []
    if county.ground.river.count > 1 {
      waters.append((Self.line(county.ground.river), [.text("river"), .text("合成河")]))
    }
    for (number, course) in county.ground.streams.enumerated() {
      // The first tributary is as wide as a river: it runs through communities and parts them where no bridge is.
      waters.append((Self.line(course), number == 0 ? [.text("river"), .text("合成支流")] : [.text("stream"), .null]))
    }
    try package.insert(into: SampleSchemas.waterways, waters)
  }

  private typealias Row = (Geometry?, [FieldValue])

  private static func line(_ points: [Point]) -> Geometry { .lineString(LineString(unchecked: points)) }

  private static func row(_ road: RoadLine, class name: String) -> Row {
    (line(road.points), [.text(name), .integer(road.isBridge ? 1 : 0), .integer(0)])
  }

  private mutating func write(_ roads: [RoadLine]) throws(LayerError) {
    summary.roads += roads.count
    summary.bridges += roads.count { $0.isBridge }
    try package.insert(into: SampleSchemas.roads, roads.lazy.map { Self.row($0, class: $0.category.name) })
  }

  private mutating func writeCommunities() throws(LayerError) {
    var random = SampleRandom(seed: county.settings.seed, stream: 7)
    var rows: [Row] = []
    for (index, record) in county.register.communities.enumerated() {
      let township = county.register.townships[record.township]
      var ground = county.outline(of: index)
      if random.chance(county.settings.dirt) { ground = faults.spoil(ground, of: record.code, using: &random) }
      rows.append(
        (
          .multiPolygon(ground),
          [
            .text(record.code), .text(record.name.zh), .text(record.name.en), .text(township.name.zh),
            .text(township.name.en),
            .text(township.code), .integer(record.isUrban ? 1 : 0), .text(record.statisticalClass),
            .integer(Int64(record.households)),
          ]
        ))
      summary.communities += 1
      summary.urbanCommunities += record.isUrban ? 1 : 0
    }
    try package.insert(into: SampleSchemas.communities, rows)
    try writePoliceDistricts(around: rows.reduce(into: .empty) { $0.form(union: $1.0?.envelope ?? .empty) })
    summary.townships = county.register.townships.count
    summary.exclaves = county.exclaves.count
    summary.plantedFaults = faults.count
  }

  /// Four districts that meet somewhere near the middle, over the county and a little beyond.
  private func writePoliceDistricts(around county: Envelope) throws(LayerError) {
    func at(_ x: Double, _ y: Double) -> Point {
      Point(county.minX + x * (county.maxX - county.minX), county.minY + y * (county.maxY - county.minY)).snapped
    }
    let middle = at(0.46, 0.55)
    let edge = [at(0.5, -0.02), at(1.02, 0.52), at(0.44, 1.02), at(-0.02, 0.5)]
    let corners = [at(-0.02, -0.02), at(1.02, -0.02), at(1.02, 1.02), at(-0.02, 1.02)]
    try package.insert(
      into: SampleSchemas.policeDistricts,
      (0..<4).map { number -> Row in
        let before = edge[(number + 3) % 4]
        let ring = [middle, before, corners[number], edge[number], middle]
        return (
          .polygon(Polygon(exterior: Ring(unchecked: ring))),
          [.text("P\(number + 1)"), .text("合成派出所辖区\(number + 1)"), .text("SYNTHETIC police district \(number + 1)")]
        )
      })
  }

  /// What stands in one community.
  mutating func write(_ content: CommunityContent, of index: Int) throws(LayerError) {
    let record = county.register.communities[index]
    let code = FieldValue.text(record.code)
    try package.insert(
      into: SampleSchemas.buildings,
      content.houses.lazy.enumerated().map { number, house -> Row in
        (
          .polygon(house.corners.polygon),
          [
            .text("\(record.code)-\(number + 1)"), .integer(Int64(house.households)), .text(house.use),
            .integer(Int64(house.floors)), code,
          ]
        )
      })
    try package.insert(
      into: SampleSchemas.compounds,
      content.compounds.lazy.enumerated().map { number, compound -> Row in
        (
          .polygon(compound.loop.polygon),
          [.text("\(record.code)-C\(number + 1)"), .integer(Int64(content.dwellings(of: compound))), code]
        )
      })
    try package.insert(
      into: SampleSchemas.sites,
      content.sites.lazy.enumerated().map { number, site -> Row in
        let name = Self.name(of: site, in: record)
        return (
          .polygon(site.loop.polygon),
          [
            .text("\(record.code)-S\(number + 1)"), .text(site.category.rawValue), .text(name.zh), .text(name.en),
            .integer(Int64(site.rank)), code,
          ]
        )
      })
    try write(content.lanes)
    try writeServicePoints(content, record, index)
    engage(content.houses)
    visits.add(record)
    do { try cases.add(record, houses: content.houses) } catch {
      throw .notWritable(path: "cases.csv", layer: "cases", feature: nil, cause: error.message)
    }
    summary.households += content.households
    summary.buildings += content.houses.count
    summary.compounds += content.compounds.count
    summary.sites += content.sites.count
  }

  private static func name(of site: Site, in record: CommunityRecord) -> SampleName {
    let serial = site.serial > 1 ? (zh: "第\(site.serial)", en: " \(site.serial)") : (zh: "", en: "")
    return SampleName(
      zh: record.name.zh + serial.zh + site.category.zh,
      en: "\(record.name.en) \(site.category.en)\(serial.en)")
  }

  /// A service station for all but every 17th community, a clinic at every community's first hospital.
  private mutating func writeServicePoints(_ content: CommunityContent, _ record: CommunityRecord, _ index: Int)
    throws(LayerError)
  {
    var points: [(SiteClass?, Point)] = []
    let office = content.sites.first { $0.category == .office }?.loop.loopCentroid ?? content.center
    if index % 17 != 9 { points.append((nil, office)) }
    let hospital = content.sites.first { $0.category == .hospital }
    if let hospital { points.append((.hospital, hospital.loop.loopCentroid)) }
    let rows: [Row] = points.enumerated().map { number, point -> Row in
      let isStation = point.0 == nil
      return (
        .point(point.1.snapped),
        [
          .text("\(record.code)-P\(number + 1)"), .text(isStation ? "station" : "clinic"),
          .text(record.name.zh + (isStation ? "服务站" : "诊所")),
          .text(record.name.en + (isStation ? " Service Station" : " Clinic")),
          .integer(Int64(max(50, record.households * (isStation ? 1 : 2) / 2))), .text(record.code),
        ]
      )
    }
    summary.servicePoints += rows.count
    try package.insert(into: SampleSchemas.servicePoints, rows)
  }

  /// Workers live where households do: one after every so many households. They have numbers for names, which say that
  /// nobody is meant.
  ///
  /// A team is a head and two members: one for every worker, so for every grid the policy may give, in neighbouring houses.
  private mutating func engage(_ houses: [House]) {
    let inhabited = houses.filter { $0.households > 0 }
    for (index, house) in inhabited.enumerated() {
      householdsServed += house.households
      // What rounding leaves short of a whole worker is still one.
      let due = Int(Double(householdsServed) * county.settings.workersPerThousand / 1_000 + 1e-6)
      while summary.workers < due {
        summary.workers += 1
        let home = house.center.snapped
        let number = 100_000 + summary.workers
        workers += "W\(number),SYNTHETIC \(number),worker,,\(home.x),\(home.y),1\n".utf8
        for (offset, seat) in [("A", "head"), ("B", "member"), ("C", "member")].enumerated() {
          let door = inhabited[min(index + offset, inhabited.count - 1)].center.snapped
          teams += "T\(number)\(seat.0),SYNTHETIC \(number)\(seat.0),\(seat.1),,\(door.x),\(door.y),1\n".utf8
        }
      }
    }
  }

  /// Finishes the GeoPackage and writes the files beside it.
  mutating func finish(in folder: inout OutputFolder) throws(LayerError) {
    try package.finish()
    try OutputFile.write(workers, to: folder.file("workers.csv"))
    summary.visitRows = visits.rows
    try OutputFile.write(teams, to: folder.file("teams.csv"))
    try OutputFile.write(visits.log, to: folder.file("visits.csv"))
    try OutputFile.write(visits.targets, to: folder.file("visit-targets.csv"))
    try OutputFile.write(Array(SampleVisits.rules.utf8), to: folder.file("visits.yaml"))
    summary.cases = cases.count
    try OutputFile.write(cases.list, to: folder.file("cases.csv"))
    try OutputFile.write(cases.steps, to: folder.file("case-steps.csv"))
    if county.settings.dirt > 0 { try OutputFile.write(faults.csv, to: folder.file("faults.csv")) }
    let manifest = folder.file("county.yaml")
    try OutputFile.write(Array(SampleManifest.text(for: county.settings).utf8), to: manifest)
    summary.manifest = manifest
    try OutputFile.write(Array(SampleManifest.readme(for: county.settings, summary).utf8), to: folder.file("README.md"))
  }
}
