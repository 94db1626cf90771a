/// A colour in sRGB with an opacity, each channel in `0...1`.
public struct MapColor: Hashable, Sendable {
  public let red: Double
  public let green: Double
  public let blue: Double
  public let alpha: Double

  /// Channels outside `0...1` are brought to the nearer end.
  public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
    self.red = red.clampedToUnit
    self.green = green.clampedToUnit
    self.blue = blue.clampedToUnit
    self.alpha = alpha.clampedToUnit
  }

  /// The colour written as `0xRRGGBB`.
  public init(_ hex: UInt32) {
    self.init(
      red: Double(hex >> 16 & 0xFF) / 255, green: Double(hex >> 8 & 0xFF) / 255, blue: Double(hex & 0xFF) / 255)
  }

  /// The colour of a text such as `#2C7BB6` or `2c7bb6`, or `nil` for anything else.
  public init?(hex text: String) {
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16) else {
      return nil
    }
    self.init(value)
  }

  public static let white = MapColor(0xFFFFFF)
  public static let black = MapColor(0x000000)
  /// The near-black of text and outlines.
  public static let ink = MapColor(0x1A1A1A)
  /// The grey of secondary text: 7:1 on white.
  public static let quietInk = MapColor(0x555555)

  /// The same hue with another opacity.
  public func opacity(_ alpha: Double) -> MapColor { MapColor(red: red, green: green, blue: blue, alpha: alpha) }

  /// The colour moved towards another by a share in `0...1`, in sRGB; the opacity moves too.
  public func mixed(with other: MapColor, by share: Double) -> MapColor {
    let t = share.clampedToUnit
    func mix(_ a: Double, _ b: Double) -> Double { a * (1 - t) + b * t }
    return MapColor(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue),
      alpha: mix(alpha, other.alpha))
  }

  /// The colour moved towards white, for large areas under dark lines and letters.
  public func tinted(by share: Double) -> MapColor { mixed(with: MapColor.white.opacity(alpha), by: share) }

  /// `#rrggbb`, the opacity left out.
  public var hex: String {
    let digits = [red, green, blue].map { channel in
      let text = String(Int((channel * 255).rounded()), radix: 16)
      return text.count == 1 ? "0" + text : text
    }
    return "#" + digits.joined()
  }
}

extension Double {
  var clampedToUnit: Double { isNaN ? 0 : Swift.min(1, Swift.max(0, self)) }
}
