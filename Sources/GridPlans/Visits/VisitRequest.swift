public import GridVisits

/// What ``logVisits(in:_:control:)`` is asked to do.
public struct VisitRequest: Hashable, Sendable {
  /// A table of visits: grid, class, date, count; `nil` looks at what was logged before.
  public var log: String?
  /// A table of how many households or places of each class a grid has: grid, class, count. Replaces an earlier one.
  public var targets: String?
  /// A file of visit classes that replaces those of the plan; `nil` keeps them.
  public var classes: String?
  /// A ledger's preset or file that replaces that of the plan; `nil` keeps it.
  public var ledger: String?
  /// The day looked at; later visits are refused.
  public var asOf: CivilDate
  /// Of day and month in dates that end in the year.
  public var dateOrder: CivilDate.Order?
  /// A CSV file of every grid and class to write; `nil` for none, `-` for stdout.
  public var output: String?
  /// Tells what would be done and leaves the plan as it is.
  public var isDryRun: Bool
  /// Of the words in ``output``.
  public var language: Language

  /// A request as of a day; everything else left out looks at the plan as it is.
  public init(
    asOf: CivilDate, log: String? = nil, targets: String? = nil, classes: String? = nil, ledger: String? = nil,
    dateOrder: CivilDate.Order? = nil, output: String? = nil, isDryRun: Bool = false, language: Language = .en
  ) {
    self.asOf = asOf
    self.log = log
    self.targets = targets
    self.classes = classes
    self.ledger = ledger
    self.dateOrder = dateOrder
    self.output = output
    self.isDryRun = isDryRun
    self.language = language
  }
}
