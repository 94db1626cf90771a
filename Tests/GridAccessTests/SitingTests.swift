import GridAccess
import GridGeometry
import Testing

@Suite("Siting")
struct SitingTests {
  @Test("Small instances agree with looking at every choice", arguments: [1, 2, 3, 4, 5, 6] as [UInt64], [1, 2, 4])
  func everyChoice(seed: UInt64, points: Int) throws {
    let instance = try SitingInstance(places: 40, candidates: 12, seed: seed)
    let best = instance.best(points: points, minutes: 3)
    let times = instance.times()
    let median = try site(SitingRequest(.pMedian(points: points), candidates: times, weights: instance.weights))
    #expect(median.isProved && median.chosen.count == points)
    #expect(abs(median.objective - best.median) < 1e-6 * best.median)
    let cover = try site(
      SitingRequest(.maximalCover(points: points, minutes: 3), candidates: times, weights: instance.weights))
    #expect(cover.isProved && cover.objective == best.covered)
    let centre = try site(SitingRequest(.pCentre(points: points), candidates: times, weights: instance.weights))
    #expect(centre.isProved && abs(centre.objective - best.centre) < 1e-9)
  }

  @Test("The fewest points for a share are as few as looking at every choice finds", arguments: [1, 2, 3, 4] as [UInt64], [0.7, 0.9, 1])
  func fewest(seed: UInt64, share: Double) throws {
    let instance = try SitingInstance(places: 40, candidates: 12, seed: seed)
    let found = try site(
      SitingRequest(.setCover(minutes: 5, share: share), candidates: instance.times(), weights: instance.weights))
    let total = instance.weights.reduce(0, +)
    let lost = found.unservable.reduce(0) { $0 + instance.weights[$1] }
    let wanted = share < 1 ? share * total : total - lost
    let fewest = (1...12).first { instance.best(points: $0, minutes: 5).covered >= wanted - 1e-9 }
    #expect(found.isProved)
    #expect(found.chosen.count == fewest)
  }

  @Test("A bound is never beyond the best, however short the search", arguments: [1, 2, 3] as [UInt64])
  func bounds(seed: UInt64) throws {
    let instance = try SitingInstance(places: 200, candidates: 60, seed: seed)
    let times = instance.times()
    for objective in [
      SitingObjective.pMedian(points: 6), .maximalCover(points: 4, minutes: 1.5), .setCover(minutes: 1.5, share: 1),
      .setCover(minutes: 1.5, share: 0.9), .pCentre(points: 6),
    ] {
      func run(_ effort: Int) throws -> SitingOutcome {
        try site(SitingRequest(objective, candidates: times, weights: instance.weights, effort: effort))
      }
      let (short, long) = (try run(1), try run(3000))
      #expect(long.isProved)
      if case .maximalCover = objective {
        #expect(short.objective <= long.objective && long.objective <= short.bound + 1e-6)
      } else {
        #expect(short.objective >= long.objective - 1e-9 && long.objective >= short.bound - 1e-6)
      }
    }
  }

  @Test("Covers that the search leaves open have a bound that every choice keeps", arguments: 1...30 as ClosedRange<UInt64>)
  func coverBounds(seed: UInt64) throws {
    let instance = try SitingInstance(places: 150, candidates: 18, seed: seed)
    let best = instance.best(points: 5, minutes: 2.4)
    let found = try site(
      SitingRequest(
        .maximalCover(points: 5, minutes: 2.4), candidates: instance.times(), weights: instance.weights, effort: 1))
    #expect(found.objective <= best.covered && best.covered <= found.bound)
    if found.isProved { #expect(found.objective == best.covered) }
  }

  @Test("Points that stand already serve, and stay", arguments: [1, 2, 3] as [UInt64])
  func existing(seed: UInt64) throws {
    let instance = try SitingInstance(places: 60, candidates: 14, seed: seed)
    let traveller = instance.traveller
    let places = traveller.place(instance.places)
    let own = traveller.place(Array(instance.candidates.prefix(3)))
    let fresh = traveller.place(Array(instance.candidates.dropFirst(3)))
    let standing = traveller.times(from: own, to: places, within: .infinity)
    let table = traveller.times(from: fresh, to: places, within: .infinity)
    // Every pair of new points beside the three.
    var best = Double.infinity
    for a in 0..<11 {
      for b in (a + 1)..<11 {
        let all = TravelPlaces.joined(own, fresh.selecting([a, b]))
        let near = traveller.nearest(of: all, to: places)
        best = min(best, near.indices.reduce(0) { $0 + instance.weights[$1] * (near[$1]?.minutes ?? .infinity) })
      }
    }
    let found = try site(
      SitingRequest(.pMedian(points: 2), candidates: table, weights: instance.weights, existing: standing))
    #expect(found.isProved)
    #expect(abs(found.objective - best) < 1e-6 * best)
  }

  @Test("The same request gives the same choice and bound")
  func determinism() throws {
    let instance = try SitingInstance(places: 300, candidates: 80, seed: 8)
    func run() throws -> SitingOutcome {
      try site(SitingRequest(.pMedian(points: 9), candidates: instance.times(), weights: instance.weights, seed: 5))
    }
    #expect(try run() == run())
  }

  @Test("Places out of everybody's reach take no part and are named")
  func unservable() throws {
    let instance = try SitingInstance(places: 50, candidates: 10, seed: 2)
    let table = instance.times(within: 1)
    let reached = Set((0..<10).flatMap { table[$0].map(\.place) })
    let found = try site(SitingRequest(.setCover(minutes: 1, share: 1), candidates: table, weights: instance.weights))
    #expect(!found.unservable.isEmpty)
    #expect(Set(found.unservable) == Set(0..<50).subtracting(reached))
    #expect(throws: AccessError.self) {
      try site(SitingRequest(.setCover(minutes: 1, share: 0.999), candidates: table, weights: instance.weights))
    }
  }

  @Test("Requests that make no sense are refused with their reason")
  func badRequests() throws {
    let instance = try SitingInstance(places: 20, candidates: 5, seed: 2)
    let times = instance.times()
    func run(_ objective: SitingObjective, weights: [Double]? = nil, capacities: [Double]? = nil) throws {
      _ = try site(
        SitingRequest(objective, candidates: times, weights: weights ?? instance.weights, capacities: capacities))
    }
    #expect(throws: AccessError.tooFewCandidates(asked: 6, candidates: 5)) { try run(.pMedian(points: 6)) }
    #expect(throws: AccessError.badSetting(name: "points", value: 0)) { try run(.pCentre(points: 0)) }
    #expect(throws: AccessError.badSetting(name: "coverage", value: 1.5)) { try run(.setCover(minutes: 3, share: 1.5)) }
    #expect(throws: AccessError.noDemand) { try run(.pMedian(points: 1), weights: [Double](repeating: 0, count: 20)) }
    #expect(throws: AccessError.badWeight(index: 3, value: -4)) {
      var weights = instance.weights
      weights[3] = -4
      try run(.pMedian(points: 1), weights: weights)
    }
    #expect(throws: AccessError.tooLittleCapacity(capacity: 20, weight: instance.weights.reduce(0, +))) {
      try run(.pMedian(points: 2), capacities: [10, 10, 1, 1, 1])
    }
  }

  @Test("As many points as candidates is all of them")
  func all() throws {
    let instance = try SitingInstance(places: 20, candidates: 5, seed: 2)
    let found = try site(SitingRequest(.pMedian(points: 5), candidates: instance.times(), weights: instance.weights))
    #expect(found.chosen == [0, 1, 2, 3, 4])
    #expect(found.isProved)
  }
}
