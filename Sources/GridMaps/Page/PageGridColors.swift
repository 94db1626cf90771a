/// Colours of grids by the figures of their open cases, for counties whose grids do not take the colour of their worst case.
///
/// The page follows the rules itself, since it counts anew at every instant and for every filter.
public struct PageGridColors: Hashable, Sendable {
  /// What a condition is about.
  public enum Figure: String, CaseIterable, Hashable, Sendable { case open, overdue, overdueShare }

  /// How the figure stands to the bound.
  public enum Relation: String, CaseIterable, Hashable, Sendable { case atLeast, moreThan, atMost, lessThan }

  /// A figure against a bound.
  public struct Condition: Hashable, Sendable {
    public var figure: Figure
    public var relation: Relation
    public var bound: Double

    /// A condition; shares are bounded in `0...1`, and no condition on a share of nothing holds.
    public init(_ figure: Figure, _ relation: Relation, _ bound: Double) {
      self.figure = figure
      self.relation = relation
      self.bound = bound
    }
  }

  /// A colour and what gives it to a grid.
  public struct Rule: Hashable, Sendable {
    public var color: PageColor
    /// Any of them gives the colour; all conditions of one must hold.
    public var rules: [[Condition]]
    /// Whether it is the colour of every grid that no rule before it takes.
    public var isOtherwise: Bool

    /// A colour with its rules.
    public init(_ color: PageColor, rules: [[Condition]], isOtherwise: Bool = false) {
      self.color = color
      self.rules = rules
      self.isOtherwise = isOtherwise
    }
  }

  public var name: PageText
  /// A grid takes the first that holds.
  public var colors: [Rule]

  /// The colours under their common name.
  public init(name: PageText, colors: [Rule]) {
    self.name = name
    self.colors = colors
  }
}

extension PageJSON {
  mutating func write(_ gridColors: PageGridColors?) {
    guard let gridColors else { return null() }
    object { json in
      json.key("name")
      json.text(gridColors.name)
      json.key("colors")
      json.array { json in for rule in gridColors.colors { json.write(rule.color) } }
      json.key("rules")
      json.array { json in
        for rule in gridColors.colors {
          json.array { json in
            for conditions in rule.rules where !conditions.isEmpty {
              json.array { json in for condition in conditions { json.write(condition) } }
            }
            // No condition at all always holds.
            if rule.isOtherwise { json.array { _ in } }
          }
        }
      }
    }
  }

  private mutating func write(_ condition: PageGridColors.Condition) {
    object { json in
      json.key("figure")
      json.string(condition.figure.rawValue)
      json.key("relation")
      json.string(condition.relation.rawValue)
      json.key("bound")
      json.decimal(condition.bound, places: 6)
    }
  }

  mutating func write(_ color: PageColor) {
    object { json in
      json.key("code")
      json.string(color.code)
      json.key("name")
      json.text(color.name)
      json.key("hex")
      json.string(color.color.hex)
      json.key("letter")
      json.string(color.letter)
      json.key("hatch")
      if let hatch = color.hatch { json.string(hatch.rawValue) } else { json.null() }
      json.key("meaning")
      json.text(color.meaning)
    }
  }
}
