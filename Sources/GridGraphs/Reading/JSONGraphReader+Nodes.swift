import GridPartitioning

extension JSONGraphReader {
  /// Ids as far as they have been read: whole numbers as long as there is nothing else.
  private struct IDList {
    var integers: [Int] = []
    var texts: [String] = []

    var count: Int { integers.count + texts.count }
    var last: String { integers.last.map(String.init) ?? texts.last ?? "" }

    mutating func append(_ id: String) {
      if !integers.isEmpty {
        texts = integers.map(String.init)
        integers = []
      }
      texts.append(id)
    }

    mutating func append(_ id: Int) {
      if texts.isEmpty { integers.append(id) } else { texts.append(String(id)) }
    }

    func names(path: String) throws(GraphError) -> AtomNames {
      do throws(AtomNames.Repeated) {
        return try texts.isEmpty ? AtomNames(integers) : AtomNames(texts)
      } catch {
        throw .repeatedID(path: path, id: error.id)
      }
    }
  }

  /// Attributes that place an atom; a hint for the search.
  private static let positionFields = [("C_X", "C_Y"), ("x", "y")]

  /// The list of nodes.
  mutating func readNodes() throws(GraphError) -> (table: AtomTable, names: AtomNames) {
    var ids = IDList()
    var table = AtomTable(weights: [], positions: [], field: nil)
    var keys: [[UInt8]] = []
    var isFirst = true
    try cursor.expect(UInt8(ascii: "["))
    while try cursor.hasNext(before: UInt8(ascii: "]"), isFirst: &isFirst) {
      guard try cursor.peek() == UInt8(ascii: "{") else { throw cursor.unexpected("{") }
      if keys.isEmpty {
        let available = try cursor.keys()
        let weight = try weightField(among: available)
        let place = Self.positionFields.first { available.contains($0.0) && available.contains($0.1) } ?? ("", "")
        table.field = weight
        keys = ["id", weight, place.0, place.1].map { Array($0.utf8) }
      }
      try readNode(keys, into: &table, &ids)
    }
    guard ids.count > 0 else { throw .noAtoms(path: cursor.path) }
    if table.positions.count != ids.count { table.positions = [] }
    return (table, try ids.names(path: cursor.path))
  }

  private func weightField(among available: [String]) throws(GraphError) -> String {
    if let weight = reading.weight { return weight }
    guard let found = GraphReading.weightFields.first(where: { available.contains($0) }) else {
      throw .noWeightField(
        path: cursor.path, tried: GraphReading.weightFields, available: available.filter { $0 != "id" })
    }
    return found
  }

  private mutating func readNode(_ keys: [[UInt8]], into table: inout AtomTable, _ ids: inout IDList) throws(GraphError)
  {
    let start = cursor.position
    let known = ids.count
    var weight: JSONCursor.Scalar?
    var x: JSONCursor.Scalar?
    var y: JSONCursor.Scalar?
    var isFirst = true
    cursor.position += 1
    while try cursor.hasNext(before: UInt8(ascii: "}"), isFirst: &isFirst) {
      switch try cursor.key(among: keys) {
      case 0: try readID(into: &ids, after: known)
      case 1: weight = try cursor.scalar()
      case 2: x = try cursor.scalar()
      case 3: y = try cursor.scalar()
      default: try cursor.skip()
      }
    }
    guard ids.count == known + 1 else { throw .idInvalid(cursor.place(start), atom: known + 1) }
    table.weights.append(try self.weight(weight, field: table.field ?? "", of: ids, at: start))
    if case .number(let x) = x, case .number(let y) = y, let x = NumberText.double(cursor.bytes, x),
      let y = NumberText.double(cursor.bytes, y), x.isFinite, y.isFinite
    {
      table.positions.append(SIMD2(x, y))
    }
  }

  private mutating func readID(into ids: inout IDList, after known: Int) throws(GraphError) {
    _ = try cursor.peek()
    let start = cursor.position
    guard ids.count == known else { throw .idInvalid(cursor.place(start), atom: known + 1) }
    switch try cursor.scalar() {
    case .number(let range):
      // -0 is not the plain form of any number.
      if let number = NumberText.integer(cursor.bytes, range), range.count == String(number).utf8.count {
        ids.append(number)
      } else {
        ids.append(cursor.text(range))
      }
    case .text(let range): ids.append(cursor.text(range))
    case .word, .nested: throw .idInvalid(cursor.place(start), atom: known + 1)
    }
  }

  /// A weight as it is written: a whole number, which 12.0 is too.
  private func weight(
    _ written: JSONCursor.Scalar?, field: String, of ids: IDList, at start: Int
  ) throws(GraphError) -> Int {
    guard let written else {
      var node = cursor
      node.position = start
      throw .missingWeight(
        cursor.place(start), atom: ids.last, field: field, available: try node.keys().filter { $0 != "id" })
    }
    var fault = GraphError.WeightFault.notANumber
    if case .number(let range) = written {
      if let whole = NumberText.integer(cursor.bytes, range), whole >= 0 { return whole }
      if let value = NumberText.double(cursor.bytes, range) {
        // The digits decide: a double rounds 7.00000000000000001 to 7. Below 2⁵³ it holds whole numbers exactly.
        let isWhole = NumberText.isWhole(cursor.bytes, range)
        if value >= 0, value < 0x1p53, isWhole { return Int(value) }
        fault = value < 0 ? .negative : isWhole ? .tooLarge : .fractional
      }
    }
    throw .weightInvalid(
      cursor.place(start), atom: ids.last, field: field, value: cursor.description(of: written), fault)
  }
}
