/// Where a number of households stands in the band its level allows.
public enum BandPlace: Int, CaseIterable, Hashable, Sendable, Comparable {
  /// Fewer than the minimum.
  case below
  /// In the band, in its lowest quarter.
  case low
  /// In the band, in its middle half.
  case middle
  /// In the band, in its highest quarter.
  case high
  /// More than the maximum.
  case above

  /// - Parameters:
  ///   - households: The number to place.
  ///   - minimum: The lowest number allowed.
  ///   - maximum: The highest number allowed, not below `minimum`.
  public init(households: Int, minimum: Int, maximum: Int) {
    let quarter = (Double(maximum) - Double(minimum)) / 4
    if households < minimum {
      self = .below
    } else if households > maximum {
      self = .above
    } else if Double(households) < Double(minimum) + quarter {
      self = .low
    } else if Double(households) > Double(maximum) - quarter {
      self = .high
    } else {
      self = .middle
    }
  }

  /// The fill of the class: blue for few, red for many.
  public var color: MapColor { Palette.bandDiverging.anchors[rawValue] }

  /// A second sign beside the colour for the two classes outside the band, for black-and-white copies and every eye.
  public var hatch: Hatch? {
    switch self {
    case .below: Hatch(.horizontal, color: MapColor.white.opacity(0.6), width: 0.15, spacing: 1.5)
    case .above: Hatch(.crossed, color: MapColor.white.opacity(0.6), width: 0.15, spacing: 1.8)
    case .low, .middle, .high: nil
    }
  }

  /// From below the band to above it.
  public static func < (a: BandPlace, b: BandPlace) -> Bool { a.rawValue < b.rawValue }
}
