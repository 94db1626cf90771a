/// Cuts delimited text (RFC 4180) into records, one at a time: quoted fields may hold delimiters, doubled quotes and line
/// breaks; lines end in CR LF, LF or CR.
struct CSVParser: ~Copyable {
  private var input: ByteInput
  private let decoder: TextDecoder
  let delimiter: UInt8
  /// The line on which the last record started, from 1.
  private(set) var recordLine = 0
  private var line = 1
  /// The cells of the last record, one behind the other, and where each ends.
  private var cells: [UInt8] = []
  private var ends: [Int] = []

  init(_ input: consuming ByteInput, decoder: TextDecoder, delimiter: UInt8) throws(LayerError) {
    self.input = input
    self.decoder = decoder
    self.delimiter = delimiter
    if try self.input.peek(3).elementsEqual([0xEF, 0xBB, 0xBF]) { for _ in 0..<3 { _ = try self.input.next() } }
  }

  var offset: Int { input.offset }

  /// The next record with anything in it; `nil` at the end of the file.
  ///
  /// - Throws: ``LayerError/malformed(source:feature:line:byte:cause:remedy:)`` for a quote that never closes.
  mutating func next() throws(LayerError) -> [String]? {
    guard try advance() else { return nil }
    var texts: [String] = []
    for index in 0..<count { texts.append(cell(index)) }
    return texts
  }

  /// Goes to the next record with anything in it, whose cells can then be asked for.
  ///
  /// - Returns: `false` at the end of the file.
  mutating func advance() throws(LayerError) -> Bool {
    while let byte = try input.peek() {
      if byte == 0x0A || byte == 0x0D {
        try takeLineEnd()
        continue
      }
      try takeRecord()
      return true
    }
    return false
  }

  /// How many cells the record has.
  var count: Int { ends.count }

  /// A cell of the record; empty where it has no such cell.
  func cell(_ index: Int) -> String {
    guard index < ends.count else { return "" }
    let start = index == 0 ? 0 : ends[index - 1]
    return start == ends[index] ? "" : decoder.decode(cells[start..<ends[index]])
  }

  /// Whether a cell of the record is text of the file's encoding.
  func isText(_ index: Int) -> Bool {
    guard index < ends.count else { return true }
    return decoder.isText(cells[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
  }

  private mutating func takeRecord() throws(LayerError) {
    recordLine = line
    cells.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    while true {
      try takeField()
      ends.append(cells.count)
      guard let byte = try input.peek() else { return }
      if byte == delimiter {
        input.advance()
        continue
      }
      return try takeLineEnd()
    }
  }

  private mutating func takeField() throws(LayerError) {
    if try input.peek() == 0x22 { try takeQuoted() }
    let delimiter = delimiter
    try input.takeRun(into: &cells) { $0 == delimiter || $0 == 0x0A || $0 == 0x0D }
  }

  private mutating func takeQuoted() throws(LayerError) {
    let start = input.offset
    let startLine = line
    input.advance()
    while true {
      let before = cells.count
      try input.takeRun(into: &cells) { $0 == 0x22 }
      for byte in cells[before...] where byte == 0x0A { line += 1 }
      guard try input.next() != nil else {
        throw .malformed(
          source: input.path, feature: nil, line: startLine, byte: start,
          cause: "the quotation mark that opens here is never closed",
          remedy: "The file is cut short, or a quotation mark inside a field is not doubled.")
      }
      guard try input.peek() == 0x22 else { return }
      input.advance()
      cells.append(0x22)
    }
  }

  private mutating func takeLineEnd() throws(LayerError) {
    let byte = try input.next()
    if byte == 0x0D, try input.peek() == 0x0A { input.advance() }
    line += 1
  }

  /// The delimiter of a file: of comma, semicolon and tab the one that cuts the first line most often outside quotes.
  static func detectDelimiter(_ path: String) throws(LayerError) -> UInt8 {
    var input = try ByteInput(path, capacity: 1 << 16)
    let candidates: [UInt8] = [0x2C, 0x3B, 0x09]
    var counts = [0, 0, 0]
    var isQuoted = false
    while let byte = try input.next(), input.offset < 1 << 16 {
      if byte == 0x22 { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D {
        if counts.contains(where: { $0 > 0 }) || input.offset > 3 { break }
      }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    var best = 0
    for index in 1..<3 where counts[index] > counts[best] { best = index }
    return candidates[best]
  }
}
