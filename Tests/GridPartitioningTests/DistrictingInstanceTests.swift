import Foundation
import GridPartitioning
import Testing

/// Public districting graphs (see the README beside the data), read as the adjacency JSON of networkx.
struct DistrictingInstance: Sendable, CustomTestStringConvertible {
  let file: String
  let zones: Int
  /// Fewest cut edges known at ±0.5 %.
  let best: Int

  var testDescription: String { "\(file), \(zones) zones, best \(best)" }

  private struct Document: Decodable {
    struct Node: Decodable {
      let TOTPOP: Int
    }
    struct Neighbour: Decodable {
      let id: Int
    }
    let nodes: [Node]
    let adjacency: [[Neighbour]]
  }

  /// Where the shared data lies, if it does.
  static var folder: String? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let places: [String?] = [
      ProcessInfo.processInfo.environment["GRIDWRIGHT_SHARED"], root.appending(path: "shared").path,
    ]
    return places.compactMap { $0 }.map { $0 + "/data/graphs" }.first { FileManager.default.fileExists(atPath: $0) }
  }

  static var isAbsent: Bool {
    if folder != nil { return false }
    print("Skipped: no shared/data/graphs beside the package; set GRIDWRIGHT_SHARED.")
    return true
  }

  /// Optimised builds run the whole table, debug builds the two quickest instances.
  static var table: [DistrictingInstance] {
    let quick = [
      DistrictingInstance(file: "county28", zones: 4, best: 34), DistrictingInstance(file: "county19", zones: 4, best: 33),
    ]
    #if DEBUG
      return quick
    #else
      return quick + [
        DistrictingInstance(file: "county22", zones: 6, best: 49), DistrictingInstance(file: "county01", zones: 7, best: 55),
        DistrictingInstance(file: "county40", zones: 5, best: 40), DistrictingInstance(file: "county20", zones: 4, best: 32),
        DistrictingInstance(file: "tract33", zones: 2, best: 26), DistrictingInstance(file: "tract54", zones: 3, best: 43),
        DistrictingInstance(file: "tract35", zones: 3, best: 43), DistrictingInstance(file: "tract49", zones: 4, best: 77),
      ]
    #endif
  }

  func graph(in folder: String) throws -> AtomGraph {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file).json"))
    let document = try JSONDecoder().decode(Document.self, from: data)
    var borders: [Border] = []
    for (atom, neighbours) in document.adjacency.enumerated() {
      for other in neighbours where atom < other.id {
        borders.append(Border(AtomIndex(atom), AtomIndex(other.id), length: 1, cost: 1))
      }
    }
    return try AtomGraph(weights: document.nodes.map(\.TOTPOP), borders: borders)
  }
}

@Suite("Published districting instances", .enabled(if: !DistrictingInstance.isAbsent))
struct DistrictingInstanceTests {
  @Test("Feasible at ±0.5 % and within 10 % of the best known cut", arguments: DistrictingInstance.table)
  func quality(instance: DistrictingInstance) throws {
    let folder = try #require(DistrictingInstance.folder)
    let graph = try instance.graph(in: folder)
    #if DEBUG
      let effort = Effort(movesPerAtom: 100, restarts: 1, treeDraws: 10, exactNodes: 0)
    #else
      let effort = Effort(movesPerAtom: 1_500, restarts: 10, treeDraws: 300, exactNodes: 0)
    #endif
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: WeightBounds(total: graph.totalWeight, zones: instance.zones, tolerance: 0.005),
        count: .exactly(instance.zones), effort: effort, seed: 11))
    #expect(outcome.feasible)
    #expect(outcome.partition.isConnected(in: graph))
    #expect(Double(outcome.partition.cutEdges(in: graph).count) <= 1.1 * Double(instance.best))
  }

  #if !DEBUG
    @Test("Bounds reach most of the best known cut and never pass it", arguments: DistrictingInstance.table)
    func bound(instance: DistrictingInstance) throws {
      let graph = try instance.graph(in: try #require(DistrictingInstance.folder))
      let outcome = try solve(
        PartitionRequest(
          graph: graph, bounds: WeightBounds(total: graph.totalWeight, zones: instance.zones, tolerance: 0.005),
          count: .exactly(instance.zones), effort: Effort(movesPerAtom: 20, restarts: 1, treeDraws: 1, exactNodes: 0),
          boundWork: 20_000_000))
      let bound = try #require(outcome.lowerBound?.value)
      #expect(bound <= Double(instance.best))
      #expect(bound >= 0.6 * Double(instance.best))
      // New Hampshire in two: the inequalities alone prove the optimum.
      if instance.file == "tract33" { #expect(bound == 26) }
    }
  #endif
}
