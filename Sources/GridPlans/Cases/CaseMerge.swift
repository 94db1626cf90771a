import GridCases
import GridVisits

/// What a good row means for a plan that may know its case already.
enum CaseMerge {
  case new
  /// The source has closed it since.
  case closes(CaseEvent, number: Int)
  case unchanged
  /// Row and plan tell different stories; the plan keeps its own.
  case conflict(BilingualText)

  /// - Parameter clocks: By whose clocks moments are told.
  init(_ taken: TakenRow, into known: PlanCases?, clocks: ClockZone) {
    guard let known, let row = known.table.row(of: taken.record.id) else {
      self = .new
      return
    }
    let stored = known.cases[row]
    if let difference = Self.difference(stored, taken.record, clocks) {
      self = .conflict(difference)
      return
    }
    let events = known.table.events(of: row)
    let progress = known.table.progress(of: row)
    let wasClosed = CaseRules.closings.contains(progress.state) || progress.state.isVoid
    // What the source itself closed has no actor.
    let bySource = events.last { $0.move.kind == .settled && $0.actor.isEmpty }?.at
    switch (taken.closed, wasClosed) {
    case (nil, false): self = .unchanged
    case (nil, true):
      self = bySource.map { CaseMerge.conflict(Self.reopened($0.text(in: clocks))) } ?? .unchanged
    case (let closed?, true):
      if let bySource, bySource != closed {
        self = .conflict(Self.closedTwice(bySource.text(in: clocks), closed.text(in: clocks)))
      } else {
        self = .unchanged
      }
    case (let closed?, false):
      guard let move = [CaseMove.settled, .handled].first(where: { progress.allows($0.kind) }), closed >= progress.last
      else {
        let (at, since, words) = (closed.text(in: clocks), progress.last.text(in: clocks), progress.state.words)
        self = .conflict(
          BilingualText(
            en: "the source closed it at \(at); in the plan it is \(words.en) since \(since)",
            zh: "来源于 \(at) 结案；方案中自 \(since) 起为“\(words.zh)”"))
        return
      }
      self = .closes(CaseEvent(move, at: closed), number: events.count + 1)
    }
  }

  /// The first thing in which two records of one case differ; what a row leaves out is no difference.
  private static func difference(_ stored: PlanCase, _ record: PlanCase, _ clocks: ClockZone) -> BilingualText? {
    let texts = [
      ("class", "类别", stored.caseClass, record.caseClass), ("area", "所属区域", stored.statedArea, record.statedArea),
      ("address", "地址", stored.address, record.address),
      ("time of submission", "上报时间", stored.submitted.text(in: clocks), record.submitted.text(in: clocks)),
    ]
    for (en, zh, old, new) in texts where old != new && !new.isEmpty {
      return BilingualText(en: "its \(en) was `\(old)` and is `\(new)`", zh: "\(zh)原为 `\(old)`，现为 `\(new)`")
    }
    guard let point = record.point, point != stored.point else { return nil }
    return BilingualText(en: "it has another place", zh: "位置不同")
  }

  private static func reopened(_ at: String) -> BilingualText {
    BilingualText(en: "the source had closed it at \(at) and now says it is open", zh: "来源曾于 \(at) 结案，现又为未结")
  }

  private static func closedTwice(_ old: String, _ new: String) -> BilingualText {
    BilingualText(en: "the source had closed it at \(old) and now says \(new)", zh: "来源曾于 \(old) 结案，现为 \(new)")
  }
}
