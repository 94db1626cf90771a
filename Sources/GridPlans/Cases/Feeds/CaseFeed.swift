import GridGeometry
import GridLayers

/// One row of somebody's list of cases, as it stands there; texts are empty where it states nothing. What people wrote is
/// not read, and who they are only where it was asked for.
struct FeedRow: Hashable {
  /// From 1.
  var ordinal: Int
  /// Of a text file, from 1.
  var line: Int?
  var id = ""
  /// In the source's words.
  var caseClass = ""
  /// The source's code of the class, where it states one beside; it goes first where we know it.
  var classCode = ""
  var created = ""
  var closed = ""
  /// In the words of Open311: open or closed; empty where only the closing time tells.
  var status = ""
  var area = ""
  var address = ""
  /// In the feed's reference system.
  var point: Point?
  /// How many places it states, of which ``point`` is the first.
  var places = 0
  /// Who reported it, in the order of ``CaseFeed/contactNames``; empty unless asked for.
  var contact: [String] = []
  /// Why what stands for coordinates is none.
  var fault: BilingualText?
  /// Why nothing in the row can be trusted: it is refused whatever else it holds.
  var damage: RowFault?

  /// Its line or, where the file has none, its number.
  var number: Int { line ?? ordinal }
}

extension BilingualText {
  /// How a message names a row of a feed.
  ///
  /// - Parameter isLine: Whether its number is that of a line.
  static func row(_ number: Int, isLine: Bool) -> BilingualText {
    isLine ? .line(number) : BilingualText(en: "record \(number)", zh: "第 \(number) 条记录")
  }
}

/// A list of cases that can be read row by row, more than once.
protocol CaseFeed {
  /// What its coordinates mean; `nil` where nobody said and there are none.
  var system: ReferenceSystem? { get }
  /// What the parts of a contact are called.
  var contactNames: [String] { get }
  /// What was decided about the list as a whole, for a person to know.
  var notes: [BilingualText] { get }
  func forEach(_ body: (FeedRow) throws -> Void) throws
  /// Every time that a row states, in their order, without the rest of the row.
  func forEachTime(_ body: (String) throws -> Void) throws
}

extension CaseFeed {
  var contactNames: [String] { [] }
  var notes: [BilingualText] { [] }

  func forEachTime(_ body: (String) throws -> Void) throws {
    try forEach { row in
      guard row.damage == nil else { return }
      try body(row.created)
      try body(row.closed)
    }
  }
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
///   - reporters: Columns, of Open311 elements, that say who reported a case; `nil` reads nobody.
///   - datum: Declared; otherwise the file's own, WGS 84 for Open311.
func openCaseFeed(
  _ source: String, format: CaseFormat?, fields: CaseFields, reporters: ReporterFields? = nil, datum: ReferenceSystem?,
  encoding: TextEncoding?
) throws(PlanError) -> any CaseFeed {
  let place = LayerSource(source)
  let found: CaseFormat
  if let format { found = format } else { found = try Open311Feed.format(of: place) }
  switch found {
  case .layer: return try LayerFeed(place, fields: fields, reporters: reporters, datum: datum, encoding: encoding)
  case .open311:
    return try Open311Feed(place.path, reporters: reporters, datum: datum ?? .wgs84)
  }
}
