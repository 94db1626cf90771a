import GridGeometry

/// Where the parts of a sheet stand, in points.
struct SheetLayout: Hashable, Sendable {
  let page: PageRect
  let title: PageRect
  let map: PageRect
  let panel: PageRect
  let footer: PageRect
  /// The panel stands under the map of an upright sheet, at the right of a lying one.
  let isPanelBelow: Bool
  /// The size of letters and gaps relative to A3.
  let factor: Double
  /// A round scale that shows the extent, never larger than 1 : 100.
  let denominator: Double

  /// - Parameter titleHeight: Of title and subtitle for a line width, as they will be set.
  init(_ sheet: MapSheet, titleHeight: (_ factor: Double, _ width: Double) -> Double, panelHeight: (Double, Double) -> Double) {
    let width = sheet.size.width * .millimetre
    let height = sheet.size.height * .millimetre
    page = PageRect(x: 0, y: 0, width: width, height: height)
    factor = min(1.8, max(0.62, (min(sheet.size.width, sheet.size.height) / 297).squareRoot()))
    isPanelBelow = sheet.size.isPortrait
    let margin = 10 * Double.millimetre * factor
    let gap = 4 * Double.millimetre * factor
    let inner = page.insetBy(margin)
    let footerHeight = 11 * factor
    title = PageRect(
      x: inner.x, y: inner.y, width: inner.width, height: min(height / 4, titleHeight(factor, inner.width)))
    footer = PageRect(x: inner.x, y: inner.bottom - footerHeight, width: inner.width, height: footerHeight)
    let top = title.bottom + gap
    let bottom = footer.y - gap * 0.7
    if isPanelBelow {
      let panelHeight = min(height * 0.4, panelHeight(factor, inner.width))
      panel = PageRect(x: inner.x, y: bottom - panelHeight, width: inner.width, height: panelHeight)
      map = PageRect(x: inner.x, y: top, width: inner.width, height: bottom - panelHeight - gap - top)
    } else {
      let panelWidth = min(inner.width * 0.3, 66 * .millimetre * factor)
      panel = PageRect(x: inner.right - panelWidth, y: top, width: panelWidth, height: bottom - top)
      map = PageRect(x: inner.x, y: top, width: inner.width - panelWidth - gap, height: bottom - top)
    }
    // The ground keeps three hundredths of the frame free on every side.
    let room = 0.94
    let needed = max(sheet.extent.width / (map.width * room), sheet.extent.height / (map.height * room))
    denominator = max(100, ScaleBar.denominator(atLeast: needed * 1000 * .millimetre))
  }
}
