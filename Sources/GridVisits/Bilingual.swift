/// Words that people read, in the two languages of a plan.
public struct Bilingual: Hashable, Sendable {
  public let en: String
  public let zh: String

  /// The same words in English and in Chinese.
  public init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }
}
