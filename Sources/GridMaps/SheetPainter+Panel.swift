extension SheetPainter {
  /// Draws notes, tables, legend, chart, index, scale and north.
  ///
  /// - Returns: The rows of the legend drawn, and the rows of tables that had no room.
  func paintPanel(_ columns: PanelColumns) -> (legendRows: Int, tableRowsLeft: Int) {
    let panel = layout.panel
    let style = PanelStyle(factor: layout.factor, width: columns.columnWidth)
    func column(_ index: Double) -> Double { panel.x + index * (columns.columnWidth + columns.gap) }
    func rect(_ x: Double, _ y: Double, _ height: Double) -> PageRect {
      PageRect(x: x, y: y, width: columns.columnWidth, height: height)
    }
    if layout.isPanelBelow {
      return paintPanelBelow(columns, style) { rect(column($0), $1, $2) }
    }
    var y = panel.y
    if columns.notes > 0 {
      paintNotes(in: rect(panel.x, y, columns.notes), style)
      y += columns.notes + columns.gap
    }
    var bottom = panel.bottom - columns.scale
    paintScale(in: rect(panel.x, bottom, columns.scale), style)
    var (left, hasIndex) = (0, true)
    if !sheet.tables.isEmpty {
      // Tables come first, but leave the legend its rows, close together, and the index what it needs to be read; where
      // that leaves next to no rows, the index goes.
      let room = bottom - y - columns.closeLegend - 3 * columns.gap
      hasIndex = columns.leastTables <= room - columns.leastIndex
      let tables = paintTables(
        in: rect(panel.x, y, max(0, room - (hasIndex ? columns.leastIndex : 0))), gap: columns.gap)
      left = tables.left
      y += tables.height
    }
    let (chart, index) = columns.flexible(between: y, and: bottom, hasIndex: hasIndex)
    for (height, paint) in [(index, paintIndex), (chart, paintHistogram)] where height > 0 {
      bottom -= height + columns.gap
      paint(rect(panel.x, bottom, height), style)
    }
    return (paintLegend(sheet.legend[...], in: rect(panel.x, y, max(0, bottom - columns.gap - y)), style), left)
  }

  /// The panel under the map, in three columns.
  private func paintPanelBelow(
    _ columns: PanelColumns, _ style: PanelStyle, _ rect: (_ column: Double, _ y: Double, _ height: Double) -> PageRect
  ) -> (legendRows: Int, tableRowsLeft: Int) {
    let panel = layout.panel
    let arrangement = columns.arrangement(of: sheet)
    var rows = paintLegend(sheet.legend[..<arrangement.legend], in: rect(0, panel.y, panel.height), style)
    let index =
      arrangement.isIndexLast ? 0 : min(columns.index, max(0, panel.height - columns.tables - columns.gap))
    let tables = paintTables(
      in: rect(1, panel.y, panel.height - (index > 0 ? index + columns.gap : 0)), gap: columns.gap)
    let chart = index > 0 ? columns.histogram : min(panel.height, 1.5 * columns.histogram)
    if sheet.tables.isEmpty { paintHistogram(in: rect(1, panel.y, chart), style) }
    paintIndex(in: rect(1, panel.bottom - index, index), style)
    paintNotes(in: rect(2, panel.y, columns.notes), style)
    var (top, bottom) = (panel.y, panel.bottom - columns.scale)
    paintScale(in: rect(2, bottom, columns.scale), style)
    if columns.notes > 0 { top += columns.notes + columns.gap }
    let rest = sheet.legend[arrangement.legend...]
    if arrangement.isIndexLast {
      let height = min(columns.index, max(0, bottom - top - 2 * columns.gap - columns.height(of: rest)))
      bottom -= height + columns.gap
      paintIndex(in: rect(2, bottom, height), style)
    }
    if !rest.isEmpty { rows += paintLegend(rest, in: rect(2, top, max(0, bottom - columns.gap - top)), style) }
    return (rows, tables.left)
  }

  private func paintNotes(in rect: PageRect, _ style: PanelStyle) {
    guard !sheet.notes.isEmpty else { return }
    canvas.addRectangle(rect)
    canvas.fill(MapColor(0xFFF1CC))
    canvas.addRectangle(rect)
    canvas.stroke(MapColor(0xC2570C), width: 1.1 * layout.factor)
    type.draw(
      sheet.notes.joined(separator: "\n"), style.note,
      at: PagePosition(rect.x + style.notePadding, rect.y + style.notePadding), on: canvas)
  }

  /// Draws rows of the legend; the first ones stand under its name.
  ///
  /// - Returns: How many had room.
  private func paintLegend(_ entries: ArraySlice<LegendEntry>, in rect: PageRect, _ style: PanelStyle) -> Int {
    guard !entries.isEmpty, rect.height > style.heading.size * 2 else { return 0 }
    var top = rect.y
    if entries.startIndex == 0 {
      type.draw(
        sheet.language.word(.legend), style.heading, at: PagePosition(rect.x, rect.y - 0.25 * style.heading.size),
        on: canvas)
      top += style.heading.size * 1.9
    }
    // Rows close up to two thirds of their height before any is left out.
    let needed = PanelStyle.rows(entries) * style.rowHeight
    let squeeze = min(1, max(0.66, (rect.bottom - top) / needed))
    let rowHeight = style.rowHeight * squeeze
    let room = (rect.bottom - top) / rowHeight + 1e-6
    var shown = entries.count
    if PanelStyle.rows(entries) > room {
      while shown > 0, PanelStyle.rows(entries.prefix(shown)) > room - 1 { shown -= 1 }
    }
    for (index, entry) in entries.prefix(shown).enumerated() {
      let y = top + (PanelStyle.rows(entries.prefix(index + 1)) - 1) * rowHeight
      paint(entry, in: PageRect(x: rect.x, y: y, width: rect.width, height: rowHeight), style, squeeze)
    }
    if shown < entries.count {
      let text = "\(sheet.language.word(.more)) \(entries.count - shown)"
      type.draw(
        text, style.small, at: PagePosition(rect.x, top + PanelStyle.rows(entries.prefix(shown)) * rowHeight),
        on: canvas)
    }
    return shown
  }

  private func paint(_ entry: LegendEntry, in rect: PageRect, _ style: PanelStyle, _ squeeze: Double) {
    let signWidth = 21 * layout.factor
    let sign = PageRect(x: rect.x, y: rect.y + rect.height * 0.13, width: signWidth, height: rect.height * 0.74)
    var isHeading = false
    switch entry.sign {
    case .area(let fill, let hatch, let stroke):
      let corners = [
        PagePosition(sign.x, sign.y), PagePosition(sign.right, sign.y), PagePosition(sign.right, sign.bottom),
        PagePosition(sign.x, sign.bottom),
      ]
      if let fill {
        canvas.addPath(corners, closed: true)
        canvas.fill(fill)
      }
      if let hatch { paint(hatch, in: [corners]) }
      canvas.addPath(corners, closed: true)
      canvas.stroke(stroke ?? MapStroke(.quietInk, width: 0.1))
    case .line(let stroke):
      canvas.addPath([PagePosition(sign.x, sign.center.y), PagePosition(sign.right, sign.center.y)], closed: false)
      canvas.stroke(stroke)
    case .point(let symbol): paint(symbol, at: sign.center)
    case .mark(let kind):
      MarkPainter(canvas: canvas, type: type).paint(kind, at: sign.center, radius: rect.height * 0.46)
    case .ring(let kinds, let counts):
      MarkPainter(canvas: canvas, type: type).paintRing(
        counts, kinds: kinds, at: sign.center, radius: rect.height * 0.52)
    case .heading: isHeading = true
    }
    var text = style.row
    text.size *= max(0.8, squeeze)
    text.isBold = isHeading
    var right = rect.right
    if let value = entry.value {
      let size = type.measure(value, text)
      right -= size.width
      type.draw(value, text, at: PagePosition(right, rect.center.y - size.height / 2 - 0.05 * text.size), on: canvas)
    }
    let x = isHeading ? rect.x : sign.right + 7 * layout.factor
    var size = type.measure(entry.text, text)
    let room = right - x - 4 * layout.factor
    if size.width > room {
      text.size *= max(0.6, room / size.width)
      size = type.measure(entry.text, text)
    }
    type.draw(entry.text, text, at: PagePosition(x, rect.center.y - size.height / 2 - 0.05 * text.size), on: canvas)
  }
}
