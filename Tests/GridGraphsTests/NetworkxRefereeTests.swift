import Foundation
import GridGraphs
import GridPartitioning
import Referees
import Testing

extension Referee {
  /// One with networkx, which reads and measures graphs with no code of ours.
  static let networkx = Referee(importing: "networkx")
}

@Suite("networkx as referee", .enabled(if: Referee.networkx != nil))
struct NetworkxRefereeTests {
  /// Writes a random graph in a form, and prints its nodes and edges as plain lines.
  private static let writer = """
    import json, random, sys
    import networkx
    form, seed, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    chance = random.Random(seed)
    graph = networkx.gnm_random_graph(40, 90, seed=seed)
    names = [node if seed % 2 else f'é"{node}\\\\, 宜' for node in graph]
    for node in graph:
        graph.nodes[node].update(TOTPOP=chance.randint(0, 9), name=names[node], tags={"a": [1, "}"]}, C_X=chance.random(), C_Y=None)
    for a, b in graph.edges:
        graph.edges[a, b]["shared_perim"] = chance.random() * 10 ** chance.randint(-8, 8)
    graph = networkx.relabel_nodes(graph, dict(zip(range(40), names)))
    from networkx.readwrite import json_graph
    data = json_graph.adjacency_data(graph) if form == "adjacency" else json_graph.node_link_data(graph, edges=form)
    json.dump(data, open(path, "w"), indent=seed % 3 or None, ensure_ascii=seed % 5 == 0)
    for node in graph:
        print(graph.nodes[node]["TOTPOP"], node, sep="\\t")
    for a, b in sorted(tuple(sorted((names.index(a), names.index(b)))) for a, b in graph.edges):
        print(a, b, float.hex(graph.edges[names[a], names[b]]["shared_perim"]), sep="\\t")
    """

  @Test("What networkx writes is read to the last digit", arguments: ["adjacency", "links", "edges"], 1...6)
  func reading(form: String, seed: Int) throws {
    let networkx = try #require(Referee.networkx)
    let scratch = try Scratch()
    let path = scratch.path("graph.json")
    let printed = try networkx.run(Self.writer, arguments: [form, "\(seed)", path])
    let file = try GraphFile(contentsOf: path)
    var lines: [String] = []
    for (atom, weight) in file.graph.weights.enumerated() { lines.append("\(weight)\t\(file.names[AtomIndex(atom)])") }
    let told = printed.split(separator: "\n").map(String.init)
    #expect(Array(told.prefix(40)) == lines)
    let edges = told.dropFirst(40).map { $0.split(separator: "\t") }
    #expect(edges.map { "\($0[0]) \($0[1])" } == file.graph.borders.map { "\($0.a.position) \($0.b.position)" })
    #expect(edges.map { Double($0[2]) } == file.graph.borders.map(\.length))
  }

  /// Measures a table against its graph: zones, cut edges, zones in pieces, least and greatest weight.
  private static let judge = """
    import csv, json, sys
    import networkx
    graph = networkx.readwrite.json_graph.adjacency_graph(json.load(open(sys.argv[1])))
    with open(sys.argv[2], newline="") as file:
        zone = {row["id"]: row["zone"] for row in csv.DictReader(file)}
    assert set(zone) == {str(node) for node in graph}
    zones = sorted(set(zone.values()), key=int)
    members = {z: [node for node in graph if zone[str(node)] == z] for z in zones}
    weights = [sum(graph.nodes[node]["TOTPOP"] for node in nodes) for nodes in members.values()]
    broken = sum(not networkx.is_connected(graph.subgraph(nodes)) for nodes in members.values())
    cut = sum(zone[str(a)] != zone[str(b)] for a, b in graph.edges)
    print(" ".join(zones), cut, broken, min(weights), max(weights), sep=";")
    """

  @Test("networkx measures a written table as we do", arguments: [(6, 5, 3), (9, 9, 7), (12, 4, 2), (5, 5, 25)])
  func judging(width: Int, height: Int, parts: Int) throws {
    let networkx = try #require(Referee.networkx)
    let scratch = try Scratch()
    let path = try scratch.file("graph.json", PlainGraph.fishnet(width, height).adjacency)
    let effort = Effort(movesPerAtom: 100, restarts: 1, treeDraws: 10, exactNodes: 0)
    let summary = try partitionGraph(
      at: path, writingTo: scratch.path("out.csv"),
      options: GraphPartitionOptions(parts: parts, band: .tolerance(0.3), effort: effort)
    ).summary
    let told = try networkx.run(Self.judge, arguments: [path, scratch.path("out.csv")])
    let zones = (0..<summary.zones).map(String.init).joined(separator: " ")
    #expect(
      told.trimmingCharacters(in: .newlines)
        == "\(zones);\(summary.cutEdges);\(summary.broken);\(summary.weights.min);\(summary.weights.max)")
    #expect(summary.zones == parts)
  }
}
