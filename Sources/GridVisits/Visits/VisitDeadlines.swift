/// The deadlines of one class in one grid, reckoned from the last visit, that passed by a day, and what became of each.
///
/// A deadline is met by a visit since the one before, or within its grace; a visit before it passes moves the next one, and
/// counts once. The log does not say whom a visit was paid to, so visits are taken to go to whoever waited longest.
struct VisitDeadlines {
  /// Households that were visited alike, in the order of their last visits.
  private struct Group {
    var count: Int
    /// What the next deadlines are reckoned from: the start of the duty, or a visit.
    var base: CivilDate
    /// The next deadline that is not accounted for.
    var next: CivilDate
    /// A visit that meets ``next``.
    var visit: CivilDate?
  }

  private let period: Period
  private let grace: Int
  private var groups: [Group] = []
  /// Groups before this one have been visited since and stand again further back.
  private var head = 0
  private var tally = VisitTally()

  private init(_ period: Period, grace: Int, from start: CivilDate, target: Int) {
    self.period = period
    self.grace = grace
    groups = [Group(count: target, base: start, next: period.end(from: start), visit: nil)]
  }

  /// The deadlines up to a day in a tally.
  ///
  /// - Parameter visits: Those up to the day, in any order.
  /// - Complexity: O(n log n) in the visits.
  static func tally(
    of period: Period, grace: Int, from start: CivilDate, asOf day: CivilDate, target: Int, visits: [VisitEntry]
  ) -> VisitTally {
    var deadlines = VisitDeadlines(period, grace: grace, from: start, target: target)
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
    let missed = deadlines(of: group, upTo: day.adding(days: -grace - 1))
    let inGrace = deadlines(of: group, upTo: day.adding(days: -1)) - missed
    tally.late += missed * group.count
    tally.paid += inGrace * group.count
    if missed + inGrace == 0 {
      // One that moves nothing, such as a visit before the duty began, meets nothing.
      if period.end(from: day) > group.next { group.visit = day }
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
    group.next = period.end(from: visit)
    group.visit = nil
  }

  private mutating func close(on day: CivilDate) {
    for var group in groups[head...] {
      meet(&group, before: day.adding(days: 1))
      if group.visit != nil { continue }
      let overdue = deadlines(of: group, upTo: day.adding(days: -grace - 1))
      tally.missed += overdue * group.count
      tally.pending += (deadlines(of: group, upTo: day) - overdue) * group.count
    }
    groups = []
    head = 0
  }

  /// How many deadlines of a group fall from its next one to a day, both included.
  private func deadlines(of group: Group, upTo day: CivilDate) -> Int {
    group.next <= day ? period.count(from: group.base, upTo: day) : 0
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
}
