import GridPartitioning
import Testing

/// Each way of searching, on a graph that leads to it.
struct SearchCase: Sendable, CustomTestStringConvertible {
  let name: String
  let side: Int
  let zones: Int
  let tolerance: Double
  let effort: Effort

  var testDescription: String { name }

  static let all = [
    SearchCase(
      name: "few zones: short cycles", side: 14, zones: 4, tolerance: 0.02,
      effort: Effort(movesPerAtom: 200, restarts: 4, treeDraws: 5, exactNodes: 0)),
    SearchCase(
      name: "a dozen zones: long cycles and recombination", side: 20, zones: 12, tolerance: 0.02,
      effort: Effort(movesPerAtom: 150, restarts: 6, treeDraws: 5, exactNodes: 0)),
    SearchCase(
      name: "many zones: clusters and trades", side: 30, zones: 60, tolerance: 0.1,
      effort: Effort(movesPerAtom: 900, restarts: 2, treeDraws: 5, exactNodes: 1_000)),
    SearchCase(
      name: "many atoms: coarser graphs first", side: 90, zones: 50, tolerance: 0.03,
      effort: Effort(movesPerAtom: 60, restarts: 1, treeDraws: 5, exactNodes: 0)),
    SearchCase(
      name: "few zones of many atoms: a coarse layout", side: 150, zones: 6, tolerance: 0.01,
      effort: Effort(movesPerAtom: 60, restarts: 2, treeDraws: 5, exactNodes: 0)),
  ]

  func request(threads: Int, seed: UInt64 = 5) throws -> PartitionRequest {
    let graph = try Fishnet(side, side, weights: 1...19, seed: 7).graph()
    return PartitionRequest(
      graph: graph, bounds: try WeightBounds(total: graph.totalWeight, zones: zones, tolerance: tolerance),
      count: .exactly(zones), effort: effort, seed: seed, threads: threads)
  }
}

@Suite("Ways of searching")
struct PortfolioTests {
  @Test("One thread and two find the same plan", arguments: SearchCase.all)
  func threads(search: SearchCase) throws {
    let alone = try solve(search.request(threads: 1))
    let together = try solve(search.request(threads: 2))
    #expect(alone == together)
    #expect(alone.moves > 0)
  }

  @Test("Every way keeps tight bounds and whole zones", arguments: SearchCase.all, 1..<4 as Range<UInt64>)
  func feasible(search: SearchCase, seed: UInt64) throws {
    let request = try search.request(threads: 2, seed: seed)
    let outcome = try solve(request)
    #expect(outcome.feasible)
    #expect(outcome.partition.zoneCount == search.zones)
    #expect(outcome.partition.isConnected(in: request.graph))
    #expect(!outcome.stoppedByClock)
  }

  @Test("Lines are not much longer than those of equal squares", arguments: SearchCase.all)
  func quality(search: SearchCase) throws {
    let outcome = try solve(search.request(threads: 2))
    // k squares in a square of side s have 2 (√k − 1) s borders between them.
    let squares = 2 * (Double(search.zones).squareRoot() - 1) * Double(search.side)
    #expect(outcome.cutCost < 1.25 * squares)
  }

  @Test("More work on many zones shortens the lines")
  func effortPays() throws {
    func cut(_ moves: Int) throws -> Double {
      var request = try SearchCase.all[2].request(threads: 2)
      request.effort = Effort(movesPerAtom: moves, restarts: 1, treeDraws: 5, exactNodes: 0)
      return try solve(request).cutCost
    }
    #expect(try cut(4_000) < cut(40))
  }

  @Test("Against the clock the result is said to depend on it, and the search is used up", arguments: [4, 12, 60])
  func clock(zones: Int) throws {
    var request = try SearchCase(
      name: "", side: 24, zones: zones, tolerance: 0.1,
      effort: Effort(movesPerAtom: 20, restarts: 1, treeDraws: 2, exactNodes: 0)
    ).request(threads: 2)
    let budgeted = try solve(request)
    request.keepsSearching = true
    let timed = try solve(request, control: RunControl(deadline: .now + .milliseconds(700)))
    #expect(timed.stoppedByClock)
    #expect(timed.feasible)
    #expect(timed.partition.isConnected(in: request.graph))
    #expect(timed.cutCost <= budgeted.cutCost)
    // Without a deadline there is nothing to go on until.
    #expect(try solve(request) == solve(request))
  }

  @Test("A plan that is good enough ends the search", arguments: SearchCase.all[0...1])
  func goal(search: SearchCase) throws {
    var request = try search.request(threads: 2)
    let whole = try solve(request)
    request.goal = 1.5 * whole.cutCost
    let early = try solve(request)
    #expect(early.feasible)
    #expect(early.cutCost <= 1.5 * whole.cutCost)
    #expect(early.moves < whole.moves)
    request.goal = 0
    #expect(try solve(request) == whole)
  }

  @Test("Among many zones a good start is kept")
  func start() throws {
    let side = 30
    let graph = try Fishnet(side, side, weights: 1...1, seed: 1).graph()
    // Blocks of five by three.
    let blocks = (0..<side * side).map { Int32($0 / side / 3 * 6 + $0 % side / 5) }
    var request = PartitionRequest(
      graph: graph, bounds: try WeightBounds(minimum: 14, target: 15, maximum: 16), count: .exactly(60),
      effort: Effort(movesPerAtom: 20, restarts: 1, treeDraws: 2, exactNodes: 0), threads: 2)
    let fresh = try solve(request)
    request.previous = blocks
    let improved = try solve(request)
    #expect(improved.feasible)
    #expect(improved.cutCost <= 420)
    #expect(fresh.cutCost > 420)
  }

  @Test("Stages are named and timed")
  func stages() throws {
    var request = try SearchCase.all[0].request(threads: 1)
    request.boundWork = 50_000
    let control = RunControl()
    _ = try solve(request, control: control)
    #expect(control.stages.map(\.name) == ["bound", "search"])
    #expect(control.stages.allSatisfy { $0.duration > .zero })
  }
}
