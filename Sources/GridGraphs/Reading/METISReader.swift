import GridPartitioning

/// Reads a METIS graph file: a header, then one row of neighbours per node, nodes numbered from 1. Lines that start
/// with `%` are comments; an empty line is a node without neighbours.
struct METISReader {
  private let path: String
  private let bytes: [UInt8]
  private let objective: CutObjective
  private var position = 0

  private struct Header {
    var atoms = 0
    var edges = 0
    var hasSizes = false
    var hasWeights = false
    var hasLengths = false
  }

  init(path: String, bytes: [UInt8], objective: CutObjective) {
    self.path = path
    self.bytes = bytes
    self.objective = objective
  }

  mutating func read() throws(GraphError) -> GraphFile {
    let header = try readHeader()
    guard header.atoms > 0 else { throw .noAtoms(path: path) }
    var edges = EdgeTable()
    // A header may promise more than the file can hold.
    edges.reserve(atoms: min(header.atoms, bytes.count), entries: min(2 * header.edges, bytes.count))
    var weights: [Int] = []
    weights.reserveCapacity(min(header.atoms, bytes.count))
    while weights.count < header.atoms {
      guard let line = nextLine() else { throw .endsEarly(place(bytes.count)) }
      weights.append(try readRow(line, header, into: &edges))
    }
    while let line = nextLine() {
      guard number(in: line, from: line.lowerBound) == nil else {
        throw .rowInvalid(place(line.lowerBound), atom: header.atoms + 1, .tooManyRows)
      }
    }
    edges.field = header.hasLengths ? "edge weight" : nil
    guard objective == .cutEdges || header.hasLengths else { throw .noLengthField(path: path, available: []) }
    let names: AtomNames
    do throws(AtomNames.Repeated) { names = try AtomNames(Array(1...header.atoms)) } catch {
      throw .repeatedID(path: path, id: error.id)
    }
    do throws(EdgeTable.Fault) { try edges.check() } catch { throw GraphError(error, names: names, path: path) }
    guard edges.entryCount == 2 * header.edges else {
      throw .edgeCount(path: path, declared: header.edges, found: edges.entryCount / 2)
    }
    return try GraphFile(
      path: path,
      atoms: AtomTable(weights: weights, positions: [], field: header.hasWeights ? "node weight" : nil),
      edges: edges, names: names, objective: objective)
  }

  private mutating func readHeader() throws(GraphError) -> Header {
    guard let line = nextLine() else { throw .noAtoms(path: path) }
    let words = bytes[line].split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D })
      .map { String(decoding: $0, as: UTF8.self) }
    let invalid = GraphError.headerInvalid(
      place(line.lowerBound), found: String(decoding: bytes[line].prefix(60), as: UTF8.self))
    guard (2...4).contains(words.count), let atoms = Int(words[0]), let edges = Int(words[1]), atoms >= 0, edges >= 0,
      atoms < 1 << 30, edges < 1 << 30
    else { throw invalid }
    let format = words.count > 2 ? words[2] : "0"
    guard format.count <= 3, format.allSatisfy({ $0 == "0" || $0 == "1" }) else { throw invalid }
    let digits = Array(String(repeating: "0", count: 3 - format.count) + format)
    let header = Header(
      atoms: atoms, edges: edges, hasSizes: digits[0] == "1", hasWeights: digits[1] == "1", hasLengths: digits[2] == "1"
    )
    if words.count == 4 {
      guard let count = Int(words[3]), count >= 0 else { throw invalid }
      guard count <= 1 else { throw .severalConstraints(place(line.lowerBound), count: count) }
    }
    return header
  }

  /// Reads one node's row and gives its weight.
  private func readRow(_ line: Range<Int>, _ header: Header, into edges: inout EdgeTable) throws(GraphError) -> Int {
    let atom = edges.rowCount + 1
    var cursor = line.lowerBound
    func next() throws(GraphError) -> (value: Int, at: Int)? {
      guard let range = number(in: line, from: cursor) else { return nil }
      cursor = range.upperBound
      guard let value = NumberText.integer(bytes, range) else {
        throw .rowInvalid(
          place(range.lowerBound), atom: atom, .notAnInteger(String(decoding: bytes[range], as: UTF8.self)))
      }
      return (value, range.lowerBound)
    }
    var weight = 1
    if header.hasSizes, try next() == nil { throw .rowInvalid(place(line.lowerBound), atom: atom, .tooFewNumbers) }
    if header.hasWeights {
      let start = number(in: line, from: cursor)
      if let start, NumberText.integer(bytes, start) == nil, let value = NumberText.double(bytes, start) {
        throw .weightInvalid(
          place(start.lowerBound), atom: String(atom), field: "weight",
          value: String(decoding: bytes[start], as: UTF8.self), value.isFinite && value < 1e18 ? .fractional : .tooLarge
        )
      }
      guard let given = try next() else { throw .rowInvalid(place(line.lowerBound), atom: atom, .tooFewNumbers) }
      weight = given.value
      if weight < 0 {
        throw .weightInvalid(place(given.at), atom: String(atom), field: "weight", value: String(weight), .negative)
      }
    }
    while let neighbour = try next() {
      guard (1...header.atoms).contains(neighbour.value) else {
        throw .unknownNeighbour(place(neighbour.at), atom: String(atom), neighbour: String(neighbour.value))
      }
      var length: Double?
      if header.hasLengths {
        guard let given = try next() else {
          throw .rowInvalid(place(neighbour.at), atom: atom, .neighbourWithoutWeight)
        }
        guard given.value >= 0 else {
          throw .lengthInvalid(
            place(given.at), atom: String(atom), neighbour: String(neighbour.value), value: String(given.value))
        }
        length = Double(given.value)
      }
      edges.append(AtomIndex(neighbour.value - 1), length: length)
    }
    edges.endRow()
    return weight
  }

  /// The next line that is no comment, without its end; `nil` after the last.
  private mutating func nextLine() -> Range<Int>? {
    while position < bytes.count {
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      let line = start..<position
      position += 1
      if bytes[start] != UInt8(ascii: "%") || line.isEmpty { return line }
    }
    return nil
  }

  /// The next stretch without spaces in a line.
  private func number(in line: Range<Int>, from start: Int) -> Range<Int>? {
    var start = start
    while start < line.upperBound, JSONCursor.isSpace(bytes[start]) { start += 1 }
    var end = start
    while end < line.upperBound, !JSONCursor.isSpace(bytes[end]) { end += 1 }
    return start < end ? start..<end : nil
  }

  private func place(_ byte: Int) -> FilePlace { FilePlace(path: path, bytes: bytes, byte: byte) }
}
