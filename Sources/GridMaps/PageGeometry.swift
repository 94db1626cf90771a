/// A position on the sheet in points (1/72 inch), from the top left corner, y downwards.
package typealias PagePosition = SIMD2<Double>

/// A rectangle on the sheet, in points.
package struct PageRect: Hashable, Sendable {
  package var x: Double
  package var y: Double
  package var width: Double
  package var height: Double

  var right: Double { x + width }
  var bottom: Double { y + height }
  var center: PagePosition { PagePosition(x + width / 2, y + height / 2) }

  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  package init(center: PagePosition, width: Double, height: Double) {
    self.init(x: center.x - width / 2, y: center.y - height / 2, width: width, height: height)
  }

  func insetBy(_ distance: Double) -> PageRect {
    PageRect(x: x + distance, y: y + distance, width: width - 2 * distance, height: height - 2 * distance)
  }

  /// Whether the two share more than an edge.
  package func overlaps(_ other: PageRect) -> Bool {
    x < other.right && other.x < right && y < other.bottom && other.y < bottom
  }

  package func contains(_ other: PageRect) -> Bool {
    x <= other.x && other.right <= right && y <= other.y && other.bottom <= bottom
  }
}

extension Double {
  /// Points in a millimetre.
  static let millimetre = 72 / 25.4
}

extension SIMD2<Double> {
  /// The distance from the origin.
  package var length: Double { (self * self).sum().squareRoot() }
}
