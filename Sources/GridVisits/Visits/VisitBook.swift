/// Everything that says which visits are due on a day: classes, how many of each live in a grid, and the visits paid.
public struct VisitBook: Hashable, Sendable {
  public var classes: [VisitClass]
  /// How many households or places are to be visited. A class that no target names is due once a period in every grid
  /// that people live in; a class that some target names, only where one does.
  public var targets: [VisitTarget]
  /// In any order; entries after ``asOf`` are not looked at.
  public var entries: [VisitEntry]
  /// The day duties begin, for classes that state none.
  public var start: CivilDate
  /// The day that is looked at.
  public var asOf: CivilDate

  /// A book as of a day.
  public init(
    classes: [VisitClass], targets: [VisitTarget] = [], entries: [VisitEntry] = [], start: CivilDate, asOf: CivilDate
  ) {
    self.classes = classes
    self.targets = targets
    self.entries = entries
    self.start = start
    self.asOf = asOf
  }
}

/// How many visits of one class are paid, due and overdue in one grid.
public struct VisitStatus: Hashable, Sendable {
  public let grid: String
  /// The code of its class.
  public let visitClass: String
  public let tally: VisitTally
  /// The last visit, if any.
  public let lastVisit: CivilDate?
  /// The earliest deadline that is not met yet, past or to come; `nil` for a class that is never due.
  public let nextDeadline: CivilDate?
}

extension VisitBook {
  private struct Key: Hashable {
    let grid: String
    let visitClass: String
  }

  /// How many households or places are to be visited, by grid and class.
  private struct Duties {
    private var counts: [Key: Int] = [:]
    private let counted: Set<String>

    init(_ targets: [VisitTarget]) {
      for target in targets {
        counts[Key(grid: target.grid, visitClass: target.visitClass), default: 0] += target.count
      }
      counted = Set(targets.map(\.visitClass))
    }

    func count(_ key: Key, isInhabited: Bool) -> Int {
      counted.contains(key.visitClass) ? counts[key] ?? 0 : isInhabited ? 1 : 0
    }
  }

  /// The visits that fall due in a year by class, for each grid in the order given: how many there are to visit times the
  /// visits a year of the class's cadence. Classes without any are left out.
  ///
  /// - Parameter grids: As in ``statuses(of:)``.
  /// - Complexity: O(grids · classes + targets).
  public func yearlyVisits(of grids: [(code: String, isInhabited: Bool)]) -> [[String: Double]] {
    let duties = Duties(targets)
    return grids.map { grid in
      var visits: [String: Double] = [:]
      for visitClass in classes {
        let key = Key(grid: grid.code, visitClass: visitClass.code)
        let due = Double(duties.count(key, isInhabited: grid.isInhabited)) * visitClass.cadence.visitsPerYear
        if due > 0 { visits[visitClass.code] = due }
      }
      return visits
    }
  }

  /// The state of every duty, by grid in the order given and by class in that of the book.
  ///
  /// The log does not say whom a visit was paid to, so visits are taken to go to whoever has waited longest. With rolling
  /// deadlines, and by the calendar without grace, the number overdue is then the least that the log allows.
  ///
  /// - Parameter grids: The grids with duties, as a rule the leaves; each once, and whether people live in it.
  /// - Complexity: O(grids · classes + n log n) in the entries.
  public func statuses(of grids: [(code: String, isInhabited: Bool)]) -> [VisitStatus] {
    let duties = Duties(targets)
    var visitsOf: [Key: [VisitEntry]] = [:]
    for entry in entries where entry.date <= asOf && entry.count > 0 {
      visitsOf[Key(grid: entry.grid, visitClass: entry.visitClass), default: []].append(entry)
    }
    return grids.flatMap { grid in
      classes.compactMap { visitClass -> VisitStatus? in
        let key = Key(grid: grid.code, visitClass: visitClass.code)
        let target = duties.count(key, isInhabited: grid.isInhabited)
        return target > 0 ? status(of: visitClass, in: grid.code, target: target, visits: visitsOf[key] ?? []) : nil
      }
    }
  }

  private func status(of visitClass: VisitClass, in grid: String, target: Int, visits: [VisitEntry]) -> VisitStatus {
    let visits = visits.sorted { $0.date < $1.date }
    let start = visitClass.start ?? start
    let first = visitClass.cadence.deadline(ofDutyFrom: start)
    var (tally, next) = (VisitTally(), first)
    switch (visitClass.cadence, first) {
    case (.anyTime, _), (_, nil):
      tally.waiting = target
    case (.every(let period, .calendar), let first?):
      var deadlines = CalendarDeadlines(period, grace: visitClass.grace, first: first, target: target)
      for visit in visits { deadlines.pay(visit.count, on: visit.date) }
      let standing = deadlines.standing(on: asOf)
      (tally, next) = (standing.tally, standing.next)
    case (.every(let period, .rolling), let first?):
      tally = VisitDeadlines.tally(
        of: period, grace: visitClass.grace, from: start, asOf: asOf, target: target, visits: visits)
      next = rollingStates(of: visitClass, first: first, target: target, visits, &tally)
    }
    return VisitStatus(
      grid: grid, visitClass: visitClass.code, tally: tally, lastVisit: visits.last?.date, nextDeadline: next)
  }

  /// How the households stand whose deadlines follow from their last visits, and the earliest of those deadlines.
  private func rollingStates(
    of visitClass: VisitClass, first: CivilDate, target: Int, _ visits: [VisitEntry], _ tally: inout VisitTally
  ) -> CivilDate? {
    var next: CivilDate?
    func add(_ count: Int, deadline: CivilDate, isVisited: Bool) {
      guard count > 0 else { return }
      next = next.map { min($0, deadline) } ?? deadline
      if deadline > asOf {
        if isVisited { tally.done += count } else { tally.waiting += count }
      } else if asOf <= deadline.adding(days: visitClass.grace) {
        tally.open += count
      } else {
        tally.overdue += count
      }
    }
    // Whoever waited longest is visited first, so the last visits of all are those of the latest entries.
    var rest = target
    for visit in visits.reversed() {
      if rest == 0 { break }
      let count = min(rest, visit.count)
      rest -= count
      // A visit before the duty began makes nothing due earlier than none would.
      add(count, deadline: max(visitClass.cadence.deadline(after: visit.date) ?? first, first), isVisited: true)
    }
    add(rest, deadline: first, isVisited: false)
    return next
  }
}
