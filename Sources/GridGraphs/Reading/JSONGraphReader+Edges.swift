import GridPartitioning

extension JSONGraphReader {
  /// The rows of `adjacency`, in the order of nodes.
  mutating func readAdjacency(_ names: AtomNames) throws(GraphError) -> EdgeTable {
    var table = EdgeTable()
    table.reserve(atoms: names.count, entries: 6 * names.count)
    var keys: [[UInt8]] = [Array("id".utf8)]
    var isFirstRow = true
    try cursor.expect(UInt8(ascii: "["))
    while try cursor.hasNext(before: UInt8(ascii: "]"), isFirst: &isFirstRow) {
      guard table.rowCount < names.count else {
        throw .rowCount(path: cursor.path, atoms: names.count, rows: table.rowCount + 1)
      }
      let atom = AtomIndex(table.rowCount)
      var isFirst = true
      try cursor.expect(UInt8(ascii: "["))
      while try cursor.hasNext(before: UInt8(ascii: "]"), isFirst: &isFirst) {
        let (neighbour, _, length) = try readEdge(&keys, names, from: atom)
        if length == nil, lengthField != nil { table.withoutLength += 1 }
        table.append(neighbour, length: lengthField == nil ? nil : length ?? 0)
      }
      table.endRow()
    }
    guard table.rowCount == names.count else {
      throw .rowCount(path: cursor.path, atoms: names.count, rows: table.rowCount)
    }
    table.withoutLength /= 2
    return try checked(table, names)
  }

  /// The edges of node-link data, each given once.
  mutating func readLinks(_ names: AtomNames) throws(GraphError) -> EdgeTable {
    var edges: [(a: AtomIndex, b: AtomIndex, length: Double?)] = []
    var withoutLength = 0
    var keys: [[UInt8]] = [Array("source".utf8), Array("target".utf8)]
    var isFirst = true
    try cursor.expect(UInt8(ascii: "["))
    while try cursor.hasNext(before: UInt8(ascii: "]"), isFirst: &isFirst) {
      let (source, target, length) = try readEdge(&keys, names, from: nil)
      guard source != target else { throw .selfLoop(path: cursor.path, atom: names[source]) }
      if length == nil, lengthField != nil { withoutLength += 1 }
      edges.append((source, target, lengthField == nil ? nil : length ?? 0))
    }
    var table = EdgeTable(edges: edges, atoms: names.count)
    table.withoutLength = withoutLength
    return try checked(table, names)
  }

  /// One entry: its ends in the order of keys, and its length, `nil` where it has none and need not.
  ///
  /// - Parameters:
  ///   - keys: The keys of the ends; the key of the length is added at the first edge.
  ///   - atom: The end that the entry does not name, for rows of neighbours.
  private mutating func readEdge(
    _ keys: inout [[UInt8]], _ names: AtomNames, from atom: AtomIndex?
  ) throws(GraphError) -> (first: AtomIndex, second: AtomIndex, length: Double?) {
    guard try cursor.peek() == UInt8(ascii: "{") else { throw cursor.unexpected("{") }
    let start = cursor.position
    let ends = atom == nil ? 2 : 1
    if !hasChosenLength {
      try chooseLength()
      if let lengthField { keys.append(Array(lengthField.utf8)) }
    }
    var first: AtomIndex?
    var second = atom
    var written: JSONCursor.Scalar?
    var isFirst = true
    cursor.position += 1
    while try cursor.hasNext(before: UInt8(ascii: "}"), isFirst: &isFirst) {
      switch try cursor.key(among: keys) {
      case 0: first = try readEnd(names, from: atom ?? second)
      case 1 where ends == 2: second = try readEnd(names, from: first)
      case -1: try cursor.skip()
      default: written = try cursor.scalar()
      }
    }
    guard let first, let second else {
      cursor.position = start
      throw cursor.unexpected(
        "{\"\(keys[..<ends].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\", \""))\": …}")
    }
    return (first, second, try length(written, second, first, names, at: start))
  }

  /// The atom that an end names.
  private mutating func readEnd(_ names: AtomNames, from atom: AtomIndex?) throws(GraphError) -> AtomIndex {
    _ = try cursor.peek()
    let start = cursor.position
    let written: String
    switch try cursor.scalar() {
    case .number(let range):
      if let number = NumberText.integer(cursor.bytes, range), let end = names.atom(numbered: number) { return end }
      written = cursor.text(range)
    case .text(let range): written = cursor.text(range)
    case .word(let range): written = cursor.text(range)
    case .nested: written = "{…}"
    }
    guard let end = names.atom(named: written) else {
      throw .unknownNeighbour(cursor.place(start), atom: atom.map { names[$0] } ?? "?", neighbour: written)
    }
    return end
  }

  /// Settles at the first edge, where the cursor stands, which attribute gives lengths.
  private mutating func chooseLength() throws(GraphError) {
    hasChosenLength = true
    let available = try cursor.keys()
    lengthField = reading.length ?? GraphReading.lengthFields.first { available.contains($0) }
    guard lengthField != nil || reading.objective == .cutEdges else {
      throw .noLengthField(path: cursor.path, available: available)
    }
  }

  private func length(
    _ written: JSONCursor.Scalar?, _ atom: AtomIndex, _ neighbour: AtomIndex, _ names: AtomNames, at start: Int
  ) throws(GraphError) -> Double? {
    guard let lengthField else { return nil }
    guard let written else {
      guard reading.length != nil || reading.objective == .cutLength else { return nil }
      var there = cursor
      there.position = start
      throw .missingLength(
        cursor.place(start), atom: names[atom], neighbour: names[neighbour], field: lengthField,
        available: try there.keys())
    }
    if case .number(let range) = written, let value = NumberText.double(cursor.bytes, range), value.isFinite, value >= 0
    {
      // −0 is 0.
      return value + 0
    }
    throw .lengthInvalid(
      cursor.place(start), atom: names[atom], neighbour: names[neighbour], value: cursor.description(of: written))
  }

  private func checked(_ table: EdgeTable, _ names: AtomNames) throws(GraphError) -> EdgeTable {
    var table = table
    table.field = lengthField
    do throws(EdgeTable.Fault) { try table.check() } catch { throw GraphError(error, names: names, path: cursor.path) }
    return table
  }
}
