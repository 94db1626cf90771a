import GridCoverages
import Testing

@Suite("Households estimated from buildings")
struct HouseholdModelTests {
  struct Case: Sendable {
    var footprint: Double
    var use: String?
    var floors: Double?
    var landUse: String?
    var livedIn: Double?
    var dwellings: Int?
    var households: Double
  }

  static let cases: [Case] = [
    Case(footprint: 100, use: "house", households: 1),
    Case(footprint: 900, use: "detached", floors: 3, households: 2),
    Case(footprint: 460, use: "apartments", households: 10.5),
    Case(footprint: 460, use: "apartments", floors: 6, households: 18),
    Case(footprint: 200, use: "yes", households: 2),
    Case(footprint: 59, use: "yes", households: 0),
    Case(footprint: 1_501, households: 0),
    Case(footprint: 200, use: "yes", landUse: "industrial", households: 0),
    Case(footprint: 200, use: "yes", landUse: "industrial", livedIn: 0.5, households: 1),
    Case(footprint: 460, use: "apartments", landUse: "commercial", livedIn: 0, households: 0),
    Case(footprint: 460, use: "apartments", landUse: "commercial", livedIn: 0, dwellings: 4, households: 4),
    Case(footprint: 100, use: "house", livedIn: .nan, households: 1),
    Case(footprint: 200, use: "garage", households: 0),
    Case(footprint: 200, use: "garage", dwellings: 3, households: 3),
    Case(footprint: .nan, use: "apartments", households: 0),
    Case(footprint: 200, use: "yes", floors: -1, households: 2),
  ]

  @Test("The model's number follows footprint, storeys and use", arguments: cases)
  func expectation(row: Case) {
    let building = BuildingRecord(
      id: "b", footprintArea: row.footprint, use: row.use, floors: row.floors, landUse: row.landUse,
      livedInShare: row.livedIn, dwellings: row.dwellings)
    #expect(abs(HouseholdModel.expectation(of: building) - row.households) < 1e-9)
  }

  @Test("A stated total is met exactly, whatever the order of the buildings", arguments: [0, 1, 7, 100, 12_345])
  func total(households: Int) {
    var buildings = (0..<100).map { index in
      BuildingRecord(
        id: "b\(index)", footprintArea: 80 + Double(index * 37 % 300), use: index % 3 == 0 ? "apartments" : "yes")
    }
    let forward = HouseholdModel.estimate(buildings: buildings, totals: .county(households))
    #expect(forward.reduce(0, +) == households)
    buildings.reverse()
    #expect(HouseholdModel.estimate(buildings: buildings, totals: .county(households)) == forward.reversed())
  }

  @Test("Totals per community bind each community, others keep the model's number")
  func communities() {
    let buildings = [
      BuildingRecord(id: "1", footprintArea: 300, use: "apartments", community: "A"),
      BuildingRecord(id: "2", footprintArea: 300, use: "apartments", community: "A"),
      BuildingRecord(id: "3", footprintArea: 200, use: "yes", community: "B"),
      BuildingRecord(id: "4", footprintArea: 120, use: "garage", community: "C"),
    ]
    let result = HouseholdModel.estimate(buildings: buildings, totals: .communities(["A": 5, "C": 2]))
    #expect(result == [3, 2, 2, 2])
  }

  @Test("No building, no household")
  func nothing() {
    #expect(HouseholdModel.estimate(buildings: [], totals: .county(10)) == [])
  }
}
