import GridLayers

/// A JSON object as it is put together, keys in the order they come in.
struct JSONObject {
  /// Without the braces.
  private(set) var members: [UInt8] = []

  var object: [UInt8] { [0x7B] + members + [0x7D] }

  mutating func add(_ key: String, _ value: FieldValue) {
    begin(key)
    JSONText.append(value, to: &members)
  }

  /// A member that is JSON already.
  mutating func add(_ key: String, _ json: [UInt8]) {
    begin(key)
    members += json
  }

  private mutating func begin(_ key: String) {
    if !members.isEmpty { members.append(0x2C) }
    JSONText.appendQuoted(key, to: &members)
    members.append(0x3A)
  }

  static func text(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    JSONText.appendQuoted(text, to: &bytes)
    return bytes
  }

  static func list<Element>(_ elements: [Element], _ json: (Element) -> [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x5B]
    for (number, element) in elements.enumerated() {
      if number > 0 { bytes += ",\n".utf8 }
      bytes += json(element)
    }
    return bytes + [0x5D]
  }

  /// An object of counts.
  static func object<Element>(_ elements: [Element], _ member: (Element) -> (key: String, count: Int?)) -> [UInt8] {
    var json = JSONObject()
    for element in elements {
      let (key, count) = member(element)
      json.add(key, .init(count))
    }
    return json.object
  }
}

extension FieldValue {
  init(_ count: Int?) { self = count.map { .integer(Int64($0)) } ?? .null }

  /// A number to so many decimals.
  static func rounded(_ number: Double?, _ decimals: Int) -> FieldValue {
    guard let number, number.isFinite else { return .null }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return .real((number * scale).rounded() / scale)
  }
}
