import GridGeometry

/// Charts on a page of their own, in rows of two; on a lying page an odd last one has a row for itself.
public struct ChartSheet: Hashable, Sendable {
  public var title: String
  public var subtitle: String
  public var charts: [CaseChart]
  /// What the reader must know, such as "Synthetic data".
  public var notes: [String]
  public var stamp: String?
  public var source: String
  /// An ISO date; also the creation date of a PDF.
  public var date: String
  public var language: MapLanguage
  public var size: SheetSize
  public var page: MapSheet.Page?

  /// A page of charts.
  public init(
    title: String, subtitle: String = "", charts: [CaseChart], notes: [String] = [], stamp: String? = nil,
    source: String = "", date: String = "", language: MapLanguage = .chinese, size: SheetSize = .a4,
    page: MapSheet.Page? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.charts = charts
    self.notes = notes
    self.stamp = stamp
    self.source = source
    self.date = date
    self.language = language
    self.size = size
    self.page = page
  }
}

/// Draws one chart into a file, whole or not at all; the same chart gives the same bytes on one machine.
///
/// - Parameters:
///   - date: An ISO date, the creation date of a PDF.
///   - dpi: Dots per inch of a PNG.
/// - Throws: ``MapError``.
public func drawChart(
  _ chart: CaseChart, to path: String, format: MapFormat, language: MapLanguage, date: String = "", dpi: Double = 150
) throws(MapError) {
  guard dpi.isFinite, (20...1200).contains(dpi) else { throw .resolution(dpi: dpi) }
  let page = PageRect(x: 0, y: 0, width: 560, height: 340)
  let canvas = try Canvas(format: format, width: page.width, height: page.height, dpi: dpi)
  canvas.describe(title: chart.title, subject: chart.subtitle, date: creationDate(date))
  let type = try Typesetter(language: language)
  type.beginSheet()
  canvas.addRectangle(page)
  canvas.fill(.white)
  ChartPainter(canvas: canvas, type: type, factor: 1.25).paint(chart, in: page.insetBy(20))
  try saveDrawing(try canvas.file(title: chart.title, dpi: dpi), to: path)
}

/// Lays a page of charts out and draws it.
struct ChartSheetPainter {
  let sheet: ChartSheet
  let canvas: Canvas
  let type: Typesetter

  func paint() {
    // Title, stamp and footer are those of a map sheet.
    let frame = MapSheet(
      title: sheet.title, subtitle: sheet.subtitle, layers: [], extent: Envelope(Point(0, 0), Point(1, 1)),
      source: sheet.source, date: sheet.date, isAsOf: true, language: sheet.language, size: sheet.size, stamp: sheet.stamp,
      page: sheet.page, showsScaleBar: false, showsNorthArrow: false)
    let layout = SheetLayout(frame, type: type)
    canvas.addRectangle(layout.page)
    canvas.fill(.white)
    let painter = SheetPainter(sheet: frame, canvas: canvas, type: type, layout: layout)
    painter.paintTitle()
    painter.paintStamp()
    painter.paintFooter()
    let gap = 18 * layout.factor
    var area = PageRect(
      x: layout.title.x, y: layout.title.bottom + gap, width: layout.footer.width,
      height: layout.footer.y - gap * 0.6 - layout.title.bottom - gap)
    if !sheet.notes.isEmpty {
      let style = TextStyle(size: 8.5 * layout.factor, isBold: true, color: MapColor(0x7A2E00), lineWidth: area.width)
      let text = sheet.notes.joined(separator: sheet.language == .english ? "; " : "；")
      let height = type.measure(text, style).height
      type.draw(text, style, at: PagePosition(area.x, area.y - gap * 0.55), on: canvas)
      area = PageRect(x: area.x, y: area.y + height, width: area.width, height: area.height - height)
    }
    let columns = sheet.charts.count > 1 && !sheet.size.isPortrait ? 2 : 1
    let rows = max(1, (sheet.charts.count + columns - 1) / columns)
    let width = (area.width - gap * 1.6 * Double(columns - 1)) / Double(columns)
    let height = (area.height - gap * Double(rows - 1)) / Double(rows)
    for (index, chart) in sheet.charts.enumerated() {
      let isAlone = index % columns == 0 && index == sheet.charts.count - 1
      let place = PageRect(
        x: area.x + Double(index % columns) * (width + gap * 1.6),
        y: area.y + Double(index / columns) * (height + gap), width: isAlone ? area.width : width, height: height)
      ChartPainter(canvas: canvas, type: type, factor: layout.factor).paint(chart, in: place)
    }
  }
}
