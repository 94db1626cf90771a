/// One row of a legend.
public struct LegendEntry: Hashable, Sendable {
  /// What stands before the words.
  public enum Sign: Hashable, Sendable {
    /// A small area as the map draws it.
    case area(MapColor?, hatch: Hatch? = nil, stroke: MapStroke? = nil)
    case line(MapStroke)
    case point(MapSymbol)
    /// A mark as the map shows it.
    case mark(MarkKind)
    /// The sign of many marks, with so many of each kind.
    case ring([MarkKind], counts: [Int])
    /// No sign: the text heads the rows below it.
    case heading
  }

  public var sign: Sign
  public var text: String
  /// Set at the right edge of the row, such as a number of grids.
  public var value: String?

  /// An entry with a sign and its words; a value stands flush right.
  public init(_ sign: Sign, _ text: String, value: String? = nil) {
    self.sign = sign
    self.text = text
    self.value = value
  }
}
