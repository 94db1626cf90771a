import ArgumentParser

/// Refuses a count outside its range, naming option, value and range.
func validateCount(_ value: Int?, _ option: String, _ range: ClosedRange<Int>) throws {
  guard let value, !range.contains(value) else { return }
  throw ValidationError(
    words(
      "\(option) is \(value); it must be from \(range.lowerBound) to \(range.upperBound)",
      "\(option) 为 \(value)，应在 \(range.lowerBound) 到 \(range.upperBound) 之间"))
}

/// Refuses a number outside its range, naming option, value and range.
func validateNumber(_ value: Double?, _ option: String, from least: Double, upTo most: Double, of unit: (String, String)? = nil)
  throws
{
  guard let value, !(value >= least && value <= most) else { return }
  let (low, high, shown) = (plain(least), plain(most), plain(value))
  throw ValidationError(
    words(
      "\(option) is \(shown); it must be from \(low) to \(high)\(unit.map { " " + $0.0 } ?? "")",
      "\(option) 为 \(shown)，应在 \(low) 到 \(high)\(unit?.1 ?? "")之间"))
}

/// The same where the least number itself is not allowed.
func validateNumber(_ value: Double?, _ option: String, above least: Double, upTo most: Double) throws {
  guard let value, !(value > least && value <= most) else { return }
  let (low, high, shown) = (plain(least), plain(most), plain(value))
  throw ValidationError(
    words(
      "\(option) is \(shown); it must be above \(low) and at most \(high)", "\(option) 为 \(shown)，应大于 \(low) 且不超过 \(high)"))
}

/// Refuses what is no length in metres.
func validateLength(_ value: Double?, _ option: String, from least: Double) throws {
  try validateNumber(value, option, from: least, upTo: 10_000, of: ("metres", "米"))
}

/// More threads than any machine has would only cost memory.
func validateThreads(_ value: Int?) throws { try validateCount(value, "--threads", 1...1024) }

/// Whole numbers without a fraction.
private func plain(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
