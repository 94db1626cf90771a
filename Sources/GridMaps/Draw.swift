import GridGeometry
import GridLayers

/// What came of drawing a sheet.
public struct MapReport: Hashable, Sendable {
  /// The scale denominator, as in 1 : 25 000.
  public let scale: Double
  /// The size of the file.
  public internal(set) var bytes: Int
  public let labelsDrawn: Int
  /// Labels without room.
  public let labelsSkipped: Int
  /// Rows of the legend that are on the sheet, headings among them.
  public let legendRows: Int
  /// What the caller should tell the user, such as characters no font could set.
  public let warnings: [String]
}

/// Draws a sheet into a file, by one drawing path whatever the format.
///
/// The file appears whole or not at all: it is written beside the target and renamed. The same sheet gives the same
/// bytes on one machine, whatever was drawn before.
///
/// - Parameters:
///   - sheet: What to draw.
///   - path: The file to write or replace.
///   - format: PNG, SVG (letters as shapes) or PDF (letters as text in embedded fonts).
///   - dpi: Dots per inch of a PNG; in the other formats vertices are thinned to a quarter of such a dot.
/// - Throws: ``MapError``.
/// - Complexity: O(n log n) usual in the number of vertices.
@discardableResult
public func draw(_ sheet: MapSheet, to path: String, format: MapFormat, dpi: Double = 150) throws(MapError) -> MapReport
{
  let (bytes, report) = try drawn(sheet, format: format, dpi: dpi)
  try saveDrawing(bytes, to: path)
  return report
}

/// Draws sheets into one PDF, a page each, with a table of contents.
///
/// - Parameters:
///   - sheets: At least one; sizes and languages may differ.
///   - path: The file to write or replace; it appears whole or not at all.
///   - dpi: Vertices are thinned to a quarter of such a dot.
/// - Returns: A report for each sheet, each with the bytes of the whole file.
/// - Throws: ``MapError``.
@discardableResult
public func drawAtlas(_ sheets: [MapSheet], to path: String, dpi: Double = 150) throws(MapError) -> [MapReport] {
  let (bytes, reports) = try drawn(sheets, format: .pdf, dpi: dpi)
  try saveDrawing(bytes, to: path)
  return reports
}

/// The file a sheet makes, in memory.
///
/// - Throws: ``MapError``, never for writing.
public func drawn(_ sheet: MapSheet, format: MapFormat, dpi: Double = 150) throws(MapError) -> (
  bytes: [UInt8], report: MapReport
) {
  let (bytes, reports) = try drawn([sheet], format: format, dpi: dpi)
  return (bytes, reports[0])
}

/// Draws pages; more than one only for a PDF.
private func drawn(_ sheets: [MapSheet], format: MapFormat, dpi: Double) throws(MapError) -> (
  bytes: [UInt8], reports: [MapReport]
) {
  guard let first = sheets.first else { throw .noSheets }
  for sheet in sheets { try check(sheet, format: format, dpi: dpi) }
  let size = first.size
  let canvas = try Canvas(
    format: format, width: size.width * .millimetre, height: size.height * .millimetre, dpi: dpi)
  canvas.describe(title: first.title, subject: first.subtitle, date: creationDate(first.date))
  var type = try Typesetter(language: first.language)
  var reports: [MapReport] = []
  for (index, sheet) in sheets.enumerated() {
    if index > 0 { canvas.turnPage(width: sheet.size.width * .millimetre, height: sheet.size.height * .millimetre) }
    if sheet.language != type.language { type = try Typesetter(language: sheet.language) }
    if sheets.count > 1 { canvas.bookmark(sheet.title, page: index + 1) }
    type.beginSheet()
    let layout = SheetLayout(sheet, type: type)
    let counts = SheetPainter(sheet: sheet, canvas: canvas, type: type, layout: layout).paint()
    reports.append(
      MapReport(
        scale: layout.denominator, bytes: 0, labelsDrawn: counts.labelsDrawn, labelsSkipped: counts.labelsSkipped,
        legendRows: counts.legendRows,
        warnings: warnings(sheet, unknownCharacters: type.unknownCharacters, legendRows: counts.legendRows)))
  }
  var bytes = try canvas.bytes()
  switch format {
  case .png: bytes = PNGDocument.settingResolution(bytes, dpi: dpi)
  case .svg: bytes = SVGDocument.normalized(bytes, title: first.title)
  case .pdf: break
  }
  for index in reports.indices { reports[index].bytes = bytes.count }
  return (bytes, reports)
}

private func warnings(_ sheet: MapSheet, unknownCharacters: Int, legendRows: Int) -> [String] {
  var warnings: [String] = []
  if unknownCharacters > 0 {
    warnings.append(
      "\(unknownCharacters) characters on the sheet \"\(sheet.title)\" are in no installed font and show as boxes. "
        + "Install a font that has them, such as the package fonts-noto-cjk.")
  }
  if legendRows < sheet.legend.count {
    warnings.append("The legend of \"\(sheet.title)\" has room for \(legendRows) of its \(sheet.legend.count) rows.")
  }
  return warnings
}

/// Writes beside the target and renames.
func saveDrawing(_ bytes: [UInt8], to path: String) throws(MapError) {
  do {
    try OutputFile.write(bytes, to: path)
  } catch .cannotWrite(let path, let cause) {
    throw .cannotWrite(path: path, cause: cause)
  } catch {
    throw .cannotWrite(path: path, cause: error.message)
  }
}

private func check(_ sheet: MapSheet, format: MapFormat, dpi: Double) throws(MapError) {
  guard dpi.isFinite, (20...1200).contains(dpi) else { throw .resolution(dpi: dpi) }
  let size = sheet.size
  func refuse(_ cause: String) -> MapError { .sheetSize(width: size.width, height: size.height, cause: cause) }
  guard size.width.isFinite, size.height.isFinite, size.width >= 120, size.height >= 120 else {
    throw refuse("a map needs 120 mm each way")
  }
  guard max(size.width, size.height) <= 5000 else { throw refuse("PDF readers take no more than 5 m") }
  if format == .png {
    let (across, down) = (size.width / 25.4 * dpi, size.height / 25.4 * dpi)
    guard max(across, down) < 32767, across * down <= 400e6 else {
      throw refuse("at \(dpi) dpi the image would have \(Int(across)) × \(Int(down)) pixels")
    }
  }
  let extent = sheet.extent
  let corners = [extent.minX, extent.minY, extent.maxX, extent.maxY]
  guard corners.allSatisfy({ $0.isFinite && abs($0) < 1e9 }), extent.width > 0 || extent.height > 0 else {
    throw .emptyExtent(sheet: sheet.title)
  }
}

/// A PDF date for a sheet's date: midnight UTC, and the first of 1970 when the date is not ISO, because a clock would
/// make every file different.
private func creationDate(_ date: String) -> String {
  let parts = date.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
  let isISO = parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
  return (isISO ? String(date.prefix(10)) : "1970-01-01") + "T00:00:00Z"
}
