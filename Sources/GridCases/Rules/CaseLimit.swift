public import GridVisits

/// How long something about a case may take.
public enum CaseLimit: Hashable, Sendable {
  /// Hours of the working-time calendar.
  case workingHours(Double)
  /// Working days: the day it begins is not counted, and it ends with the working hours of the last.
  case workingDays(Int)
  /// Hours of the day and the night, whatever the calendar says.
  case clockHours(Double)

  /// The longest limit that is taken for meant, in days.
  public static let longest = 3660

  /// Whether it is more than nothing and no longer than ``longest``.
  public var isSound: Bool {
    switch self {
    case .workingHours(let hours), .clockHours(let hours): hours > 0 && hours <= Double(Self.longest * 24)
    case .workingDays(let days): (1...Self.longest).contains(days)
    }
  }

  /// Whether the calendar counts: `false` for hours of the day and the night.
  package var isWorkingTime: Bool { if case .clockHours = self { false } else { true } }

  /// The length in words: "4 working hours", "7 working days".
  public var text: Bilingual {
    switch self {
    case .workingHours(let hours):
      Bilingual(en: "\(Rate.figure(hours)) working hours", zh: "\(Rate.figure(hours)) 个工作小时")
    case .workingDays(let days): Bilingual(en: "\(days) working days", zh: "\(days) 个工作日")
    case .clockHours(let hours): Bilingual(en: "\(Rate.figure(hours)) hours", zh: "\(Rate.figure(hours)) 小时")
    }
  }
}

/// What a limit is about: the whole case until it is closed, or the step that a case in some state waits for.
public enum CaseStep: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
  case whole, triage, dispatch, claim, handling, feedback, revisit, archive

  /// The step that comes next in a state; `nil` where none does.
  init?(after state: CaseState) {
    switch state {
    case .submitted: self = .triage
    case .triaged: self = .dispatch
    case .dispatched: self = .claim
    case .claimed: self = .handling
    case .handled: self = .feedback
    case .fedBack: self = .revisit
    case .revisited: self = .archive
    case .archived, .merged, .withdrawn: return nil
    }
  }
}

/// A limit for a step, at one tier or at every tier that has none of its own.
public struct StepLimit: Hashable, Sendable {
  public var step: CaseStep
  public var tier: CaseTier?
  public var limit: CaseLimit

  /// A limit; without a step, for the whole case.
  public init(_ limit: CaseLimit, step: CaseStep = .whole, tier: CaseTier? = nil) {
    self.step = step
    self.tier = tier
    self.limit = limit
  }
}

extension CaseLimit {
  /// A length as people write it: `4 working hours`, `5 working days`, `24 hours`, `2 days`, `4个工作小时`, `5个工作日`,
  /// `24小时`. Days that are not working days are 24 hours.
  ///
  /// - Returns: `nil` for anything else, and for a limit that is not sound.
  public init?(_ text: String) {
    let word = text.lowercased().filter { !$0.isWhitespace }
    let number = String(word.prefix { $0.isASCII && ($0.isNumber || $0 == ".") })
    guard let amount = Double(number) else { return nil }
    switch word.dropFirst(number.count).drop(while: { $0 == "个" }) {
    case "workinghours", "workinghour", "工作小时", "工作时": self = .workingHours(amount)
    case "workingdays", "workingday", "工作日":
      guard let days = Int(number) else { return nil }
      self = .workingDays(days)
    case "hours", "hour", "小时": self = .clockHours(amount)
    case "days", "day", "天", "日": self = .clockHours(amount * 24)
    default: return nil
    }
    guard isSound else { return nil }
  }
}
