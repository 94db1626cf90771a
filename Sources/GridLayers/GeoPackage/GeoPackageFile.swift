import Foundation
import GRDB

/// What a GeoPackage says about itself: its layers, their columns and reference systems.
enum GeoPackageFile {
  /// Tables that programs keep for themselves and nobody means by "the layer".
  private static let housekeeping: Set<String> = ["layer_styles", "qgis_projects"]

  static func open(_ path: String) throws(LayerError) -> DatabaseQueue {
    guard FileSystem.isFile(path) else {
      if FileSystem.isDirectory(path) { throw .unreadable(path: path, cause: "it is a folder") }
      throw .missingFile(path: path)
    }
    var input = try ByteInput(path)
    guard try input.peek(16).elementsEqual(Array("SQLite format 3".utf8) + [0]) else {
      throw .malformed(
        source: path, feature: nil, line: nil, byte: 0,
        cause: "this is not a GeoPackage: the file does not start as one",
        remedy: "Check the file; a format other than GeoPackage needs its own extension in the name.")
    }
    do {
      let queue = try connect(path)
      let hasContents = try queue.read { try $0.tableExists("gpkg_contents") }
      guard hasContents else {
        throw LayerError.malformed(
          source: path, feature: nil, line: nil, byte: nil,
          cause: "this is an SQLite database but no GeoPackage: there is no table gpkg_contents",
          remedy: "Save it as GeoPackage, for example with `ogr2ogr out.gpkg \(path)`.")
      }
      return queue
    } catch let error as LayerError {
      throw error
    } catch {
      throw failure(error, source: path, feature: nil)
    }
  }

  /// How many seconds to wait for a program that is putting its changes into the file.
  static let patience = 10.0

  private static func connect(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(patience)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { _ = try $0.tableExists("gpkg_contents") }
      return queue
    } catch let error as DatabaseError where [.SQLITE_READONLY, .SQLITE_CANTOPEN].contains(error.resultCode) {
      // A killed program left a journal, which is played back by whoever opens the file next and may write.
      try DatabaseQueue(path: path).read { _ = try $0.tableExists("gpkg_contents") }
      return try DatabaseQueue(path: path, configuration: configuration)
    }
  }

  static func layerNames(in queue: DatabaseQueue, path: String) throws(LayerError) -> [(name: String, isSpatial: Bool)]
  {
    do {
      return try queue.read { database in
        let sql = """
          SELECT table_name, data_type FROM gpkg_contents
          WHERE data_type IN ('features', 'attributes', 'aspatial') ORDER BY rowid
          """
        return try Row.fetchAll(database, sql: sql).compactMap { row -> (name: String, isSpatial: Bool)? in
          let name: String = row[0] ?? ""
          let type: String = row[1] ?? ""
          return housekeeping.contains(name) ? nil : (name, type == "features")
        }
      }
    } catch {
      throw failure(error, source: path, feature: nil)
    }
  }

  /// The table that is meant: the one named, else the only one with geometry, else the only one.
  static func table(_ source: LayerSource, in queue: DatabaseQueue) throws(LayerError) -> GeoPackageTable {
    let layers = try layerNames(in: queue, path: source.path)
    let names = layers.map(\.name)
    let spatial = layers.filter(\.isSpatial).map(\.name)
    let name: String
    if let wanted = source.layer {
      let folded = names.filter { $0.lowercased() == wanted.lowercased() }
      guard let found = names.contains(wanted) ? wanted : (folded.count == 1 ? folded[0] : nil) else {
        throw .missingLayer(source: source.path, layer: wanted, available: names)
      }
      name = found
    } else if spatial.count == 1 {
      name = spatial[0]
    } else if spatial.isEmpty, names.count == 1 {
      name = names[0]
    } else {
      throw .missingLayer(source: source.path, layer: nil, available: names)
    }
    do {
      return try queue.read { try GeoPackageTable(name, in: $0) }
    } catch {
      throw failure(error, source: "\(source.path)#\(name)", feature: nil)
    }
  }

  static func failure(_ error: any Error, source: String, feature: Int?) -> LayerError {
    guard let error = error as? DatabaseError else { return .unreadable(path: source, cause: "\(error)") }
    let cause = error.message ?? "SQLite says \(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_BUSY, .SQLITE_LOCKED: return .unreadable(path: source, cause: cause)
    default:
      return .malformed(
        source: source, feature: feature, line: nil, byte: nil, cause: "the GeoPackage cannot be read on: \(cause)",
        remedy: "The file may be cut short or damaged: copy it again, or rescue it with `sqlite3 FILE .recover`.")
    }
  }
}

/// One table of a GeoPackage, as its own records describe it.
struct GeoPackageTable {
  struct Column {
    var name: String
    var type: FieldType
  }

  let name: String
  let key: String?
  let geometryColumn: String?
  let geometryType: String
  let spatialReference: SpatialReferenceRow?
  private let columns: [Column]

  init(_ name: String, in database: Database) throws {
    self.name = name
    let geometry = try Row.fetchOne(
      database,
      sql:
        "SELECT column_name, geometry_type_name, srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?)",
      arguments: [name])
    let column: String? = geometry?[0]
    geometryColumn = column
    geometryType = column == nil ? "" : Self.typeName(geometry?[1] ?? "GEOMETRY")
    let srsID: Int32? = geometry?[2]
    if let srsID {
      let row = try Row.fetchOne(
        database,
        sql:
          "SELECT srs_name, organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
        arguments: [srsID])
      spatialReference = row.map {
        SpatialReferenceRow(
          name: $0[0] ?? "", id: srsID, organization: $0[1] ?? "", code: $0[2] ?? 0, definition: $0[3] ?? "")
      }
    } else {
      spatialReference = nil
    }
    var columns: [Column] = []
    var keys: [String] = []
    for row in try Row.fetchAll(database, sql: "PRAGMA table_info(\(GeoPackageTables.quoted(name)))") {
      let columnName: String = row["name"] ?? ""
      let declared: String = row["type"] ?? ""
      let keyIndex: Int = row["pk"] ?? 0
      if keyIndex > 0, declared.uppercased() == "INTEGER" { keys.append(columnName) }
      if columnName.lowercased() != column?.lowercased() {
        columns.append(Column(name: columnName, type: Self.type(declared)))
      }
    }
    key = keys.count == 1 ? keys[0] : nil
    self.columns = columns
  }

  /// The columns besides geometry and key, or exactly those named, which may include the key.
  func columns(keeping names: [String]?, source: String) throws(LayerError) -> [Column] {
    guard let names else { return columns.filter { $0.name != key } }
    var kept: [Column] = []
    for wanted in names {
      let match = columns.first { $0.name == wanted } ?? columns.first { $0.name.lowercased() == wanted.lowercased() }
      guard let match else {
        throw .missingField(source: source, layer: name, field: wanted, available: columns.map(\.name))
      }
      kept.append(match)
    }
    return kept
  }

  private static func type(_ declared: String) -> FieldType {
    let word = declared.uppercased().prefix { $0 != "(" }
    switch word {
    case "BOOLEAN": return .boolean
    case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER", "BIGINT": return .integer
    case "FLOAT", "DOUBLE", "REAL", "NUMERIC", "DECIMAL": return .real
    case "BLOB": return .blob
    default: return .text
    }
  }

  private static func typeName(_ stored: String) -> String {
    let names = [
      "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection",
      "Geometry",
    ]
    return names.first { $0.lowercased() == stored.lowercased() } ?? "Geometry"
  }
}
