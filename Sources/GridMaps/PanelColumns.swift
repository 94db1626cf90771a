import GridGeometry

/// The parts of the panel beside the map, measured.
struct PanelColumns {
  /// A gap between parts, in points.
  let gap: Double
  let columnWidth: Double
  let notes: Double
  let legend: Double
  /// What the legend needs with its rows close together.
  let closeLegend: Double
  let tables: Double
  /// The same with four rows of the last.
  let leastTables: Double
  let index: Double
  /// What the index shrinks to where rows of tables or of the legend need the room.
  var leastIndex: Double { index * 0.42 }
  let histogram: Double
  let scale: Double
  private let isBelow: Bool
  private let rowHeight: Double
  /// The height of the legend up to each heading that others stand above, and of the rest of it, by the heading's place.
  private let legendCuts: [(place: Int, above: Double, below: Double)]

  init(_ sheet: MapSheet, type: Typesetter, factor: Double, width: Double) {
    gap = 11 * factor
    isBelow = sheet.size.isPortrait
    columnWidth = isBelow ? (width - 2 * gap) / 3 : width
    let style = PanelStyle(factor: factor, width: columnWidth)
    rowHeight = style.rowHeight
    notes =
      sheet.notes.isEmpty
      ? 0 : type.measure(sheet.notes.joined(separator: "\n"), style.note).height + 2 * style.notePadding
    let rows = PanelStyle.rows(sheet.legend) * style.rowHeight
    let head = style.heading.size * 1.9
    legend = rows > 0 ? head + rows : 0
    legendCuts = sheet.legend.indices.dropFirst().filter { sheet.legend[$0].sign == .heading }.map { place in
      (
        place, head + PanelStyle.rows(sheet.legend[..<place]) * style.rowHeight,
        PanelStyle.rows(sheet.legend[place...]) * style.rowHeight
      )
    }
    closeLegend = rows > 0 ? style.heading.size * 1.9 + rows * 0.68 : 0
    let tableStyle = TableStyle(factor: factor)
    let heights = sheet.tables.map(tableStyle.height)
    tables = heights.reduce(0, +) + gap * Double(max(0, heights.count - 1))
    leastTables = tables - Double(max(0, (sheet.tables.last?.rows.count ?? 0) - 4)) * tableStyle.rowHeight
    index = sheet.index == nil ? 0 : Self.indexHeight(sheet, factor: factor, width: columnWidth)
    histogram = sheet.histogram == nil ? 0 : 112 * factor
    scale = sheet.showsScaleBar || sheet.showsNorthArrow ? 62 * factor : 0
  }

  /// How a panel under the map is filled: the legend, tables or chart over the index, and notes over the scale side by
  /// side; where the map gains by it, the last part of the legend and the index stand between notes and scale.
  struct Arrangement {
    /// Entries of the legend in the first column.
    let legend: Int
    let isIndexLast: Bool
    let height: Double
  }

  /// The arrangement that takes least from the map; one that keeps the legend together is worth two rows.
  func arrangement(of sheet: MapSheet) -> Arrangement {
    func stacked(_ parts: Double...) -> Double {
      let own = parts.filter { $0 > 0 }
      return own.reduce(0, +) + gap * Double(max(0, own.count - 1))
    }
    func others(_ isIndexLast: Bool, _ tail: Double) -> Double {
      max(
        stacked(tables > 0 ? tables : histogram, isIndexLast ? 0 : index),
        stacked(notes, tail, isIndexLast ? index : 0, scale))
    }
    let cuts = [(place: sheet.legend.count, above: legend, below: 0.0)] + legendCuts
    var best: (cost: Double, cut: (place: Int, above: Double, below: Double), isIndexLast: Bool)?
    for isIndexLast in index > 0 ? [false, true] : [false] {
      for cut in cuts {
        let cost = max(cut.above, others(isIndexLast, cut.below)) + (cut.below > 0 ? 2 * rowHeight : 0)
        if cost < (best?.cost ?? .infinity) - 0.5 { best = (cost, cut, isIndexLast) }
      }
    }
    guard let best else { return Arrangement(legend: sheet.legend.count, isIndexLast: false, height: 0) }
    let beside = others(best.isIndexLast, best.cut.below)
    guard best.cut.below == 0 else {
      return Arrangement(legend: best.cut.place, isIndexLast: best.isIndexLast, height: max(best.cut.above, beside))
    }
    // A long legend beside tables moves its rows a little closer rather than take the map's room.
    let height = max(beside, tables > 0 ? min(legend, max(beside, closeLegend * 1.15)) : legend)
    return Arrangement(legend: sheet.legend.count, isIndexLast: best.isIndexLast, height: height)
  }

  /// The height of rows of a legend without its name.
  func height(of legend: some Sequence<LegendEntry>) -> Double { PanelStyle.rows(legend) * rowHeight }

  /// The heights of chart and index in a panel beside the map: the chart grows into what is free, both shrink before the
  /// legend must, and what has no room at all is left out, the chart first.
  func flexible(between top: Double, and bottom: Double, hasIndex: Bool) -> (chart: Double, index: Double) {
    let index = hasIndex ? self.index : 0
    var parts = (chart: histogram, index: index)
    func free() -> Double {
      let gaps = gap * (1 + (parts.chart > 0 ? 1 : 0) + (parts.index > 0 ? 1 : 0))
      return bottom - top - legend - parts.chart - parts.index - gaps
    }
    if free() > 0 {
      parts.chart += min(histogram * 0.4, free())
    } else {
      parts.index = max(hasIndex ? leastIndex : 0, index + free())
      parts.chart = max(histogram * 0.65, histogram + min(0, free()))
    }
    if parts.chart > bottom - top - parts.index - 3 * gap { parts.chart = 0 }
    if parts.index > bottom - top - 2 * gap { parts.index = 0 }
    return parts
  }

  /// Room for the ground at the column's width, but no more than a square.
  private static func indexHeight(_ sheet: MapSheet, factor: Double, width: Double) -> Double {
    guard let index = sheet.index else { return 0 }
    let bounds = index.sheets.reduce(index.ground.envelope) { $0.union($1) }
    let shape = bounds.width > 0 ? min(0.9, bounds.height / bounds.width) : 0.9
    return 17 * factor + min(width * shape, 150 * factor)
  }
}

/// The letters and gaps of the panel.
struct PanelStyle {
  let heading: TextStyle
  let row: TextStyle
  let note: TextStyle
  let small: TextStyle
  let rowHeight: Double
  let notePadding: Double

  init(factor: Double, width: Double) {
    heading = TextStyle(size: 10 * factor, isBold: true)
    row = TextStyle(size: 8.2 * factor)
    small = TextStyle(size: 6.6 * factor, color: .quietInk)
    notePadding = 6 * factor
    note = TextStyle(size: 9.5 * factor, isBold: true, color: MapColor(0x7A2E00), lineWidth: width - 2 * 6 * factor)
    rowHeight = 14.5 * factor
  }

  /// The height of a legend in rows: a heading below other rows stands half a row apart.
  static func rows(_ legend: some Sequence<LegendEntry>) -> Double {
    var rows = 0.0
    for entry in legend { rows += entry.sign == .heading && rows > 0 ? 1.5 : 1 }
    return rows
  }
}
