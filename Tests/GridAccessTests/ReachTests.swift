import GridAccess
import GridGeometry
import Testing

@Suite("Reach")
struct ReachTests {
  private struct Town {
    let traveller: Traveller
    let stops: TravelPlaces
    let places: TravelPlaces
    let weights: [Double]

    init(seed: UInt64) throws {
      let mesh = StreetMesh(side: 15, seed: seed)
      let speeds = try WalkingSpeeds()
      traveller = try Traveller(.network(TravelNetwork(mesh.ways, speeds: speeds), snapLimit: 70), speeds: speeds)
      stops = traveller.place(mesh.points(6, seed: seed + 1))
      places = traveller.place(mesh.points(300, seed: seed + 2))
      weights = (0..<300).map { Double($0 % 7) }
    }
  }

  @Test("Within, beyond and choices agree with the table of minutes", arguments: [4.0, 10])
  func counts(limit: Double) throws {
    let town = try Town(seed: 31)
    let result = try town.traveller.reach(of: town.stops, for: town.places, weights: town.weights, within: limit)
    let times = town.traveller.times(from: town.stops, to: town.places, within: limit)
    var choices = [Int32](repeating: 0, count: town.places.count)
    for stop in 0..<town.stops.count {
      #expect(abs(times[stop].reduce(0) { $0 + town.weights[$1.place] } - result.catchments[stop]) < 1e-9)
      for entry in times[stop] { choices[entry.place] += 1 }
    }
    #expect(choices == result.choices)
    for place in 0..<town.places.count { #expect(result.isWithin(place) == (choices[place] > 0)) }
    let whole = result.share(of: 0..<town.places.count, weights: town.weights)
    let parts = [result.share(of: 0..<100, weights: town.weights), result.share(of: 100..<300, weights: town.weights)]
    #expect(whole.total == town.weights.reduce(0, +))
    #expect(whole.beyond == parts.reduce(0) { $0 + $1.beyond })
    #expect(whole.within + whole.beyond == whole.total)
    #expect(whole.beyond >= whole.unreached)
  }

  @Test("What all places get by the floating catchment is what the points with demand supply", arguments: [5.0, 12])
  func conservation(limit: Double) throws {
    let town = try Town(seed: 12)
    let supply = [3.0, 1, 4, 1, 5, 9]
    let times = town.traveller.times(from: town.stops, to: town.places, within: limit)
    let found = try FloatingCatchment(times, supply: supply, demand: town.weights)
    let given = zip(found.ratios, supply).reduce(0) { $0 + ($1.0 == nil ? 0 : $1.1) }
    let taken = zip(found.accessibility, town.weights).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(given > 0)
    #expect(abs(given - taken) < 1e-9 * given)
  }

  @Test("Three zones of ten minutes weigh 1, 0.68 and 0.22")
  func zones() throws {
    let traveller = try Traveller(.straight(detour: 1), speeds: WalkingSpeeds(base: 6))
    let places = traveller.place([Point(500, 0), Point(1500, 0), Point(2500, 0), Point(3500, 0)])
    let times = traveller.times(from: traveller.place([Point(0, 0)]), to: places, within: 30)
    let found = try FloatingCatchment(times, supply: [2], demand: [100, 50, 200, 70])
    let ratio = 2 / (100 + 0.68 * 50 + 0.22 * 200)
    for (ours, expected) in zip(found.accessibility, [ratio, 0.68 * ratio, 0.22 * ratio, 0]) {
      #expect(abs(ours - expected) < 1e-15)
    }
  }

  @Test("The ways within reach are as long as the minutes allow")
  func ways() throws {
    let speeds = try WalkingSpeeds(base: 6)
    let cross = [
      WayLine([Point(0, 0), Point(1000, 0), Point(2000, 0)], category: "footway"),
      WayLine([Point(1000, -1000), Point(1000, 0), Point(1000, 1000)], category: "footway"),
    ]
    let traveller = try Traveller(.network(TravelNetwork(cross, speeds: speeds), snapLimit: 50), speeds: speeds)
    let lines = traveller.reachedWays(from: traveller.place([Point(900, 0)]), within: 5)
    let length = lines.reduce(0.0) { sum, line in
      sum + zip(line.points, line.points.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
    }
    #expect(abs(length - (500 + 100 + 3 * 400)) < 1e-6)
  }

  @Test("No points, no minutes and weights below zero are told")
  func badInput() throws {
    let town = try Town(seed: 3)
    let none = town.traveller.place([])
    #expect(throws: AccessError.noPoints) {
      try town.traveller.reach(of: none, for: town.places, weights: town.weights, within: 5)
    }
    #expect(throws: AccessError.badSetting(name: "minutes", value: -2)) {
      try town.traveller.reach(of: town.stops, for: town.places, weights: town.weights, within: -2)
    }
    var weights = town.weights
    weights[7] = -1
    #expect(throws: AccessError.badWeight(index: 7, value: -1)) {
      try town.traveller.reach(of: town.stops, for: town.places, weights: weights, within: 5)
    }
    #expect(throws: AccessError.sizeMismatch(expected: 300, found: 2)) {
      try town.traveller.reach(of: town.stops, for: town.places, weights: [1, 2], within: 5)
    }
  }
}
