public import GridCases
import GridLayers
import GridVisits

/// What is to happen to a case.
public struct CaseAction: Hashable, Sendable {
  public var caseID: String
  public var move: CaseMove
  public var at: Instant
  /// The id of the member of staff; empty for a program.
  public var actor: String

  /// A move of a case by somebody.
  ///
  /// - Parameter detail: The tier of `dispatched` and `escalated`, the other case of `merged`; a claim is the actor's.
  /// - Throws: ``PlanError/badInput(_:)`` for a move without what it needs.
  public init(_ caseID: String, _ kind: CaseMove.Kind, detail: String, at: Instant, actor: String) throws(PlanError) {
    let carried = kind == .claimed && detail.isEmpty ? actor : detail
    guard kind != .submitted, let move = CaseMove(kind, detail: carried) else {
      throw .badInput(
        InputProblem(
          source: caseID, place: BilingualText(kind.rawValue), cause: Self.need(of: kind),
          remedy: BilingualText(
            en: "Moves: \(Self.moves.joined(separator: ", "))", zh: "可用动作：\(Self.moves.joined(separator: "、"))")))
    }
    self.caseID = caseID
    self.move = move
    self.at = at
    self.actor = actor
  }

  /// The moves by name, submission aside.
  public static let moves = CaseMove.Kind.allCases.filter { $0 != .submitted }.map(\.rawValue)

  private static func need(of kind: CaseMove.Kind) -> BilingualText {
    switch kind {
    case .submitted: BilingualText(en: "cases are submitted by importing them", zh: "案件通过导入上报")
    case .dispatched, .escalated:
      BilingualText(
        en: "it needs a tier: \(CaseTier.allCases.map(\.rawValue).joined(separator: ", "))",
        zh: "须写明层级：\(CaseTier.allCases.map(\.rawValue).joined(separator: "、"))")
    case .claimed: BilingualText(en: "it needs a worker", zh: "须写明人员编号")
    case .merged: BilingualText(en: "it needs the case that goes on", zh: "须写明并入的案件编号")
    default: BilingualText(en: "it takes no detail", zh: "不带附加内容")
    }
  }
}

/// What became of steps.
public struct CaseAdvance: Hashable, Sendable, Encodable {
  /// A step that was not made, and why: the legal moves are named.
  public struct Refusal: Hashable, Sendable, Encodable {
    /// Of the table; `nil` for a single step.
    public let line: Int?
    public let id: String
    public let text: BilingualText
  }

  /// Where a case stands after its steps.
  public struct Standing: Hashable, Sendable, Encodable {
    public let id, state, tier: String
    public let holder: String?
    public let paused: Bool
    public let legalMoves: [String]
  }

  public var schema = 1
  public var rows = 0
  public var advanced = 0
  /// Steps that the plan has already: same case, move, moment and actor.
  public var unchanged = 0
  public var refused: [Refusal] = []
  public var cases: [Standing] = []
}

/// Reads a table of steps: `case`, `move`, `at`, and where needed `detail` and `actor`.
///
/// - Returns: The good steps with their lines, and what is wrong with the others.
/// - Throws: ``PlanError`` where the table cannot be read.
public func readCaseActions(
  _ source: String, times: InstantReader
) throws(PlanError) -> (steps: [(line: Int?, step: CaseAction)], refused: [CaseAdvance.Refusal]) {
  var steps: [(line: Int?, step: CaseAction)] = []
  var refused: [CaseAdvance.Refusal] = []
  try asPlanErrors("reading \(source)") {
    let names = try Layers.open(LayerSource(source)).schema
    let needed = try ["case", "move", "at"].map { try names.requiredIndex(of: $0, source: source) }
    let optional = ["detail", "actor"].map { names.index(of: $0) }
    try Layers.open(LayerSource(source)).forEach { row in
      func cell(_ column: Int?) -> String {
        column.flatMap { row.values[$0].text?.trimmingSpaces.withoutSpreadsheetGuard } ?? ""
      }
      let (id, move) = (cell(needed[0]), cell(needed[1]))
      do {
        if row.surplusCells > 0 { throw RowFault(VisitFault.surplusCells(row.surplusCells)) }
        guard let kind = CaseMove.Kind(rawValue: move) else {
          throw RowFault(
            "unknown-move", en: "`\(move.shortened)` is no move; moves: \(CaseAction.moves.joined(separator: ", "))",
            zh: "没有动作 `\(move.shortened)`；可用动作：\(CaseAction.moves.joined(separator: "、"))")
        }
        let at = try times.read(cell(needed[2]))
        steps.append((row.line, try CaseAction(id, kind, detail: cell(optional[0]), at: at, actor: cell(optional[1]))))
      } catch let fault as TimeFault {
        refused.append(.init(line: row.line, id: id, text: BilingualText(fault.text)))
      } catch let fault as RowFault {
        refused.append(.init(line: row.line, id: id, text: fault.text))
      } catch PlanError.badInput(let problems) {
        refused += problems.map { CaseAdvance.Refusal(line: row.line, id: id, text: $0.cause) }
      }
    }
  }
  return (steps, refused)
}

/// Moves cases on, in one transaction. Each step is checked against what the file holds at that moment: of two processes
/// that claim one case, the second is told who has it.
///
/// Good steps are made and bad ones listed; steps that the file has already are passed over.
///
/// - Parameters:
///   - steps: With their lines in a table, in their order.
///   - now: Steps after this are refused.
///   - zone: By whose clocks moments are told; `nil`: those of the plan's cases.
/// - Throws: ``PlanError``; nothing has changed then.
public func advanceCases(
  in path: String, _ steps: [(line: Int?, step: CaseAction)], now: Instant, zone: ClockZone? = nil,
  control: PlanningControl = PlanningControl()
) throws(PlanError) -> CaseAdvance {
  try holdingPlan(at: path, control) { () throws(PlanError) in
    let file = PlanFile(path: path, control: control)
    let clocks = try file.clocks(zone)
    let posts = try file.staffing(try file.layerNames()).map { staffing throws(PlanError) in
      GridPosts(staffing, parents: try file.parentCodes())
    }
    return try file.editing(at: now) { (change: GeoPackageChange) throws -> CaseAdvance in
      var advance = CaseAdvance()
      var stepper = CaseStepper(change: change, posts: posts, now: now, clocks: clocks)
      for (line, step) in steps {
        try control.check()
        advance.rows += 1
        do {
          if try stepper.make(step) { advance.advanced += 1 } else { advance.unchanged += 1 }
        } catch let error as CaseError {
          advance.refused.append(.init(line: line, id: step.caseID, text: BilingualText(error.text(in: clocks))))
        } catch let fault as RowFault {
          advance.refused.append(.init(line: line, id: step.caseID, text: fault.text))
        }
      }
      try stepper.store()
      advance.cases = stepper.standings
      return advance
    }
  }
}

/// Who works in which grid.
private struct GridPosts {
  private let workers: [String: Set<String>]
  private let parents: [String: String]

  /// - Parameter parents: The parent of each grid that has one; a code alone does not tell.
  init(_ staffing: PlanStaffing, parents: [String: String]) {
    var workers: [String: Set<String>] = [:]
    for post in staffing.assignments {
      if let worker = post.worker { workers[post.grid.text, default: []].insert(worker) }
    }
    self.workers = workers
    self.parents = parents
  }

  /// Whether a worker has a post in a grid or in one above it.
  func has(_ worker: String, in grid: String) -> Bool {
    var code = grid
    for _ in 0..<ResponsiblePosts.mostLevels {
      if workers[code]?.contains(worker) ?? false { return true }
      guard let parent = parents[code] else { return false }
      code = parent
    }
    return false
  }
}

/// Cases that are moved on inside a transaction.
private struct CaseStepper {
  private struct Open {
    var history: CaseHistory
    let grid: String
    let stored: Int
  }

  private let change: GeoPackageChange
  private let posts: GridPosts?
  private let now: Instant
  /// By whose clocks moments are told.
  private let clocks: ClockZone
  private var cases: [String: Open] = [:]
  private var order: [String] = []

  init(change: GeoPackageChange, posts: GridPosts?, now: Instant, clocks: ClockZone) {
    self.change = change
    self.posts = posts
    self.now = now
    self.clocks = clocks
  }

  /// - Returns: `false` where the case has the very event already.
  mutating func make(_ stated: CaseAction) throws -> Bool {
    var step = stated
    step.caseID = try id(stated.caseID)
    if case .merged(let original) = step.move { step.move = .merged(into: try id(original)) }
    var open: Open
    if let known = cases[step.caseID] {
      open = known
    } else {
      let (history, grid) = try change.history(of: step.caseID)
      open = Open(history: history, grid: grid, stored: history.events.count)
      order.append(step.caseID)
    }
    defer { cases[step.caseID] = open }
    var event = CaseEvent(step.move, at: step.at, actor: step.actor)
    if case .claimed(let worker) = step.move { event = CaseEvent(step.move, at: step.at, actor: worker) }
    if open.history.events.contains(event) { return false }
    guard step.at <= now else { throw RowFault.inFuture(step.at, after: now, clocks) }
    if case .merged(let original) = step.move { try check(original, goesOnFor: step.caseID) }
    guard case .claimed(let worker) = step.move else {
      try open.history.append(event)
      return true
    }
    // Who works where is known of grids alone.
    let isOpenToAll = open.history.progress.tier != .grid || open.grid.isEmpty
    let (posts, grid) = (self.posts, open.grid)
    try open.history.claim(by: worker, at: step.at) { isOpenToAll || posts?.has($0, in: grid) ?? true }
    return true
  }

  /// The id of a case that is stated as one of our lists has it, where an apostrophe may lead it.
  private func id(_ stated: String) throws -> String {
    let bare = stated.withoutSpreadsheetGuard
    guard bare != stated, cases[stated] == nil, try !change.hasCase(stated) else { return stated }
    return bare
  }

  /// A case that does not count any more carries nobody else's: cases merged in a circle would all be gone.
  private func check(_ original: String, goesOnFor id: String) throws {
    let history = try cases[original]?.history ?? change.history(of: original).history
    guard history.progress.state.isVoid else { return }
    let state = history.progress.state.words
    throw RowFault(
      "merged-into-void", en: "case \(original) is \(state.en); name the case that goes on instead",
      zh: "案件 \(original) \(state.zh)；请改填继续办理的案件")
  }

  /// Writes what was added.
  func store() throws {
    try change.add(
      order.lazy.compactMap { cases[$0] }.map { open in
        (id: open.history.id, number: open.stored + 1, events: Array(open.history.events.dropFirst(open.stored)))
      })
  }

  var standings: [CaseAdvance.Standing] {
    order.compactMap { cases[$0]?.history }.map { history in
      let progress = history.progress
      return CaseAdvance.Standing(
        id: history.id, state: progress.state.rawValue, tier: progress.tier.rawValue, holder: history.holder,
        paused: progress.isPaused, legalMoves: progress.legalMoves.map(\.rawValue))
    }
  }
}
