import CCairo
import GridMaps

/// A PNG read back through cairo.
struct Image {
  let width: Int
  let height: Int
  private let pixels: [UInt32]

  init?(path: String) {
    guard let surface = unsafe cairo_image_surface_create_from_png(path) else { return nil }
    defer { unsafe cairo_surface_destroy(surface) }
    guard unsafe cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
      let data = unsafe cairo_image_surface_get_data(surface)
    else { return nil }
    width = unsafe Int(cairo_image_surface_get_width(surface))
    height = unsafe Int(cairo_image_surface_get_height(surface))
    let stride = unsafe Int(cairo_image_surface_get_stride(surface))
    var pixels: [UInt32] = []
    pixels.reserveCapacity(width * height)
    for row in 0..<height {
      for column in 0..<width {
        let at = row * stride + column * 4
        unsafe pixels.append(UInt32(data[at]) | UInt32(data[at + 1]) << 8 | UInt32(data[at + 2]) << 16)
      }
    }
    self.pixels = pixels
  }

  subscript(x: Int, y: Int) -> UInt32 { pixels[y * width + x] }

  /// The colour at a place given in millimetres from the top left.
  func color(atMillimetre x: Double, _ y: Double, dpi: Double) -> MapColor {
    MapColor(self[Int(x / 25.4 * dpi), Int(y / 25.4 * dpi)])
  }

  func count(_ color: UInt32) -> Int { pixels.count { $0 == color } }

  /// The longest run of dark pixels in any row inside a box of columns and rows.
  func longestDarkRun(columns: Range<Int>, rows: Range<Int>) -> Int {
    var best = 0
    for row in rows {
      var run = 0
      for column in columns {
        run = MapColor(self[column, row]).luminance < 0.2 ? run + 1 : 0
        best = max(best, run)
      }
    }
    return best
  }
}
