public import GridVisits

/// Why a text is not a moment.
public enum TimeFault: Error, Hashable, Sendable {
  case notATime(String)
  /// A local time, and nobody said by whose clocks.
  case noZone(String)
  /// Clocks were put forward over it.
  case neverWas(String, zone: String)
  /// Clocks were put back over it, and neither of the two was asked for.
  case twice(String, zone: String)
  /// Before 1970 or after 2099.
  case outOfRange(String)

  /// Short and stable, for programs.
  public var name: String {
    switch self {
    case .notATime: "not-a-time"
    case .noZone: "no-time-zone"
    case .neverWas: "time-never-was"
    case .twice: "time-came-twice"
    case .outOfRange: "time-out-of-range"
    }
  }

  /// A sentence without its full stop.
  public var text: Bilingual {
    switch self {
    case .notATime(let text):
      Bilingual(
        en:
          "`\(text.beginning)` is no time such as 2020-01-02T03:04:05 (for 1/2/2020 state the order of day and month)",
        zh: "`\(text.beginning)` 不是时间，应如 2020-01-02T03:04:05（如写 1/2/2020，须声明日月顺序）")
    case .noZone(let text):
      Bilingual(
        en: "`\(text.beginning)` does not say by whose clocks; state a time zone", zh: "`\(text.beginning)` 未说明时区，请声明时区"
      )
    case .neverWas(let text, let zone):
      Bilingual(
        en: "the clocks of \(zone) were put forward over `\(text.beginning)`: it never was",
        zh: "\(zone) 的时钟拨快时跳过了 `\(text.beginning)`，该时刻不存在")
    case .twice(let text, let zone):
      Bilingual(
        en: "the clocks of \(zone) were put back over `\(text.beginning)`: it came twice",
        zh: "\(zone) 的时钟拨慢时 `\(text.beginning)` 出现了两次")
    case .outOfRange(let text):
      Bilingual(
        en: "`\(text.beginning)` lies before 1970 or after 2099 by the clocks of UTC",
        zh: "`\(text.beginning)` 按 UTC 早于 1970 年或晚于 2099 年")
    }
  }
}
