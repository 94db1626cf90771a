/// A PDF that is written page by page, so that an atlas of any length takes the memory of a few pages.
///
/// Pages are on the disk as they come, in a file beside the target; ``finish()`` puts it in place. Without it nothing is
/// left.
public final class AtlasWriter {
  private let press: SheetPress
  private let path: String
  private let title: String
  private let subject: String
  private let date: String
  private let dpi: Double
  private var canvas: Canvas?
  public private(set) var pages = 0
  /// The entries of the table of contents that the next one may stand under, by level.
  private var open: [Int32] = []

  init(press: SheetPress, path: String, title: String, subject: String, date: String, dpi: Double) {
    self.press = press
    self.path = path
    self.title = title
    self.subject = subject
    self.date = date
    self.dpi = dpi
  }

  deinit { canvas?.cancel() }

  /// Draws the next page.
  ///
  /// - Parameters:
  ///   - page: Of any size and language.
  ///   - level: Its place in the table of contents: under the last page of a lower level. 0 for the top.
  ///   - bookmark: What the table of contents calls it, its title if nothing is said.
  /// - Throws: ``MapError``; the file is lost then.
  @discardableResult
  public func add(_ page: AtlasPage, level: Int = 0, bookmark: String? = nil) throws(MapError) -> MapReport {
    try page.check(format: .pdf, dpi: dpi)
    let (width, height) = (page.size.width * .millimetre, page.size.height * .millimetre)
    let canvas: Canvas
    if let open = self.canvas {
      canvas = open
      canvas.turnPage(width: width, height: height)
    } else {
      canvas = try Canvas(format: .pdf, width: width, height: height, dpi: dpi, path: path)
      canvas.describe(title: title, subject: subject, date: creationDate(date))
      self.canvas = canvas
    }
    pages += 1
    open.removeLast(max(0, open.count - max(0, level)))
    open.append(canvas.bookmark(bookmark ?? page.title, page: pages, under: open.last))
    let report = try press.paint(page, on: canvas)
    try canvas.check()
    return report
  }

  /// Ends the file and puts it in place.
  ///
  /// - Returns: Its size in bytes.
  /// - Throws: ``MapError``; then nothing is left. ``MapError/noSheets`` for a file without pages.
  public func finish() throws(MapError) -> Int {
    guard let canvas else { throw .noSheets }
    self.canvas = nil
    return try canvas.finish()
  }

  /// Drops the file. Harmless after ``finish()``.
  public func cancel() {
    canvas?.cancel()
    canvas = nil
  }
}
