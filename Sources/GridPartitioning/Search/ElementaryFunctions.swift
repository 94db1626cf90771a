/// Logarithm and exponential out of basic arithmetic only, so that a schedule is the same to the last bit on every
/// platform; C libraries differ there.
enum ElementaryFunctions {
  private static let ln2 = 0.693147180559945309417

  /// The natural logarithm of a positive normal number, to about 1e-15 relative.
  static func logarithm(_ x: Double) -> Double {
    var mantissa = x.significand
    var exponent = Double(x.exponent)
    if mantissa > 1.4142135623730951 {
      mantissa /= 2
      exponent += 1
    }
    // ln m = 2 artanh((m − 1) / (m + 1)); the argument is at most 0.172, so eleven terms suffice.
    let t = (mantissa - 1) / (mantissa + 1)
    let square = t * t
    var sum = 0.0
    var power = t
    for term in 0..<11 {
      sum += power / Double(2 * term + 1)
      power *= square
    }
    return 2 * sum + exponent * ln2
  }

  /// e to a power in −700…700, to about 1e-15 relative.
  static func exponential(_ x: Double) -> Double {
    let whole = (x / ln2).rounded()
    let rest = x - whole * ln2
    var sum = 1.0
    var term = 1.0
    for index in 1..<18 {
      term *= rest / Double(index)
      sum += term
    }
    return Double(sign: .plus, exponent: Int(whole), significand: 1) * sum
  }

  /// `−ln((i + ½) / 4096)`: what a uniformly drawn row lets Metropolis accept, in units of the temperature.
  static let metropolis: [Double] = (0..<4096).map { -logarithm((Double($0) + 0.5) / 4096) }
}
