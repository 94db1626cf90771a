import CCairo
import GridLayers

/// Where cairo sends the bytes of a file: into memory, or on to a file while the pages come.
private final class ByteSink {
  var bytes: [UInt8] = []
  var count = 0
  var stream: OutputStream?
  private(set) var failure: LayerError?
  private var isDropped = false

  /// The callback for cairo's stream surfaces; `closure` is the sink.
  static let write: cairo_write_func_t = { closure, data, length in
    guard let closure = unsafe closure, let data = unsafe data else { return CAIRO_STATUS_WRITE_ERROR }
    let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
    unsafe sink.take(UnsafeBufferPointer(start: data, count: Int(length)))
    return CAIRO_STATUS_SUCCESS
  }

  /// Sends the bytes on to a file from now on.
  func open(_ path: String) throws(MapError) {
    do {
      stream = try OutputStream(path)
    } catch {
      throw MapError(writing: error)
    }
  }

  /// Puts the file in place.
  func close() throws(MapError) {
    do {
      try stream?.finish()
    } catch {
      throw MapError(writing: error)
    }
  }

  /// Drops the file; what cairo still sends goes nowhere.
  func cancel() {
    stream?.cancel()
    isDropped = true
  }

  /// A failure is kept for whoever asks, and not told to cairo, whose PDF surface does not survive one at its end.
  private func take(_ part: UnsafeBufferPointer<UInt8>) {
    count += part.count
    guard !isDropped else { return }
    guard stream != nil else { return unsafe bytes.append(contentsOf: part) }
    do throws(LayerError) {
      unsafe try stream?.write(part)
    } catch {
      failure = error
      cancel()
    }
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
  ///   - path: The file to write while the drawing goes on, a PDF or SVG; `nil` keeps the bytes in memory.
  init(format: MapFormat, width: Double, height: Double, dpi: Double, path: String? = nil) throws(MapError) {
    self.format = format
    density = dpi / 72
    let sink = ByteSink()
    if let path { try sink.open(path) }
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
      sink.cancel()
      throw .cairo(call: "cairo_create", status: "out of memory")
    }
    let status = unsafe cairo_status(context)
    guard status == CAIRO_STATUS_SUCCESS else {
      unsafe cairo_destroy(context)
      unsafe cairo_surface_destroy(surface)
      sink.cancel()
      throw .cairo(call: "cairo_create", status: unsafe String(cString: cairo_status_to_string(status)))
    }
    unsafe cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    if format == .png {
      // The paper seldom ends with a dot: without a ground, the last row and column would be half black.
      unsafe cairo_set_source_rgb(context, 1, 1, 1)
      unsafe cairo_paint(context)
      unsafe cairo_scale(context, dpi / 72, dpi / 72)
    }
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
  ///
  /// - Parameter parent: The entry it stands under; `nil` for none.
  /// - Returns: The entry, for those under it.
  @discardableResult
  func bookmark(_ title: String, page: Int, under parent: Int32? = nil) -> Int32 {
    guard format == .pdf else { return 0 }
    let root = Int32(CAIRO_PDF_OUTLINE_ROOT)
    // A long list stays folded below its first level.
    let flags = parent == nil ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t(rawValue: 0)
    return unsafe cairo_pdf_surface_add_outline(surface, parent ?? root, title, "page=\(page)", flags)
  }

  /// Why nothing more can be drawn, if so.
  func check() throws(MapError) {
    let status = unsafe cairo_status(context)
    if let failure = sink.failure { throw MapError(writing: failure) }
    guard status == CAIRO_STATUS_SUCCESS else {
      throw .cairo(call: "cairo_show_page", status: unsafe String(cString: cairo_status_to_string(status)))
    }
  }

  /// Ends the drawing and puts its file in place. Nothing can be drawn afterwards.
  ///
  /// - Returns: The size of the file in bytes.
  func finish() throws(MapError) -> Int {
    do throws(MapError) {
      _ = try bytes()
      try check()
      try sink.close()
    } catch {
      cancel()
      throw error
    }
    return sink.count
  }

  /// Drops the file that was being written.
  func cancel() { sink.cancel() }

  /// Ends the drawing and returns the file, where it was kept in memory. Nothing can be drawn afterwards.
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

  /// Fills the path and keeps it for a stroke.
  func fillKeepingPath(_ color: MapColor) {
    setColor(color)
    unsafe cairo_fill_preserve(context)
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
