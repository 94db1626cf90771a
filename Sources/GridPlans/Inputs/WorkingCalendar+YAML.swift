import GridCases
import GridVisits

extension SettingNode {
  /// Time zone, working hours, holidays and the days worked for them.
  func workingCalendar() throws(PlanError) -> WorkingCalendar {
    let keys = try mapping(knowing: ["timeZone", "weekdays", "hours", "holidays", "workdays"])
    guard let zoneName = keys["timeZone"], let hours = keys["hours"] else {
      throw problem(
        BilingualText(en: "the calendar needs `timeZone` and `hours`", zh: "日历须写 `timeZone` 和 `hours`"),
        BilingualText(
          en: "Write `timeZone: Asia/Shanghai` and `hours: [\"09:00-12:00\", \"14:00-18:00\"]`",
          zh: "请写 `timeZone: Asia/Shanghai` 和 `hours: [\"09:00-12:00\", \"14:00-18:00\"]`"))
    }
    let name = try zoneName.text()
    let zone = try zoneName.telling { () throws(CaseError) in try ClockZone(name) }
    let shifts = try hours.each { item throws(PlanError) in try item.shift() }
    let weekdays = try keys["weekdays"]?.each { item throws(PlanError) in try item.integer(1...7) } ?? [1, 2, 3, 4, 5]
    let holidays = try keys["holidays"]?.days() ?? []
    let workdays = try keys["workdays"]?.days() ?? []
    return try telling { () throws(CaseError) in
      try WorkingCalendar(
        zone: zone, weekdays: Set(weekdays), hours: shifts, holidays: holidays, extraWorkdays: workdays)
    }
  }

  /// `09:00-12:00`.
  private func shift() throws(PlanError) -> WorkingCalendar.Shift {
    let word = try text()
    let minutes = word.split(separator: "-").map { time -> Int? in
      let parts = time.split(separator: ":").map { Int($0.filter { !$0.isWhitespace }) }
      guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
        (0..<60).contains(minute)
      else { return nil }
      return hour * 60 + minute
    }
    guard minutes.count == 2, let from = minutes[0], let to = minutes[1] else {
      throw problem(
        BilingualText(en: "`\(word.shortened)` are no working hours", zh: "`\(word.shortened)` 不是工作时间"),
        BilingualText(en: "Write \"09:00-12:00\"", zh: "请写 \"09:00-12:00\""))
    }
    return WorkingCalendar.Shift(from: from, to: to)
  }

  /// Days, and spans of days: `2026-10-01`, `2026-10-01..2026-10-07`.
  private func days() throws(PlanError) -> Set<CivilDate> {
    var days: Set<CivilDate> = []
    for item in try list() {
      let word = try item.text()
      let ends = word.split(separator: ".", omittingEmptySubsequences: true).map { CivilDate(String($0)) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last,
        last.days(since: first) <= 366
      else {
        throw item.problem(
          BilingualText(en: "`\(word.shortened)` is no day and no span of days", zh: "`\(word.shortened)` 不是日期或日期区间"),
          BilingualText(en: "Write 2026-10-01 or 2026-10-01..2026-10-07", zh: "请写 2026-10-01 或 2026-10-01..2026-10-07"))
      }
      for day in 0...last.days(since: first) { days.insert(first.adding(days: day)) }
    }
    return days
  }
}
