/// A share that never stands without what it is a share of: both numbers, both named.
///
/// A share of nothing is no share: neither 0 nor 100 %, but ``noBase``. A share that is not whole is never rounded to
/// 0 or 100 %.
public struct Rate: Hashable, Sendable {
  public let numerator: Double
  public let denominator: Double
  /// What the numerator counts, such as "visits done".
  public let counted: Bilingual
  /// What the denominator counts, such as "visits due".
  public let base: Bilingual

  /// A share of counts or of measures in one unit; numbers below 0, and NaN, count as 0.
  public init(_ numerator: Double, of denominator: Double, counted: Bilingual, base: Bilingual) {
    self.numerator = numerator > 0 ? numerator : 0
    self.denominator = denominator > 0 ? denominator : 0
    self.counted = counted
    self.base = base
  }

  /// A share of counts.
  public init(_ numerator: Int, of denominator: Int, counted: Bilingual, base: Bilingual) {
    self.init(Double(numerator), of: Double(denominator), counted: counted, base: base)
  }

  /// The share, `nil` where there is nothing to be a share of.
  public var value: Double? { denominator > 0 ? numerator / denominator : nil }

  /// What is printed in place of a share of nothing.
  public static let noBase = Bilingual(en: "no base", zh: "无基数")

  /// The share in per cent with so many decimals, `98.11 %`; `nil` where there is nothing to be a share of.
  ///
  /// Ties are rounded away from zero; `< 0.01 %` and `> 99.99 %` stand for what would look like nothing or everything.
  public func percent(decimals: Int = 2) -> String? {
    guard denominator > 0 else { return nil }
    let decimals = min(max(decimals, 0), 9)
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let parts = (numerator * 100 * scale / denominator).rounded(.toNearestOrAwayFromZero)
    let whole = 100 * scale
    if parts == 0, numerator > 0 { return "< \(Self.text(1, decimals: decimals)) %" }
    if parts == whole, numerator < denominator { return "> \(Self.text(whole - 1, decimals: decimals)) %" }
    return "\(Self.text(parts, decimals: decimals)) %"
  }

  /// The share with both its numbers, `98.11 % (closed 5912 of due 6026)`.
  public var text: Bilingual {
    let share = percent()
    let numbers = (Self.figure(numerator), Self.figure(denominator))
    return Bilingual(
      en: "\(share ?? Self.noBase.en) (\(counted.en) \(numbers.0) of \(base.en) \(numbers.1))",
      zh: "\(share ?? Self.noBase.zh)（\(counted.zh) \(numbers.0) / \(base.zh) \(numbers.1)）")
  }

  /// A number as a rate prints it: whole ones without decimals, others with two at most.
  public static func figure(_ number: Double) -> String {
    guard abs(number) < 1e15 else { return "\(number)" }
    let hundredths = (abs(number) * 100).rounded(.toNearestOrAwayFromZero)
    var text = Self.text(hundredths, decimals: 2)
    if text.hasSuffix(".00") {
      text.removeLast(3)
    } else if text.hasSuffix("0") {
      text.removeLast()
    }
    return number < 0 && hundredths > 0 ? "-" + text : text
  }

  /// So many parts of a power of ten as a decimal number: 9811 with 2 decimals is `98.11`.
  private static func text(_ parts: Double, decimals: Int) -> String {
    guard parts < 1e18 else { return "\(parts)" }
    let digits = String(Int64(parts))
    guard decimals > 0 else { return digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }
}

extension Rate {
  /// The sum of shares that name the same two things; the first one's names are kept.
  public static func + (a: Rate, b: Rate) -> Rate {
    Rate(a.numerator + b.numerator, of: a.denominator + b.denominator, counted: a.counted, base: a.base)
  }
}
