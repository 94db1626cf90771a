extension SheetPainter {
  /// Draws the number of grids over households, with the band shaded and bars in the colours of the map.
  func paintHistogram(in rect: PageRect, _ style: PanelStyle) {
    guard let chart = sheet.histogram, rect.height > 40 * layout.factor else { return }
    let factor = layout.factor
    let language = sheet.language
    let heading = chart.title.isEmpty ? language.word(.households) : chart.title
    type.draw(heading, style.heading, at: PagePosition(rect.x, rect.y - 0.25 * style.heading.size), on: canvas)
    let bins = chart.bins
    guard let first = bins.first, let last = bins.last else { return }
    let plot = PageRect(
      x: rect.x + 1, y: rect.y + style.heading.size * 2.6, width: rect.width - 2,
      height: rect.height - style.heading.size * 2.6 - style.small.size * 3.2)
    let span = Double(max(1, last.upper - first.lower))
    func x(_ households: Int) -> Double { plot.x + Double(households - first.lower) / span * plot.width }
    let most = Double(max(1, bins.map(\.count).max() ?? 1))

    let band = PageRect(
      x: x(chart.minimum), y: plot.y - style.small.size * 0.4, width: x(chart.maximum + 1) - x(chart.minimum),
      height: plot.height + style.small.size * 0.4)
    canvas.addRectangle(band)
    canvas.fill(MapColor(0xECEAE4))
    for bin in bins where bin.count > 0 {
      let height = max(0.8, plot.height * Double(bin.count) / most)
      let middle = (bin.lower + bin.upper - 1) / 2
      let place = BandPlace(households: middle, minimum: chart.minimum, maximum: chart.maximum)
      let bar = PageRect(
        x: x(bin.lower) + 0.5, y: plot.bottom - height, width: max(0.6, x(bin.upper) - x(bin.lower) - 1), height: height
      )
      canvas.addRectangle(bar)
      canvas.fill(place.color)
      canvas.addRectangle(bar)
      canvas.stroke(.quietInk, width: 0.35)
    }
    canvas.addPath([PagePosition(plot.x, plot.bottom), PagePosition(plot.right, plot.bottom)], closed: false)
    canvas.stroke(.ink, width: 0.6 * factor)
    for edge in [chart.minimum, chart.maximum + 1] {
      canvas.addPath([PagePosition(x(edge), band.y), PagePosition(x(edge), plot.bottom + 3 * factor)], closed: false)
      canvas.stroke(.ink, width: 0.7 * factor, dashes: [2.5, 1.5])
    }
    paintHistogramNumbers(chart, first, last, plot, style, x)
  }

  private func paintHistogramNumbers(
    _ chart: BandHistogram, _ first: BandHistogram.Bin, _ last: BandHistogram.Bin, _ plot: PageRect,
    _ style: PanelStyle, _ x: (Int) -> Double
  ) {
    var labels = LabelPlacement(frame: layout.page)
    let y = plot.bottom + 3 * layout.factor
    var marks = [(chart.minimum, x(chart.minimum)), (chart.maximum, x(chart.maximum + 1))]
    if let target = chart.target { marks.append((target, x(target))) }
    marks += [(first.lower, x(first.lower)), (last.upper - 1, x(last.upper))]
    for (number, place) in marks {
      let text = String(number)
      let size = type.measure(text, style.small)
      let left = min(plot.right - size.width, max(plot.x, place - size.width / 2))
      if labels.take(PageRect(x: left - 1.5, y: y, width: size.width + 3, height: size.height)) {
        type.draw(text, style.small, at: PagePosition(left, y), on: canvas)
      }
    }
    if let target = chart.target, target > chart.minimum, target < chart.maximum {
      let tip = PagePosition(x(target), plot.bottom + 0.8 * layout.factor)
      let half = 2.2 * layout.factor
      canvas.addPath([tip, tip + PagePosition(-half, 1.6 * half), tip + PagePosition(half, 1.6 * half)], closed: true)
      canvas.fill(.ink)
    }
    let caption = sheet.language.word(.households)
    let size = type.measure(caption, style.small)
    type.draw(
      caption, style.small, at: PagePosition(plot.right - size.width, y + size.height * 0.95), on: canvas)
    let inBand = chart.values.filter { $0 >= chart.minimum && $0 <= chart.maximum }.count
    let summary =
      "\(sheet.language.word(.grids)) \(chart.values.count) · \(sheet.language.word(.band)) \(chart.minimum)–\(chart.maximum): \(inBand)"
    type.draw(
      summary, style.small, at: PagePosition(plot.x, plot.y - style.small.size * 0.7 - size.height), on: canvas)
  }
}
