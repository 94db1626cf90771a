/// Colours that go together and stay apart for every eye.
public enum Palette: String, CaseIterable, Hashable, Sendable {
  /// Sequential, dark blue to yellow (matplotlib).
  case viridis
  /// Sequential, dark blue to yellow, the same for eyes without one kind of cone (Nuñez, Anderton & Renslow, PLoS ONE 2018).
  case cividis
  /// Eight hues without order (Okabe & Ito, "Color Universal Design", 2008), black replaced by a light grey for use as a fill.
  case okabeIto
  /// Five classes around a pale middle, blue to red (ColorBrewer RdYlBu, marked colour-blind safe by its authors).
  case bandDiverging

  /// The colours the palette is made of; a sequential or diverging one runs from low to high.
  public var anchors: [MapColor] {
    switch self {
    case .viridis:
      [
        0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6ECE58, 0xB5DE2B, 0xFDE725,
      ].map { MapColor($0) }
    case .cividis:
      [
        0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55, 0xFEE838,
      ].map { MapColor($0) }
    case .okabeIto:
      [0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7, 0xDDDDDD].map { MapColor($0) }
    case .bandDiverging:
      [0x2C7BB6, 0xABD9E9, 0xFFFFBF, 0xFDAE61, 0xD7191C].map { MapColor($0) }
    }
  }

  /// Whether colours between the anchors mean something.
  public var isContinuous: Bool { self != .okabeIto }

  /// The colour at a share of the way from low to high; a palette without order gives the nearest anchor.
  ///
  /// - Parameter position: In `0...1`; anything outside is brought to the nearer end, and NaN to the low end.
  public func color(at position: Double) -> MapColor {
    let anchors = self.anchors
    let place = position.clampedToUnit * Double(anchors.count - 1)
    guard isContinuous else { return anchors[Int(place.rounded())] }
    let lower = min(Int(place), anchors.count - 2)
    return anchors[lower].mixed(with: anchors[lower + 1], by: place - Double(lower))
  }

  /// So many colours: evenly spread over an ordered palette, in turn (and again from the first) otherwise.
  public func colors(_ count: Int) -> [MapColor] {
    guard count > 0 else { return [] }
    if !isContinuous { return (0..<count).map { anchors[$0 % anchors.count] } }
    if count == 1 { return [color(at: 0.5)] }
    return (0..<count).map { color(at: Double($0) / Double(count - 1)) }
  }
}
