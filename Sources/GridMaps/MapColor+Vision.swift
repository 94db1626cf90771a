import Foundation

/// How an eye that lacks one kind of cone sees colours.
public enum ColorVision: String, CaseIterable, Hashable, Sendable {
  case protanopia, deuteranopia, tritanopia

  /// Rows of the matrix for linear sRGB at severity 1.
  ///
  /// - SeeAlso: Machado, Oliveira & Fernandes, "A Physiologically-based Model for Simulation of Color Vision
  ///   Deficiency", IEEE TVCG 15(6), 2009, table of the authors' page.
  var rows: [SIMD3<Double>] {
    switch self {
    case .protanopia:
      [
        SIMD3(0.152286, 1.052583, -0.204868), SIMD3(0.114503, 0.786281, 0.099216),
        SIMD3(-0.003882, -0.048116, 1.051998),
      ]
    case .deuteranopia:
      [
        SIMD3(0.367322, 0.860646, -0.227968), SIMD3(0.280085, 0.672501, 0.047413),
        SIMD3(-0.011820, 0.042940, 0.968881),
      ]
    case .tritanopia:
      [
        SIMD3(1.255528, -0.076749, -0.178779), SIMD3(-0.078411, 0.930809, 0.147602),
        SIMD3(0.004733, 0.691367, 0.303900),
      ]
    }
  }
}

extension MapColor {
  /// The channels without the gamma of sRGB (IEC 61966-2-1).
  var linear: SIMD3<Double> {
    func expand(_ channel: Double) -> Double {
      channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
    }
    return SIMD3(expand(red), expand(green), expand(blue))
  }

  init(linear: SIMD3<Double>, alpha: Double = 1) {
    func compress(_ value: Double) -> Double {
      let value = value.clampedToUnit
      return value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
    }
    self.init(red: compress(linear.x), green: compress(linear.y), blue: compress(linear.z), alpha: alpha)
  }

  /// The colour as the given eye sees it.
  public func seen(with vision: ColorVision) -> MapColor {
    let rows = vision.rows
    let light = linear
    return MapColor(
      linear: SIMD3((rows[0] * light).sum(), (rows[1] * light).sum(), (rows[2] * light).sum()), alpha: alpha)
  }

  /// The share of white light it sends back, in `0...1` (WCAG 2.1, "relative luminance").
  public var luminance: Double { (SIMD3(0.2126, 0.7152, 0.0722) * linear).sum() }

  /// The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1, "contrast ratio").
  public func contrast(with other: MapColor) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// The distance of two opaque colours in CIE L*a*b* under D65 (CIE 1976): 1 is just visible side by side.
  public func difference(from other: MapColor) -> Double {
    let delta = lab - other.lab
    return (delta * delta).sum().squareRoot()
  }

  /// CIE L*, a*, b* under D65.
  private var lab: SIMD3<Double> {
    let light = linear
    func curve(_ value: Double) -> Double {
      value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116
    }
    let x = curve((SIMD3(0.4124564, 0.3575761, 0.1804375) * light).sum() / 0.95047)
    let y = curve((SIMD3(0.2126729, 0.7151522, 0.0721750) * light).sum())
    let z = curve((SIMD3(0.0193339, 0.1191920, 0.9503041) * light).sum() / 1.08883)
    return SIMD3(116 * y - 16, 500 * (x - y), 200 * (y - z))
  }
}
