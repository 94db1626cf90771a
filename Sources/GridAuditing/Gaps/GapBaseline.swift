/// What stood on a day when somebody looked for gaps.
public struct GapLook: Hashable, Sendable {
  /// ISO 8601.
  public var day: String
  /// The ids of the findings that stood.
  public var standing: Set<String>

  /// A look and what it found.
  public init(day: String, standing: Set<String>) {
    self.day = day
    self.standing = standing
  }
}

/// What the gaps of a day are compared with, to tell new ones from old and to name those that were cured.
public enum GapBaseline: Hashable, Sendable {
  /// An earlier look.
  case look(GapLook)
  /// A day, by the days on which findings were first found and first missing; the empty text is before all days.
  case day(String)

  /// The day compared with; empty for none.
  public var day: String {
    switch self {
    case .look(let look): look.day
    case .day(let day): day
    }
  }

  /// Whether a finding that stands came after the baseline, or came back.
  func isNew(_ finding: Finding, asOf: String) -> Bool {
    if finding.since ?? asOf > day { return true }
    if case .look(let look) = self { return !look.standing.contains(finding.id) }
    return false
  }

  /// Those that stood then or came since, and do not stand any more, each once, oldest cure first.
  func cured(in record: FindingRecord, asOf: String) -> [Finding] {
    var seen = Set(record.standing.map(\.id))
    let gone = record.cured.reversed().filter { cure in
      guard cure.curedOn <= asOf, stood(cure) else { return false }
      return seen.insert(cure.finding.id).inserted
    }
    return gone.reversed().map(\.finding)
  }

  /// What came and went after the baseline, be it on one day, was there for somebody to see.
  private func stood(_ cure: CuredFinding) -> Bool {
    switch self {
    case .look(let look): cure.curedOn > look.day || (cure.curedOn == look.day && look.standing.contains(cure.finding.id))
    case .day(let day): cure.curedOn > day
    }
  }
}

extension FindingRecord {
  /// What stood on a day that is over, and what was cured by then, as far as the record tells.
  ///
  /// - Parameters:
  ///   - found: What rules found that can look at the day itself, by the dates of visits and cases.
  ///   - rules: Those rules; of them nothing is taken from the record but the days.
  ///   - origin: As for ``updated(with:on:origin:)``.
  public func looking(
    back day: String, found: [Finding], of rules: Set<String>, origin: String
  ) -> FindingRecord {
    func since(_ finding: Finding) -> String { finding.since ?? origin }
    let stood =
      (standing + cured.filter { $0.curedOn > day }.map(\.finding)).filter { since($0) <= day }
    var firstFound: [String: String] = [:]
    for finding in stood { firstFound[finding.id] = max(firstFound[finding.id] ?? "", since(finding)) }
    let told = stood.filter { !rules.contains($0.rule) } + found
    var result: [Finding] = []
    var seen: Set<String> = []
    for var finding in told where seen.insert(finding.id).inserted {
      finding.since = firstFound[finding.id] ?? day
      result.append(finding)
    }
    return FindingRecord(standing: result, cured: cured.filter { $0.curedOn <= day }, asOf: day)
  }
}
