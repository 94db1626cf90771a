import GridGeometry

/// Where the parts of a sheet stand, in points.
struct SheetLayout: Hashable, Sendable {
  let page: PageRect
  let title: PageRect
  /// The frame of the stamp at the right of the title, if there is one.
  let stamp: PageRect?
  let map: PageRect
  let panel: PageRect
  let footer: PageRect
  /// The panel stands under the map of an upright sheet, at the right of a lying one.
  let isPanelBelow: Bool
  /// The size of letters and gaps relative to A3.
  let factor: Double
  /// A round scale that shows the extent, never larger than 1 : 100.
  let denominator: Double

  /// The share of the frame the extent may take each way; the rest is margin.
  static let room = 0.94

  /// - Parameter type: Measures what will be set.
  init(_ sheet: MapSheet, type: Typesetter) {
    let width = sheet.size.width * .millimetre
    let height = sheet.size.height * .millimetre
    page = PageRect(x: 0, y: 0, width: width, height: height)
    factor = min(1.8, max(0.62, (min(sheet.size.width, sheet.size.height) / 297).squareRoot()))
    isPanelBelow = sheet.size.isPortrait
    let margin = 10 * Double.millimetre * factor
    let gap = 4 * Double.millimetre * factor
    let inner = page.insetBy(margin)
    let footerHeight = 11 * factor
    stamp = Self.stampFrame(sheet, type, factor: factor, in: inner)
    let titleWidth = inner.width - (stamp.map { $0.width + 2 * gap } ?? 0)
    title = PageRect(
      x: inner.x, y: inner.y, width: titleWidth,
      height: min(height / 4, Self.titleHeight(sheet, type, factor: factor, width: titleWidth)))
    footer = PageRect(x: inner.x, y: inner.bottom - footerHeight, width: inner.width, height: footerHeight)
    let top = title.bottom + gap
    let bottom = footer.y - gap * 0.7
    if isPanelBelow {
      let needed = PanelColumns(sheet, type: type, factor: factor, width: inner.width).arrangement(of: sheet).height
      let panelHeight = min(height * 0.4, needed)
      panel = PageRect(x: inner.x, y: bottom - panelHeight, width: inner.width, height: panelHeight)
      map = PageRect(x: inner.x, y: top, width: inner.width, height: bottom - panelHeight - gap - top)
    } else {
      let panelWidth = min(inner.width * 0.3, (sheet.tables.isEmpty ? 66 : 76) * .millimetre * factor)
      panel = PageRect(x: inner.right - panelWidth, y: top, width: panelWidth, height: bottom - top)
      map = PageRect(x: inner.x, y: top, width: inner.width - panelWidth - gap, height: bottom - top)
    }
    let needed = max(sheet.extent.width / (map.width * Self.room), sheet.extent.height / (map.height * Self.room))
    denominator = max(100, ScaleBar.denominator(atLeast: needed * 1000 * .millimetre))
  }

  private static func stampFrame(
    _ sheet: MapSheet, _ type: Typesetter, factor: Double, in inner: PageRect
  ) -> PageRect? {
    guard let text = sheet.stamp else { return nil }
    let size = type.measure(text, SheetPainter.stampStyle(factor: factor))
    let (across, down) = (min(inner.width / 3, size.width + 14 * factor), size.height + 4 * factor)
    return PageRect(x: inner.right - across, y: inner.y + 2 * factor, width: across, height: down)
  }

  private static func titleHeight(_ sheet: MapSheet, _ type: Typesetter, factor: Double, width: Double) -> Double {
    let (title, subtitle) = SheetPainter.titleStyles(factor: factor, width: width)
    let height = type.measure(sheet.title, title).height - 0.2 * title.size
    return sheet.subtitle.isEmpty ? height : height + type.measure(sheet.subtitle, subtitle).height
  }
}
