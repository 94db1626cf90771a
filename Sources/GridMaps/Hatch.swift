/// A pattern of lines or dots over a fill. Lengths in millimetres on paper.
public struct Hatch: Hashable, Sendable {
  /// The lines of a hatch: in print, what tells areas apart where colours fail.
  public enum Pattern: String, CaseIterable, Hashable, Sendable {
    case diagonal, backDiagonal, horizontal, vertical, crossed, dotted
  }

  public let pattern: Pattern
  public let color: MapColor
  /// The width of a line or the diameter of a dot.
  public let width: Double
  /// The distance between neighbouring lines or dots; never less than 0.3.
  public let spacing: Double

  /// A hatch; widths below 0.02 mm and spacings below 0.3 mm are brought up to these.
  public init(_ pattern: Pattern, color: MapColor = .quietInk, width: Double = 0.15, spacing: Double = 1.2) {
    self.pattern = pattern
    self.color = color
    self.width = max(0.02, width)
    self.spacing = max(0.3, spacing)
  }

  /// The hatch of dedicated grids.
  public static let dedicated = Hatch(.diagonal, color: MapColor(0x5A3D7A), width: 0.2, spacing: 1.1)

  /// The directions of the lines, in radians from the page's x axis; one for dots, which stand along it.
  var angles: [Double] {
    switch pattern {
    case .diagonal: [-.pi / 4]
    case .backDiagonal: [.pi / 4]
    case .horizontal, .dotted: [0]
    case .vertical: [.pi / 2]
    case .crossed: [-.pi / 4, .pi / 4]
    }
  }
}
