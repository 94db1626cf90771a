import Foundation
import GridGraphs
import GridPartitioning
import Testing

@Suite("Tables of atoms")
struct TableTests {
  private static let graph = """
    {"nodes": [{"id": "a, b", "TOTPOP": 1}, {"id": "say \\"hi\\"", "TOTPOP": 1}, {"id": " led", "TOTPOP": 1}, {"id": "宜蘭", "TOTPOP": 1}],
     "adjacency": [[{"id": "say \\"hi\\""}], [{"id": "a, b"}, {"id": " led"}], [{"id": "say \\"hi\\""}, {"id": "宜蘭"}], [{"id": " led"}]]}
    """

  @Test("What is written is read again, whatever stands in the ids")
  func roundTrip() throws {
    let scratch = try Scratch()
    let path = try scratch.file("graph.json", Self.graph)
    let result = try partitionGraph(
      at: path, writingTo: scratch.path("out.csv"), options: GraphPartitionOptions(parts: 2, band: .tolerance(0)))
    #expect(result.summary.feasible)
    let read = try AtomLabels(contentsOf: scratch.path("out.csv"), column: "zone", names: result.file.names)
    #expect(read.label.map { read.labels[Int($0)] } == result.assignment.zones.map(String.init))
    #expect(scratch.names == ["graph.json", "out.csv"])
  }

  @Test("A symbolic link to a table stays one")
  func link() throws {
    let scratch = try Scratch()
    let path = try scratch.file("graph.json", Self.graph)
    let target = try scratch.file("real.csv", "old")
    try FileManager.default.createSymbolicLink(atPath: scratch.path("link.csv"), withDestinationPath: target)
    let result = try partitionGraph(
      at: path, writingTo: scratch.path("link.csv"), options: GraphPartitionOptions(parts: 2, band: .tolerance(0)))
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == Data(result.csv))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path("link.csv")) == target)
  }

  @Test(
    "Columns in any order, quoted or not, any line ends",
    arguments: [
      "id,zone\n1,x\n3,y\n", "zone,note,ID\r\nx,,1\r\ny,\"a,\"\"b\",3\r\n", "\u{FEFF}id,zone\r1,x\r\r3,y",
      "\"id\" , \"zone\"\n \"1\" , x \n3,y\n2,\n",
    ])
  func forms(text: String) throws {
    let scratch = try Scratch()
    let names = try scratch.graph("3 0\n\n\n\n").names
    let table = try AtomLabels(contentsOf: try scratch.file("t.csv", text), column: "zone", names: names)
    #expect(table.labels == ["x", "y"])
    #expect(table.label == [0, -1, 1])
    #expect(table.members == [[AtomIndex(0)], [AtomIndex(2)]])
  }

  @Test(
    "Faults name the line and the id",
    arguments: [
      ("id,group\n1,x\n", "the first line names no column \"zone\"; it has id, group"),
      ("", "the first line names no column \"id\"; it has none"),
      ("id,zone\n1,x\n9,x\n", "line 3, byte 12: the graph has no node 9"),
      ("id,zone\n1,x\n01,x\n", "line 3, byte 12: the graph has no node 01; did you mean 1?"),
      ("id,zone\n1,x\n1,y\n", "line 3, byte 12: node 1 is listed a second time"),
      ("id,zone\n1\n", "line 2, byte 8: the row has 1 fields, the first line 2"),
      ("id,zone\n1,\"x\n", "the file ends in the middle"),
    ])
  func faults(text: String, message: String) throws {
    let scratch = try Scratch()
    let names = try scratch.graph("3 0\n\n\n\n").names
    let path = try scratch.file("t.csv", text)
    let error = try #require(throws: GraphError.self) {
      try AtomLabels(contentsOf: path, column: "zone", names: names)
    }
    #expect(error.text.en.contains(message), "\(error)")
    #expect(error.text.zh.hasPrefix(path))
  }
}
