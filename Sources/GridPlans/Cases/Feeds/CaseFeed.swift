import GridGeometry
import GridLayers

/// One row of somebody's list of cases, as it stands there; texts are empty where it states nothing. What people wrote,
/// and who they are, is not read.
struct FeedRow: Hashable {
  /// From 1.
  var ordinal: Int
  /// Of a text file, from 1.
  var line: Int?
  var id = ""
  var caseClass = ""
  var created = ""
  var closed = ""
  /// In the words of Open311: open or closed; empty where only the closing time tells.
  var status = ""
  var area = ""
  var address = ""
  /// In the feed's reference system.
  var point: Point?
  /// Why what stands for coordinates is none.
  var fault: BilingualText?

  /// How a message names the row.
  var place: BilingualText { line.map(BilingualText.line) ?? .feature(ordinal) }
}

/// A list of cases that can be read row by row, more than once.
protocol CaseFeed {
  /// What its coordinates mean; `nil` where nobody said and there are none.
  var system: ReferenceSystem? { get }
  func forEach(_ body: (FeedRow) throws -> Void) throws
}

/// How a list of cases is written down.
public enum CaseFormat: String, Hashable, Sendable, CaseIterable {
  /// A layer with a row for each case: CSV, GeoJSON or any other that ``GridLayers`` reads.
  case layer
  /// GeoReport v2, in JSON or XML.
  case open311
}

/// Opens a list of cases.
///
/// - Parameters:
///   - format: `nil`: `.xml` is Open311, and so is `.json` that is no GeoJSON.
///   - datum: Declared; otherwise the file's own, WGS 84 for Open311.
func openCaseFeed(
  _ source: String, format: CaseFormat?, fields: CaseFields, datum: ReferenceSystem?, encoding: TextEncoding?
) throws(PlanError) -> any CaseFeed {
  let place = LayerSource(source)
  let found: CaseFormat
  if let format { found = format } else { found = try Open311Feed.format(of: place) }
  switch found {
  case .layer: return try LayerFeed(place, fields: fields, datum: datum, encoding: encoding)
  case .open311: return try Open311Feed(place.path, datum: datum ?? .wgs84)
  }
}
