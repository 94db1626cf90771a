/// Texts in the room there is.
extension Typesetter {
  /// A text no wider than a width: as it is, or smaller, or cut with an ellipsis.
  ///
  /// - Parameters:
  ///   - width: In points.
  ///   - share: The smallest share of its size the text may shrink to.
  /// - Complexity: O(text · log text) layouts at worst.
  func fitted(
    _ text: String, _ style: TextStyle, width: Double, atLeast share: Double = 0.75
  ) -> (text: String, style: TextStyle) {
    let full = measure(text, style).width
    if full <= width { return (text, style) }
    var small = style
    small.size *= max(share, width / full)
    if measure(text, small).width <= width * 1.005 { return (text, small) }
    // The longest beginning that fits.
    let letters = Array(text)
    var (fits, tooLong) = (0, letters.count)
    while tooLong - fits > 1 {
      let middle = (fits + tooLong) / 2
      if measure(String(letters[..<middle]) + "…", small).width <= width { fits = middle } else { tooLong = middle }
    }
    return (String(letters[..<fits]) + "…", small)
  }

  /// Sets a line with its letters about a position.
  func drawCentred(_ text: String, _ style: TextStyle, at center: PagePosition, on canvas: Canvas) {
    let size = measure(text, style)
    draw(text, style, at: center - PagePosition(size.width / 2, size.height / 2 + 0.05 * style.size), on: canvas)
  }

  /// Sets a line that begins at a position, its letters centred about the position's height.
  func drawLeading(_ text: String, _ style: TextStyle, at place: PagePosition, on canvas: Canvas) {
    draw(text, style, at: place - PagePosition(0, measure(text, style).height / 2 + 0.05 * style.size), on: canvas)
  }

  /// Sets a line that ends at a position, its letters centred about the position's height.
  func drawTrailing(_ text: String, _ style: TextStyle, at place: PagePosition, on canvas: Canvas) {
    let size = measure(text, style)
    draw(text, style, at: place - PagePosition(size.width, size.height / 2 + 0.05 * style.size), on: canvas)
  }
}
