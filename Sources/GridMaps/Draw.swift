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
  /// Rows of tables that had no room; the sheet says how many.
  public let tableRowsLeft: Int
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
  guard let first = sheets.first else { throw .noSheets }
  let atlas = SheetPress().atlas(path, title: first.title, subject: first.subtitle, date: first.date, dpi: dpi)
  var reports: [MapReport] = []
  for sheet in sheets { reports.append(try atlas.add(.map(sheet))) }
  let bytes = try atlas.finish()
  for index in reports.indices { reports[index].bytes = bytes }
  return reports
}

/// The file a sheet makes, in memory.
///
/// - Throws: ``MapError``, never for writing.
public func drawn(_ sheet: MapSheet, format: MapFormat, dpi: Double = 150) throws(MapError) -> (
  bytes: [UInt8], report: MapReport
) {
  try SheetPress().drawn(.map(sheet), format: format, dpi: dpi)
}

/// Writes beside the target and renames.
func saveDrawing(_ bytes: [UInt8], to path: String) throws(MapError) {
  do {
    try OutputFile.write(bytes, to: path)
  } catch {
    throw MapError(writing: error)
  }
}

extension MapError {
  init(writing error: LayerError) {
    if case .cannotWrite(let path, let cause) = error {
      self = .cannotWrite(path: path, cause: cause)
    } else {
      self = .cannotWrite(path: "", cause: error.message)
    }
  }
}
