import Foundation
import GridGraphs
import GridPartitioning
import Synchronization
import Testing

@Suite("Dividing the graph of a file")
struct PartitionGraphTests {
  private static let quick = Effort(movesPerAtom: 100, restarts: 1, treeDraws: 10, exactNodes: 10_000)

  private func options(
    parts: Int? = 3, band: GraphPartitionOptions.Band = .tolerance(0.2), locked: String? = nil, groups: String? = nil,
    initial: String? = nil, objective: CutObjective = .cutEdges, seed: UInt64 = 1
  ) -> GraphPartitionOptions {
    GraphPartitionOptions(
      parts: parts, band: band, reading: GraphReading(objective: objective), locked: locked, groups: groups,
      initial: initial, effort: Self.quick, seed: seed)
  }

  @Test(
    "The summary is what the table and the graph say", arguments: [CutObjective.cutEdges, .cutLength],
    1...3 as ClosedRange<UInt64>)
  func summary(objective: CutObjective, seed: UInt64) throws {
    let plain = PlainGraph.fishnet(6, 5)
    let scratch = try Scratch()
    let path = try scratch.file("graph.json", plain.adjacency)
    let result = try partitionGraph(
      at: path, writingTo: scratch.path("out.csv"), options: options(objective: objective, seed: seed))
    let text = try String(contentsOfFile: scratch.path("out.csv"), encoding: .utf8)
    var zone: [String: Int] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",")
      zone[String(fields[0])] = Int(fields[1])
    }
    #expect(Set(zone.values) == [0, 1, 2] && zone.count == plain.ids.count)
    let cut = plain.edges.filter { zone[plain.ids[$0.a]] != zone[plain.ids[$0.b]] }
    #expect(result.summary.cutEdges == cut.count)
    #expect(result.summary.cutLength == Double(cut.reduce(0) { $0 + $1.length }))
    var weights = [0, 0, 0]
    for (id, weight) in zip(plain.ids, plain.weights) { weights[zone[id] ?? 0] += weight }
    #expect([result.summary.weights.min, result.summary.weights.max] == [weights.min(), weights.max()])
    let ideal = Double(plain.weights.reduce(0, +)) / 3
    #expect(abs(result.summary.maxDeviation - weights.map { abs(Double($0) / ideal - 1) }.reduce(0, max)) < 1e-12)
    #expect(result.summary.feasible && result.summary.broken == 0 && result.summary.reasons.isEmpty)
  }

  @Test("Every key is printed, whatever is known")
  func keys() throws {
    let scratch = try Scratch()
    let path = try scratch.file("bare.graph", "2 1\n2\n1\n")
    let summary = try partitionGraph(at: path, writingTo: nil, options: options(parts: 2)).summary
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(summary)) as? [String: Any]
    let printed = try #require(json)
    #expect(printed["cutLength"] is NSNull && printed["weightField"] is NSNull && printed["lengthField"] is NSNull)
    #expect(printed["cutEdges"] as? Int == 1 && printed["feasible"] as? Bool == true && printed["schema"] as? Int == 1)
    #expect(printed.keys.contains("lowerBound") && printed.keys.contains("maxDeviation"))
  }

  @Test("The same seed gives the same table; without a file nothing is written")
  func repeatable() throws {
    let scratch = try Scratch()
    let path = try scratch.file("graph.json", PlainGraph.fishnet(7, 7).adjacency)
    let first = try partitionGraph(at: path, writingTo: nil, options: options())
    let second = try partitionGraph(at: path, writingTo: nil, options: options())
    #expect(first.csv == second.csv)
    #expect(!first.summary.machineDependent)
    #expect(scratch.names == ["graph.json"])
  }

  @Test("Locked zones stay as they are, with their numbers")
  func locked() throws {
    let scratch = try Scratch()
    let path = try scratch.file("graph.json", PlainGraph.fishnet(4, 4).adjacency)
    let locks = try scratch.file("locked.csv", "id,zone\nr3c0,2\nr3c1,2\nr3c2,2\nr3c3,2\n")
    let result = try partitionGraph(at: path, writingTo: nil, options: options(band: .tolerance(0.5), locked: locks))
    #expect(result.assignment.zones.indices.filter { result.assignment.zones[$0] == 2 } == [12, 13, 14, 15])
    #expect(result.summary.zones == 3)
  }

  @Test("Groups stay whole")
  func groups() throws {
    let scratch = try Scratch()
    let path = try scratch.file("graph.json", PlainGraph.fishnet(6, 6).adjacency)
    let table = try scratch.file("groups.csv", "id,group\nr0c0,g\nr0c1,g\nr1c1,g\nr2c1,g\nr4c4,h\nr4c5,h\n")
    let result = try partitionGraph(at: path, writingTo: nil, options: options(groups: table))
    let zones = result.assignment.zones
    #expect(Set([0, 1, 7, 13].map { zones[$0] }).count == 1)
    #expect(zones[28] == zones[29])
    #expect(result.summary.feasible)
  }

  @Test("Zones keep the numbers of the table they started from")
  func initial() throws {
    let scratch = try Scratch()
    let path = try scratch.file("graph.json", PlainGraph.fishnet(6, 2).adjacency)
    // Thirds from west to east, numbered the other way round.
    let rows = (0..<12).map { "r\($0 / 6)c\($0 % 6),\(2 - $0 % 6 / 2)" }.joined(separator: "\n")
    let table = try scratch.file("initial.csv", "id,zone\n\(rows)\n")
    let result = try partitionGraph(at: path, writingTo: nil, options: options(band: .tolerance(0.4), initial: table))
    #expect(result.assignment.zones[0] == 2)
    #expect(result.assignment.zones[5] == 0)
  }

  @Test("Limits without a number of zones make as many as fit")
  func limits() throws {
    let scratch = try Scratch()
    let path = try scratch.file("graph.json", PlainGraph.fishnet(8, 8).adjacency)
    let result = try partitionGraph(
      at: path, writingTo: nil, options: options(parts: nil, band: .limits(minimum: 30, target: 40, maximum: 50)))
    #expect(result.summary.feasible)
    #expect(result.summary.zones == 5)
    #expect(result.summary.bounds.min == 30 && result.summary.bounds.max == 50)
  }

  @Test("An atom heavier than the maximum is named by its id, with proof")
  func heavyAtom() throws {
    var plain = PlainGraph.fishnet(4, 3)
    plain.weights[6] = 1_000
    let scratch = try Scratch()
    let path = try scratch.file("graph.json", plain.adjacency)
    let summary = try partitionGraph(at: path, writingTo: nil, options: options()).summary
    #expect(!summary.feasible)
    #expect(summary.reasons.contains { $0.atoms == ["r1c2"] && $0.proved && $0.reason.contains("r1c2") })
    #expect(summary.reasons.allSatisfy { $0.zones.count == $0.weights.count && !$0.reasonZh.isEmpty })
  }

  @Test("Separate parts are divided each; fewer zones than parts is said")
  func separateParts() throws {
    let scratch = try Scratch()
    let path = try scratch.file("two.graph", "4 2\n2\n1\n4\n3\n")
    let two = try partitionGraph(at: path, writingTo: nil, options: options(parts: 2, band: .tolerance(0))).summary
    #expect(two.feasible && two.cutEdges == 0)
    let one = try partitionGraph(at: path, writingTo: nil, options: options(parts: 1, band: .tolerance(0))).summary
    #expect(!one.feasible)
    #expect(one.reasons.first?.zones.isEmpty == true)
  }

  @Test("A locked zone in two pieces is broken, and its pieces are named")
  func brokenLock() throws {
    let scratch = try Scratch()
    let path = try scratch.file("graph.json", PlainGraph.fishnet(5, 1).adjacency)
    let locks = try scratch.file("locked.csv", "id,zone\nr0c0,0\nr0c4,0\n")
    let summary = try partitionGraph(
      at: path, writingTo: nil, options: options(parts: 2, band: .tolerance(0.9), locked: locks)
    ).summary
    #expect(summary.broken == 1 && !summary.feasible)
    #expect(summary.reasons.contains { $0.zones == [0] && $0.atoms == ["r0c0", "r0c4"] })
  }

  @Test("Requests that contradict themselves or the files are refused")
  func refusals() throws {
    let scratch = try Scratch()
    let path = try scratch.file("graph.json", PlainGraph.fishnet(3, 2).adjacency)
    let locks = try scratch.file("locked.csv", "id,zone\nr0c0,0\n")
    let groups = try scratch.file("groups.csv", "id,group\nr0c0,g\nr0c1,g\n")
    #expect(throws: GraphError.lockedTwice(atom: "r0c1")) {
      try partitionGraph(at: path, writingTo: nil, options: self.options(locked: locks, groups: groups))
    }
    #expect(throws: GraphError.cannotWrite(path: path, .isInput)) {
      try partitionGraph(at: path, writingTo: path, options: self.options())
    }
    #expect(throws: GraphError.cannotWrite(path: "/dev/null", .notAFile)) {
      try partitionGraph(at: path, writingTo: "/dev/null", options: self.options())
    }
    #expect(throws: GraphError.self) {
      try partitionGraph(at: path, writingTo: scratch.path("no/such/folder.csv"), options: self.options())
    }
    let weightless = try scratch.file("zero.graph", "2 1 10\n0 2\n0 1\n")
    #expect(throws: GraphError.noWeight(path: weightless, field: "node weight")) {
      try partitionGraph(at: weightless, writingTo: nil, options: self.options())
    }
    // Against stated limits the same graph is a finding, not a fault.
    let band = GraphPartitionOptions.Band.limits(minimum: 1, target: nil, maximum: 3)
    let empty = try partitionGraph(at: weightless, writingTo: nil, options: options(parts: 1, band: band)).summary
    #expect(!empty.feasible && empty.maxDeviation == 0 && empty.reasons.map(\.weights) == [[0]])
    // 16 in five zones is 3.2 each: no whole number is that.
    #expect(throws: GraphError.bandEmpty(minimum: 4, maximum: 3)) {
      try partitionGraph(at: path, writingTo: nil, options: self.options(parts: 5, band: .tolerance(0)))
    }
  }

  @Test("A call cancelled while it searches still writes the best it has; before that, nothing")
  func cancelled() throws {
    let scratch = try Scratch()
    let path = try scratch.file("graph.json", PlainGraph.fishnet(12, 12).adjacency)
    let early = RunControl()
    early.cancel()
    #expect(throws: GraphError.interrupted) {
      try partitionGraph(at: path, writingTo: scratch.path("out.csv"), options: self.options(), control: early)
    }
    #expect(scratch.names == ["graph.json"])
    let handle = Handle()
    let control = RunControl(progress: { _, _, stage in if stage != "read" { handle.control.withLock { $0?.cancel() } }
    })
    handle.control.withLock { $0 = control }
    let result = try partitionGraph(
      at: path, writingTo: scratch.path("out.csv"), options: options(), control: control)
    #expect(result.summary.interrupted && result.summary.machineDependent)
    #expect(result.summary.broken == 0)
    #expect(scratch.names == ["graph.json", "out.csv"])
  }

  /// Lets a progress report reach the control it belongs to.
  private final class Handle: Sendable {
    let control = Mutex<RunControl?>(nil)
  }
}
