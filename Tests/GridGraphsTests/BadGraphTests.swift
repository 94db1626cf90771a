import Foundation
import GridGraphs
import GridPartitioning
import Testing

/// A graph file with a fault, and what the error must be.
struct BadGraph: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String
  var reading = GraphReading()
  /// Whether an error is the right one.
  let isExpected: @Sendable (GraphError) -> Bool

  /// Two nodes, `a` and `b`, with given attributes and rows.
  static func pair(_ rows: String, a: String = "\"TOTPOP\": 1", b: String = "\"TOTPOP\": 2") -> String {
    "{\"nodes\": [{\"id\": \"a\", \(a)}, {\"id\": \"b\", \(b)}],\n\"adjacency\": [\(rows)]}"
  }

  static let rows = "[{\"id\": \"b\"}], [{\"id\": \"a\"}]"

  static let json: [BadGraph] = [
    BadGraph(testDescription: "another kind of JSON", text: "{\"type\": \"FeatureCollection\", \"features\": []}") {
      if case .notAGraph(_, let keys) = $0 { keys == ["type", "features"] } else { false }
    },
    BadGraph(testDescription: "a JSON list", text: "[1, 2]") { if case .notAGraph = $0 { true } else { false } },
    BadGraph(testDescription: "cut off", text: String(pair(rows).dropLast(5))) {
      if case .endsEarly(let place) = $0 { place.line == 2 } else { false }
    },
    BadGraph(testDescription: "cut off in a text", text: "{\"nodes\": [{\"id\": \"a") {
      if case .endsEarly = $0 { true } else { false }
    },
    BadGraph(testDescription: "a missing comma", text: "{\"nodes\": [{\"id\": 1 \"TOTPOP\": 1}], \"adjacency\": [[]]}")
    {
      if case .unexpected(let place, _, let expected) = $0 { place.byte == 20 && expected == "," } else { false }
    },
    BadGraph(testDescription: "directed", text: "{\"directed\": true, " + pair(rows).dropFirst()) {
      if case .directed = $0 { true } else { false }
    },
    BadGraph(testDescription: "no nodes", text: "{\"nodes\": [], \"adjacency\": []}") {
      if case .noAtoms = $0 { true } else { false }
    },
    BadGraph(testDescription: "a row too few", text: pair("[]")) {
      if case .rowCount(_, 2, 1) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a row too many", text: pair("[], [], []")) {
      if case .rowCount(_, 2, 3) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a node without id", text: "{\"nodes\": [{\"TOTPOP\": 1}], \"adjacency\": [[]]}") {
      if case .idInvalid(_, 1) = $0 { true } else { false }
    },
    BadGraph(
      testDescription: "an id that is null", text: "{\"nodes\": [{\"id\": null, \"TOTPOP\": 1}], \"adjacency\": [[]]}"
    ) {
      if case .idInvalid(_, 1) = $0 { true } else { false }
    },
    BadGraph(testDescription: "one id twice", text: pair(rows).replacing("\"id\": \"b\", ", with: "\"id\": \"a\", ")) {
      if case .repeatedID(_, "a") = $0 { true } else { false }
    },
    BadGraph(
      testDescription: "a number and a text that read alike",
      text: "{\"nodes\": [{\"id\": 7, \"TOTPOP\": 1}, {\"id\": \"7\", \"TOTPOP\": 1}], \"adjacency\": [[], []]}"
    ) { if case .repeatedID(_, "7") = $0 { true } else { false } },
    BadGraph(testDescription: "no attribute to guess", text: pair(rows, a: "\"p\": 1", b: "\"p\": 2")) {
      if case .noWeightField(_, _, ["p"]) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a weight one node lacks", text: pair(rows, a: "\"TOTPOP\": 1", b: "\"TOTPOPS\": 2")) {
      if case .missingWeight(_, "b", "TOTPOP", ["TOTPOPS"]) = $0 {
        $0.text.en.contains("Did you mean \"TOTPOPS\"?")
      } else {
        false
      }
    },
    BadGraph(testDescription: "a fractional weight", text: pair(rows, a: "\"TOTPOP\": 1.5")) {
      if case .weightInvalid(_, "a", "TOTPOP", "1.5", .fractional) = $0 { true } else { false }
    },
    BadGraph(
      testDescription: "a fraction too small for a double", text: pair(rows, a: "\"TOTPOP\": 7.00000000000000000001")
    ) {
      if case .weightInvalid(_, "a", "TOTPOP", "7.00000000000000000001", .fractional) = $0 { true } else { false }
    },
    BadGraph(
      testDescription: "a weight a double would round", text: pair(rows, a: "\"TOTPOP\": 9007199254740993.0")
    ) {
      if case .weightInvalid(_, "a", "TOTPOP", "9007199254740993.0", .tooLarge) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a negative weight", text: pair(rows, a: "\"TOTPOP\": 4", b: "\"TOTPOP\": -3")) {
      if case .weightInvalid(_, "b", "TOTPOP", "-3", .negative) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a weight that is null", text: pair(rows, a: "\"TOTPOP\": null")) {
      if case .weightInvalid(_, "a", "TOTPOP", "null", .notANumber) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a weight that is NaN", text: pair(rows, a: "\"TOTPOP\": NaN")) {
      if case .weightInvalid(_, "a", "TOTPOP", "NaN", .notANumber) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a weight that is text", text: pair(rows, a: "\"TOTPOP\": \"12\"")) {
      if case .weightInvalid(_, "a", "TOTPOP", "\"12\"", .notANumber) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a weight with zeros in front", text: pair(rows, a: "\"TOTPOP\": 007")) {
      if case .weightInvalid(_, "a", "TOTPOP", "007", .notANumber) = $0 { true } else { false }
    },
    BadGraph(testDescription: "text after the end", text: pair(rows) + "\n x") {
      if case .unexpected(let place, "\"x\"", "the end of the file") = $0 { place.line == 3 } else { false }
    },
    BadGraph(
      testDescription: "lengths beyond counting",
      text: "{\"nodes\": [{\"id\": 1, \"TOTPOP\": 1}, {\"id\": 2, \"TOTPOP\": 1}, {\"id\": 3, \"TOTPOP\": 1}], "
        + "\"links\": [{\"source\": 1, \"target\": 2, \"length\": 1.5e308}, {\"source\": 2, \"target\": 3, \"length\": 1.5e308}]}"
    ) { if case .lengthsTooLarge(_, "length") = $0 { true } else { false } },
    BadGraph(testDescription: "a weight beyond counting", text: pair(rows, a: "\"TOTPOP\": 1e300")) {
      if case .weightInvalid(_, "a", "TOTPOP", "1e300", .tooLarge) = $0 { true } else { false }
    },
    BadGraph(testDescription: "an edge to no node", text: pair("[{\"id\": \"c\"}], []")) {
      if case .unknownNeighbour(_, "a", "c") = $0 { true } else { false }
    },
    BadGraph(testDescription: "an edge from a node to itself", text: pair("[{\"id\": \"a\"}], []")) {
      if case .selfLoop(_, "a") = $0 { true } else { false }
    },
    BadGraph(testDescription: "an edge listed at one end", text: pair("[{\"id\": \"b\"}], []")) {
      if case .oneSidedEdge(_, "a", "b") = $0 { true } else { false }
    },
    BadGraph(testDescription: "an edge listed at the other end", text: pair("[], [{\"id\": \"a\"}]")) {
      if case .oneSidedEdge(_, "b", "a") = $0 { true } else { false }
    },
    BadGraph(
      testDescription: "an edge listed twice", text: pair("[{\"id\": \"b\"}, {\"id\": \"b\"}], [{\"id\": \"a\"}]")
    ) {
      if case .repeatedEdge(_, "a", "b") = $0 { true } else { false }
    },
    BadGraph(
      testDescription: "lengths that disagree",
      text: pair("[{\"id\": \"b\", \"length\": 2}], [{\"id\": \"a\", \"length\": 3}]")
    ) { if case .lengthsDisagree(_, "a", "b", 2, 3) = $0 { true } else { false } },
    BadGraph(
      testDescription: "a negative length",
      text: pair("[{\"id\": \"b\", \"length\": -2}], [{\"id\": \"a\", \"length\": -2}]")
    ) { if case .lengthInvalid(_, "a", "b", "-2") = $0 { true } else { false } },
    BadGraph(
      testDescription: "no lengths to cut by", text: pair(rows), reading: GraphReading(objective: .cutLength)
    ) { if case .noLengthField(_, ["id"]) = $0 { true } else { false } },
    BadGraph(
      testDescription: "a length that edges lack",
      text: pair("[{\"id\": \"b\", \"shared\": 2}], [{\"id\": \"a\", \"shared\": 2}]"),
      reading: GraphReading(length: "sharde")
    ) {
      if case .missingLength(_, "a", "b", "sharde", ["id", "shared"]) = $0 {
        $0.text.en.contains("\"shared\"?")
      } else {
        false
      }
    },
    BadGraph(
      testDescription: "a link without target",
      text: "{\"nodes\": [{\"id\": 1, \"TOTPOP\": 1}], \"links\": [{\"source\": 1}]}"
    ) { if case .unexpected(_, _, let expected) = $0 { expected.contains("target") } else { false } },
    BadGraph(
      testDescription: "a link listed twice",
      text: """
        {"nodes": [{"id": 1, "TOTPOP": 1}, {"id": 2, "TOTPOP": 1}],
         "links": [{"source": 1, "target": 2}, {"source": 2, "target": 1}]}
        """
    ) { if case .repeatedEdge = $0 { true } else { false } },
  ]

  static let metis: [BadGraph] = [
    BadGraph(testDescription: "an empty file", text: "") { if case .noAtoms = $0 { true } else { false } },
    BadGraph(testDescription: "no header", text: "hello\n") {
      if case .headerInvalid(_, "hello") = $0 { true } else { false }
    },
    BadGraph(testDescription: "an unknown format", text: "1 0 12\n\n") {
      if case .headerInvalid = $0 { true } else { false }
    },
    BadGraph(testDescription: "several weights per node", text: "1 0 10 2\n3 4\n") {
      if case .severalConstraints(_, 2) = $0 { true } else { false }
    },
    BadGraph(testDescription: "fewer rows than nodes", text: "3 2\n2\n1 3\n") {
      if case .endsEarly = $0 { true } else { false }
    },
    BadGraph(testDescription: "more rows than nodes", text: "2 1\n2\n1\n2\n") {
      if case .rowInvalid(let place, 3, .tooManyRows) = $0 { place.line == 4 } else { false }
    },
    BadGraph(testDescription: "another number of edges", text: "3 3\n2\n1 3\n2\n") {
      if case .edgeCount(_, 3, 2) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a neighbour that is 0", text: "2 1\n0\n1\n") {
      if case .unknownNeighbour(_, "1", "0") = $0 { true } else { false }
    },
    BadGraph(testDescription: "a neighbour beyond the last", text: "2 1\n2\n1 3\n") {
      if case .unknownNeighbour(let place, "2", "3") = $0 { place.line == 3 && place.byte == 8 } else { false }
    },
    BadGraph(testDescription: "an edge listed at one end", text: "2 1\n2\n\n") {
      if case .oneSidedEdge(_, "1", "2") = $0 { true } else { false }
    },
    BadGraph(testDescription: "an edge from a node to itself", text: "2 1\n1\n2\n") {
      if case .selfLoop(_, "1") = $0 { true } else { false }
    },
    BadGraph(testDescription: "edge weights that disagree", text: "2 1 1\n2 5\n1 6\n") {
      if case .lengthsDisagree(_, "1", "2", 5, 6) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a neighbour without its weight", text: "2 1 1\n2 5\n1\n") {
      if case .rowInvalid(_, 2, .neighbourWithoutWeight) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a row without its weight", text: "2 0 10\n3\n\n") {
      if case .rowInvalid(_, 2, .tooFewNumbers) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a fractional weight", text: "2 1 10\n3 2\n1.5 1\n") {
      if case .weightInvalid(_, "2", _, "1.5", .fractional) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a negative weight", text: "2 1 10\n3 2\n-1 1\n") {
      if case .weightInvalid(_, "2", _, "-1", .negative) = $0 { true } else { false }
    },
    BadGraph(
      testDescription: "a name for the weight", text: "2 1 10\n3 2\n1 1\n", reading: GraphReading(weight: "people")
    ) { if case .noAttributes(_, "--weight") = $0 { true } else { false } },
    BadGraph(
      testDescription: "a name for the length", text: "2 1 1\n2 5\n1 5\n", reading: GraphReading(length: "metres")
    ) { if case .noAttributes(_, "--length") = $0 { true } else { false } },
    BadGraph(testDescription: "a word in a row", text: "2 1\n2 x\n1\n") {
      if case .rowInvalid(_, 1, .notAnInteger("x")) = $0 { true } else { false }
    },
    BadGraph(testDescription: "weights beyond counting", text: "2 0 10\n9000000000000000000\n9000000000000000000\n") {
      if case .request(.weightsOverflow) = $0 { true } else { false }
    },
    BadGraph(testDescription: "a header that promises the earth", text: "1000000000 1000000000\n") {
      if case .endsEarly = $0 { true } else { false }
    },
  ]
}

@Suite("Graphs that cannot be read")
struct BadGraphTests {
  @Test("JSON", arguments: BadGraph.json)
  func json(bad: BadGraph) throws { try check(bad) }

  @Test("METIS", arguments: BadGraph.metis)
  func metis(bad: BadGraph) throws { try check(bad) }

  private func check(_ bad: BadGraph) throws {
    let scratch = try Scratch()
    let path = try scratch.file("graph", bad.text)
    let error = try #require(throws: GraphError.self) { try GraphFile(contentsOf: path, reading: bad.reading) }
    #expect(bad.isExpected(error), "\(error)")
    if case .request = error { return }
    for text in [error.text.en, error.text.zh] { #expect(text.hasPrefix(path) && text.count > path.count + 12) }
  }

  @Test("No prefix of a good file, and no byte struck from it, brings a trap or a hang", arguments: 0..<3)
  func damage(form: Int) throws {
    let plain = PlainGraph.fishnet(3, 2)
    let text = Array([plain.adjacency, plain.nodeLink("links"), plain.metis][form].utf8)
    let scratch = try Scratch()
    var faults = 0
    for place in text.indices {
      for damaged in [Array(text[..<place]), Array(text[..<place] + text[(place + 1)...])] {
        if (try? scratch.graph(String(decoding: damaged, as: UTF8.self))) == nil { faults += 1 }
      }
    }
    #expect(faults > text.count)
  }

  @Test("Bytes that are no UTF-8 are refused with their place, packed and wide files by their kind")
  func encodings() throws {
    let scratch = try Scratch()
    func error(_ bytes: [UInt8]) throws -> GraphError {
      let path = scratch.path("bytes")
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      return try #require(throws: GraphError.self) { try GraphFile(contentsOf: path) }
    }
    let good = Array("{\"nodes\": [{\"id\": \"城".utf8)
    guard case .notUTF8(let place) = try error(good + [0xC3, 0x28]) else { Issue.record("not told"); return }
    #expect(place.byte == good.count)
    #expect(try error([0x1F, 0x8B, 8, 0]) == .unreadable(path: scratch.path("bytes"), .compressed))
    #expect(try error([0xFF, 0xFE, 0x7B, 0]) == .unreadable(path: scratch.path("bytes"), .utf16))
  }

  @Test("Files that are not there, and folders, are told apart")
  func missing() throws {
    let scratch = try Scratch()
    #expect(throws: GraphError.missingFile(path: scratch.path("none.json"))) {
      try GraphFile(contentsOf: scratch.path("none.json"))
    }
    #expect(throws: GraphError.unreadable(path: scratch.folder.path, .isFolder)) {
      try GraphFile(contentsOf: scratch.folder.path)
    }
  }
}
