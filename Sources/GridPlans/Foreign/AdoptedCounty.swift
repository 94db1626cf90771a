import GridAuditing
import GridCoverages
import GridGeometry
import GridLayers

/// The county somebody's grids lie in, as its manifest describes it: what an adopted plan takes from there.
struct AdoptedCounty {
  private let county: County
  private let ground: CountyGround
  /// With polygons, also where only units say which communities there are.
  let communities: [CommunityArea]

  /// Reads every layer of the manifest.
  ///
  /// - Throws: ``PlanError`` for what stops a plan of that county from being made.
  init(manifest path: String, options: AdoptionOptions, control: PlanningControl) throws(PlanError) {
    county = try County(contentsOf: path)
    let planner = Planner(
      county: county,
      options: PlanningOptions(
        threads: options.threads, allowsBallpark: options.layer.allowsBallpark, date: options.date), control: control)
    let ground = try planner.readGround()
    self.ground = ground
    do {
      communities =
        try ground.input.communities.isEmpty ? Self.communities(of: ground.input.units) : ground.input.communities
    } catch {
      throw PlanError(.geometry(error), manifest: path)
    }
  }

  private static func communities(of units: [UnitArea]) throws(GeometryError) -> [CommunityArea] {
    var members: [String: [UnitArea]] = [:]
    for unit in units { if let code = unit.community { members[code, default: []].append(unit) } }
    return try members.keys.sorted().map { code throws(GeometryError) in
      CommunityArea(
        code: code, name: code, ground: try Overlay.union((members[code] ?? []).flatMap(\.ground.polygons)))
    }
  }

  var files: [String] { county.files }
  var name: String { county.name }
  var code: String { county.code }
  var policy: Policy { county.policy }
  var isSynthetic: Bool { county.isSynthetic }
  var attribution: String { county.attribution }
  var referenceSystem: ReferenceSystem { ground.referenceSystem }
  var input: GroundInput { ground.input }
  var barriers: [CarriedFeature] { ground.carriedBarriers }
  var servicePoints: [ServicePoint] { ground.servicePoints }
  var provenance: [(layer: String, record: Provenance)] { ground.provenance }
  var groundNotes: [GroundNote] { ground.notes }

  var sites: [CarriedFeature] {
    ground.input.sites.map { CarriedFeature(category: $0.category, name: $0.name, geometry: $0.shape) }
  }

  func settings(threads: Int) -> GroundSettings {
    GroundSettings(county, households: households, threads: threads)
  }

  /// Households of all places and units.
  var households: Int {
    input.households.reduce(0) { $0 + $1.households } + input.units.reduce(0) { $0 + $1.households }
  }

  /// Every household at its place, that of a unit at a point inside.
  var places: [GridAuditing.HouseholdPlace] {
    input.households.filter { $0.households > 0 }.map { .init(point: $0.point, households: $0.households) }
      + input.units.compactMap { unit in
        guard unit.households > 0, let point = unit.ground.interiorPoint else { return nil }
        return .init(point: point, households: unit.households)
      }
  }

  /// The ground that the grids should cover.
  func target() throws(PlanError) -> MultiPolygon {
    do {
      return try Overlay.union(communities.flatMap(\.ground.polygons))
    } catch {
      throw PlanError(.geometry(error), manifest: county.manifestPath)
    }
  }

  /// Where the households come from, beside what the layer itself states.
  func notes(on land: AdoptedLand, statedByLayer stated: [Int]) -> [BilingualText] {
    let held = land.atoms.reduce(0) { $0 + $1.households }
    var notes = [
      BilingualText(
        en: "households, communities and atoms are those of \(county.name) (\(county.manifestPath))",
        zh: "户数、社区和地块取自 \(county.name)（\(county.manifestPath)）")
    ]
    let sum = stated.reduce(0, +)
    if !stated.isEmpty, sum != held {
      notes.append(
        BilingualText(
          en: "the layer states \(counted(sum, "household")) for its grids, the county's ground has \(held) in them",
          zh: "图层登记 \(sum) 户，县域底图在这些网格内共 \(held) 户"))
    }
    return notes
  }
}
