import GridCoverages
import GridGeometry
import GridLayers

/// Where households live, counted or modelled.
extension GroundReader {
  mutating func households() throws(PlanError) -> [HouseholdPlace] {
    let groups = county.householdGroups
    return try intake.collect(county.households, required: ["households"]) { reading in
      let households = reading.count("households")
      if let id = reading.text("id") { reading.layer.tally.identify(id, of: reading.feature) }
      guard let place = reading.place else {
        // Nobody is lost where nobody lives.
        if households > 0 {
          reading.problems.append(reading.layer.noGeometry(reading.feature))
        } else {
          reading.note("household-place-without-geometry", "\(reading.absence); it has no households and is left out")
        }
        return nil
      }
      return HouseholdPlace(
        id: reading.id, households: households, persons: reading.optionalCount("persons"),
        groups: reading.counts(of: groups), footprint: place.footprint, point: place.point)
    }
  }

  /// Buildings without counted households: the model estimates them.
  mutating func modelledHouseholds(communities: [CommunityArea]) throws(PlanError) -> [HouseholdPlace] {
    var places: [HouseholdPlace] = []
    var records: [BuildingRecord] = try intake.collect(county.buildings) { reading in
      guard let geometry = reading.geometry, let place = reading.place else {
        reading.note("building-without-geometry", "\(reading.absence); it is left out")
        return nil
      }
      places.append(
        HouseholdPlace(
          id: reading.id, households: 0, isModelled: true, footprint: place.footprint, point: place.point))
      return BuildingRecord(
        id: reading.id, footprintArea: geometry.polygons.reduce(0) { $0 + $1.area }, use: reading.text("use"),
        floors: reading.value("floors").real ?? reading.text("floors").flatMap(Double.init))
    }
    try placeOnLandUse(&records, at: places.map(\.point))
    let totals = householdTotals(&records, at: places.map(\.point), communities: communities)
    for (index, count) in HouseholdModel.estimate(buildings: records, totals: totals).enumerated() {
      places[index].households = count
    }
    return places
  }

  /// The land use each building stands on: of several the one drawn smallest, which is the most particular.
  private mutating func placeOnLandUse(_ records: inout [BuildingRecord], at points: [Point]) throws(PlanError) {
    guard let spec = county.landUse, !records.isEmpty else { return }
    let areas: [(category: String, ground: MultiPolygon)] = try intake.collect(spec.layer) { reading in
      guard let category = reading.text("class") else { return nil }
      let polygons = reading.geometry?.polygons ?? []
      guard !polygons.isEmpty else {
        reading.note(
          "land-use-without-ground", "\(reading.feature.fault?.cause ?? "it has no polygon"); it is left out")
        return nil
      }
      return (category, MultiPolygon(polygons))
    }
    let sizes = areas.map(\.ground.area)
    for (index, result) in PointLocator(areas.map(\.ground)).located(points).enumerated() {
      guard let area = result.min(by: { (sizes[$0], $0) < (sizes[$1], $1) }) else { continue }
      let category = areas[area].category
      records[index].landUse = category
      if let weight = spec.weights[category] { records[index].livedInShare = weight }
    }
  }

  private mutating func householdTotals(
    _ records: inout [BuildingRecord], at points: [Point], communities: [CommunityArea]
  ) -> HouseholdTotals {
    guard let model = county.model else { return .unknown }
    if model.totals.isEmpty { return model.total.map(HouseholdTotals.county) ?? .unknown }
    for code in Set(model.totals.keys).subtracting(communities.map(\.code)).sorted() {
      intake.problem(
        InputProblem(
          source: county.manifestPath, place: BilingualText("`layers.buildings.model.totals`"),
          cause: BilingualText(en: "there is no community \(code)", zh: "没有社区 \(code)"),
          remedy: BilingualText(en: "Use the codes of the communities layer", zh: "请使用社区图层中的编码")))
    }
    let locator = PointLocator(communities.map(\.ground))
    for (index, owner) in locator.locate(points).enumerated() where owner >= 0 {
      records[index].community = communities[Int(owner)].code
    }
    return .communities(model.totals)
  }
}

extension PointLocator {
  /// The grounds around each point.
  fileprivate func located(_ points: [Point]) -> [[Int]] {
    points.map { point in
      switch locate(point) {
      case .inside(let ground): [ground]
      case .outside: []
      case .ambiguous(let grounds): grounds
      }
    }
  }
}
