import GridAuditing

/// A finding as a line for people, with what decides where it stands among others.
struct FindingLine {
  let severity: Severity
  let rule: String
  /// In the unit of its rule; larger ones are told first.
  let extent: Double
  let text: String
}

extension [FindingLine] {
  /// So many findings of one rule and severity are told one by one; of more, the largest.
  private static var told: Int { 8 }

  /// Worst first, rule by rule, the largest first.
  ///
  /// - Parameter isComplete: Otherwise of each kind only the first few are told, with the number of the others.
  func lines(in language: Language, isComplete: Bool) -> [String] {
    var groups: [String: [FindingLine]] = [:]
    var order: [(severity: Severity, rule: String)] = []
    for line in self {
      let key = "\(line.severity.rawValue) \(line.rule)"
      if groups[key] == nil { order.append((line.severity, line.rule)) }
      groups[key, default: []].append(line)
    }
    return Severity.allCases.reversed().flatMap { severity in
      order.filter { $0.severity == severity }.flatMap { _, rule in
        let members = (groups["\(severity.rawValue) \(rule)"] ?? []).enumerated().sorted {
          $0.element.extent == $1.element.extent ? $0.offset < $1.offset : $0.element.extent > $1.element.extent
        }.map(\.element.text)
        guard members.count > Self.told, !isComplete else { return members }
        let rest = members.count - Self.told
        return members.prefix(Self.told)
          + [
            language == .zh
              ? "\(severity.rawValue)\t\(rule)\t…\t另有 \(rest) 条，共 \(members.count) 条；--all 可全部列出"
              : "\(severity.rawValue)\t\(rule)\t…\t\(rest) more, \(members.count) in all; --all lists them"
          ]
      }
    }
  }
}
