import GridAuditing
public import GridCoverages

/// What ``checkCounty(at:options:control:)`` found: problems stop a plan, notes do not.
public struct CheckReport: Sendable {
  /// What `gridwright check --json` prints.
  public struct Summary: Hashable, Sendable, Encodable {
    /// A problem, in English: where, what is wrong, what to do.
    public struct Problem: Hashable, Sendable, Encodable {
      public let source: String
      public let place: BilingualText?
      public let cause: BilingualText
      public let remedy: BilingualText
    }

    /// A fact about the ground that a planner should know, with its measure and what it is about.
    public struct Note: Hashable, Sendable, Encodable {
      public let rule: String
      /// `error`, `warning` or `info`.
      public let severity: String
      public let text: BilingualText
      public let measure: Double?
      public let unit: String
      public let subjects: [String]
    }

    public let schema: Int
    public let problems: [Problem]
    /// Notes by rule.
    public let notes: [String: Int]
    /// Every note, worst first.
    public let findings: [Note]
    public let communities: Int
    public let units: Int
    public let households: Int
    public let barriers: Int
    public let compounds: Int
    public let sites: Int
  }

  public let problems: [InputProblem]
  public let notes: [GroundNote]
  public let summary: Summary

  public var hasProblems: Bool { !problems.isEmpty }
  public var hasFindings: Bool { notes.contains { $0.severity != .info } }

  /// Problems, then notes by severity and rule, then what was counted.
  ///
  /// - Parameter isComplete: Otherwise of each kind only the first few are told, with their number.
  public func lines(in language: Language, isComplete: Bool = false) -> [String] {
    let error = language == .zh ? "错误  " : "error    "
    var lines = problems.lines(in: language, isComplete: isComplete).map { error + $0 }
    var rules: [String] = []
    var groups: [String: [GroundNote]] = [:]
    for note in notes.worstFirst {
      if groups[note.rule] == nil { rules.append(note.rule) }
      groups[note.rule, default: []].append(note)
    }
    for rule in rules { lines += Self.lines(of: groups[rule] ?? [], in: language, isComplete: isComplete) }
    let s = summary
    lines.append(
      language == .zh
        ? "社区 \(s.communities)，单元 \(s.units)，住户 \(s.households)，屏障 \(s.barriers)，小区 \(s.compounds)，专属场所 \(s.sites)"
        : "\(counted(s.communities, "community", "communities")), \(counted(s.units, "unit")), \(counted(s.households, "household")), \(counted(s.barriers, "barrier")), \(counted(s.compounds, "compound")), \(counted(s.sites, "site"))"
    )
    return lines
  }

  /// So many notes of one rule are told one by one; of more, as many examples.
  private static let told = 3

  private static func lines(of notes: [GroundNote], in language: Language, isComplete: Bool) -> [String] {
    let texts = notes.map { $0.bilingualText(in: language) }
    let heads = notes.map { "\($0.severity.heading(in: language))\($0.rule)" }
    guard notes.count > told, !isComplete else { return zip(heads, texts).map { "\($0): \($1)" } }
    let count =
      language == .zh
      ? "：共 \(notes.count) 条，--all 可全部列出；例如" : ": \(notes.count) of them, --all lists each; the first are"
    return [heads[0] + count] + texts.prefix(told).map { "           " + $0 }
  }
}

extension [GroundNote] {
  /// By severity; within one in the order given.
  fileprivate var worstFirst: [GroundNote] {
    [GroundNote.Severity.error, .warning, .info].flatMap { severity in filter { $0.severity == severity } }
  }
}

extension GroundNote {
  func bilingualText(in language: Language) -> String { language == .zh ? ChineseWording.of(text) : text }
}

extension GroundNote.Severity {
  fileprivate func heading(in language: Language) -> String {
    switch (self, language) {
    case (.error, .en): "error    "
    case (.warning, .en): "warning  "
    case (.info, .en): "note     "
    case (.error, .zh): "错误  "
    case (.warning, .zh): "警告  "
    case (.info, .zh): "提示  "
    }
  }

  fileprivate var name: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info: "info"
    }
  }
}

/// Reads every layer of a county and makes its planar map, to say what is wrong before any planning.
///
/// - Throws: ``PlanError`` when the manifest or a layer cannot be read at all.
public func checkCounty(
  at path: String, options: PlanningOptions, control: PlanningControl
) throws(PlanError) -> CheckReport {
  let county = try County(contentsOf: path)
  var lenient = options
  lenient.acceptsFaults = true
  let planner = Planner(county: county, options: lenient, control: control)
  let ground = try planner.readGround(stoppingAtProblems: false)
  var notes = ground.notes
  if ground.problems.isEmpty {
    let (map, _) = try planner.makeMap(ground)
    notes += map.repairs + map.findings
  }
  let input = ground.input
  let households = input.households.reduce(0) { $0 + $1.households } + input.units.reduce(0) { $0 + $1.households }
  var byRule: [String: Int] = [:]
  for note in notes { byRule[note.rule, default: 0] += 1 }
  return CheckReport(
    problems: ground.problems, notes: notes,
    summary: CheckReport.Summary(
      schema: 1,
      problems: ground.problems.map { .init(source: $0.source, place: $0.place, cause: $0.cause, remedy: $0.remedy) },
      notes: byRule,
      findings: notes.worstFirst.map {
        .init(
          rule: $0.rule, severity: $0.severity.name, text: BilingualText(en: $0.text, zh: $0.bilingualText(in: .zh)),
          measure: $0.measure, unit: $0.unit, subjects: $0.subjects)
      },
      communities: input.communities.count, units: input.units.count, households: households,
      barriers: input.barriers.count + input.areas.count, compounds: input.compounds.count, sites: input.sites.count))
}
