/// A figure that a ledger's rules may ask for: of a grid, or of a case.
public struct LedgerFigure: Hashable, Sendable {
  /// What is measured.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Households or places whose visit is overdue, and overdue visits as a share of the visits due.
    case visitsOverdue = "visits-overdue"
    case visitsOverdueShare = "visits-overdue-share"
    /// Paid visits as a share of the visits due.
    case visitsDoneShare = "visits-done-share"
    /// 1 where the households lie outside the grid's band, else 0.
    case outOfBand = "out-of-band"
    /// Findings about the grid's people: vacant posts, loads beyond a person's capacity.
    case staffFindings = "staff-findings"
    /// Households beyond reach of a service point, and their share of the grid's households.
    case beyondReach = "beyond-reach"
    case beyondReachShare = "beyond-reach-share"
    case households
    /// Open cases, those of them whose limit has run out, and the latter as a share of the former.
    case casesOpen = "cases-open"
    case casesOverdue = "cases-overdue"
    case casesOverdueShare = "cases-overdue-share"
    /// How much of its limit a case has used up; grids have no such figure.
    case limitUsedShare = "limit-used-share"

    public var isShare: Bool {
      switch self {
      case .visitsOverdueShare, .visitsDoneShare, .beyondReachShare, .casesOverdueShare, .limitUsedShare: true
      case .visitsOverdue, .outOfBand, .staffFindings, .beyondReach, .households, .casesOpen, .casesOverdue: false
      }
    }

    /// Whether it may be asked for one visit class.
    public var isOfVisits: Bool {
      switch self {
      case .visitsOverdue, .visitsOverdueShare, .visitsDoneShare: true
      default: false
      }
    }

    var words: Bilingual {
      switch self {
      case .visitsOverdue: Bilingual(en: "visits overdue", zh: "逾期未走访数")
      case .visitsOverdueShare: Bilingual(en: "share of due visits overdue", zh: "应走访中逾期比例")
      case .visitsDoneShare: Bilingual(en: "share of due visits paid", zh: "应走访中按期完成比例")
      case .outOfBand: Bilingual(en: "households outside the band", zh: "户数超出区间")
      case .staffFindings: Bilingual(en: "findings about its people", zh: "人员配备问题数")
      case .beyondReach: Bilingual(en: "households beyond reach", zh: "服务半径外户数")
      case .beyondReachShare: Bilingual(en: "share of households beyond reach", zh: "服务半径外户数比例")
      case .households: Bilingual(en: "households", zh: "户数")
      case .casesOpen: Bilingual(en: "cases open", zh: "未结案件数")
      case .casesOverdue: Bilingual(en: "cases overdue", zh: "超期案件数")
      case .casesOverdueShare: Bilingual(en: "share of open cases overdue", zh: "未结案件中超期比例")
      case .limitUsedShare: Bilingual(en: "share of the limit used up", zh: "时限已用比例")
      }
    }
  }

  public var kind: Kind
  /// One visit class; `nil` for all of them together.
  public var visitClass: String?

  /// A figure, of one visit class where it is one of visits.
  public init(_ kind: Kind, visitClass: String? = nil) {
    self.kind = kind
    self.visitClass = kind.isOfVisits ? visitClass : nil
  }

  /// The figure's name for people; a class by its code.
  public var text: Bilingual {
    guard let visitClass else { return kind.words }
    return Bilingual(en: "\(kind.words.en) of \(visitClass)", zh: "\(visitClass) \(kind.words.zh)")
  }
}

/// What is known of one grid, for a ledger to judge; a figure that is missing is not known, which is not 0.
public struct GridFigures: Hashable, Sendable {
  private var values: [LedgerFigure: Value] = [:]

  /// A number, or a share with both its numbers.
  public enum Value: Hashable, Sendable {
    case number(Double)
    case rate(Rate)
  }

  /// Nothing is known yet.
  public init() {}

  /// What is known of a figure, if anything.
  public subscript(figure: LedgerFigure) -> Value? {
    get { values[figure] }
    set { values[figure] = newValue }
  }

  /// The figures that follow from visits: of all classes, and of each.
  ///
  /// - Parameter classes: Every class there is; of those that nobody owes a visit, nothing is overdue.
  public mutating func take(_ statuses: some Sequence<VisitStatus>, classes: [VisitClass]) {
    var byClass: [String: VisitTally] = [:]
    for visitClass in classes { byClass[visitClass.code] = VisitTally() }
    for status in statuses { byClass[status.visitClass, default: VisitTally()] += status.tally }
    var all = VisitTally()
    for (visitClass, tally) in byClass {
      all += tally
      take(tally, visitClass: visitClass)
    }
    take(all, visitClass: nil)
  }

  private mutating func take(_ tally: VisitTally, visitClass: String?) {
    self[LedgerFigure(.visitsOverdue, visitClass: visitClass)] = .number(Double(tally.overdue))
    self[LedgerFigure(.visitsOverdueShare, visitClass: visitClass)] = .rate(tally.overdueRate)
    self[LedgerFigure(.visitsDoneShare, visitClass: visitClass)] = .rate(tally.doneRate)
  }
}

extension GridFigures.Value {
  /// What a bound is held against; `nil` for a share of nothing.
  var number: Double? {
    switch self {
    case .number(let number): number
    case .rate(let rate): rate.value
    }
  }

  var text: Bilingual {
    switch self {
    case .number(let number): Bilingual(en: Rate.figure(number), zh: Rate.figure(number))
    case .rate(let rate): rate.text
    }
  }
}
