
/// How evenly loads lie on people: bars of how many have how much, and the curves of Lorenz.
public struct BalanceChart: Hashable, Sendable {
  /// Loads of some people, in thousandths of a household.
  public struct Series: Hashable, Sendable {
    public let name: String
    public let loads: [Int]

    /// Negative loads are left out.
    public init(name: String, loads: [Int]) {
      self.name = name
      self.loads = loads.filter { $0 >= 0 }.sorted()
    }
  }

  public let title: String
  public let subtitle: String
  /// One or two, such as before and after.
  public let series: [Series]
  /// Households a person is to have.
  public let band: ClosedRange<Int>?
  /// Whether loads are weighed, and so are not numbers of households.
  public let isWeighted: Bool
  public let language: MapLanguage

  /// A chart; series beyond the second are not drawn.
  public init(
    title: String, subtitle: String, series: [Series], band: ClosedRange<Int>?, isWeighted: Bool = false,
    language: MapLanguage
  ) {
    self.title = title
    self.subtitle = subtitle
    self.series = Array(series.prefix(2))
    self.band = band
    self.isWeighted = isWeighted
    self.language = language
  }

  /// The width of a bar in households: 1, 2 or 5 times a power of ten, so that about twenty hold everything.
  package var barWidth: Int {
    let most = series.compactMap(\.loads.last).max() ?? 0
    var unit = 1
    while true {
      for step in [unit, 2 * unit, 5 * unit] where most <= step * 20 * 1000 { return step }
      if unit > 1_000_000_000 { return unit }
      unit *= 10
    }
  }

  /// People by bar: bar `k` counts loads from `k · barWidth` up to, not with, `(k + 1) · barWidth` households.
  package func bars(_ series: Series) -> [Int] {
    let width = barWidth * 1000
    let most = self.series.compactMap(\.loads.last).max() ?? 0
    var counts = [Int](repeating: 0, count: most / width + 1)
    for load in series.loads { counts[load / width] += 1 }
    return counts
  }
}

/// Draws a chart into a file, whole or not at all; the same chart gives the same bytes on one machine.
///
/// - Parameter dpi: Dots per inch of a PNG.
/// - Throws: ``MapError``.
public func drawBalance(_ chart: BalanceChart, to path: String, format: MapFormat, dpi: Double = 150) throws(MapError) {
  guard dpi.isFinite, (20...1200).contains(dpi) else { throw .resolution(dpi: dpi) }
  let page = PageRect(x: 0, y: 0, width: 640, height: 320)
  let canvas = try Canvas(format: format, width: page.width, height: page.height, dpi: dpi)
  canvas.describe(title: chart.title, subject: chart.subtitle, date: "1970-01-01T00:00:00Z")
  let type = try Typesetter(language: chart.language)
  type.beginSheet()
  BalancePainter(chart: chart, canvas: canvas, type: type, page: page).paint()
  var bytes = try canvas.bytes()
  switch format {
  case .png: bytes = PNGDocument.settingResolution(bytes, dpi: dpi)
  case .svg: bytes = SVGDocument.normalized(bytes, title: chart.title)
  case .pdf: break
  }
  try saveDrawing(bytes, to: path)
}

/// Lays the two panels out and draws them.
struct BalancePainter {
  let chart: BalanceChart
  let canvas: Canvas
  let type: Typesetter
  let page: PageRect

  private static let colors = [MapColor(0xB0B0B0), MapColor(0x0072B2)]
  private let small = TextStyle(size: 9)

  private func color(_ index: Int) -> MapColor { chart.series.count == 1 ? Self.colors[1] : Self.colors[index] }

  func paint() {
    canvas.addRectangle(page)
    canvas.fill(.white)
    type.draw(chart.title, TextStyle(size: 14, isBold: true), at: PagePosition(20, 12), on: canvas)
    type.draw(chart.subtitle, TextStyle(size: 10, color: .quietInk), at: PagePosition(20, 32), on: canvas)
    paintLegend()
    paintBars(in: PageRect(x: 48, y: 72, width: 316, height: 196))
    paintCurves(in: PageRect(x: 420, y: 72, width: 196, height: 196))
  }

  private func paintLegend() {
    guard chart.series.count > 1 else { return }
    // Against the right edge of the bars: what goes up their left axis stands over it.
    var x = 364 + 19 - chart.series.reduce(0) { $0 + 32 + type.measure($1.name, small).width }
    for (index, series) in chart.series.enumerated() {
      canvas.addRectangle(PageRect(x: x, y: 56, width: 9, height: 9))
      canvas.fill(color(index))
      type.draw(series.name, small, at: PagePosition(x + 13, 54), on: canvas)
      x += 32 + type.measure(series.name, small).width
    }
  }

  private func paintBars(in plot: PageRect) {
    let counts = chart.series.map(chart.bars)
    let most = max(1, counts.flatMap(\.self).max() ?? 1)
    let bars = max(1, counts.first?.count ?? 1)
    let step = plot.width / Double(bars)
    func x(_ households: Int) -> Double { plot.x + Double(households) / Double(chart.barWidth) * step }
    if let band = chart.band {
      let right = min(plot.right, x(band.upperBound))
      if right > x(band.lowerBound) {
        canvas.addRectangle(
          PageRect(x: x(band.lowerBound), y: plot.y, width: right - x(band.lowerBound), height: plot.height))
        canvas.fill(MapColor(0xECEAE4))
      }
    }
    let share = 0.84 / Double(max(1, counts.count))
    for (index, list) in counts.enumerated() {
      for (bar, count) in list.enumerated() where count > 0 {
        let height = plot.height * Double(count) / Double(most)
        let left = plot.x + (Double(bar) + 0.08 + share * Double(index)) * step
        canvas.addRectangle(PageRect(x: left, y: plot.bottom - height, width: share * step, height: height))
        canvas.fill(color(index))
      }
    }
    let isEnglish = chart.language == .english
    paintAxes(
      plot,
      across: chart.isWeighted
        ? isEnglish ? "load per person" : "每人加权负荷" : isEnglish ? "households per person" : "每人户数",
      up: isEnglish ? "people" : "人数")
    let every = max(1, (bars + 4) / 5)
    for bar in stride(from: 0, through: bars, by: every) {
      label(String(bar * chart.barWidth), centredAt: PagePosition(plot.x + Double(bar) * step, plot.bottom + 3))
    }
    label("0", rightAt: PagePosition(plot.x - 4, plot.bottom - 6))
    label(String(most), rightAt: PagePosition(plot.x - 4, plot.y - 6))
  }

  private func paintCurves(in plot: PageRect) {
    canvas.addPath([PagePosition(plot.x, plot.bottom), PagePosition(plot.right, plot.y)], closed: false)
    canvas.stroke(.quietInk, width: 0.6, dashes: [3, 2])
    for (index, series) in chart.series.enumerated() {
      let total = Double(series.loads.reduce(0, +))
      guard total > 0 else { continue }
      var sum = 0
      var points = [PagePosition(plot.x, plot.bottom)]
      // So many points are more than the eye can tell apart.
      let every = max(1, series.loads.count / 400)
      for (rank, load) in series.loads.enumerated() {
        sum += load
        guard rank % every == 0 || rank == series.loads.count - 1 else { continue }
        let across = Double(rank + 1) / Double(series.loads.count)
        points.append(PagePosition(plot.x + across * plot.width, plot.bottom - Double(sum) / total * plot.height))
      }
      canvas.addPath(points, closed: false)
      canvas.stroke(color(index), width: 1.6)
    }
    let isEnglish = chart.language == .english
    paintAxes(
      plot, across: isEnglish ? "share of people, least first" : "人数占比（由少到多）",
      up: chart.isWeighted
        ? isEnglish ? "share of load" : "加权负荷占比" : isEnglish ? "share of households" : "户数占比")
    for share in [0, 50, 100] {
      let part = Double(share) / 100
      label("\(share) %", centredAt: PagePosition(plot.x + part * plot.width, plot.bottom + 3))
      label("\(share) %", rightAt: PagePosition(plot.x - 4, plot.bottom - part * plot.height - 6))
    }
  }

  private func paintAxes(_ plot: PageRect, across: String, up: String) {
    canvas.addPath(
      [PagePosition(plot.x, plot.y), PagePosition(plot.x, plot.bottom), PagePosition(plot.right, plot.bottom)],
      closed: false)
    canvas.stroke(.ink, width: 0.8)
    let size = type.measure(across, small)
    type.draw(across, small, at: PagePosition(plot.right - size.width, plot.bottom + 18), on: canvas)
    type.draw(up, small, at: PagePosition(plot.x + 4, plot.y - 14), on: canvas)
  }

  private func label(_ text: String, centredAt place: PagePosition) {
    type.draw(text, small, at: place - PagePosition(type.measure(text, small).width / 2, 0), on: canvas)
  }

  private func label(_ text: String, rightAt place: PagePosition) {
    type.draw(text, small, at: place - PagePosition(type.measure(text, small).width, 0), on: canvas)
  }
}
