/// Duties by state, and the deadlines that passed: the four states add up to ``target``, the four fates to ``due``.
public struct VisitTally: Hashable, Sendable {
  /// Households or places visited, and not due again yet.
  public var done = 0
  /// Never due so far: the duty is young, or of a class without deadline.
  public var waiting = 0
  /// Due, and still within the deadline's grace.
  public var open = 0
  /// Due longer than the grace allows.
  public var overdue = 0
  /// Deadlines that were met, by their day or within the grace.
  public var paid = 0
  /// Missed deadlines of those who were visited after all.
  public var late = 0
  /// Deadlines that passed, within their grace, of those who were not visited since.
  public var pending = 0
  /// Missed deadlines of those who were not visited since.
  public var missed = 0

  /// An empty tally.
  public init() {}

  public var target: Int { done + waiting + open + overdue }
  /// Every deadline up to the day, each counted. The base of every share: what is not due cannot be late, and a visit ahead of
  /// its deadline is paid when that has come.
  public var due: Int { paid + late + pending + missed }

  /// The share of due visits that were paid in time.
  public var doneRate: Rate {
    Rate(
      paid, of: due, counted: Bilingual(en: "visits paid in time", zh: "已按期走访"),
      base: Bilingual(en: "visits due", zh: "应走访"))
  }

  /// The share of due visits that are overdue: neither paid in time nor later.
  public var overdueRate: Rate {
    Rate(
      missed, of: due, counted: Bilingual(en: "visits overdue", zh: "逾期未走访"),
      base: Bilingual(en: "visits due", zh: "应走访"))
  }

  /// Adds another tally.
  public static func += (a: inout VisitTally, b: VisitTally) {
    a.done += b.done
    a.waiting += b.waiting
    a.open += b.open
    a.overdue += b.overdue
    a.paid += b.paid
    a.late += b.late
    a.pending += b.pending
    a.missed += b.missed
  }
}

extension Sequence<VisitStatus> {
  /// All of them together.
  public var tally: VisitTally { reduce(into: VisitTally()) { $0 += $1.tally } }
}
