public import GridCases
import GridVisits

/// By whose clocks the moments that people state go.
public struct CaseClock: Hashable, Sendable {
  public let zone: ClockZone

  /// A zone as an option names it; else that of the plan's cases; else that of the rules' calendar.
  public init(named name: String?, plan: String? = nil, rules: CaseRules) throws(PlanError) {
    if let name {
      zone = try Self.zone(named: name)
    } else {
      zone = try plan.flatMap { path throws(PlanError) in try PlanFile(path: path).caseZone() } ?? rules.calendar.zone
    }
  }

  /// A zone by its name.
  public static func zone(named name: String) throws(PlanError) -> ClockZone {
    do {
      return try ClockZone(name)
    } catch {
      throw .badInput(
        InputProblem(
          source: "--time-zone", cause: BilingualText(error.text),
          remedy: BilingualText(en: "Write one such as Asia/Shanghai", zh: "请写成 Asia/Shanghai 之类")))
    }
  }

  /// A moment as an option states it.
  public func instant(_ text: String, option: String) throws(PlanError) -> Instant {
    do {
      return try InstantReader(zone: zone).read(text)
    } catch {
      throw .badInput(
        InputProblem(
          source: option, cause: BilingualText(error.text),
          remedy: BilingualText(en: "Write it such as 2026-11-21T08:00", zh: "请写成 2026-11-21T08:00 之类")))
    }
  }

  /// A month, `2019-05`, or days from one to another, `2019-05-01..2019-05-31`.
  public func span(_ text: String, option: String) throws(PlanError) -> Range<Instant> {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    let isMonth = ends.count == 1 && text.utf8.count == 7
    if let first = CivilDate(isMonth ? text + "-01" : ends[0]), let last = isMonth ? first : CivilDate(ends[ends.count - 1]),
      ends.count <= 2, first <= last
    {
      let (year, month, _) = first.parts
      let next =
        isMonth
        ? CivilDate(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1) : last.adding(days: 1)
      if let next { return zone.start(of: first)..<zone.start(of: next) }
    }
    throw .badInput(
      InputProblem(
        source: option,
        cause: BilingualText(en: "`\(text.shortened)` is no span of days", zh: "`\(text.shortened)` 不是日期范围"),
        remedy: BilingualText(
          en: "Write a month such as 2019-05, or 2019-05-01..2019-05-31", zh: "请写月份（如 2019-05）或 2019-05-01..2019-05-31")))
  }
}

extension CaseRules {
  /// What to say where limits in working time go by other clocks than the cases; `nil` where they agree.
  ///
  /// - Parameter cases: The clocks of the plan's cases, where they are known.
  func remark(onClocksOf cases: ClockZone?) -> BilingualText? {
    // Clocks that only differed long ago count as the same.
    let thisCentury = Instant(milliseconds: 946_684_800_000)
    guard let cases, !calendar.zone.agrees(with: cases, from: thisCentury),
      classes.contains(where: { $0.limits.contains { $0.limit.isWorkingTime } })
    else { return nil }
    let (own, theirs) = (calendar.zone.identifier, cases.identifier)
    return BilingualText(
      en: "limits in working time go by the calendar of the rules in \(own), but the cases' clocks are those of \(theirs): "
        + "name rules whose calendar says `timeZone: \(theirs)`, with its own holidays, with --rules",
      zh: "工作时限按规则日历的时区 \(own) 计算，而案件的时区是 \(theirs)：请用 --rules 给出日历写明 `timeZone: \(theirs)`（及当地假日）的规则")
  }
}
