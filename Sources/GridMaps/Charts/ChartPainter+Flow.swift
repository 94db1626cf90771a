extension ChartPainter {
  private static let closed = MarkKind(name: "", letter: "", color: MapColor(0x2F6F8F))
  private static let open = MarkKind(
    name: "", letter: "", color: MapColor(0xF0B74A), hatch: Hatch(.diagonal, color: .ink, width: 0.1, spacing: 1.2))
  private static let passedOn = MarkKind(name: "", letter: "", color: MapColor(0xE6E4DF))

  /// Tiers from left to right, their cases as parted columns, and between them what went up and came down.
  func paint(_ chart: FlowChart, in rect: PageRect) {
    guard !chart.tiers.isEmpty else { return }
    let kinds = zip(
      [Self.closed, Self.open, Self.passedOn], [chart.words.closed, chart.words.open, chart.words.passedOn])
    let key = paintSwatches(Array(kinds), at: PagePosition(rect.x, rect.y), width: rect.width)
    let plot = PageRect(
      x: rect.x, y: rect.y + key + 14 * factor, width: rect.width, height: rect.height - key - 32 * factor)
    let most = Double(max(1, chart.tiers.map(\.cases).max() ?? 1))
    let count = Double(chart.tiers.count)
    // Columns and the ways between them, which need room for their numbers.
    let width = plot.width / (count + (count - 1) * 1.15)
    let step = width * 2.15
    for (index, tier) in chart.tiers.enumerated() {
      let left = plot.x + Double(index) * step
      paint(tier, in: PageRect(x: left, y: plot.y, width: width, height: plot.height), most: most, nameWidth: step)
      guard index + 1 < chart.tiers.count else { continue }
      let way = PageRect(x: left + width, y: plot.y, width: step - width, height: plot.height)
      let next = chart.tiers[index + 1]
      paintArrow(in: way, at: 0.36, toTheRight: true, "\(chart.words.raised) \(grouped(tier.raised))", tier.raised > 0)
      paintArrow(
        in: way, at: 0.7, toTheRight: false, "\(chart.words.lowered) \(grouped(next.lowered))", next.lowered > 0)
    }
    canvas.addPath([PagePosition(plot.x, plot.bottom), PagePosition(plot.right, plot.bottom)], closed: false)
    canvas.stroke(.quietInk, width: 0.7 * factor)
  }

  private func paint(_ tier: FlowChart.Tier, in column: PageRect, most: Double, nameWidth: Double) {
    var y = column.bottom
    for (kind, number) in [
      (Self.closed, tier.closed), (Self.open, tier.open), (Self.passedOn, tier.cases - tier.closed - tier.open),
    ] where number > 0 {
      let height = Double(number) / most * column.height
      y -= height
      let part = PageRect(x: column.x, y: y, width: column.width, height: height)
      paintPart(kind, count: number, in: part)
      if height > 8 * factor {
        let style = TextStyle(size: 7.4 * factor, color: kind.ink, halo: kind.hatch == nil ? nil : kind.color)
        type.drawCentred(grouped(number), style, at: part.center, on: canvas)
      }
    }
    var bold = label
    bold.isBold = true
    type.drawCentred(grouped(tier.cases), bold, at: PagePosition(column.center.x, y - 7 * factor), on: canvas)
    let name = type.fitted(tier.name, label, width: nameWidth * 0.95, atLeast: 0.6)
    type.drawCentred(name.text, name.style, at: PagePosition(column.center.x, column.bottom + 9 * factor), on: canvas)
  }

  private func paintArrow(in way: PageRect, at height: Double, toTheRight: Bool, _ text: String, _ isUsed: Bool) {
    let color = isUsed ? MapColor.quietInk : MapColor(0xBDBBB6)
    let y = way.y + way.height * height
    let (from, to) = (way.x + way.width * 0.14, way.right - way.width * 0.14)
    let (tail, tip) = toTheRight ? (from, to) : (to, from)
    let back = (toTheRight ? -1 : 1) * 5 * factor
    canvas.addPath([PagePosition(tail, y), PagePosition(tip + back * 0.7, y)], closed: false)
    canvas.stroke(color, width: 1.3 * factor)
    canvas.addPath(
      [PagePosition(tip, y), PagePosition(tip + back, y - 3 * factor), PagePosition(tip + back, y + 3 * factor)],
      closed: true)
    canvas.fill(color)
    let line = type.fitted(
      text, TextStyle(size: 7.2 * factor, color: isUsed ? .ink : .quietInk), width: way.width * 0.96, atLeast: 0.6)
    type.drawCentred(line.text, line.style, at: PagePosition(way.center.x, y - 7 * factor), on: canvas)
  }

  private func paintSwatches(_ items: [(MarkKind, String)], at corner: PagePosition, width: Double) -> Double {
    var (x, y) = (corner.x, corner.y)
    for (kind, words) in items {
      let length = 16 * factor + type.measure(words, label).width
      if x + length > corner.x + width, x > corner.x {
        x = corner.x
        y += 13 * factor
      }
      let place = PageRect(x: x, y: y + 1 * factor, width: 12 * factor, height: 8 * factor)
      paintPart(kind, count: 0, in: place)
      canvas.addRectangle(place)
      canvas.stroke(.quietInk, width: 0.4 * factor)
      type.drawLeading(words, label, at: PagePosition(x + 16 * factor, place.center.y), on: canvas)
      x += length + 12 * factor
    }
    return y + 14 * factor - corner.y
  }
}
