import Foundation

/// The round numbers of a map's scale.
package struct ScaleBar: Hashable, Sendable {
  /// The whole length in metres: 1, 1.5, 2, 3, 4, 5, 6 or 8 times a power of ten.
  package let length: Double
  /// The number of alternating parts.
  let parts: Int

  /// The longest round bar that fits.
  ///
  /// - Parameter available: In metres on the ground, greater than zero.
  package init(fitting available: Double) {
    let magnitude = pow(10, floor(log10(available)))
    let lead = available / magnitude
    let choices: [(digit: Double, parts: Int)] = [(8, 4), (6, 3), (5, 5), (4, 4), (3, 3), (2, 4), (1.5, 3), (1, 4)]
    let choice = choices.first { lead >= $0.digit } ?? (1, 4)
    length = choice.digit * magnitude
    parts = choice.parts
  }

  /// The largest length of 1, 2 or 5 times a power of ten that is not above the given one, in metres.
  package static func spacing(atMost available: Double) -> Double {
    let magnitude = pow(10, floor(log10(available)))
    let lead = available / magnitude
    return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * magnitude
  }

  /// A length in the words of a map, such as `500 m` or `2.5 km`.
  package static func text(_ metres: Double) -> String {
    metres >= 1000 ? "\(plain(metres / 1000)) km" : "\(plain(metres)) m"
  }

  /// The number of a mark, in the unit of the whole bar: `0.5` on a bar of 1 km.
  package static func number(_ metres: Double, inUnitOf length: Double) -> String {
    plain(length >= 1000 ? metres / 1000 : metres)
  }

  /// A number without superfluous digits.
  private static func plain(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return String((value * 1000).rounded() / 1000)
  }

  /// The smallest usual scale denominator that is not below the given one.
  package static func denominator(atLeast needed: Double) -> Double {
    guard needed > 0, needed.isFinite else { return 1 }
    let magnitude = pow(10, floor(log10(needed)))
    let steps = [1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 7.5, 10]
    let lead = steps.first { $0 * magnitude >= needed * (1 - 1e-9) } ?? 10
    return lead * magnitude
  }

  /// `1 : 25 000`, with thin spaces between the thousands.
  package static func text(denominator: Double) -> String {
    let digits = Array(String(Int(denominator.rounded())))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "\u{2009}" }
      text.append(digit)
    }
    return "1 : " + text
  }
}
