extension SheetPainter {
  /// Draws the scale bar, the scale in numbers and the north arrow.
  func paintScale(in rect: PageRect, _ style: PanelStyle) {
    let arrow = 34 * layout.factor
    if sheet.showsNorthArrow {
      paintNorthArrow(
        in: PageRect(x: rect.right - arrow * 0.72, y: rect.y, width: arrow * 0.72, height: rect.height), style)
    }
    guard sheet.showsScaleBar else { return }
    let width = rect.width - (sheet.showsNorthArrow ? arrow : 0)
    let scale = 1000 * .millimetre / layout.denominator
    let lastLabel = 20 * layout.factor
    let bar = ScaleBar(fitting: (width - lastLabel) / scale)
    let height = 4.2 * layout.factor
    let top = rect.bottom - height - 1
    let part = bar.length * scale / Double(bar.parts)
    for index in 0..<bar.parts {
      canvas.addRectangle(PageRect(x: rect.x + Double(index) * part, y: top, width: part, height: height))
      canvas.fill(index % 2 == 0 ? .ink : .white)
    }
    canvas.addRectangle(PageRect(x: rect.x, y: top, width: bar.length * scale, height: height))
    canvas.stroke(.ink, width: 0.6 * layout.factor)

    let label = TextStyle(size: style.small.size)
    let marks = bar.parts % 2 == 0 ? [0, bar.parts / 2, bar.parts] : Array(0...bar.parts)
    for mark in marks {
      let metres = bar.length * Double(mark) / Double(bar.parts)
      let text = mark == bar.parts ? ScaleBar.text(metres) : ScaleBar.number(metres, inUnitOf: bar.length)
      let size = type.measure(text, label)
      // The last text is centred by its number and runs on with its unit.
      let number =
        mark == bar.parts ? type.measure(ScaleBar.number(metres, inUnitOf: bar.length), label).width : size.width
      let x = mark == 0 ? rect.x : rect.x + Double(mark) * part - number / 2
      type.draw(text, label, at: PagePosition(x, top - size.height * 0.98), on: canvas)
    }
    var text = ScaleBar.text(denominator: layout.denominator)
    if let name = sheet.size.name { text += "  (\(name))" }
    let size = type.measure(text, style.row)
    type.draw(text, style.row, at: PagePosition(rect.x, top - 10 * layout.factor - size.height), on: canvas)
  }

  /// A needle: the dark half left, the light half right. It points to grid north, up on every sheet.
  private func paintNorthArrow(in rect: PageRect, _ style: PanelStyle) {
    let word = TextStyle(size: 10.5 * layout.factor, isBold: true)
    let text = sheet.language.word(.north)
    let size = type.measure(text, word)
    type.draw(text, word, at: PagePosition(rect.center.x - size.width / 2, rect.y - 0.3 * word.size), on: canvas)
    let tip = PagePosition(rect.center.x, rect.y + word.size * 1.15)
    let bottom = rect.bottom - style.small.size * 1.5
    let half = 7 * layout.factor
    let notch = PagePosition(tip.x, bottom - 6 * layout.factor)
    canvas.addPath([tip, PagePosition(tip.x - half, bottom), notch], closed: true)
    canvas.fill(.ink)
    canvas.addPath([tip, PagePosition(tip.x + half, bottom), notch], closed: true)
    canvas.fill(.white)
    canvas.addPath(
      [tip, PagePosition(tip.x - half, bottom), notch, PagePosition(tip.x + half, bottom)], closed: true)
    canvas.stroke(.ink, width: 0.7 * layout.factor)
    let note = sheet.language.word(.gridNorth)
    let noteStyle = TextStyle(size: style.small.size * 0.86, color: .quietInk)
    let noteSize = type.measure(note, noteStyle)
    type.draw(
      note, noteStyle,
      at: PagePosition(
        min(rect.center.x - noteSize.width / 2, rect.right - noteSize.width + 4), rect.bottom - noteSize.height * 0.85),
      on: canvas)
  }
}
