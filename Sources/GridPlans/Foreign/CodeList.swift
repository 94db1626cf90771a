/// Codes in one text: separated by spaces, a code that holds white space or a quotation mark in quotation marks.
enum CodeList {
  static func join(_ codes: [String]) -> String { codes.map(written).joined(separator: " ") }

  private static func written(_ code: String) -> String {
    guard code.isEmpty || code.contains(where: { $0.isWhitespace || $0 == "\"" }) else { return code }
    return "\"" + code.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  /// What ``join(_:)`` wrote, or codes between single spaces.
  static func split(_ text: String) -> [String] {
    var codes: [String] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first == " " {
        rest.removeFirst()
      } else if first == "\"" {
        codes.append(quoted(&rest))
      } else {
        let end = rest.firstIndex(of: " ") ?? rest.endIndex
        codes.append(String(rest[..<end]))
        rest = rest[end...]
      }
    }
    return codes
  }

  /// Takes a code in quotation marks off the front; doubled marks stand for one.
  private static func quoted(_ rest: inout Substring) -> String {
    var code = ""
    rest.removeFirst()
    while let character = rest.popFirst() {
      guard character == "\"" else {
        code.append(character)
        continue
      }
      guard rest.first == "\"" else { break }
      code.append("\"")
      rest.removeFirst()
    }
    return code
  }
}
