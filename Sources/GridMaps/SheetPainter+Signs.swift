import Foundation
import GridGeometry

extension SheetPainter {
  /// Draws the sign of a point, with a white rim.
  func paint(_ symbol: MapSymbol, at center: PagePosition) {
    let radius = symbol.size / 2 * .millimetre
    func corners(_ angles: [Double], _ stretch: Double) -> [PagePosition] {
      angles.map { angle in
        let turn = angle * Double.pi / 180
        return center + PagePosition(cos(turn), sin(turn)) * radius * stretch
      }
    }
    switch symbol.shape {
    case .circle: canvas.addCircle(center, radius: radius)
    case .square: canvas.addPath(corners([45, 135, 225, 315], 1.25), closed: true)
    case .diamond: canvas.addPath(corners([0, 90, 180, 270], 1.25), closed: true)
    case .triangle: canvas.addPath(corners([-90, 30, 150], 1.3), closed: true)
    case .cross:
      canvas.addPath(corners([45, 225], 1.2), closed: false)
      canvas.addPath(corners([135, 315], 1.2), closed: false)
      canvas.stroke(.white, width: radius * 0.9, keepsPath: true)
      return canvas.stroke(symbol.color, width: radius * 0.5)
    }
    canvas.stroke(.white, width: max(0.9, radius * 0.4), keepsPath: true)
    canvas.fill(symbol.color)
  }

  /// Marks round coordinates along the neat line, with their numbers at the left and lower edge.
  func paintTicks(_ projection: GroundProjection, _ labels: inout LabelPlacement) {
    let frame = layout.map
    let spacing = ScaleBar.spacing(atMost: 70 * .millimetre * layout.factor / projection.scale)
    let style = TextStyle(size: 5.6 * layout.factor, color: .quietInk)
    let tick = 5 * layout.factor
    func rounds(_ low: Double, _ high: Double) -> [Double] {
      Array(stride(from: (low / spacing).rounded(.up) * spacing, through: high, by: spacing).prefix(100))
    }
    for easting in rounds(projection.window.minX, projection.window.maxX) {
      let x = projection.position(Point(easting, 0)).x
      guard x > frame.x + 4 * tick, x < frame.right - 4 * tick else { continue }
      canvas.addPath([PagePosition(x, frame.y), PagePosition(x, frame.y + tick)], closed: false)
      canvas.addPath([PagePosition(x, frame.bottom), PagePosition(x, frame.bottom - tick)], closed: false)
      canvas.stroke(.ink, width: 0.4)
      let text = String(Int(easting))
      let size = type.measure(text, style)
      paint(
        text, style,
        PageRect(
          x: x - size.width / 2, y: frame.bottom - tick - size.height * 0.92, width: size.width, height: size.height),
        &labels)
    }
    for northing in rounds(projection.window.minY, projection.window.maxY) {
      let y = projection.position(Point(0, northing)).y
      guard y > frame.y + 4 * tick, y < frame.bottom - 4 * tick else { continue }
      canvas.addPath([PagePosition(frame.x, y), PagePosition(frame.x + tick, y)], closed: false)
      canvas.addPath([PagePosition(frame.right, y), PagePosition(frame.right - tick, y)], closed: false)
      canvas.stroke(.ink, width: 0.4)
      let text = String(Int(northing))
      let size = type.measure(text, style)
      paint(
        text, style,
        PageRect(x: frame.x + tick * 1.3, y: y - size.height * 0.52, width: size.width, height: size.height), &labels)
    }
  }

  private func paint(_ text: String, _ style: TextStyle, _ box: PageRect, _ labels: inout LabelPlacement) {
    guard labels.take(box) else { return }
    // Rims around so many letters would be most of a page's file.
    canvas.addRectangle(
      PageRect(center: box.center, width: box.width + 2, height: box.height * 0.7))
    canvas.fill(MapColor.white.opacity(0.7))
    type.draw(text, style, at: PagePosition(box.x, box.y), on: canvas)
  }
}
