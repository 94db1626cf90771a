/// Takes a table of visits row by row: good rows become entries, bad ones are listed by line.
public struct VisitTable: Sendable {
  /// A row that could not be taken, and why.
  public struct Fault: Hashable, Sendable {
    /// The line of the file, or the row of a table without lines, from 1.
    public let line: Int
    public let cause: VisitFault
  }

  /// A row whose grid, class and day an earlier row has too: several teams may log one day, so counts are added up.
  public struct Joined: Hashable, Sendable {
    public let line: Int
    /// The first line of that grid, class and day.
    public let first: Int
    /// Whether an earlier of these rows states the same count: such a row may be a copy.
    public let isEqual: Bool
  }

  public let columns: VisitColumns
  /// The known leaf grids, the grids above them, and the classes.
  private let grids: Set<String>
  private let divided: Set<String>
  private let classes: Set<String>
  /// The codes of classes by their names.
  private let classNames: [String: String]
  private let order: CivilDate.Order?
  /// Visits after this day have not been paid yet.
  private let asOf: CivilDate

  public private(set) var rows = 0
  public private(set) var entries: [VisitEntry] = []
  public private(set) var faults: [Fault] = []
  public private(set) var joined: [Joined] = []
  /// The first line of each grid, class and day, and the lines' counts.
  private var seen: [VisitEntry: (line: Int, counts: Set<Int>)] = [:]

  /// Whether each row is one visit, because no column says how many.
  public var countsRows: Bool { !columns.has(.count) }

  /// The largest count of one row that is taken for meant.
  public static let believable = 100_000
  /// The first day that a visit is believed to have been paid on.
  public static let earliest = CivilDate(year: 1950, month: 1, day: 1) ?? CivilDate(dayNumber: 0)

  /// A table about to be read.
  ///
  /// - Parameter order: Of day and month in dates that end in the year; such dates are refused where it is `nil`.
  public init(
    columns: VisitColumns, grids: Set<String>, divided: Set<String> = [], classes: Set<String>,
    classNames: [String: String] = [:], asOf: CivilDate, order: CivilDate.Order? = nil
  ) {
    self.columns = columns
    self.grids = grids
    self.divided = divided
    self.classes = classes
    self.classNames = classNames
    self.asOf = asOf
    self.order = order
  }

  /// Takes one row, or notes why not.
  ///
  /// - Parameter surplus: Cells beyond the last column that hold something: such a row is not taken.
  public mutating func add(_ row: [String], line: Int, surplus: Int = 0) {
    rows += 1
    do throws(VisitFault) {
      if surplus > 0 { throw .surplusCells(surplus) }
      let entry = try entry(of: row)
      note(entry, line: line)
      entries.append(entry)
    } catch {
      faults.append(Fault(line: line, cause: error))
    }
  }

  private mutating func note(_ entry: VisitEntry, line: Int) {
    var key = entry
    key.count = 0
    if let earlier = seen[key] {
      let isEqual = !countsRows && earlier.counts.contains(entry.count)
      joined.append(Joined(line: line, first: earlier.line, isEqual: isEqual))
    }
    seen[key, default: (line, [])].counts.insert(entry.count)
  }

  private func entry(of row: [String]) throws(VisitFault) -> VisitEntry {
    let (grid, visitClass) = try subject(
      of: row, in: columns, grids: grids, divided: divided, classes: classes, names: classNames)
    let written = columns.cell(.date, of: row)
    guard let date = CivilDate(written, order: order) else { throw .notADate(written) }
    guard date >= Self.earliest else { throw .tooLongAgo(date) }
    guard date <= asOf else { throw .inTheFuture(date, asOf: asOf) }
    return VisitEntry(
      grid: grid, visitClass: visitClass, date: date, count: try statedCount(of: row, in: columns, smallest: 1))
  }
}

/// Takes a table of how many households or places of a class each grid has.
public struct VisitTargetTable: Sendable {
  public let columns: VisitColumns
  private let grids: Set<String>
  private let divided: Set<String>
  private let classes: Set<String>
  /// The codes of classes by their names.
  private let classNames: [String: String]

  public private(set) var rows = 0
  public private(set) var targets: [VisitTarget] = []
  public private(set) var faults: [VisitTable.Fault] = []
  private var lines: [VisitTarget: Int] = [:]

  /// A table about to be read.
  public init(
    columns: VisitColumns, grids: Set<String>, divided: Set<String> = [], classes: Set<String>,
    classNames: [String: String] = [:]
  ) {
    self.columns = columns
    self.grids = grids
    self.divided = divided
    self.classes = classes
    self.classNames = classNames
  }

  /// Takes one row, or notes why not; a grid and class stated twice is a fault, because nobody can tell which count holds.
  public mutating func add(_ row: [String], line: Int, surplus: Int = 0) {
    rows += 1
    do throws(VisitFault) {
      if surplus > 0 { throw .surplusCells(surplus) }
      let (grid, visitClass) = try subject(
        of: row, in: columns, grids: grids, divided: divided, classes: classes, names: classNames)
      let count = try statedCount(of: row, in: columns, smallest: 0)
      let key = VisitTarget(grid: grid, visitClass: visitClass, count: 0)
      if let first = lines[key] { throw .repeated(line: first) }
      lines[key] = line
      targets.append(VisitTarget(grid: grid, visitClass: visitClass, count: count))
    } catch {
      faults.append(VisitTable.Fault(line: line, cause: error))
    }
  }
}

private func subject(
  of row: [String], in columns: VisitColumns, grids: Set<String>, divided: Set<String>, classes: Set<String>,
  names: [String: String]
) throws(VisitFault) -> (grid: String, visitClass: String) {
  let grid = columns.cell(.grid, of: row)
  if divided.contains(grid) { throw .dividedGrid(grid) }
  guard grids.contains(grid) else { throw .unknownGrid(grid) }
  let written = columns.cell(.visitClass, of: row)
  let visitClass = classes.contains(written) ? written : names[written] ?? written
  guard classes.contains(visitClass) else { throw .unknownClass(visitClass, known: classes.sorted()) }
  return (grid, visitClass)
}

private func statedCount(of row: [String], in columns: VisitColumns, smallest: Int) throws(VisitFault) -> Int {
  guard columns.has(.count) else { return 1 }
  let written = columns.cell(.count, of: row)
  guard let count = Int(written), (smallest...VisitTable.believable).contains(count) else {
    throw .notACount(written, smallest: smallest)
  }
  return count
}
