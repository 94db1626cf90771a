/// One colour of a ledger: how it looks, what it stands for here, and which figures give it to a grid.
///
/// The same colour means opposite things in different counties, so nothing about it is built in.
public struct LedgerColor: Hashable, Sendable {
  /// The lines or dots over a colour, for print and for eyes that cannot tell it.
  public enum Hatch: String, Hashable, Sendable, CaseIterable {
    case none, diagonal, backDiagonal, horizontal, vertical, crossed, dotted
  }

  /// What plans and tables name it by, such as `red`.
  public var code: String
  public var name: Bilingual
  /// `#RRGGBB`.
  public var hex: String
  /// One or two characters, unlike those of every other colour of the ledger.
  public var letter: String
  public var hatch: Hatch
  /// What it stands for in this ledger.
  public var meaning: Bilingual
  /// How often grids, or the households of ``visitClass``, of this colour are to be visited; `nil` where it says nothing.
  public var cadence: Cadence?
  /// The visit class that the colour stands for, in ledgers whose colours are classes.
  public var visitClass: String?
  /// Any of them gives the colour.
  public var rules: [LedgerRule]
  /// Whether it is the colour of every grid that no rule before it takes.
  public var isOtherwise: Bool

  /// A colour by its code; rules and ``isOtherwise`` left out, it is given to no grid and only names a class.
  public init(
    code: String, name: Bilingual, hex: String, letter: String, hatch: Hatch = .none, meaning: Bilingual,
    cadence: Cadence? = nil, visitClass: String? = nil, rules: [LedgerRule] = [], isOtherwise: Bool = false
  ) {
    self.code = code
    self.name = name
    self.hex = hex
    self.letter = letter
    self.hatch = hatch
    self.meaning = meaning
    self.cadence = cadence
    self.visitClass = visitClass
    self.rules = rules
    self.isOtherwise = isOtherwise
  }
}

/// Conditions that must all hold.
public struct LedgerRule: Hashable, Sendable {
  public var conditions: [LedgerCondition]

  /// A rule of at least one condition; one without any never holds.
  public init(_ conditions: [LedgerCondition]) { self.conditions = conditions }
}

/// A figure against a bound.
public struct LedgerCondition: Hashable, Sendable {
  /// How the figure stands to the bound.
  public enum Relation: String, Hashable, Sendable, CaseIterable {
    case atLeast, moreThan, atMost, lessThan

    func holds(_ figure: Double, _ bound: Double) -> Bool {
      switch self {
      case .atLeast: figure >= bound
      case .moreThan: figure > bound
      case .atMost: figure <= bound
      case .lessThan: figure < bound
      }
    }

    var words: Bilingual {
      switch self {
      case .atLeast: Bilingual(en: "at least", zh: "不低于")
      case .moreThan: Bilingual(en: "more than", zh: "高于")
      case .atMost: Bilingual(en: "at most", zh: "不超过")
      case .lessThan: Bilingual(en: "less than", zh: "低于")
      }
    }
  }

  public var figure: LedgerFigure
  public var relation: Relation
  public var bound: Double

  /// A condition; shares are bounded in `0...1`.
  public init(_ figure: LedgerFigure, _ relation: Relation, _ bound: Double) {
    self.figure = figure
    self.relation = relation
    self.bound = bound
  }

  /// Whether a figure of this size meets it.
  public func holds(_ number: Double) -> Bool { relation.holds(number, bound) }
}
