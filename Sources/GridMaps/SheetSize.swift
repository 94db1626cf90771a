/// The size of a sheet of paper in millimetres.
public struct SheetSize: Hashable, Sendable {
  public let width: Double
  public let height: Double

  /// A sheet of a size of its own, in millimetres.
  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// The sheet that has so many pixels at a resolution in dots per inch.
  public init(pixelWidth: Int, pixelHeight: Int, dpi: Double) {
    self.init(width: Double(pixelWidth) / dpi * 25.4, height: Double(pixelHeight) / dpi * 25.4)
  }

  public static let a4 = SheetSize(width: 297, height: 210)
  public static let a3 = SheetSize(width: 420, height: 297)
  public static let a2 = SheetSize(width: 594, height: 420)
  public static let a1 = SheetSize(width: 841, height: 594)
  public static let a0 = SheetSize(width: 1189, height: 841)

  /// The same paper standing upright.
  public var portrait: SheetSize { SheetSize(width: min(width, height), height: max(width, height)) }
  /// The same paper lying.
  public var landscape: SheetSize { SheetSize(width: max(width, height), height: min(width, height)) }
  public var isPortrait: Bool { height > width }

  /// The name of the paper, such as `A3`, or `nil` for no standard size (ISO 216).
  public var name: String? {
    let sizes: [(String, SheetSize)] = [("A4", .a4), ("A3", .a3), ("A2", .a2), ("A1", .a1), ("A0", .a0)]
    let lying = landscape
    return sizes.first { abs($0.1.width - lying.width) < 1 && abs($0.1.height - lying.height) < 1 }?.0
  }
}
