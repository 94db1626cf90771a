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
}
