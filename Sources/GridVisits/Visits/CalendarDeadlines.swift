/// The deadlines of one class in one grid where every span of the calendar asks for a visit of its own: what became of each,
/// and how the households stand.
///
/// A visit pays one span: the earliest unpaid one whose deadline is within its grace, else that of its own day. What was
/// missed before that is late from then on. A span is never paid before it begins, so that visits more often than asked for
/// count once. The log does not say whom a visit was paid to, so visits are taken to go to whoever has waited longest; where
/// there is no grace, nothing leaves fewer overdue.
struct CalendarDeadlines {
  private let period: Period
  private let grace: Int
  private let target: Int
  private let first: CivilDate
  private let firstSpan: Int
  /// How many households have a span as the first unpaid one, by span, ascending.
  private var unpaid: [(span: Int, count: Int)]
  private var late = 0

  /// - Parameter first: The first deadline: the end of the first whole span of the duty.
  init(_ period: Period, grace: Int, first: CivilDate, target: Int) {
    self.period = period
    self.grace = grace
    self.target = target
    self.first = first
    firstSpan = period.spanNumber(holding: first)
    unpaid = [(firstSpan, target)]
  }

  /// Takes visits of one day, none of them twice to one household. Days have to come in their order.
  ///
  /// - Complexity: O(spans with somebody unpaid).
  mutating func pay(_ visits: Int, on day: CivilDate) {
    let own = period.spanNumber(holding: day)
    let oldest = period.spanNumber(holding: day.adding(days: -grace))
    var rest = min(visits, target)
    var counts: [Int: Int] = [:]
    for group in unpaid {
      let paid = max(group.span, oldest)
      let count = paid <= own ? min(rest, group.count) : 0
      rest -= count
      late += count * (paid - group.span)
      counts[group.span, default: 0] += group.count - count
      counts[paid + 1, default: 0] += count
    }
    unpaid = counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { (span: $0.key, count: $0.value) }
  }

  /// The last span that is over at the end of a day.
  private func lastEnded(by day: CivilDate) -> Int {
    period.spanNumber(holding: day) - (period.spanEnd(holding: day) == day ? 0 : 1)
  }

  /// How everything stands on a day, visits up to it taken, and the earliest deadline that is not met.
  func standing(on day: CivilDate) -> (tally: VisitTally, next: CivilDate) {
    let ended = lastEnded(by: day)
    let ungraced = lastEnded(by: day.adding(days: -grace - 1))
    var tally = VisitTally()
    tally.late = late
    for (span, count) in unpaid {
      if span <= ungraced {
        tally.overdue += count
      } else if span <= ended {
        tally.open += count
      } else if span > firstSpan {
        tally.done += count
      } else {
        tally.waiting += count
      }
      tally.missed += count * max(0, ungraced - span + 1)
      tally.pending += count * max(0, ended - max(span, ungraced + 1) + 1)
    }
    // Whatever the log says, every household has the same deadlines.
    let due = target * max(0, ended - firstSpan + 1)
    tally.paid = due - tally.late - tally.pending - tally.missed
    var next = first
    for _ in firstSpan..<max(firstSpan, unpaid.first?.span ?? firstSpan) {
      next = period.spanEnd(holding: next.adding(days: 1))
    }
    return (tally, next)
  }
}

extension Period {
  /// The spans of the calendar in their order; meant for lengths that ``dividesCalendar``.
  func spanNumber(holding day: CivilDate) -> Int {
    switch unit {
    case .day: return day.dayNumber
    // Day 3 after the epoch was a Sunday.
    case .week: return (spanEnd(holding: day).dayNumber - 3) / 7
    case .month:
      let (year, month, _) = day.parts
      return (year * 12 + month - 1) / count
    }
  }
}
