import GridGeometry

/// A sheet being drawn: the paper, the letters and the places of the parts.
struct SheetPainter {
  let sheet: MapSheet
  let canvas: Canvas
  let type: Typesetter
  let layout: SheetLayout

  /// Draws the whole sheet on the canvas's present page.
  func paint() -> (labelsDrawn: Int, labelsSkipped: Int, labelsMissed: [String], legendRows: Int, tableRowsLeft: Int) {
    canvas.addRectangle(layout.page)
    canvas.fill(.white)
    let labels = paintMap()
    let rows = paintFurniture()
    return (labels.drawn, labels.skipped, labels.missed, rows.legendRows, rows.tableRowsLeft)
  }

  static func titleStyles(factor: Double, width: Double) -> (title: TextStyle, subtitle: TextStyle) {
    (
      TextStyle(size: 21 * factor, isBold: true, lineWidth: width),
      TextStyle(size: 10.5 * factor, color: .quietInk, lineWidth: width)
    )
  }

  /// Draws everything but the map.
  ///
  /// - Returns: The rows of the legend drawn, and the rows of tables that had no room.
  func paintFurniture() -> (legendRows: Int, tableRowsLeft: Int) {
    paintTitle()
    paintStamp()
    paintNeatLine()
    paintFooter()
    let columns = PanelColumns(sheet, type: type, factor: layout.factor, width: layout.panel.width)
    return paintPanel(columns)
  }

  func paintTitle() {
    let (title, subtitle) = Self.titleStyles(factor: layout.factor, width: layout.title.width)
    let height = type.measure(sheet.title, title).height
    // Lines of Chinese fonts are tall; the empty part above the first letters is not needed.
    let lift = 0.14 * title.size
    type.draw(sheet.title, title, at: PagePosition(layout.title.x, layout.title.y - lift), on: canvas)
    guard !sheet.subtitle.isEmpty else { return }
    type.draw(
      sheet.subtitle, subtitle, at: PagePosition(layout.title.x, layout.title.y + height - 0.26 * title.size),
      on: canvas)
  }

  func paintStamp() {
    guard let text = sheet.stamp, let frame = layout.stamp else { return }
    canvas.addRectangle(frame)
    canvas.stroke(Self.stampColor, width: 1.4 * layout.factor)
    type.drawCentred(text, Self.stampStyle(factor: layout.factor), at: frame.center, on: canvas)
  }

  private static let stampColor = MapColor(0xA31621)

  static func stampStyle(factor: Double) -> TextStyle {
    TextStyle(size: 10.5 * factor, isBold: true, color: stampColor)
  }

  private func paintNeatLine() {
    canvas.addRectangle(layout.map)
    canvas.stroke(.ink, width: 0.5)
    canvas.addRectangle(layout.map.insetBy(-2.4 * layout.factor))
    canvas.stroke(.ink, width: 1.3 * layout.factor)
  }

  func paintFooter() {
    let style = TextStyle(size: 7 * layout.factor, color: .quietInk)
    let language = sheet.language
    var right: [String] = []
    if !sheet.date.isEmpty { right.append(language.word(sheet.isAsOf ? .asOf : .date) + language.colon + sheet.date) }
    if let page = sheet.page { right.append(language.page(page.number, of: page.count)) }
    let ending = right.joined(separator: "    ")
    let endingWidth = ending.isEmpty ? 0 : type.measure(ending, style).width
    let y = layout.footer.y
    if !ending.isEmpty {
      type.draw(ending, style, at: PagePosition(layout.footer.right - endingWidth, y), on: canvas)
    }
    guard !sheet.source.isEmpty else { return }
    var source = style
    let text = language.word(.source) + language.colon + sheet.source
    let room = layout.footer.width - endingWidth - 12 * layout.factor
    let width = type.measure(text, style).width
    if width > room { source.size = max(style.size * 0.5, style.size * room / width) }
    source.lineWidth = type.measure(text, source).width > room ? room : nil
    type.draw(text, source, at: PagePosition(layout.footer.x, y), on: canvas)
  }
}
