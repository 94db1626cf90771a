/// Duties by state; the four states of a set of duties add up to ``target``.
public struct VisitTally: Hashable, Sendable {
  /// Visited, and not due again yet.
  public var done = 0
  /// Never due so far: the duty is young, or of a class without deadline.
  public var waiting = 0
  /// Due, and still within the deadline's grace.
  public var open = 0
  /// Due longer than the grace allows.
  public var overdue = 0

  /// An empty tally.
  public init() {}

  public var target: Int { done + waiting + open + overdue }
  /// What has fallen due: done, open and overdue. The base of every share, since what is not due cannot be late.
  public var due: Int { done + open + overdue }

  /// The share of due visits that are paid.
  public var doneRate: Rate {
    Rate(
      done, of: due, counted: Bilingual(en: "visits paid in time", zh: "已按期走访"),
      base: Bilingual(en: "visits due", zh: "应走访"))
  }

  /// The share of due visits that are overdue.
  public var overdueRate: Rate {
    Rate(
      overdue, of: due, counted: Bilingual(en: "visits overdue", zh: "逾期未走访"),
      base: Bilingual(en: "visits due", zh: "应走访"))
  }

  /// Adds another tally.
  public static func += (a: inout VisitTally, b: VisitTally) {
    a.done += b.done
    a.waiting += b.waiting
    a.open += b.open
    a.overdue += b.overdue
  }
}

extension Sequence<VisitStatus> {
  /// All of them together.
  public var tally: VisitTally { reduce(into: VisitTally()) { $0 += $1.tally } }
}
