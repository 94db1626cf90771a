/// Why a ledger is none.
public enum LedgerFault: Hashable, Sendable {
  case noColors
  case badHex(color: String, hex: String)
  case badLetter(color: String, letter: String)
  /// Two colours with the same code, hex value, letter or name.
  case alike(String, String, what: String)
  /// Colours behind the one that takes every grid.
  case unreachable(String, after: String)

  static func find(in colors: [LedgerColor]) -> LedgerFault? {
    if colors.isEmpty { return .noColors }
    for color in colors {
      let digits = color.hex.dropFirst()
      guard color.hex.first == "#", digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit) else {
        return .badHex(color: color.code, hex: color.hex)
      }
      guard (1...2).contains(color.letter.count), !color.letter.contains(where: \.isWhitespace) else {
        return .badLetter(color: color.code, letter: color.letter)
      }
    }
    let signs: [(what: String, of: (LedgerColor) -> String)] = [
      ("code", { $0.code }), ("hex", { $0.hex.uppercased() }), ("letter", { $0.letter }), ("name", { $0.name.en }),
      ("name", { $0.name.zh }),
    ]
    for sign in signs {
      var first: [String: String] = [:]
      for color in colors {
        if let other = first.updateValue(color.code, forKey: sign.of(color)) {
          return .alike(other, color.code, what: sign.what)
        }
      }
    }
    if let all = colors.firstIndex(where: \.isOtherwise), all + 1 < colors.count {
      return .unreachable(colors[all + 1].code, after: colors[all].code)
    }
    return nil
  }

  /// A sentence without its full stop.
  public var text: Bilingual {
    switch self {
    case .noColors: Bilingual(en: "the ledger has no colours", zh: "台账没有定义颜色")
    case .badHex(let color, let hex):
      Bilingual(en: "`\(hex)` of \(color) is no colour such as #D7191C", zh: "\(color) 的 `\(hex)` 不是颜色值，应如 #D7191C")
    case .badLetter(let color, let letter):
      Bilingual(
        en: "`\(letter)` of \(color) is no sign of one or two characters", zh: "\(color) 的标记 `\(letter)` 应为一至两个字符")
    case .alike(let a, let b, let what):
      Bilingual(en: "\(a) and \(b) have the same \(what)", zh: "\(a) 与 \(b) 的 \(what) 相同")
    case .unreachable(let color, let all):
      Bilingual(
        en: "no grid ever gets to \(color), because \(all) before it takes all the rest",
        zh: "\(color) 之前的 \(all) 已包含其余全部网格，不会再有网格取得 \(color)")
    }
  }
}
