import Foundation
import GridGraphs

/// A folder of small files that is gone when the test is over.
struct Scratch: ~Copyable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("gridwright-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The path of a file in the folder, which need not be there.
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Writes a file and gives its path.
  func file(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    return path(name)
  }

  /// Reads a graph from text.
  func graph(_ text: String, _ reading: GraphReading = GraphReading()) throws -> GraphFile {
    try GraphFile(contentsOf: try file("graph", text), reading: reading)
  }

  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted() }
}

/// A graph in plain terms, to be written in every form.
struct PlainGraph {
  var ids: [String]
  var weights: [Int]
  /// Each edge once, ends in either order.
  var edges: [(a: Int, b: Int, length: Int)]

  /// A fishnet of `width` by `height` atoms named like `r0c1`, with weights and lengths that differ.
  static func fishnet(_ width: Int, _ height: Int) -> PlainGraph {
    var graph = PlainGraph(ids: [], weights: [], edges: [])
    for row in 0..<height {
      for column in 0..<width {
        let atom = graph.ids.count
        graph.ids.append("r\(row)c\(column)")
        graph.weights.append(1 + atom * 7 % 5)
        if column > 0 { graph.edges.append((atom, atom - 1, 1 + atom % 3)) }
        if row > 0 { graph.edges.append((atom - width, atom, 2 + atom % 4)) }
      }
    }
    return graph
  }

  private func neighbours(of atom: Int) -> [(atom: Int, length: Int)] {
    edges.compactMap { $0.a == atom ? ($0.b, $0.length) : $0.b == atom ? ($0.a, $0.length) : nil }
  }

  private var nodes: String {
    zip(ids, weights).map { "{\"id\": \"\($0)\", \"note\": [1, {\"a\": \"]\"}], \"TOTPOP\": \($1)}" }.joined(
      separator: ", ")
  }

  /// As `networkx.adjacency_data` writes it.
  var adjacency: String {
    let rows = ids.indices.map { atom in
      let row = neighbours(of: atom).map { "{\"shared_perim\": \($0.length), \"id\": \"\(ids[$0.atom])\"}" }
      return "[" + row.joined(separator: ", ") + "]"
    }
    return """
      {"directed": false, "multigraph": false, "graph": [["crs", null]], "nodes": [\(nodes)], "adjacency": [\(rows.joined(separator: ",\n"))]}
      """
  }

  /// As `networkx.node_link_data` writes it, with the edges first.
  func nodeLink(_ key: String) -> String {
    let links = edges.map {
      "{\"shared_perim\": \($0.length), \"source\": \"\(ids[$0.a])\", \"target\": \"\(ids[$0.b])\"}"
    }
    return "{\"\(key)\": [\(links.joined(separator: ","))], \"nodes\": [\(nodes)]}"
  }

  /// As METIS reads it, with sizes, weights and lengths.
  var metis: String {
    let rows = ids.indices.map { atom in
      "1 \(weights[atom]) " + neighbours(of: atom).map { "\($0.atom + 1) \($0.length)" }.joined(separator: "  ")
    }
    return "% a comment\n\(ids.count) \(edges.count) 111 1\n" + rows.joined(separator: "\n% between\n") + "\n"
  }
}
