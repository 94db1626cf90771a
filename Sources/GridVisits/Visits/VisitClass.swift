/// A kind of household or place that is visited, and how often: a service class such as elders living alone.
///
/// The toolkit ships none. What is counted is households and places; whom a visit was paid to is nowhere kept.
public struct VisitClass: Hashable, Sendable {
  /// What logs and findings name it by.
  public var code: String
  public var name: Bilingual
  public var cadence: Cadence
  /// Days after the deadline before a visit counts as overdue.
  public var grace: Int
  /// The day the duty begins; `nil` for that of the book.
  public var start: CivilDate?

  /// A class with its rhythm; grace below 0 counts as 0.
  public init(code: String, name: Bilingual, cadence: Cadence, grace: Int = 0, start: CivilDate? = nil) {
    self.code = code
    self.name = name
    self.cadence = cadence
    self.grace = max(0, grace)
    self.start = start
  }
}

/// So many visits to households or places of a class in a grid on one day.
public struct VisitEntry: Hashable, Sendable {
  public var grid: String
  /// The code of its class.
  public var visitClass: String
  public var date: CivilDate
  public var count: Int

  /// An entry of a log.
  public init(grid: String, visitClass: String, date: CivilDate, count: Int) {
    self.grid = grid
    self.visitClass = visitClass
    self.date = date
    self.count = count
  }
}

/// How many households or places of a class a grid has.
public struct VisitTarget: Hashable, Sendable {
  public var grid: String
  /// The code of its class.
  public var visitClass: String
  public var count: Int

  /// A count, never a list.
  public init(grid: String, visitClass: String, count: Int) {
    self.grid = grid
    self.visitClass = visitClass
    self.count = count
  }
}
