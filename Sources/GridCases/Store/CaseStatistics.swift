public import GridVisits

/// Cases by how they stand; open, closed and void ones add up to ``cases``.
public struct CaseCounts: Hashable, Sendable {
  public var cases = 0
  public var open = 0
  /// Of the open ones.
  public var overdue = 0
  /// Of the open ones.
  public var paused = 0
  public var closed = 0
  /// Merged or withdrawn.
  public var void = 0

  /// Of no cases.
  public init() {}

  mutating func add(_ standing: CaseStanding) {
    cases += 1
    if standing.isOpen {
      open += 1
      if standing.isOverdue { overdue += 1 }
      if standing.isPaused { paused += 1 }
    } else if standing.isVoid {
      void += 1
    } else {
      closed += 1
    }
  }

  /// The share of open cases that are overdue.
  public var overdueRate: Rate {
    Rate(
      overdue, of: open, counted: Bilingual(en: "cases overdue", zh: "超期案件"),
      base: Bilingual(en: "cases open", zh: "未结案件"))
  }
}

extension GridFigures {
  /// The figures that follow from the cases of a grid, for a colour ledger of grids.
  public mutating func take(_ counts: CaseCounts) {
    self[LedgerFigure(.casesOpen)] = .number(Double(counts.open))
    self[LedgerFigure(.casesOverdue)] = .number(Double(counts.overdue))
    self[LedgerFigure(.casesOverdueShare)] = .rate(counts.overdueRate)
  }
}

/// The figures of a table of cases at an instant.
public struct CaseStatistics: Hashable, Sendable {
  public let asOf: Instant
  public let all: CaseCounts
  /// In the order of the table's classes, and of its grids.
  public let byClass: [CaseCounts]
  public let byGrid: [CaseCounts]
  /// Cases in no grid.
  public let unlocated: CaseCounts
  public let byState: [CaseState: Int]
  /// Open cases by the tier that has them.
  public let openByTier: [CaseTier: Int]
  /// Open cases by colour, in the order of the ledger.
  public let openByColor: [Int]
  /// Open cases by age in the bands of the rules, the last without an end.
  public let openByAge: [Int]
  /// Cases by the steps of each view of the rules, in their order.
  public let byView: [[Int]]
  /// Cases whose limit ran out in the span looked at, how many of them are closed, and how many were in time. One whose
  /// limit runs out at the instant itself is due, and not overdue yet. Void cases are not due, nor are those without a
  /// limit, nor those whose clock stands with time left.
  public let due: Int
  public let dueAndClosed: Int
  public let dueAndClosedInTime: Int

  /// 结案率: of the cases that fell due, those that are closed.
  public var closingRate: Rate { Rate(dueAndClosed, of: due, counted: Self.closedWords, base: Self.dueWords) }

  /// 按期结案率: of the cases that fell due, those that were closed in time.
  public var timelyRate: Rate {
    Rate(
      dueAndClosedInTime, of: due, counted: Bilingual(en: "cases closed in time", zh: "按期结案数"), base: Self.dueWords)
  }

  private static let closedWords = Bilingual(en: "cases closed", zh: "结案数")
  private static let dueWords = Bilingual(en: "cases due", zh: "应结案数")

  /// Counts a snapshot.
  ///
  /// - Parameters:
  ///   - snapshot: Of the same table.
  ///   - span: When limits have to have run out for the closing rates, such as a month; `nil` for any time until the
  ///     instant. Limits that run out after the instant never count.
  /// - Complexity: O(cases · conditions of views and colours).
  public init(_ table: CaseTable, _ snapshot: CaseSnapshot, rules: CaseRules, dueIn span: Range<Instant>? = nil) {
    var sums = CaseSums(table, rules, asOf: snapshot.asOf, dueIn: span)
    for row in 0..<snapshot.count {
      if let standing = snapshot[row] {
        sums.add(standing, class: table.classNumber(of: row), grid: table.gridNumber(of: row))
      }
    }
    asOf = snapshot.asOf
    all = sums.all
    byClass = sums.byClass
    byGrid = sums.byGrid
    unlocated = sums.unlocated
    byState = sums.byState
    openByTier = sums.openByTier
    openByColor = sums.openByColor
    openByAge = sums.openByAge
    byView = sums.byView
    due = sums.due
    dueAndClosed = sums.dueAndClosed
    dueAndClosedInTime = sums.dueAndClosedInTime
  }
}

/// Sums that grow case by case.
private struct CaseSums {
  var all = CaseCounts()
  var byClass: [CaseCounts]
  var byGrid: [CaseCounts]
  var unlocated = CaseCounts()
  var byState: [CaseState: Int] = [:]
  var openByTier: [CaseTier: Int] = [:]
  var openByColor: [Int]
  var openByAge: [Int]
  var byView: [[Int]]
  var (due, dueAndClosed, dueAndClosedInTime) = (0, 0, 0)

  private let rules: CaseRules
  private let classes: [String]
  private let asOf: Instant
  private let span: Range<Instant>?

  init(_ table: CaseTable, _ rules: CaseRules, asOf: Instant, dueIn span: Range<Instant>?) {
    byClass = Array(repeating: CaseCounts(), count: table.classes.count)
    byGrid = Array(repeating: CaseCounts(), count: table.grids.count)
    openByColor = Array(repeating: 0, count: rules.colors.ledger.colors.count)
    openByAge = Array(repeating: 0, count: rules.ageing.count + 1)
    byView = rules.views.map { Array(repeating: 0, count: $0.steps.count) }
    self.rules = rules
    classes = table.classes
    self.asOf = asOf
    self.span = span
  }

  mutating func add(_ standing: CaseStanding, class classNumber: Int, grid: Int?) {
    all.add(standing)
    byClass[classNumber].add(standing)
    if let grid { byGrid[grid].add(standing) } else { unlocated.add(standing) }
    byState[standing.state, default: 0] += 1
    if standing.isOpen {
      openByTier[standing.tier, default: 0] += 1
      openByColor[rules.colors.color(of: standing)] += 1
      let days = standing.age / Int64(WallTime.dayLength)
      openByAge[rules.ageing.firstIndex { days < Int64($0) } ?? rules.ageing.count] += 1
    }
    for view in rules.views.indices {
      if let step = rules.views[view].step(of: standing, caseClass: classes[classNumber]) { byView[view][step] += 1 }
    }
    addDue(standing)
  }

  private mutating func addDue(_ standing: CaseStanding) {
    guard standing.hasFallenDue, let limit = standing.due, span?.contains(limit) ?? true else { return }
    due += 1
    guard standing.closed != nil else { return }
    dueAndClosed += 1
    if !standing.isLate { dueAndClosedInTime += 1 }
  }
}
