public import GridGeometry

/// How much a finding matters: the plan breaks a rule, may mislead, or is only worth knowing.
public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
  case info, warning, error

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }

  /// Info comes before warning, warning before error.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

/// What an audit reports about a plan: one fault at one place, with its measure and its words.
public struct Finding: Hashable, Sendable {
  /// Equal for the same fault in the next audit: a hash of rule, subjects and coarse place (see ``FindingID``).
  public var id: String
  /// The identifier of the rule, such as `gap`.
  public var rule: String
  public var severity: Severity
  /// Codes of the grids concerned, in plan order.
  public var grids: [String]
  /// Where to look, in the plan's reference system; `nil` when the fault has no place.
  public var place: Geometry?
  /// How big the fault is, in ``unit``.
  public var measure: Double?
  /// The unit of ``measure``, such as `m2` or `households`; empty without a measure.
  public var unit: String
  /// What the measure is a part of, or is held against, in ``unit``; `nil` where there is no such number.
  public var denominator: Double?
  /// What ``denominator`` counts, such as `households of the grid`; empty without one.
  public var base: String
  /// What is wrong, in English, with the numbers compared.
  public var text: String
  /// The same in Chinese.
  public var textZH: String
  /// When the fault was first seen, as the caller writes dates; `nil` for a new one.
  public var since: String?

  /// A finding read back from a file, its id as stored. New ones are made from a rule and its subjects.
  public init(
    id: String, rule: String, severity: Severity, grids: [String] = [], place: Geometry? = nil, measure: Double? = nil,
    unit: String = "", denominator: Double? = nil, base: String = "", text: String, textZH: String,
    since: String? = nil
  ) {
    self.id = id
    self.rule = rule
    self.severity = severity
    self.grids = grids
    self.place = place
    self.measure = measure
    self.unit = unit
    self.denominator = denominator
    self.base = base
    self.text = text
    self.textZH = textZH
    self.since = since
  }
}

/// A sentence in the two languages of a plan.
public struct Wording: Hashable, Sendable {
  public let en: String
  public let zh: String

  /// The same sentence twice; both are needed, since plans are read in both languages.
  public init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }
}

extension Finding {
  /// A finding whose id follows from the rule and what the rule names.
  ///
  /// - Parameters:
  ///   - subjects: What makes this fault different from others of the rule: codes, atom ids, attribute names.
  ///   - anchor: Given when subjects alone do not tell two faults apart, such as two gaps in one community.
  public init(
    _ rule: String, _ severity: Severity, subjects: [String], anchor: Point? = nil, grids: [String] = [],
    place: Geometry? = nil, measure: Double? = nil, unit: String = "", denominator: Double? = nil, base: String = "",
    _ words: Wording
  ) {
    self.init(
      id: FindingID.make(rule: rule, subjects: subjects, anchor: anchor), rule: rule, severity: severity, grids: grids,
      place: place, measure: measure, unit: unit, denominator: denominator, base: base, text: words.en,
      textZH: words.zh)
  }
}
