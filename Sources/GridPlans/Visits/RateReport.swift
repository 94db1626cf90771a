public import GridVisits

/// A share as JSON prints it: never without its denominator, and `null` where there is nothing to be a share of.
public struct RateReport: Hashable, Sendable, Encodable {
  public let share: Double?
  public let numerator: Double
  public let denominator: Double
  public let counted: BilingualText
  public let base: BilingualText

  /// The rate with its names.
  public init(_ rate: Rate) {
    share = rate.value
    numerator = rate.numerator
    denominator = rate.denominator
    counted = BilingualText(rate.counted)
    base = BilingualText(rate.base)
  }

  private enum CodingKeys: CodingKey { case share, numerator, denominator, counted, base }

  /// A share of nothing is written as `null`, not left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(share, forKey: .share)
    try container.encode(numerator, forKey: .numerator)
    try container.encode(denominator, forKey: .denominator)
    try container.encode(counted, forKey: .counted)
    try container.encode(base, forKey: .base)
  }
}
