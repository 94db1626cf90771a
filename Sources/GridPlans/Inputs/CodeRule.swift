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
    guard let forbidden else { return nil }
    let name = "U+" + String(forbidden.value, radix: 16, uppercase: true).padded(to: 4)
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
  fileprivate func padded(to digits: Int) -> String { String(repeating: "0", count: max(0, digits - count)) + self }
}
