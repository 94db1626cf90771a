public import GridGeometry

/// A sheet of a map series, ready to be drawn.
public struct MapSheet: Hashable, Sendable {
  /// The place of a sheet in a series.
  public struct Page: Hashable, Sendable {
    public var number: Int
    public var count: Int
    /// Sheet `number` of `count`, counted from 1.
    public init(_ number: Int, of count: Int) {
      self.number = number
      self.count = count
    }
  }

  public var title: String
  public var subtitle: String
  public var layers: [MapLayer]
  /// Places drawn over all layers, none hidden by another.
  public var marks: MapMarks?
  public var legend: [LegendEntry]
  /// The ground to show, in metres. A margin is added, and the map goes on to the neat line on all sides.
  public var extent: Envelope
  /// Source and licence of what is drawn.
  public var source: String
  /// An ISO date such as `2026-11-21`; also the creation date of a PDF.
  public var date: String
  /// Whether the date is that which the data hold for, rather than the day of their making.
  public var isAsOf: Bool
  /// What the reader must know, set in a frame of its own, such as "Synthetic data".
  public var notes: [String]
  public var language: MapLanguage
  public var size: SheetSize
  /// Set beside the map, the first one before the legend.
  public var tables: [SheetTable]
  /// Words in a frame at the top right that nobody can overlook, such as "internal use".
  public var stamp: String?
  /// Households per grid with the band, in a chart beside the map.
  public var histogram: BandHistogram?
  public var page: Page?
  /// A small map of the series beside the map.
  public var index: SheetIndex?
  public var showsScaleBar: Bool
  public var showsNorthArrow: Bool

  /// A sheet with title, layers and extent; everything else as usual for an A3 overview.
  public init(
    title: String, subtitle: String = "", layers: [MapLayer], marks: MapMarks? = nil, legend: [LegendEntry] = [],
    extent: Envelope,
    source: String = "", date: String = "", isAsOf: Bool = false, notes: [String] = [],
    language: MapLanguage = .chinese,
    size: SheetSize = .a3, tables: [SheetTable] = [], stamp: String? = nil, histogram: BandHistogram? = nil,
    page: Page? = nil, index: SheetIndex? = nil,
    showsScaleBar: Bool = true,
    showsNorthArrow: Bool = true
  ) {
    self.title = title
    self.subtitle = subtitle
    self.layers = layers
    self.marks = marks
    self.legend = legend
    self.extent = extent
    self.source = source
    self.date = date
    self.isAsOf = isAsOf
    self.notes = notes
    self.language = language
    self.size = size
    self.tables = tables
    self.stamp = stamp
    self.histogram = histogram
    self.page = page
    self.index = index
    self.showsScaleBar = showsScaleBar
    self.showsNorthArrow = showsNorthArrow
  }
}

/// The kinds of file a sheet is drawn as.
public enum MapFormat: String, CaseIterable, Hashable, Sendable { case png, svg, pdf }
