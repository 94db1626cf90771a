/// The deadlines of one class in one grid that passed by a day, and what became of each.
///
/// Every household has a deadline a period. One is met by a visit since the deadline before, or within its grace; a visit
/// before it passes moves the next one, and counts once. The log does not say whom a visit was paid to, so visits are taken
/// to go to whoever waited longest.
struct VisitDeadlines {
  /// Households that were visited alike, in the order of their last visits.
  fileprivate struct Group {
    var count: Int
    /// What the next deadlines are reckoned from: the start of the duty, or a visit.
    var base: CivilDate
    /// The next deadline that is not accounted for.
    var next: CivilDate
    /// A visit that meets ``next``.
    var visit: CivilDate?
  }

  private let cadence: Cadence
  private let grace: Int
  private var groups: [Group] = []
  /// Groups before this one have been visited since and stand again further back.
  private var head = 0
  private var tally = VisitTally()

  private init?(_ visitClass: VisitClass, start: CivilDate, target: Int) {
    guard let first = visitClass.cadence.deadline(ofDutyFrom: start) else { return nil }
    cadence = visitClass.cadence
    grace = visitClass.grace
    groups = [Group(count: target, base: start, next: first, visit: nil)]
  }

  /// The deadlines up to a day in a tally; none for a class that is never due.
  ///
  /// - Parameter visits: Those up to the day, in any order.
  /// - Complexity: O(n log n) in the visits.
  static func tally(
    of visitClass: VisitClass, from start: CivilDate, asOf day: CivilDate, target: Int, visits: [VisitEntry]
  ) -> VisitTally {
    guard var deadlines = VisitDeadlines(visitClass, start: start, target: target) else { return VisitTally() }
    for visit in visits.sorted(by: { $0.date < $1.date }) { deadlines.pay(min(visit.count, target), on: visit.date) }
    deadlines.close(on: day)
    return deadlines.tally
  }

  private mutating func pay(_ visits: Int, on day: CivilDate) {
    var rest = visits
    while rest > 0, head < groups.count {
      let paid = min(rest, groups[head].count)
      rest -= paid
      var group = groups[head]
      group.count = paid
      if paid == groups[head].count { head += 1 } else { groups[head].count -= paid }
      visit(&group, on: day)
      groups.append(group)
    }
  }

  private mutating func visit(_ group: inout Group, on day: CivilDate) {
    meet(&group, before: day)
    let missed = cadence.deadlines(of: group, upTo: day.adding(days: -grace - 1))
    let inGrace = cadence.deadlines(of: group, upTo: day.adding(days: -1)) - missed
    tally.late += missed * group.count
    tally.paid += inGrace * group.count
    if missed + inGrace == 0 {
      // One that moves nothing, such as a visit before the duty began, meets nothing.
      if cadence.deadline(after: day).map({ $0 > group.next }) ?? false { group.visit = day }
    } else if inGrace == 0, let own = cadence.spanDeadline(holding: day) {
      // Late for the spans before, in time for its own.
      group.next = own
      group.visit = day
    } else {
      restart(&group, from: day)
    }
  }

  /// Accounts for the next deadline where it was met and passes before a day.
  private mutating func meet(_ group: inout Group, before day: CivilDate) {
    guard let visit = group.visit, group.next < day else { return }
    tally.paid += group.count
    restart(&group, from: visit)
  }

  private func restart(_ group: inout Group, from visit: CivilDate) {
    group.base = visit
    group.next = cadence.deadline(after: visit) ?? group.next
    group.visit = nil
  }

  private mutating func close(on day: CivilDate) {
    for var group in groups[head...] {
      meet(&group, before: day.adding(days: 1))
      if group.visit != nil { continue }
      let overdue = cadence.deadlines(of: group, upTo: day.adding(days: -grace - 1))
      tally.missed += overdue * group.count
      tally.pending += (cadence.deadlines(of: group, upTo: day) - overdue) * group.count
    }
    groups = []
    head = 0
  }
}

extension Cadence {
  /// How many deadlines of a group fall from its next one to a day, both included.
  fileprivate func deadlines(of group: VisitDeadlines.Group, upTo day: CivilDate) -> Int {
    guard case .every(let period, let reckoning) = self, group.next <= day else { return 0 }
    switch reckoning {
    case .rolling: return period.count(from: group.base, upTo: day)
    case .calendar:
      let isEnd = period.spanEnd(holding: day) == day
      return period.spanNumber(holding: day) - period.spanNumber(holding: group.next) + (isEnd ? 1 : 0)
    }
  }

  /// The deadline of the calendar's span that holds a day; `nil` where deadlines follow from the last visit.
  fileprivate func spanDeadline(holding day: CivilDate) -> CivilDate? {
    guard case .every(let period, .calendar) = self else { return nil }
    return period.spanEnd(holding: day)
  }
}

extension Period {
  /// How often it fits between two days.
  func count(from base: CivilDate, upTo day: CivilDate) -> Int {
    let days = day.days(since: base)
    guard days > 0 else { return 0 }
    switch unit {
    case .day: return days / count
    case .week: return days / (7 * count)
    case .month:
      let (first, last) = (base.parts, day.parts)
      let whole = ((last.year - first.year) * 12 + last.month - first.month) / count
      return base.adding(months: whole * count) <= day ? whole : whole - 1
    }
  }

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
