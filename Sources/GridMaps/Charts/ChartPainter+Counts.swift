extension ChartPainter {
  func paint(_ chart: CountChart, in rect: PageRect) {
    guard !chart.rows.isEmpty else { return }
    let key = chart.kinds.count > 1 ? paintKey(chart.kinds, at: PagePosition(rect.x, rect.y), width: rect.width) : 0
    let plot = PageRect(x: rect.x, y: rect.y + key, width: rect.width, height: rect.height - key)
    switch chart.direction {
    case .across: paintRows(chart, in: plot)
    case .up: paintColumns(chart, in: plot)
    }
  }

  private func paintRows(_ chart: CountChart, in rect: PageRect) {
    let names = min(
      rect.width * 0.34, (chart.rows.map { type.measure($0.name, label).width }.max() ?? 0) + 6 * factor)
    let totals = chart.rows.map { $0.total.map(grouped) ?? chart.keptBack }
    var bold = label
    bold.isBold = true
    let ends = (totals.map { type.measure($0, bold).width }.max() ?? 0) + 5 * factor
    let plot = PageRect(
      x: rect.x + names, y: rect.y, width: max(1, rect.width - names - ends), height: rect.height - 11 * factor)
    let axis = Self.axis(holding: max(1, chart.rows.compactMap(\.total).max() ?? 1))
    let scale = plot.width / Double(axis.end)
    let step = min(22 * factor, plot.height / Double(chart.rows.count))
    let bottom = plot.y + step * Double(chart.rows.count)
    // Where there is no bar there is nothing to measure.
    let end = chart.rows.contains { ($0.total ?? 0) > 0 } ? axis.end : 0
    for mark in stride(from: 0, through: end, by: axis.step) {
      let x = plot.x + Double(mark) * scale
      canvas.addPath([PagePosition(x, plot.y), PagePosition(x, bottom)], closed: false)
      canvas.stroke(mark == 0 ? .quietInk : Self.rule, width: (mark == 0 ? 0.7 : 0.5) * factor)
      type.drawCentred(grouped(mark), quiet, at: PagePosition(x, bottom + 6 * factor), on: canvas)
    }
    for (index, row) in chart.rows.enumerated() {
      let bar = PageRect(
        x: plot.x, y: plot.y + (Double(index) + 0.14) * step, width: plot.width, height: step * 0.72)
      var style = label
      style.size = min(style.size, step * 0.8)
      let name = type.fitted(row.name, style, width: names - 5 * factor)
      type.drawTrailing(name.text, name.style, at: PagePosition(plot.x - 5 * factor, bar.center.y), on: canvas)
      var x = plot.x
      for (kind, count) in zip(chart.kinds, row.counts) {
        guard let count, count > 0 else { continue }
        let width = Double(count) * scale
        paintPart(kind, count: count, in: PageRect(x: x, y: bar.y, width: width, height: bar.height))
        x += width
      }
      if let total = row.total, x < plot.x + Double(total) * scale - 0.01 {
        let rest = PageRect(x: x, y: bar.y, width: plot.x + Double(total) * scale - x, height: bar.height)
        canvas.addRectangle(rest)
        canvas.stroke(.quietInk, width: 0.5 * factor)
        x = rest.right
      }
      style.isBold = true
      type.drawLeading(totals[index], style, at: PagePosition(x + 4 * factor, bar.center.y), on: canvas)
    }
  }

  private func paintColumns(_ chart: CountChart, in rect: PageRect) {
    let plot = PageRect(x: rect.x, y: rect.y + 13 * factor, width: rect.width, height: rect.height - 27 * factor)
    let most = Double(max(1, chart.rows.compactMap(\.total).max() ?? 1))
    let step = plot.width / Double(chart.rows.count)
    let width = min(step * 0.7, 64 * factor)
    var bold = label
    bold.isBold = true
    for (index, row) in chart.rows.enumerated() {
      let middle = plot.x + (Double(index) + 0.5) * step
      var y = plot.bottom
      for (kind, count) in zip(chart.kinds, row.counts) {
        guard let count, count > 0 else { continue }
        let height = Double(count) / most * plot.height
        paintPart(kind, count: count, in: PageRect(x: middle - width / 2, y: y - height, width: width, height: height))
        y -= height
      }
      let top = plot.bottom - Double(row.total ?? 0) / most * plot.height
      if y > top + 0.01 {
        canvas.addRectangle(PageRect(x: middle - width / 2, y: top, width: width, height: y - top))
        canvas.stroke(.quietInk, width: 0.5 * factor)
        y = top
      }
      type.drawCentred(
        row.total.map(grouped) ?? chart.keptBack, bold, at: PagePosition(middle, y - 7 * factor), on: canvas)
      let name = type.fitted(row.name, label, width: step * 0.96)
      type.drawCentred(name.text, name.style, at: PagePosition(middle, plot.bottom + 8 * factor), on: canvas)
    }
    canvas.addPath([PagePosition(plot.x, plot.bottom), PagePosition(plot.right, plot.bottom)], closed: false)
    canvas.stroke(.quietInk, width: 0.7 * factor)
  }
}
