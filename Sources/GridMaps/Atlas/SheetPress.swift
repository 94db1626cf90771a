import GridLayers

/// Draws sheet after sheet with letters that are looked up once. Not `Sendable`: a thread has its own.
///
/// What a sheet looks like does not depend on those before it.
public final class SheetPress {
  private var typesetters: [MapLanguage: Typesetter] = [:]

  /// A press; letters are looked for with the first sheet of a language.
  public init() {}

  /// Draws a page into a file, which appears whole or not at all.
  ///
  /// - Parameter dpi: Dots per inch of a PNG; in the other formats vertices are thinned to a quarter of such a dot.
  /// - Throws: ``MapError``.
  @discardableResult
  public func draw(
    _ page: AtlasPage, to path: String, format: MapFormat, dpi: Double = 150
  ) throws(MapError) -> MapReport {
    let (bytes, report) = try drawn(page, format: format, dpi: dpi)
    try saveDrawing(bytes, to: path)
    return report
  }

  /// The file a page makes, in memory.
  ///
  /// - Throws: ``MapError``, never for writing.
  public func drawn(_ page: AtlasPage, format: MapFormat, dpi: Double = 150) throws(MapError) -> (
    bytes: [UInt8], report: MapReport
  ) {
    try page.check(format: format, dpi: dpi)
    let canvas = try Canvas(
      format: format, width: page.size.width * .millimetre, height: page.size.height * .millimetre, dpi: dpi)
    canvas.describe(title: page.title, subject: page.subtitle, date: creationDate(page.date))
    var report = try paint(page, on: canvas)
    let bytes = try canvas.file(title: page.title, dpi: dpi)
    report.bytes = bytes.count
    return (bytes, report)
  }

  /// Begins a PDF of many pages.
  ///
  /// - Parameters:
  ///   - path: The file to write or replace; it appears whole with ``AtlasWriter/finish()``, or not at all.
  ///   - date: An ISO date, the creation date of the file.
  ///   - dpi: Vertices are thinned to a quarter of such a dot.
  public func atlas(
    _ path: String, title: String, subject: String = "", date: String, dpi: Double = 150
  ) -> AtlasWriter {
    AtlasWriter(press: self, path: path, title: title, subject: subject, date: date, dpi: dpi)
  }

  /// Draws on the present page of a canvas.
  func paint(_ page: AtlasPage, on canvas: Canvas) throws(MapError) -> MapReport {
    let type = try typesetter(page.language)
    type.beginSheet()
    switch page {
    case .map(let sheet):
      let layout = SheetLayout(sheet, type: type)
      let counts = SheetPainter(sheet: sheet, canvas: canvas, type: type, layout: layout).paint()
      return MapReport(
        scale: layout.denominator, bytes: 0, labelsDrawn: counts.labelsDrawn, labelsSkipped: counts.labelsSkipped,
        legendRows: counts.legendRows, tableRowsLeft: counts.tableRowsLeft,
        warnings: warnings(of: sheet, type.unknownCharacters, counts.legendRows, missed: counts.labelsMissed))
    case .charts(let sheet):
      ChartSheetPainter(sheet: sheet, canvas: canvas, type: type).paint()
      return MapReport(
        scale: 0, bytes: 0, labelsDrawn: 0, labelsSkipped: 0, legendRows: 0, tableRowsLeft: 0,
        warnings: unknownLetters(type.unknownCharacters, on: sheet.title))
    }
  }

  private func typesetter(_ language: MapLanguage) throws(MapError) -> Typesetter {
    if let known = typesetters[language] { return known }
    let new = try Typesetter(language: language)
    typesetters[language] = new
    return new
  }

  private func unknownLetters(_ count: Int, on title: String) -> [String] {
    guard count > 0 else { return [] }
    return [
      "\(count) characters on the sheet \"\(title)\" are in no installed font and show as boxes. "
        + "Install a font that has them, such as the package fonts-noto-cjk."
    ]
  }

  private func warnings(
    of sheet: MapSheet, _ unknownCharacters: Int, _ legendRows: Int, missed: [String]
  ) -> [String] {
    var warnings = unknownLetters(unknownCharacters, on: sheet.title)
    if legendRows < sheet.legend.count {
      warnings.append("The legend of \"\(sheet.title)\" has room for \(legendRows) of its \(sheet.legend.count) rows.")
    }
    if !missed.isEmpty {
      let names = missed.prefix(8).joined(separator: ", ") + (missed.count > 8 ? " … (\(missed.count))" : "")
      warnings.append("The map of \"\(sheet.title)\" has no room for the names: \(names).")
    }
    return warnings
  }
}

extension Canvas {
  /// Ends the drawing and returns the file, finished for its format.
  func file(title: String, dpi: Double) throws(MapError) -> [UInt8] {
    let bytes = try self.bytes()
    switch format {
    case .png: return PNGDocument.settingResolution(bytes, dpi: dpi)
    case .svg: return SVGDocument.normalized(bytes, title: title)
    case .pdf: return bytes
    }
  }
}

/// A PDF date for a sheet's date: midnight UTC, and the first of 1970 when the date is not ISO, because a clock would
/// make every file different.
func creationDate(_ date: String) -> String {
  let parts = date.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
  let isISO = parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
  return (isISO ? String(date.prefix(10)) : "1970-01-01") + "T00:00:00Z"
}
