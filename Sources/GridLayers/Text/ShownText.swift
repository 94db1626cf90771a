extension String {
  /// The text as a terminal may be given it: control characters, and marks that turn the order of what follows, are
  /// spelt out, `\u{1B}`, so that no name moves the cursor, hides a line or reads backwards.
  ///
  /// - Parameter keepsLines: Whether line ends and tabs stay, as in a text of several lines.
  package func shownPlainly(keepsLines: Bool = false) -> String {
    if utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return self }
    var shown = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let isLayout = scalar == "\n" || scalar == "\t"
      if isLayout ? keepsLines : !scalar.isUnseenOrder {
        shown.append(scalar)
      } else {
        shown.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      }
    }
    return String(shown)
  }
}

extension Unicode.Scalar {
  /// Control characters, the marks of the Unicode Bidirectional Algorithm (UAX 9), and separators of lines.
  package var isUnseenOrder: Bool {
    switch value {
    case 0x20...0x7E: false
    case 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: properties.generalCategory == .control
    }
  }
}
