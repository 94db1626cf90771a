public import GridVisits

/// Which cases a list shows. Whatever is `nil` lets every case pass.
public struct CaseFilter: Hashable, Sendable {
  public var states: Set<CaseState>?
  public var tiers: Set<CaseTier>?
  /// Codes of classes.
  public var classes: Set<String>?
  public var isOpen: Bool?
  public var isOverdue: Bool?

  /// A filter by whatever is given; without anything it lets every case pass.
  public init(
    states: Set<CaseState>? = nil, tiers: Set<CaseTier>? = nil, classes: Set<String>? = nil, isOpen: Bool? = nil,
    isOverdue: Bool? = nil
  ) {
    self.states = states
    self.tiers = tiers
    self.classes = classes
    self.isOpen = isOpen
    self.isOverdue = isOverdue
  }

  /// Whether a case of a class passes.
  public func takes(_ standing: CaseStanding, caseClass: String) -> Bool {
    states?.contains(standing.state) ?? true && tiers?.contains(standing.tier) ?? true
      && classes?.contains(caseClass) ?? true && isOpen.map { $0 == standing.isOpen } ?? true
      && isOverdue.map { $0 == standing.isOverdue } ?? true
  }
}

/// A way of looking at the same cases: the six steps of a weekly day of talks, lists of needs, resources and projects.
public struct CaseView: Hashable, Sendable {
  /// A column of the view.
  public struct Step: Hashable, Sendable {
    public var code: String
    public var name: Bilingual
    public var filter: CaseFilter

    /// A column that shows what the filter lets pass.
    public init(code: String, name: Bilingual, filter: CaseFilter) {
      self.code = code
      self.name = name
      self.filter = filter
    }
  }

  public var code: String
  public var name: Bilingual
  /// A case is in the first that takes it, and in none where none does.
  public var steps: [Step]

  /// A view of the steps in their order.
  public init(code: String, name: Bilingual, steps: [Step]) {
    self.code = code
    self.name = name
    self.steps = steps
  }

  /// The number of the step that a case is in.
  public func step(of standing: CaseStanding, caseClass: String) -> Int? {
    steps.firstIndex { $0.filter.takes(standing, caseClass: caseClass) }
  }
}
