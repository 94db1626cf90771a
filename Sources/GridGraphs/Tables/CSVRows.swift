/// The rows of a CSV text (RFC 4180): commas, quoted fields with doubled marks, any line ends.
struct CSVRows {
  let path: String
  let bytes: [UInt8]
  private var position = 0
  /// Where the last row started.
  private(set) var start = 0

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  var place: FilePlace { FilePlace(path: path, bytes: bytes, byte: start) }

  /// The next row that is not empty, spaces around bare fields left out; `nil` at the end.
  mutating func next() throws(GraphError) -> [String]? {
    while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D { position += 1 }
    guard position < bytes.count else { return nil }
    start = position
    var fields: [String] = []
    while true {
      fields.append(try field())
      guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { return fields }
      position += 1
    }
  }

  /// A field; what ends it stays.
  private mutating func field() throws(GraphError) -> String {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      let first = position
      position = endOfBareField()
      var end = position
      while end > first, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
      return String(decoding: bytes[first..<end], as: UTF8.self)
    }
    var value: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte != UInt8(ascii: "\"") {
        value.append(byte)
      } else if position < bytes.count, bytes[position] == byte {
        value.append(byte)
        position += 1
      } else {
        position = endOfBareField()
        return String(decoding: value, as: UTF8.self)
      }
    }
    throw .endsEarly(FilePlace(path: path, bytes: bytes, byte: bytes.count))
  }

  private func endOfBareField() -> Int {
    var end = position
    while end < bytes.count, bytes[end] != UInt8(ascii: ","), bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return end
  }
}
