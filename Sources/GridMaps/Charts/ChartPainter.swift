/// Draws charts: a title, what the signs mean, and the numbers themselves rather than axes to read them from.
struct ChartPainter {
  let canvas: Canvas
  let type: Typesetter
  /// The size of letters and lines relative to a page of A3.
  let factor: Double

  var label: TextStyle { TextStyle(size: 8 * factor) }
  var quiet: TextStyle { TextStyle(size: 7 * factor, color: .quietInk) }
  static let rule = MapColor(0xE2E0DB)

  func paint(_ chart: CaseChart, in rect: PageRect) {
    var plot = rect
    func takeLine(_ height: Double) {
      plot = PageRect(x: plot.x, y: plot.y + height, width: plot.width, height: plot.height - height)
    }
    let title = type.fitted(chart.title, TextStyle(size: 11.5 * factor, isBold: true), width: rect.width)
    type.drawLeading(title.text, title.style, at: PagePosition(plot.x, plot.y + 6 * factor), on: canvas)
    takeLine(15 * factor)
    if !chart.subtitle.isEmpty {
      let line = type.fitted(chart.subtitle, quiet, width: rect.width)
      type.drawLeading(line.text, line.style, at: PagePosition(plot.x, plot.y + 4 * factor), on: canvas)
      takeLine(12 * factor)
    }
    takeLine(4 * factor)
    switch chart {
    case .counts(let counts): paint(counts, in: plot)
    case .rates(let rates): paint(rates, in: plot)
    case .flow(let flow): paint(flow, in: plot)
    }
  }

  /// A line of signs with their names.
  ///
  /// - Returns: The height taken.
  func paintKey(_ kinds: [MarkKind], at corner: PagePosition, width: Double) -> Double {
    let radius = 5 * factor
    var (x, y) = (corner.x, corner.y + radius)
    for kind in kinds {
      let name = type.fitted(kind.name, label, width: width - 3 * radius)
      let length = 2.6 * radius + type.measure(name.text, name.style).width
      if x + length > corner.x + width, x > corner.x {
        x = corner.x
        y += 2.6 * radius
      }
      MarkPainter(canvas: canvas, type: type).paint(kind, at: PagePosition(x + radius, y), radius: radius)
      type.drawLeading(name.text, name.style, at: PagePosition(x + 2.6 * radius, y), on: canvas)
      x += length + 2.4 * radius
    }
    return y + radius - corner.y + 6 * factor
  }

  /// A part of a bar in its colour, with its hatch and, where there is room, its letter and number.
  func paintPart(_ kind: MarkKind, count: Int, in rect: PageRect) {
    canvas.addRectangle(rect)
    canvas.fill(kind.color)
    if let hatch = kind.hatch {
      let corners = [
        PagePosition(rect.x, rect.y), PagePosition(rect.right, rect.y), PagePosition(rect.right, rect.bottom),
        PagePosition(rect.x, rect.bottom),
      ]
      for angle in hatch.angles {
        for (a, b) in hatchLines(in: [corners], angle: angle, spacing: 3.2 * factor) {
          canvas.addPath([a, b], closed: false)
        }
      }
      canvas.stroke(kind.ink.opacity(0.42), width: 0.4 * factor)
    }
    canvas.addRectangle(rect)
    canvas.stroke(.white, width: 0.7 * factor)
    guard !kind.letter.isEmpty else { return }
    var style = TextStyle(size: min(7.2 * factor, rect.height * 0.7), isBold: true, color: kind.ink)
    style.halo = kind.hatch == nil ? nil : kind.color
    guard style.size >= 4.5 * factor else { return }
    for text in ["\(kind.letter) \(grouped(count))", kind.letter] {
      guard type.measure(text, style).width + 3 * factor <= rect.width else { continue }
      return type.drawCentred(text, style, at: rect.center, on: canvas)
    }
  }

  /// The end of an axis that holds a number, and the steps on the way: 1, 2 or 5 times a power of ten, at most five.
  static func axis(holding most: Int) -> (end: Int, step: Int) {
    var unit = 1
    while unit < 1_000_000_000_000 {
      for step in [unit, 2 * unit, 5 * unit] where most <= 5 * step {
        return (max(1, (most + step - 1) / step) * step, step)
      }
      unit *= 10
    }
    return (max(1, most), max(1, most))
  }
}
