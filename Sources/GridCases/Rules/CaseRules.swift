/// Everything that figures about cases depend on beside the cases themselves. All of it is data.
public struct CaseRules: Hashable, Sendable {
  /// What becomes of the time used up when a closed case is opened again.
  public enum Reopening: String, Hashable, Sendable, CaseIterable {
    /// The clock goes on from where it stopped.
    case goesOn = "goes-on"
    /// The whole limit begins anew.
    case startsAnew = "starts-anew"
  }

  public let classes: [CaseClass]
  public let calendar: WorkingCalendar
  /// From which state on a case is struck off the map. Merged and withdrawn ones always are.
  public let closing: CaseState
  public let reopening: Reopening
  public let colors: CaseColors
  /// How a grid comes by its colour on the map.
  public let gridColors: GridColors
  public let views: [CaseView]
  /// Ends of the ageing bands in days, growing; the last band has none.
  public let ageing: [Int]

  /// What may close a case.
  public static let closings: [CaseState] = [.handled, .fedBack, .revisited, .archived]

  /// - Throws: ``CaseError/badRules(_:)`` for classes or views of one code, a limit of no length or stated twice, a state
  ///   that closes nothing, and ageing bands that do not grow.
  public init(
    classes: [CaseClass], calendar: WorkingCalendar, closing: CaseState = .handled, reopening: Reopening = .goesOn,
    colors: CaseColors, gridColors: GridColors = .worstCase, views: [CaseView] = [], ageing: [Int] = [1, 3, 7, 30]
  ) throws(CaseError) {
    self.classes = classes
    self.calendar = calendar
    self.closing = closing
    self.reopening = reopening
    self.colors = colors
    self.gridColors = gridColors
    self.views = views
    self.ageing = ageing
    if let fault { throw .badRules(fault) }
  }

  private var fault: CaseError.RulesFault? {
    if let code = Self.repeated(classes.map(\.code)) { return .classTwice(code) }
    if let code = Self.repeated(views.map(\.code)) { return .viewTwice(code) }
    for caseClass in classes {
      var places: Set<StepLimit> = []
      for limit in caseClass.limits {
        guard limit.limit.isSound else { return .badLimit(caseClass.code, limit.limit) }
        let place = StepLimit(.workingDays(1), step: limit.step, tier: limit.tier)
        guard places.insert(place).inserted else { return .limitTwice(caseClass.code, limit.step, limit.tier) }
      }
    }
    guard Self.closings.contains(closing) else { return .badClosing(closing) }
    let bands = zip([0] + ageing, ageing)
    return bands.allSatisfy { $0 < $1 } ? nil : .badAgeing(ageing)
  }

  private static func repeated(_ codes: [String]) -> String? {
    var seen: Set<String> = []
    return codes.first { !seen.insert($0).inserted }
  }
}
