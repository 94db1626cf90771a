extension ChartPainter {
  func paint(_ chart: RateChart, in rect: PageRect) {
    guard !chart.spans.isEmpty, !chart.series.isEmpty else { return }
    if chart.spans.count == 1 { paintBars(chart, chart.spans[0], in: rect) } else { paintCourse(chart, in: rect) }
  }

  /// `98.11 %`, or a dash where there is nothing to be a share of.
  static func percent(_ share: Double?) -> String {
    guard let share else { return "–" }
    let hundredths = Int((share * 10_000).rounded())
    let (whole, part) = (hundredths / 100, hundredths % 100)
    return part == 0 ? "\(whole) %" : "\(whole).\(part < 10 ? "0" : "")\(part) %"
  }

  /// One span: a bar of the whole for each share.
  private func paintBars(_ chart: RateChart, _ span: RateChart.Span, in rect: PageRect) {
    let step = min(64 * factor, rect.height / Double(chart.series.count))
    for (index, series) in chart.series.enumerated() {
      let top = rect.y + Double(index) * step
      let share = span.share(index)
      let radius = 5 * factor
      MarkPainter(canvas: canvas, type: type).paint(
        series.kind, at: PagePosition(rect.x + radius, top + radius), radius: radius)
      type.drawLeading(series.kind.name, label, at: PagePosition(rect.x + 2.6 * radius, top + radius), on: canvas)
      type.drawTrailing(
        Self.percent(share), TextStyle(size: 13 * factor, isBold: true), at: PagePosition(rect.right, top + radius),
        on: canvas)
      let bar = PageRect(x: rect.x, y: top + 14 * factor, width: rect.width, height: 13 * factor)
      canvas.addRectangle(bar)
      canvas.fill(Self.rule)
      if let share, share > 0 {
        var kind = series.kind
        kind.letter = ""
        paintPart(kind, count: 0, in: PageRect(x: bar.x, y: bar.y, width: bar.width * share, height: bar.height))
      }
      canvas.addRectangle(bar)
      canvas.stroke(.quietInk, width: 0.5 * factor)
      let line = type.fitted(
        "\(series.counted) / \(series.base): \(span.fraction(index, slash: " / "))", quiet, width: rect.width)
      type.drawLeading(line.text, line.style, at: PagePosition(rect.x, bar.bottom + 7 * factor), on: canvas)
    }
  }

  /// Several spans: a sign for each share over the span, joined by a line, and the numbers below.
  private func paintCourse(_ chart: RateChart, in rect: PageRect) {
    let key = paintKey(chart.series.map(\.kind), at: PagePosition(rect.x, rect.y), width: rect.width)
    let left = 26 * factor
    let lines = Double(chart.series.count) * 9 * factor
    let plot = PageRect(
      x: rect.x + left, y: rect.y + key + 4 * factor, width: rect.width - left,
      height: rect.height - key - 4 * factor - lines - 25 * factor)
    for mark in stride(from: 0, through: 100, by: 25) {
      let y = plot.bottom - Double(mark) / 100 * plot.height
      canvas.addPath([PagePosition(plot.x, y), PagePosition(plot.right, y)], closed: false)
      canvas.stroke(mark == 0 ? .quietInk : Self.rule, width: (mark == 0 ? 0.7 : 0.5) * factor)
      type.drawTrailing("\(mark) %", quiet, at: PagePosition(plot.x - 3 * factor, y), on: canvas)
    }
    paintShares(chart, in: plot)
    let step = plot.width / Double(chart.spans.count)
    for (offset, span) in chart.spans.enumerated() {
      let middle = plot.x + (Double(offset) + 0.5) * step
      let name = type.fitted(span.name, label, width: step * 0.96, atLeast: 0.6)
      type.drawCentred(name.text, name.style, at: PagePosition(middle, plot.bottom + 8 * factor), on: canvas)
      for index in chart.series.indices {
        let line = type.fitted(span.fraction(index), quiet, width: step * 0.88, atLeast: 0.55)
        type.drawCentred(
          line.text, line.style, at: PagePosition(middle, plot.bottom + (17 + 9 * Double(index)) * factor), on: canvas)
      }
    }
    for (index, series) in chart.series.enumerated() {
      type.drawTrailing(
        series.kind.letter, TextStyle(size: quiet.size, isBold: true, color: .quietInk),
        at: PagePosition(plot.x - 3 * factor, plot.bottom + (17 + 9 * Double(index)) * factor), on: canvas)
    }
    let bases = chart.series.map { "\($0.kind.letter) = \($0.counted) / \($0.base)" }
    let line = type.fitted(bases.joined(separator: "  ·  "), quiet, width: rect.width, atLeast: 0.6)
    type.drawLeading(line.text, line.style, at: PagePosition(rect.x, rect.bottom - 4 * factor), on: canvas)
  }

  private func paintShares(_ chart: RateChart, in plot: PageRect) {
    let step = plot.width / Double(chart.spans.count)
    for (index, series) in chart.series.enumerated().reversed() {
      let points = chart.spans.enumerated().map { offset, span in
        span.share(index).map { share in
          PagePosition(plot.x + (Double(offset) + 0.5) * step, plot.bottom - share * plot.height)
        }
      }
      for (a, b) in zip(points, points.dropFirst()) {
        if let a, let b { canvas.addPath([a, b], closed: false) }
      }
      canvas.stroke(series.kind.color, width: 1.2 * factor)
      for point in points.compactMap(\.self) {
        MarkPainter(canvas: canvas, type: type).paint(series.kind, at: point, radius: 4.2 * factor)
      }
    }
  }
}
