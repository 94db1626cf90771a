/// A sentence in both languages.
public struct StaffText: Hashable, Sendable {
  public let en: String
  public let zh: String

  /// The same sentence twice, without a full stop where a message goes on.
  public init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }
}
