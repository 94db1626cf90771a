extension CivilDate {
  /// Which part of a date comes first where the year does not: a table has to say, because `03/04/2026` does not.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    case dayMonthYear = "dmy"
    case monthDayYear = "mdy"
  }

  /// A day as tables write it; a time of day behind it is passed over.
  ///
  /// Year first: `2026-06-30`, `2026/6/30`, `2026.6.30`, `20260630`, `2026年6月30日`, `2026-06-30T08:00:00Z`. Year last,
  /// `30/06/2026`, only in the declared order. Full-width digits are digits.
  ///
  /// - Returns: `nil` for anything else, two-digit years and days the calendar lacks included.
  public init?(_ text: String, order: Order? = nil) {
    guard let numbers = Self.numbers(in: text) else { return nil }
    let date: CivilDate?
    if numbers.count == 1, numbers[0].digits == 8 {
      let value = numbers[0].value
      date = CivilDate(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    } else if numbers.count == 3, numbers[0].digits == 4, numbers[1].digits <= 2, numbers[2].digits <= 2 {
      date = CivilDate(year: numbers[0].value, month: numbers[1].value, day: numbers[2].value)
    } else if numbers.count == 3, numbers[2].digits == 4, numbers[0].digits <= 2, numbers[1].digits <= 2 {
      switch order {
      case .dayMonthYear?:
        date = CivilDate(year: numbers[2].value, month: numbers[1].value, day: numbers[0].value)
      case .monthDayYear?:
        date = CivilDate(year: numbers[2].value, month: numbers[0].value, day: numbers[1].value)
      case nil: return nil
      }
    } else {
      return nil
    }
    guard let date else { return nil }
    self = date
  }

  private struct Number {
    var value: Int
    var digits: Int
  }

  /// The numbers before the time of day; `nil` where something else stands between or behind them.
  private static func numbers(in text: String) -> [Number]? {
    var numbers: [Number] = []
    var isInside = false
    var marks = ""
    for scalar in text.unicodeScalars {
      if let digit = digit(scalar) {
        if !isInside, numbers.count == 3 { return nil }
        if isInside {
          guard numbers[numbers.count - 1].digits < 8 else { return nil }
          numbers[numbers.count - 1].value = numbers[numbers.count - 1].value * 10 + digit
          numbers[numbers.count - 1].digits += 1
        } else {
          numbers.append(Number(value: digit, digits: 1))
        }
        isInside = true
        continue
      }
      if numbers.isEmpty, isBlank(scalar) { continue }
      let isComplete = numbers.count == 3 || (numbers.count == 1 && numbers[0].digits == 8)
      // After the day: its character, then the time, which is no matter of ours.
      if isComplete, scalar == "日" || scalar == "号" {
        isInside = false
        marks.unicodeScalars.append(scalar)
        continue
      }
      if isComplete, isBlank(scalar) || scalar == "T" { return agree(marks, numbers.count) ? numbers : nil }
      guard isInside, numbers.count < 3, "-/.年月－／．".unicodeScalars.contains(scalar) else { return nil }
      isInside = false
      marks.unicodeScalars.append(scalar)
    }
    return agree(marks, numbers.count) ? numbers : nil
  }

  /// Whether the marks between the numbers are of one kind: `2026-06/30` is a slip.
  private static func agree(_ marks: String, _ count: Int) -> Bool {
    if count == 1 { return marks.isEmpty }
    let scalars = Array(marks.unicodeScalars)
    if scalars.first == "年" {
      return scalars.count >= 2 && scalars[1] == "月" && scalars.dropFirst(2).allSatisfy { $0 == "日" || $0 == "号" }
    }
    return scalars.count == 2 && scalars[0] == scalars[1]
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar == "\u{FEFF}"
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 0x30...0x39: Int(scalar.value - 0x30)
    case 0xFF10...0xFF19: Int(scalar.value - 0xFF10)
    default: nil
    }
  }
}
