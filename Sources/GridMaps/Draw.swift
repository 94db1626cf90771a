import Foundation
import GridGeometry

/// What came of drawing a sheet.
public struct MapReport: Hashable, Sendable {
  /// The scale denominator, as in 1 : 25 000.
  public let scale: Double
  public let bytes: Int
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
public func draw(_ sheet: MapSheet, to path: String, format: MapFormat, dpi: Double = 150) throws(MapError) -> MapReport {
  let (bytes, report) = try drawn(sheet, format: format, dpi: dpi)
  do {
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
  } catch {
    throw .cannotWrite(path: path, cause: error.localizedDescription)
  }
  return report
}

/// The file a sheet makes, in memory.
///
/// - Throws: ``MapError``, never for writing.
public func drawn(_ sheet: MapSheet, format: MapFormat, dpi: Double = 150) throws(MapError) -> (bytes: [UInt8], report: MapReport) {
  try check(sheet, format: format, dpi: dpi)
  let painter = try SheetPainter(sheet, format: format, dpi: dpi)
  painter.canvas.describe(title: sheet.title, subject: sheet.subtitle, date: creationDate(sheet.date))
  let labels = painter.paintMap()
  let legendRows = painter.paintFurniture()
  var bytes = try painter.canvas.bytes()
  switch format {
  case .png: bytes = PNGDocument.settingResolution(bytes, dpi: dpi)
  case .svg: bytes = SVGDocument.normalized(bytes, title: sheet.title)
  case .pdf: break
  }
  var warnings: [String] = []
  if painter.type.unknownCharacters > 0 {
    warnings.append(
      "\(painter.type.unknownCharacters) characters on the sheet \"\(sheet.title)\" are in no installed font and show as boxes. "
        + "Install a font that has them, such as the package fonts-noto-cjk.")
  }
  if legendRows < sheet.legend.count {
    warnings.append("The legend of \"\(sheet.title)\" has room for \(legendRows) of its \(sheet.legend.count) rows.")
  }
  let report = MapReport(
    scale: painter.layout.denominator, bytes: bytes.count, labelsDrawn: labels.drawn, labelsSkipped: labels.skipped,
    legendRows: legendRows, warnings: warnings)
  return (bytes, report)
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
