import GridCoverages
import GridGeometry
import GridLayers

/// Where households live, counted or modelled.
extension GroundReader {
  mutating func households() throws(PlanError) -> [HouseholdPlace] {
    try intake.collect(county.households, required: ["households"]) { reading in
      let households = reading.count("households")
      guard let place = reading.place else {
        // Nobody is lost where nobody lives.
        if households > 0 {
          reading.problems.append(reading.layer.noGeometry(reading.feature))
        } else {
          reading.note("household-place-without-geometry", "it has no geometry and no households, and is left out")
        }
        return nil
      }
      return HouseholdPlace(
        id: reading.id, households: households, persons: reading.optionalCount("persons"), footprint: place.footprint,
        point: place.point)
    }
  }

  /// Buildings without counted households: the model estimates them.
  mutating func modelledHouseholds(communities: [CommunityArea]) throws(PlanError) -> [HouseholdPlace] {
    var places: [HouseholdPlace] = []
    var records: [BuildingRecord] = try intake.collect(county.buildings) { reading in
      guard let geometry = reading.geometry, let place = reading.place else {
        reading.note("building-without-geometry", "it has no geometry and is left out")
        return nil
      }
      places.append(
        HouseholdPlace(
          id: reading.id, households: 0, isModelled: true, footprint: place.footprint, point: place.point))
      return BuildingRecord(
        id: reading.id, footprintArea: geometry.polygons.reduce(0) { $0 + $1.area }, use: reading.text("use"),
        floors: reading.value("floors").real ?? reading.text("floors").flatMap(Double.init))
    }
    let totals = householdTotals(&records, at: places.map(\.point), communities: communities)
    for (index, count) in HouseholdModel.estimate(buildings: records, totals: totals).enumerated() {
      places[index].households = count
    }
    return places
  }

  private func householdTotals(
    _ records: inout [BuildingRecord], at points: [Point], communities: [CommunityArea]
  ) -> HouseholdTotals {
    guard let model = county.model else { return .unknown }
    if model.totals.isEmpty { return model.total.map(HouseholdTotals.county) ?? .unknown }
    let locator = PointLocator(communities.map(\.ground))
    for (index, owner) in locator.locate(points).enumerated() where owner >= 0 {
      records[index].community = communities[Int(owner)].code
    }
    return .communities(model.totals)
  }
}
