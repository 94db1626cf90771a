/// How a line is drawn. Lengths in millimetres on paper.
public struct MapStroke: Hashable, Sendable {
  public let color: MapColor
  public let width: Double
  /// Lengths of dashes and the gaps after them, in turn; empty for a solid line.
  public let dashes: [Double]
  /// A second colour drawn over the line at 0.55 of its width. When there is one it takes the dashes and the line below
  /// stays solid, as railways are drawn; the line below is then the rim that keeps the colour apart from fills.
  public let inlay: MapColor?

  /// A stroke with widths and dashes in millimetres on paper; an inlay runs inside it in another colour.
  public init(_ color: MapColor, width: Double, dashes: [Double] = [], inlay: MapColor? = nil) {
    self.color = color
    self.width = max(0.01, width)
    self.dashes = dashes.contains { $0 < 0 } || dashes.allSatisfy { $0 == 0 } ? [] : dashes
    self.inlay = inlay
  }

  /// The same stroke no wider than a limit in millimetres.
  func narrowed(to limit: Double) -> MapStroke {
    width <= limit ? self : MapStroke(color, width: limit, dashes: dashes, inlay: inlay)
  }

  /// The outline of a grid: first level thick, second thin, third a hairline, dedicated (level 0) violet.
  public static func level(_ level: Int) -> MapStroke {
    switch level {
    case 0: MapStroke(MapColor(0x5A3D7A), width: 0.35)
    case 1: MapStroke(.ink, width: 0.45)
    case 2: MapStroke(MapColor(0x333333), width: 0.22)
    default: MapStroke(MapColor(0x4D4D4D), width: 0.1)
    }
  }

  /// The border of a community or township, long dashes in a wide line over the grids' own.
  public static let community = MapStroke(MapColor(0x7A1F5C), width: 0.65, dashes: [4, 1.4, 0.8, 1.4])
  public static let river = MapStroke(MapColor(0xE3F1FA), width: 1.5, inlay: MapColor(0x3B8AC8))
  public static let stream = MapStroke(MapColor(0x7FB3DA), width: 0.5)
  public static let mainRoad = MapStroke(MapColor(0x6E6E6E), width: 0.95, inlay: MapColor(0xDDDDDD))
  public static let road = MapStroke(MapColor(0xC2C2C2), width: 0.6)
  public static let railway = MapStroke(MapColor(0x404040), width: 0.75, dashes: [1.6, 1.6], inlay: .white)

  /// The stroke for the category of a barrier as layers name them (OpenStreetMap words or plain ones).
  public static func barrier(_ category: String) -> MapStroke {
    let word = category.lowercased()
    func has(_ words: String...) -> Bool { words.contains { word.contains($0) } }
    if has("rail", "subway", "tram", "铁路", "鐵路") { return .railway }
    if has("stream", "canal", "ditch", "drain", "渠", "溪") { return .stream }
    if has("river", "water", "lake", "coast", "河", "湖", "江") { return .river }
    if has("motorway", "trunk", "primary", "expressway", "高速", "国道", "國道", "main") { return .mainRoad }
    return .road
  }
}
