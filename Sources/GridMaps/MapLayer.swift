public import GridGeometry

/// A piece of ground on a map sheet.
public struct MapPolygon: Hashable, Sendable {
  public var ground: MultiPolygon
  public var fill: MapColor?
  public var hatch: Hatch?
  public var stroke: MapStroke?
  /// Set inside the polygon, or left out when it does not fit.
  public var label: String?
  /// The higher number is placed first.
  public var labelPriority: Int

  /// Ground with a fill, a hatch and an outline, each of which may be missing.
  public init(
    ground: MultiPolygon, fill: MapColor? = nil, hatch: Hatch? = nil, stroke: MapStroke? = nil, label: String? = nil,
    labelPriority: Int = 0
  ) {
    self.ground = ground
    self.fill = fill
    self.hatch = hatch
    self.stroke = stroke
    self.label = label
    self.labelPriority = labelPriority
  }
}

/// A line on a map sheet: a barrier, a route, a boundary.
public struct MapLine: Hashable, Sendable {
  public var points: [Point]
  public var stroke: MapStroke

  /// A line through points on the ground, in metres.
  public init(_ points: [Point], stroke: MapStroke) {
    self.points = points
    self.stroke = stroke
  }
}

/// The sign of a point. The shape tells kinds apart where the colour cannot.
public struct MapSymbol: Hashable, Sendable {
  /// The outline of a sign, told apart without colour.
  public enum Shape: String, CaseIterable, Hashable, Sendable { case circle, square, diamond, triangle, cross }

  public var shape: Shape
  public var color: MapColor
  /// The diameter in millimetres on paper.
  public var size: Double

  /// A sign of a size in millimetres on paper.
  public init(_ shape: Shape, color: MapColor = MapColor(0xD55E00), size: Double = 2) {
    self.shape = shape
    self.color = color
    self.size = max(0.1, size)
  }
}

/// A place on a map sheet.
public struct MapPoint: Hashable, Sendable {
  public var position: Point
  public var symbol: MapSymbol
  /// Set beside the sign, or left out when there is no room.
  public var label: String?
  public var labelPriority: Int

  /// A sign at a place on the ground. Of labels that collide, the greater priority stays.
  public init(_ position: Point, symbol: MapSymbol, label: String? = nil, labelPriority: Int = 0) {
    self.position = position
    self.symbol = symbol
    self.label = label
    self.labelPriority = labelPriority
  }
}

/// How the labels of a layer are set.
public struct LabelStyle: Hashable, Sendable {
  /// The preferred height of the letters in typographic points.
  public var size: Double
  /// A label that does not fit may shrink to this height, in points, before it is left out.
  public var minimumSize: Double
  public var isBold: Bool
  /// `nil` takes dark or white letters, whichever stand out from the fill.
  public var color: MapColor?
  /// Whether the label must lie wholly in its polygon. Otherwise it may reach out by two fifths of the polygon's size, as
  /// names of townships do.
  public var staysInside: Bool
  /// Whether readers miss a label that is not there: every place in its polygon is tried, and the report names those left out.
  public var isNeeded: Bool

  /// Letters of a size in points; sizes below 1 become 1.
  public init(
    size: Double = 7, minimumSize: Double = 4.5, isBold: Bool = false, color: MapColor? = nil, staysInside: Bool = true,
    isNeeded: Bool = false
  ) {
    self.size = max(1, size)
    self.minimumSize = min(max(1, minimumSize), self.size)
    self.isBold = isBold
    self.color = color
    self.staysInside = staysInside
    self.isNeeded = isNeeded
  }
}

/// Polygons, lines and points drawn together.
///
/// A sheet draws the fills of all layers first, in the order of the layers, then their hatches and lines, then the outlines of
/// all polygons from thin to thick, then points and labels. The polygons of one layer are taken for a coverage: a border
/// two of them share is drawn once, with the wider stroke, under a dashed one if there is one.
public struct MapLayer: Hashable, Sendable {
  public var polygons: [MapPolygon]
  public var lines: [MapLine]
  public var points: [MapPoint]
  public var labels: LabelStyle

  /// A layer of any of the three, empty by default.
  public init(
    polygons: [MapPolygon] = [], lines: [MapLine] = [], points: [MapPoint] = [], labels: LabelStyle = LabelStyle()
  ) {
    self.polygons = polygons
    self.lines = lines
    self.points = points
    self.labels = labels
  }

  /// The smallest envelope that holds everything in the layer, in metres.
  public var envelope: Envelope {
    var result = polygons.reduce(Envelope.empty) { $0.union($1.ground.envelope) }
    for line in lines { result.form(union: Envelope(line.points)) }
    for point in points { result.form(union: point.position) }
    return result
  }
}
