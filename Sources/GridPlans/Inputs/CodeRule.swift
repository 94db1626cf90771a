/// What a community's code may be: it becomes part of every grid code, of lists of codes and of file names.
enum CodeRule {
  static let longest = 64

  /// What is wrong with a code, or `nil` for one that may stand: 1…64 characters, no white space, no control or format
  /// characters, no slash or backslash.
  static func fault(in code: String, longest: Int = longest) -> BilingualText? {
    let scalars = code.unicodeScalars
    guard scalars.prefix(longest + 1).count <= longest else {
      return BilingualText(
        en: "the code `\(shown(code))` has more than \(longest) characters", zh: "编码 `\(shown(code))` 超过 \(longest) 个字符"
      )
    }
    let forbidden = scalars.first { scalar in
      let properties = scalar.properties
      return properties.isWhitespace || properties.generalCategory == .control || properties.generalCategory == .format
        || scalar == "/" || scalar == "\\"
    }
    guard let name = forbidden?.name else { return nil }
    return BilingualText(
      en: "the code `\(shown(code))` holds the character \(name)", zh: "编码 `\(shown(code))` 含有字符 \(name)")
  }

  static let remedy = BilingualText(
    en: "Codes are 1 to \(longest) characters without white space, control characters, `/` or `\\`; correct it",
    zh: "编码为 1 至 \(longest) 个字符，不得含空白、控制字符、`/` 或 `\\`；请更正")

  /// The beginning of a code, with what cannot be printed as a middle dot.
  private static func shown(_ code: String) -> String {
    var text = ""
    for scalar in code.unicodeScalars.prefix(24) {
      let isPlain = scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
      text.unicodeScalars.append(isPlain ? scalar : "·")
    }
    return code.unicodeScalars.prefix(25).count > 24 ? text + "…" : text
  }
}

extension String {
  /// The first character that nobody sees, as `U+200B`; with it two texts that look alike differ.
  var unseenCharacter: String? { unicodeScalars.first(where: \.isUnseen)?.name }

  /// The text with a middle dot for every such character.
  var withUnseenDotted: String {
    guard unseenCharacter != nil else { return self }
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(scalar.isUnseen ? "·" : scalar) }
    return String(scalars)
  }
}

extension Unicode.Scalar {
  /// Control characters, those of no width, and marks that turn the order of what follows.
  fileprivate var isUnseen: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: properties.isDefaultIgnorableCodePoint
    }
  }
}

extension Unicode.Scalar {
  fileprivate var name: String { "U+" + String(value, radix: 16, uppercase: true).padded(to: 4) }
}

extension String {
  fileprivate func padded(to digits: Int) -> String { String(repeating: "0", count: max(0, digits - count)) + self }
}
