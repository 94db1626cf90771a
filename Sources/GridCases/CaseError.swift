public import GridVisits

/// What stops a call of this room.
public enum CaseError: Error, Hashable, Sendable {
  case unknownZone(String)
  case badCalendar(CalendarFault)
  case badRules(RulesFault)
  /// A move that the state does not allow, with those that it does.
  case illegalMove(CaseMove.Kind, from: CaseState, isPaused: Bool, legal: [CaseMove.Kind])
  /// Two wanted it, and the other was first.
  case alreadyClaimed(by: String)
  case notOfTheGrid(worker: String)
  /// An event before the last one.
  case backInTime(Instant, last: Instant)
  /// Passed up to a tier that is not higher, or given to one that is.
  case wrongTier(CaseMove.Kind, to: CaseTier?, at: CaseTier)
  case mergedIntoItself(String)
  /// A history that does not begin with its submission.
  case noSubmission(String)
  case caseTwice(String)
  case unknownCase(String)
  case unknownClass(String, known: [String])
  case unknownGrid(String)
  /// More cases or events than 32 bits can number.
  case tooMany
  /// A tree of counts whose node comes before its parent, or has a count below 0.
  case badTree(node: Int)
  /// A mask with too short a secret, or with numbers that hide nothing.
  case badMask
  /// Neighbours that are no grids, or lists of different lengths.
  case badNeighbours(grid: Int)

  /// What a calendar cannot be.
  public enum CalendarFault: Hashable, Sendable {
    case noWeekdays, noHours
    case badShift(from: Int, to: Int)
    case bothOffAndOn(CivilDate)
  }

  /// What rules cannot be.
  public enum RulesFault: Hashable, Sendable {
    case classTwice(String)
    case viewTwice(String)
    case badLimit(String, CaseLimit)
    case limitTwice(String, CaseStep, CaseTier?)
    case badClosing(CaseState)
    case badAgeing([Int])
    /// A colour's rule asks for something that a case does not have.
    case colorFigure(color: String, LedgerFigure)
    case noColorForTheRest
    /// A colour of grids asks for something that a map does not count.
    case gridColorFigure(color: String, LedgerFigure)
  }

  /// A sentence without its full stop; moments in UTC.
  public var text: Bilingual { text(in: .utc) }

  /// A sentence without its full stop; moments by the clocks of a zone.
  public func text(in zone: ClockZone) -> Bilingual {
    switch self {
    case .unknownZone(let name):
      Bilingual(
        en: "`\(name.beginning)` is no time zone such as Asia/Shanghai or +08:00",
        zh: "`\(name.beginning)` 不是时区，应如 Asia/Shanghai 或 +08:00")
    case .badCalendar(let fault): fault.text
    case .badRules(let fault): fault.text
    case .illegalMove(let kind, let state, let isPaused, let legal): Self.refusal(kind, state, isPaused, legal)
    case .alreadyClaimed(let holder): Bilingual(en: "\(holder) has claimed it already", zh: "已由 \(holder) 认领")
    case .notOfTheGrid(let worker):
      Bilingual(en: "\(worker) is no worker of its grid and cannot claim it", zh: "\(worker) 不是该网格的人员，不能认领")
    case .backInTime(let at, let last):
      Bilingual(
        en: "\(at.text(in: zone)) lies before its last event, \(last.text(in: zone))",
        zh: "\(at.text(in: zone)) 早于其最近事件 \(last.text(in: zone))")
    case .wrongTier(let kind, let next, let tier): Self.refusal(kind, next, tier)
    case .mergedIntoItself(let id): Bilingual(en: "case \(id) cannot be merged into itself", zh: "案件 \(id) 不能并入自身")
    case .noSubmission(let id):
      Bilingual(en: "the events of case \(id) do not begin with its submission", zh: "案件 \(id) 的事件不是从上报开始")
    case .caseTwice(let id): Bilingual(en: "case \(id) stands in the table already", zh: "案件 \(id) 已在表中")
    case .unknownCase(let id): Bilingual(en: "there is no case \(id.beginning)", zh: "没有案件 \(id.beginning)")
    case .unknownClass(let code, let known):
      Bilingual(
        en: "`\(code.beginning)` is no case class; known: \(known.joined(separator: ", "))",
        zh: "没有案件类别 `\(code.beginning)`；已定义：\(known.joined(separator: "、"))")
    case .unknownGrid(let code): Bilingual(en: "there is no grid `\(code.beginning)`", zh: "没有网格 `\(code.beginning)`")
    case .badTree(let node):
      Bilingual(
        en: "node \(node) of the tree of counts comes before its parent or has a count below 0",
        zh: "统计树的第 \(node) 个节点排在上级之前，或数量为负")
    case .badMask:
      Bilingual(
        en: "a mask needs a secret of \(CaseMask.leastSecret) bytes, k of at least \(CaseMask.leastK), an outer edge "
          + "beyond k, and widths of 1 to 10000 m",
        zh: "掩码须有 \(CaseMask.leastSecret) 字节以上的密钥、不小于 \(CaseMask.leastK) 的 k、大于 k 的外缘和 1 至 10000 米的宽度")
    case .badNeighbours(let grid):
      Bilingual(en: "the neighbours of grid \(grid) are no grids of the list", zh: "第 \(grid) 个网格的邻接网格不在列表中")
    case .tooMany: Bilingual(en: "there are more cases or events than 2³¹", zh: "案件或事件数超过 2³¹")
    }
  }

  private static func refusal(
    _ kind: CaseMove.Kind, _ state: CaseState, _ isPaused: Bool, _ legal: [CaseMove.Kind]
  ) -> Bilingual {
    let paused = isPaused ? (en: " and paused", zh: "且暂停计时") : (en: "", zh: "")
    return Bilingual(
      en: "a case that is \(state.words.en)\(paused.en) cannot be \(kind.words.en); it can be "
        + legal.map(\.words.en).joined(separator: ", "),
      zh: "案件处于“\(state.words.zh)”\(paused.zh)，不能\(kind.words.zh)；可以：" + legal.map(\.words.zh).joined(separator: "、"))
  }

  private static func refusal(_ kind: CaseMove.Kind, _ next: CaseTier?, _ tier: CaseTier) -> Bilingual {
    let place = next?.words ?? Bilingual(en: "no tier", zh: "未指明层级")
    return kind == .escalated
      ? Bilingual(
        en: "a case at the \(tier.words.en) is escalated to a higher tier, not to \(place.en)",
        zh: "\(tier.words.zh)的案件只能上呈更高层级，不能上呈\(place.zh)")
      : Bilingual(
        en: "a case at the \(tier.words.en) is given to the same or a lower tier, not to \(place.en)",
        zh: "\(tier.words.zh)的案件只能派给同级或下级，不能派给\(place.zh)")
  }
}

extension CaseError.CalendarFault {
  /// A sentence without its full stop.
  public var text: Bilingual {
    switch self {
    case .noWeekdays: Bilingual(en: "the calendar has no working weekdays from 1 to 7", zh: "日历没有写明 1 至 7 的工作日")
    case .noHours: Bilingual(en: "the calendar has no working hours", zh: "日历没有写明工作时间")
    case .badShift(let from, let to):
      Bilingual(
        en: "the working hours from minute \(from) to minute \(to) are none, or not in the order of the day",
        zh: "工作时间（第 \(from) 至 \(to) 分钟）无效，或未按先后排列")
    case .bothOffAndOn(let date): Bilingual(en: "\(date) is both a holiday and worked", zh: "\(date) 同时列为假日和上班日")
    }
  }
}

extension CaseError.RulesFault {
  /// A sentence without its full stop.
  public var text: Bilingual {
    switch self {
    case .classTwice(let code): Bilingual(en: "the class `\(code)` is defined twice", zh: "类别 `\(code)` 重复定义")
    case .viewTwice(let code): Bilingual(en: "the view `\(code)` is defined twice", zh: "视图 `\(code)` 重复定义")
    case .badLimit(let code, let limit):
      Bilingual(
        en: "\(limit.text.en) is no limit of class `\(code)`: above 0, \(CaseLimit.longest) days at most",
        zh: "类别 `\(code)` 的时限不能是 \(limit.text.zh)：应大于 0，最长 \(CaseLimit.longest) 天")
    case .limitTwice(let code, let step, let tier):
      Bilingual(
        en: "class `\(code)` has two limits for \(step.rawValue)\(tier.map { " at the \($0.words.en)" } ?? "")",
        zh: "类别 `\(code)` 的 \(step.rawValue)\(tier.map { "（\($0.words.zh)）" } ?? "")有两个时限")
    case .badClosing(let state):
      Bilingual(en: "a case is not closed by being \(state.words.en)", zh: "“\(state.words.zh)”不能作为结案状态")
    case .badAgeing(let days): Bilingual(en: "the ageing bands \(days) do not grow", zh: "时长分段 \(days) 不是递增的")
    case .colorFigure(let color, let figure):
      Bilingual(
        en: "colour \(color) asks for \(figure.text.en), which is no figure of a case",
        zh: "颜色 \(color) 使用了“\(figure.text.zh)”，不是案件指标")
    case .gridColorFigure(let color, let figure):
      Bilingual(
        en: "colour \(color) of grids asks for \(figure.text.en), which the map does not count",
        zh: "网格颜色 \(color) 使用了“\(figure.text.zh)”，民情地图不统计该指标")
    case .noColorForTheRest:
      Bilingual(en: "no colour is marked for the cases that no rule takes", zh: "没有标明其余案件的颜色")
    }
  }
}
