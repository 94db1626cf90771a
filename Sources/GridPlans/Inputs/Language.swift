/// The languages the toolkit speaks.
public enum Language: String, CaseIterable, Hashable, Sendable {
  case en, zh

  /// The language of a locale name such as `zh_CN.UTF-8`; English for anything else.
  public init(locale: String) {
    self = locale.lowercased().hasPrefix("zh") ? .zh : .en
  }
}

/// One message in both languages. Place names stand in it in their own script.
public struct BilingualText: Hashable, Sendable {
  public let en: String
  public let zh: String

  /// The same text in both languages.
  public init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }

  /// The same words in both, such as a code or a path.
  public init(_ words: String) { self.init(en: words, zh: words) }

  /// The text in one of the two.
  public func callAsFunction(in language: Language) -> String {
    switch language {
    case .en: en
    case .zh: zh
    }
  }
}

extension BilingualText {
  /// A row of a layer, and the field in it, as a message names them.
  static func feature(_ ordinal: Int, field: String? = nil) -> BilingualText {
    guard let field else { return BilingualText(en: "feature \(ordinal)", zh: "第 \(ordinal) 个要素") }
    return BilingualText(en: "feature \(ordinal), field `\(field)`", zh: "第 \(ordinal) 个要素，字段 `\(field)`")
  }

  static func field(_ name: String) -> BilingualText { BilingualText(en: "field `\(name)`", zh: "字段 `\(name)`") }

  static func line(_ number: Int) -> BilingualText { BilingualText(en: "line \(number)", zh: "第 \(number) 行") }

  /// Both texts with each other's words between them.
  func joined(_ separator: BilingualText, _ other: BilingualText) -> BilingualText {
    BilingualText(en: en + separator.en + other.en, zh: zh + separator.zh + other.zh)
  }
}

extension [BilingualText] {
  func joined(separator: String) -> BilingualText {
    BilingualText(en: map(\.en).joined(separator: separator), zh: map(\.zh).joined(separator: separator))
  }
}

extension Language {
  /// Under this key an encoder is told the language of every text it writes.
  public static let userInfoKey = CodingUserInfoKey(rawValue: "gridwright.language")
}

extension BilingualText: Encodable {
  /// Writes the one text that the encoder's language asks for, English unless told otherwise.
  public func encode(to encoder: any Encoder) throws {
    let language = Language.userInfoKey.flatMap { encoder.userInfo[$0] as? Language } ?? .en
    var container = encoder.singleValueContainer()
    try container.encode(self(in: language))
  }
}
