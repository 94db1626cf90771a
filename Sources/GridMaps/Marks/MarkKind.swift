/// What a mark on a map or a part of a bar stands for, such as a level of urgency: told by letter, shape and hatch, and
/// only then by colour.
public struct MarkKind: Hashable, Sendable {
  public var name: String
  public var letter: String
  public var color: MapColor
  public var shape: MapSymbol.Shape
  public var hatch: Hatch?

  /// A kind; of its letter the first two characters are set.
  ///
  /// - Parameter shape: Not a cross, which has no room for a letter; a cross becomes a circle.
  public init(
    name: String, letter: String, color: MapColor, shape: MapSymbol.Shape = .circle, hatch: Hatch? = nil
  ) {
    self.name = name
    self.letter = String(letter.prefix(2))
    self.color = color
    self.shape = shape == .cross ? .circle : shape
    self.hatch = hatch
  }

  /// The shape of a kind by its place among all, from the most urgent: corners first, the calm last is round.
  public static func shape(_ place: Int, of count: Int) -> MapSymbol.Shape {
    let shapes: [MapSymbol.Shape] = [.triangle, .diamond, .square]
    return place == count - 1 ? .circle : shapes[max(0, place) % shapes.count]
  }

  /// Letters that stand out from the colour.
  var ink: MapColor { MapColor.ink.contrast(with: color) >= 4.5 ? .ink : .white }
}
