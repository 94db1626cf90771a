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

  /// The text in one of the two.
  public func callAsFunction(in language: Language) -> String {
    switch language {
    case .en: en
    case .zh: zh
    }
  }
}
