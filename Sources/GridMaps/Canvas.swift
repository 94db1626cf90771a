import CCairo

/// Where cairo sends the bytes of a file.
private final class ByteSink {
  var bytes: [UInt8] = []

  /// The callback for cairo's stream surfaces; `closure` is the sink.
  static let write: cairo_write_func_t = { closure, data, length in
    guard let closure = unsafe closure, let data = unsafe data else { return CAIRO_STATUS_WRITE_ERROR }
    let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
    unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
    return CAIRO_STATUS_SUCCESS
  }
}

/// The paper of a file that cairo draws on, measured in points (1/72 inch) from the top left corner, whatever the format.
///
/// Shared by the painters of the file's pages. Not `Sendable`, like its cairo context. Cairo keeps the first failure;
/// ``bytes()`` reports it.
@safe final class Canvas {
  let format: MapFormat
  /// Dots per point of the output.
  let density: Double
  let context: OpaquePointer
  private let surface: OpaquePointer
  private let sink: ByteSink

  /// - Parameters:
  ///   - width: In points.
  ///   - height: In points.
  ///   - dpi: The resolution of an image; the fineness lines are thinned to in the other formats.
  init(format: MapFormat, width: Double, height: Double, dpi: Double) throws(MapError) {
    self.format = format
    density = dpi / 72
    let sink = ByteSink()
    let closure = unsafe Unmanaged.passUnretained(sink).toOpaque()
    let made: OpaquePointer? =
      switch format {
      case .png:
        unsafe cairo_image_surface_create(
          CAIRO_FORMAT_RGB24, Int32((width * dpi / 72).rounded()), Int32((height * dpi / 72).rounded()))
      case .svg: unsafe cairo_svg_surface_create_for_stream(ByteSink.write, closure, width, height)
      case .pdf: unsafe cairo_pdf_surface_create_for_stream(ByteSink.write, closure, width, height)
      }
    // Cairo hands out a surface even when it fails, and keeps the failure in it.
    guard let surface = unsafe made, let context = unsafe cairo_create(surface) else {
      throw .cairo(call: "cairo_create", status: "out of memory")
    }
    let status = unsafe cairo_status(context)
    guard status == CAIRO_STATUS_SUCCESS else {
      unsafe cairo_destroy(context)
      unsafe cairo_surface_destroy(surface)
      throw .cairo(call: "cairo_create", status: unsafe String(cString: cairo_status_to_string(status)))
    }
    unsafe cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    if format == .png { unsafe cairo_scale(context, dpi / 72, dpi / 72) }
    self.sink = sink
    unsafe self.surface = unsafe surface
    unsafe self.context = unsafe context
  }

  deinit {
    unsafe cairo_destroy(context)
    unsafe cairo_surface_destroy(surface)
  }

  /// Sets what a PDF says about itself; the other formats have no place for it in cairo.
  func describe(title: String, subject: String, date: String) {
    guard format == .pdf else { return }
    unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, subject)
    unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Gridwright")
    unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date)
  }

  /// Begins the next page of a PDF, with its own size in points.
  func turnPage(width: Double, height: Double) {
    guard format == .pdf else { return }
    unsafe cairo_show_page(context)
    unsafe cairo_pdf_surface_set_size(surface, width, height)
  }

  /// Lists a page of a PDF, counted from 1, in the reader's table of contents.
  func bookmark(_ title: String, page: Int) {
    guard format == .pdf else { return }
    let root = Int32(CAIRO_PDF_OUTLINE_ROOT)
    _ = unsafe cairo_pdf_surface_add_outline(surface, root, title, "page=\(page)", CAIRO_PDF_OUTLINE_FLAG_OPEN)
  }

  /// Ends the drawing and returns the file. Nothing can be drawn afterwards.
  func bytes() throws(MapError) -> [UInt8] {
    var status = unsafe cairo_status(context)
    if status == CAIRO_STATUS_SUCCESS {
      if format == .png {
        let closure = unsafe Unmanaged.passUnretained(sink).toOpaque()
        status = unsafe cairo_surface_write_to_png_stream(surface, ByteSink.write, closure)
      } else {
        unsafe cairo_surface_finish(surface)
        status = unsafe cairo_surface_status(surface)
      }
    }
    guard status == CAIRO_STATUS_SUCCESS else {
      throw .cairo(call: "cairo_surface_finish", status: unsafe String(cString: cairo_status_to_string(status)))
    }
    return sink.bytes
  }
}

/// Drawing.
extension Canvas {
  /// Draws with everything outside the rectangle left untouched.
  func clipped<Failure: Error>(to rect: PageRect, _ draw: () throws(Failure) -> Void) throws(Failure) {
    unsafe cairo_save(context)
    defer { unsafe cairo_restore(context) }
    addRectangle(rect)
    unsafe cairo_clip(context)
    try draw()
  }

  func addRectangle(_ rect: PageRect) {
    unsafe cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
  }

  func addCircle(_ center: PagePosition, radius: Double) {
    unsafe cairo_new_sub_path(context)
    unsafe cairo_arc(context, center.x, center.y, radius, 0, 2 * .pi)
  }

  func addPath(_ points: some Sequence<PagePosition>, closed: Bool) {
    var isFirst = true
    for point in points {
      if isFirst {
        unsafe cairo_move_to(context, point.x, point.y)
      } else {
        unsafe cairo_line_to(context, point.x, point.y)
      }
      isFirst = false
    }
    if closed && !isFirst { unsafe cairo_close_path(context) }
  }

  func setColor(_ color: MapColor) {
    unsafe cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
  }

  /// Fills the path with the even-odd rule and forgets it.
  ///
  /// - Parameter seam: The width in points of a stroke in the fill's own colour, which covers the pale hairline that
  ///   antialiasing leaves between neighbours. Leave it 0 for colours that are not opaque.
  func fill(_ color: MapColor, seam: Double = 0) {
    setColor(color)
    unsafe cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD)
    guard seam > 0 else { return unsafe cairo_fill(context) }
    unsafe cairo_fill_preserve(context)
    unsafe cairo_set_dash(context, nil, 0, 0)
    unsafe cairo_set_line_width(context, seam)
    unsafe cairo_stroke(context)
  }

  /// Strokes the path and forgets it; lengths in points.
  func stroke(_ color: MapColor, width: Double, dashes: [Double] = [], keepsPath: Bool = false) {
    setColor(color)
    unsafe cairo_set_line_width(context, width)
    unsafe cairo_set_line_cap(context, dashes.isEmpty ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
    unsafe cairo_set_dash(context, dashes, Int32(dashes.count), 0)
    if keepsPath { unsafe cairo_stroke_preserve(context) } else { unsafe cairo_stroke(context) }
  }

  /// Strokes the path as a stroke of the map says, and forgets it.
  func stroke(_ stroke: MapStroke) {
    let width = stroke.width * .millimetre
    let dashes = stroke.dashes.map { $0 * .millimetre }
    guard let inlay = stroke.inlay else { return self.stroke(stroke.color, width: width, dashes: dashes) }
    self.stroke(stroke.color, width: width, keepsPath: true)
    self.stroke(inlay, width: width * 0.55, dashes: dashes)
  }
}
