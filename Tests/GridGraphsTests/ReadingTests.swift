import GridGraphs
import GridPartitioning
import Testing

@Suite("Reading graphs")
struct ReadingTests {
  @Test("One graph is read alike from every form", arguments: [(1, 1), (2, 1), (5, 4), (9, 9)])
  func forms(width: Int, height: Int) throws {
    let plain = PlainGraph.fishnet(width, height)
    let scratch = try Scratch()
    let adjacency = try scratch.graph(plain.adjacency)
    #expect(adjacency.graph.weights == plain.weights)
    #expect(adjacency.graph.borders.count == plain.edges.count)
    #expect(adjacency.names.atom(named: plain.ids[plain.ids.count - 1]) == AtomIndex(plain.ids.count - 1))
    #expect(try scratch.graph(plain.nodeLink("links")).graph == adjacency.graph)
    #expect(try scratch.graph(plain.nodeLink("edges")).graph == adjacency.graph)
    #expect(try scratch.graph(plain.metis).graph == adjacency.graph)
    for border in adjacency.graph.borders {
      let pair = [border.a.position, border.b.position]
      #expect(plain.edges.contains { [$0.a, $0.b].sorted() == pair && Double($0.length) == border.length })
      #expect(border.cost == 1)
    }
  }

  @Test(
    "METIS formats say which numbers a row holds",
    arguments: [
      ("3 2\n2\n1 3\n2", [1, 1, 1], [0.0, 0]),
      ("3 2 1\n2 5\n1 5 3 7\n2 7", [1, 1, 1], [5, 7]),
      ("3 2 10\n4 2\n5 1 3\n0 2\n", [4, 5, 0], [0, 0]),
      ("3 2 011\r\n4 2 5\r\n5 1 5 3 7\r\n6 2 7\r\n", [4, 5, 6], [5, 7]),
      ("3 2 100\n9 2\n9 1 3\n9 2\n\n\n", [1, 1, 1], [0, 0]),
      ("% first\n3 2 000 1\n%\n 2\n\t1  3 \n2", [1, 1, 1], [0, 0]),
    ])
  func formats(text: String, weights: [Int], lengths: [Double]) throws {
    let file = try Scratch().graph(text)
    #expect(file.graph.weights == weights)
    #expect(file.graph.borders.map(\.length) == lengths)
    #expect(file.names[AtomIndex(2)] == "3")
  }

  @Test("An empty METIS row is an atom without neighbours")
  func lonelyAtom() throws {
    let file = try Scratch().graph("3 1\n3\n\n1\n")
    #expect(file.graph.components().map { $0.map { file.names[$0] } } == [["1", "3"], ["2"]])
  }

  @Test(
    "Ids stay as the file writes them",
    arguments: [
      (#"10, 20, -3"#, ["10", "20", "-3"]),
      (#"10, "a, b", 1.5"#, ["10", "a, b", "1.5"]),
      (#""07", "7", 8"#, ["07", "7", "8"]),
      (#""say \"hi\"", "宜蘭\u5e02\uD83D\uDE00", "a\\b\/c""#, ["say \"hi\"", "宜蘭市😀", "a\\b/c"]),
      (#"9000000000000000000, -9000000000000000000, 0"#, ["9000000000000000000", "-9000000000000000000", "0"]),
    ])
  func ids(list: String, expected: [String]) throws {
    let nodes = Self.items(list).map { "{\"weight\": 2, \"id\": \($0)}" }.joined(separator: ",")
    let file = try Scratch().graph("{\"adjacency\": [[], [], []], \"nodes\": [\(nodes)]}")
    #expect((0..<3).map { file.names[AtomIndex($0)] } == expected)
    #expect(expected.map { file.names.atom(named: $0)?.position } == [0, 1, 2])
    #expect(file.names.atom(named: "+7") == nil)
    #expect(file.weightField == "weight")
  }

  /// The elements of a JSON list, parted at commas outside quotation marks.
  private static func items(_ list: String) -> [String] {
    var items = [""]
    var isQuoted = false
    var isEscaped = false
    for character in list {
      if character == ",", !isQuoted {
        items.append("")
        continue
      }
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && !isEscaped
      items[items.count - 1].append(character)
    }
    return items
  }

  @Test("Whole numbers may be written with a decimal point; a byte order mark is no part of the text")
  func wholeNumbers() throws {
    let file = try Scratch().graph(
      "\u{FEFF}{\"nodes\": [{\"id\": 1, \"TOTPOP\": 12.0}, {\"id\": 2, \"TOTPOP\": 1.5e2}], \"adjacency\": [[{\"id\": 2}], [{\"id\": 1}]]}"
    )
    #expect(file.graph.weights == [12, 150])
    #expect(file.lengthField == nil)
  }

  @Test("Lengths that only some edges have count 0 where they were guessed, and are told")
  func missingLengths() throws {
    let text = """
      {"nodes": [{"id": 0, "TOTPOP": 1}, {"id": 1, "TOTPOP": 1}, {"id": 2, "TOTPOP": 1}],
       "adjacency": [[{"id": 1, "shared_perim": 2.5}], [{"id": 0, "shared_perim": 2.5}, {"id": 2}], [{"id": 1}]]}
      """
    let scratch = try Scratch()
    let file = try scratch.graph(text)
    #expect(file.graph.borders.map(\.length) == [2.5, 0])
    #expect(file.edgesWithoutLength == 1)
    #expect(throws: GraphError.self) { try scratch.graph(text, GraphReading(length: "shared_perim")) }
    #expect(throws: GraphError.self) { try scratch.graph(text, GraphReading(objective: .cutLength)) }
  }

  @Test("Borders cost their length where the cut is measured so")
  func costs() throws {
    let file = try Scratch().graph(PlainGraph.fishnet(3, 2).adjacency, GraphReading(objective: .cutLength))
    #expect(file.graph.borders.allSatisfy { $0.cost == $0.length && $0.cost > 0 })
  }
}
