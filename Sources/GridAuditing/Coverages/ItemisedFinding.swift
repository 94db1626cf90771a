/// A finding with the measures of its place and what to do about it.
public struct ItemisedFinding: Hashable, Sendable {
  public var finding: Finding
  /// Numbers of the features concerned in their layer, from 1, ascending; empty where none is.
  public var features: [Int]
  /// In square metres; `nil` for a fault without extent.
  public var area: Double?
  /// The diameter of the widest disc in the place, in metres.
  public var width: Double?
  /// Of the lines concerned, in metres.
  public var length: Double?
  /// What would cure it, without a full stop; `nil` where nothing is proposed.
  public var fix: Wording?

  /// A finding as a rule makes it.
  public init(
    _ finding: Finding, features: [Int] = [], area: Double? = nil, width: Double? = nil, length: Double? = nil,
    fix: Wording? = nil
  ) {
    self.finding = finding
    self.features = features
    self.area = area
    self.width = width
    self.length = length
    self.fix = fix
  }
}
