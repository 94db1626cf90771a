public import GridGeometry

/// Something about the ground that a person should know: what was repaired, and what could not be.
public struct GroundNote: Hashable, Sendable {
  /// How much a note matters: worth knowing, to be looked at, or in the way of a plan.
  public enum Severity: Int, Hashable, Sendable, Comparable {
    case info, warning, error

    /// The graver note is the greater.
    public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
  }

  /// A stable kebab-case name, such as `community-gap`.
  public var rule: String
  public var severity: Severity
  /// One English sentence.
  public var text: String
  public var place: Geometry?
  /// In `unit`.
  public var measure: Double?
  /// Such as `m`, `m²`, `households`; empty without a measure.
  public var unit: String
  /// Codes and ids of what it is about.
  public var subjects: [String]

  /// A note by the rule that made it.
  public init(
    rule: String, severity: Severity, text: String, place: Geometry? = nil, measure: Double? = nil,
    unit: String = "", subjects: [String] = []
  ) {
    self.rule = rule
    self.severity = severity
    self.text = text
    self.place = place
    self.measure = measure
    self.unit = unit
    self.subjects = subjects
  }
}
