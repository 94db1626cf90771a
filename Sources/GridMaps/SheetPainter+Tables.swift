/// How a table is set.
struct TableStyle {
  let title: TextStyle
  let cell: TextStyle
  let rowHeight: Double
  let markRadius: Double

  init(factor: Double) {
    title = TextStyle(size: 9 * factor, isBold: true)
    cell = TextStyle(size: 7.6 * factor)
    rowHeight = 11.6 * factor
    markRadius = 4.4 * factor
  }

  /// The height of everything but the rows.
  func frame(of table: SheetTable) -> Double {
    title.size * 1.7 + (table.hasHead ? rowHeight : 0) + (table.total == nil ? 0 : rowHeight) + 2
  }

  func height(of table: SheetTable) -> Double { frame(of: table) + Double(table.rows.count) * rowHeight }
}

extension SheetPainter {
  /// Draws tables one below the other, in order, as far as there is room.
  ///
  /// - Returns: The height taken, and the rows that had no room.
  func paintTables(in rect: PageRect, gap: Double) -> (height: Double, left: Int) {
    let style = TableStyle(factor: layout.factor)
    var (y, left) = (rect.y, 0)
    for table in sheet.tables {
      let room = rect.bottom - y - style.frame(of: table)
      var shown = table.rows.count
      if Double(shown) * style.rowHeight > room + 0.01 {
        // One row says how many are not shown.
        shown = max(0, Int(room / style.rowHeight) - 1)
      }
      guard shown > 0 || table.rows.isEmpty else {
        left += table.rows.count
        continue
      }
      left += table.rows.count - shown
      y =
        paint(table, rows: shown, in: PageRect(x: rect.x, y: y, width: rect.width, height: rect.bottom - y), style)
        + gap
    }
    return (y - rect.y, left)
  }

  /// Draws the first rows of a table and returns where it ends.
  private func paint(_ table: SheetTable, rows shown: Int, in rect: PageRect, _ style: TableStyle) -> Double {
    let columns = columns(of: table, width: rect.width, style)
    var y = rect.y
    type.drawLeading(table.title, style.title, at: PagePosition(rect.x, y + style.title.size * 0.6), on: canvas)
    y += style.title.size * 1.7
    if table.hasHead {
      for (head, right) in zip(table.heads, columns.rights) {
        let place = PagePosition(rect.x + right, y + style.rowHeight / 2)
        switch head {
        case .text(let text):
          type.drawTrailing(
            text, TextStyle(size: style.cell.size * 0.92, color: .quietInk), at: place, on: canvas)
        case .kind(let kind):
          MarkPainter(canvas: canvas, type: type).paint(
            kind, at: place - PagePosition(style.markRadius * 0.8, 0), radius: style.markRadius)
        }
      }
      y += style.rowHeight
    }
    line(PagePosition(rect.x, y), width: rect.width, 0.6)
    y += 1
    for row in table.rows.prefix(shown) {
      paint(row, at: y, in: rect, columns, style.cell, style.rowHeight)
      y += style.rowHeight
    }
    if shown < table.rows.count {
      let more = "\(sheet.language.word(.more)) \(table.rows.count - shown)"
      type.drawLeading(
        more, TextStyle(size: style.cell.size * 0.92, color: .quietInk),
        at: PagePosition(rect.x, y + style.rowHeight / 2), on: canvas)
      y += style.rowHeight
    }
    if let total = table.total {
      line(PagePosition(rect.x, y), width: rect.width, 0.35)
      var bold = style.cell
      bold.isBold = true
      paint(total, at: y, in: rect, columns, bold, style.rowHeight)
      y += style.rowHeight
    }
    line(PagePosition(rect.x, y), width: rect.width, 0.6)
    return y + 1
  }

  private func line(_ start: PagePosition, width: Double, _ thickness: Double) {
    canvas.addPath([start, start + PagePosition(width, 0)], closed: false)
    canvas.stroke(.quietInk, width: thickness * layout.factor)
  }

  private func paint(
    _ row: [String], at y: Double, in rect: PageRect, _ columns: (words: Double, rights: [Double]), _ style: TextStyle,
    _ height: Double
  ) {
    let middle = y + height / 2
    let cells = row.dropFirst().prefix(columns.rights.count)
    if let words = row.first {
      let room = cells.allSatisfy(\.isEmpty) ? rect.width : columns.words
      let fit = type.fitted(words, style, width: room, atLeast: 0.8)
      type.drawLeading(fit.text, fit.style, at: PagePosition(rect.x, middle), on: canvas)
    }
    for (cell, right) in zip(cells, columns.rights) where !cell.isEmpty {
      let isNothing = cell == "0" || cell == "–"
      type.drawTrailing(
        cell, isNothing ? TextStyle(size: style.size, color: MapColor(0x8A8A8A)) : style,
        at: PagePosition(rect.x + right, middle), on: canvas)
    }
  }

  /// The width for the words, and where each column of numbers ends, from the left.
  private func columns(
    of table: SheetTable, width: Double, _ style: TableStyle
  ) -> (words: Double, rights: [Double]) {
    var bold = style.cell
    bold.isBold = true
    var widths = table.heads.map { head in
      switch head {
      case .text(let text): type.measure(text, style.cell).width
      case .kind: style.markRadius * 2
      }
    }
    for row in table.rows + [table.total ?? []] {
      for (index, cell) in row.dropFirst().prefix(widths.count).enumerated() where !cell.isEmpty {
        widths[index] = max(widths[index], type.measure(cell, bold).width)
      }
    }
    let gap = style.cell.size * 0.9
    var rights: [Double] = []
    var right = width
    for column in widths.reversed() {
      rights.insert(right, at: 0)
      right -= column + gap
    }
    return (max(width * 0.2, right), rights)
  }
}
