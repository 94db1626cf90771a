/// The kind of value a column holds.
public enum FieldType: String, Hashable, Sendable, CaseIterable {
  case integer, real, text, boolean, blob
}

/// A named, typed column of a layer.
public struct Field: Hashable, Sendable {
  public var name: String
  public var type: FieldType

  /// A column by name and type.
  public init(_ name: String, _ type: FieldType) {
    self.name = name
    self.type = type
  }
}

/// One cell of a layer.
public enum FieldValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case boolean(Bool)
  case blob([UInt8])

  public var isNull: Bool { self == .null }

  /// Any scalar as text: whole reals without a fraction (`12`, not `12.0`), booleans as `true` and `false`.
  /// `nil` for null and bytes.
  public var text: String? {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .real(let number): Self.text(of: number)
    case .boolean(let flag): flag ? "true" : "false"
    case .null, .blob: nil
    }
  }

  /// The whole number this is, exactly: also the text `12` and the real `12.0`, but not `12.5`. True counts 1.
  public var integer: Int64? {
    switch self {
    case .integer(let number): number
    case .real(let number): Int64(exactly: number)
    case .text(let text): Self.integer(from: text)
    case .boolean(let flag): flag ? 1 : 0
    case .null, .blob: nil
    }
  }

  /// The finite number this is, or its text spells.
  public var real: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number.isFinite ? number : nil
    case .text(let text): Double(text.trimmingSpaces).flatMap { $0.isFinite ? $0 : nil }
    case .boolean(let flag): flag ? 1 : 0
    case .null, .blob: nil
    }
  }

  /// A yes or no: booleans, 0 and 1, and the words true/false, yes/no, y/n, t/f, 是/否.
  public var boolean: Bool? {
    switch self {
    case .boolean(let flag): flag
    case .integer(0), .real(0): false
    case .integer(1), .real(1): true
    case .text(let text):
      switch text.trimmingSpaces.lowercased() {
      case "true", "t", "yes", "y", "1", "是": true
      case "false", "f", "no", "n", "0", "否": false
      default: nil
      }
    default: nil
    }
  }

  /// The same value in another column type, or `nil` where it would not mean the same.
  package func converted(to type: FieldType) -> FieldValue? {
    if isNull { return .null }
    switch type {
    case .integer: return integer.map(FieldValue.integer)
    case .real: return real.map(FieldValue.real)
    case .text: return text.map(FieldValue.text)
    case .boolean: return boolean.map(FieldValue.boolean)
    case .blob:
      if case .blob = self { return self }
      return nil
    }
  }

  package static func text(of number: Double) -> String {
    if let whole = Int64(exactly: number), abs(number) < 1e15 { return String(whole) }
    return "\(number)"
  }

  private static func integer(from text: String) -> Int64? {
    let trimmed = text.trimmingSpaces
    return Int64(trimmed) ?? Double(trimmed).flatMap { Int64(exactly: $0) }
  }
}

extension String {
  /// Without white space at both ends, the ideographic space U+3000 and the byte order mark counted as such.
  package var trimmingSpaces: String {
    // Most cells have none: printable ASCII at both ends.
    if let first = utf8.first, let last = utf8.last, 0x21...0x7E ~= first, 0x21...0x7E ~= last { return self }
    var slice = Substring(self)
    while let first = slice.first, first.isWhitespace || first == "\u{FEFF}" { slice.removeFirst() }
    while let last = slice.last, last.isWhitespace || last == "\u{FEFF}" { slice.removeLast() }
    return String(slice)
  }
}
