import Foundation
import GRDB
public import GridGeometry

/// Changes a GeoPackage where it stands, in transactions: what is committed is on the disk, whatever happens next, and
/// what is not leaves no trace. For tables that grow, by a few rows or by a million; ``GeoPackageWriter`` replaces layers.
///
/// Whoever copies the file meanwhile would lose the change: hold a ``FileLock`` on it from before until after. Other
/// connections of the same process must not be opened or closed during a transaction, since closing a file drops all
/// locks that the process has on it (https://www.sqlite.org/howtocorrupt.html, section 2.2).
public final class GeoPackageEditor {
  private let path: String
  private let queue: DatabaseQueue
  private let timestamp: String

  /// Opens a file and takes back what a writer that died left half done.
  ///
  /// - Parameters:
  ///   - timestamp: What changed layers say they were last changed, `2026-11-21T20:00:00.000Z`.
  ///   - wiping: Whether the bytes of deleted rows are written over.
  /// - Throws: ``LayerError`` where the file is no GeoPackage or cannot be written.
  public init(_ path: String, timestamp: String, wiping: Bool = false) throws(LayerError) {
    self.path = path
    self.timestamp = timestamp
    let place = try OutputFile.destination(of: path)
    do {
      try GeoPackageFile.open(place).close()
      var configuration = Configuration()
      configuration.foreignKeysEnabled = false
      configuration.busyMode = .timeout(GeoPackageFile.patience)
      configuration.prepareDatabase { database in
        registerSpatialFunctions(on: database)
        // A journal beside the file and waiting for the disk: committed rows outlive a loss of power. The cache keeps
        // readers from being shut out before the commit.
        try database.execute(
          sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536")
        if wiping { try database.execute(sql: "PRAGMA secure_delete = ON") }
      }
      queue = try DatabaseQueue(path: place, configuration: configuration)
    } catch {
      throw GeoPackageWriter.failure(error, path: path)
    }
  }

  /// Closes the file.
  public func close() throws(LayerError) {
    do {
      try queue.close()
    } catch {
      throw GeoPackageWriter.failure(error, path: path)
    }
  }

  /// Makes a change whole or not at all.
  ///
  /// - Throws: ``LayerError`` where the file cannot be written, or whatever the body throws; nothing has changed then.
  public func change<Value>(_ body: (GeoPackageChange) throws -> Value) throws -> Value {
    do {
      return try queue.writeWithoutTransaction { database in
        let change = GeoPackageChange(database, path: path, timestamp: timestamp)
        var value: Value?
        try database.inTransaction(.immediate) {
          value = try body(change)
          try change.complete()
          return .commit
        }
        guard let value else { throw LayerError.cannotWrite(path: path, cause: "the transaction was not made") }
        return value
      }
    } catch let error as DatabaseError {
      throw GeoPackageWriter.failure(error, path: path)
    }
  }
}

/// One transaction on a GeoPackage. Good for the body it is given to.
public final class GeoPackageChange {
  private let database: Database
  private let path: String
  private let timestamp: String
  private var layers: [String: WrittenLayer] = [:]
  /// Layers that this change adds, with the columns of theirs that are not to repeat.
  private var added: [(name: String, unique: [[String]])] = []
  /// Layers whose indexes and triggers are away while many rows come in.
  private var loads: [String: BulkLoad] = [:]

  fileprivate init(_ database: Database, path: String, timestamp: String) {
    self.database = database
    self.path = path
    self.timestamp = timestamp
  }

  /// Whether the file has a layer or table of this name.
  public func has(_ name: String) throws -> Bool { try database.tableExists(name) }

  /// Adds an empty layer, with an index for every set of columns that no two rows may share; the indexes are made when the
  /// rows are in.
  ///
  /// - Parameter schema: `geometryType` empty makes an attributes table.
  public func addLayer(
    _ schema: LayerSchema, description: String, style: LayerStyle? = nil, unique: [[String]] = []
  ) throws {
    let layer = WrittenLayer(schema: schema, srsID: try spatialReference(of: schema))
    try layer.create(in: database)
    try layer.enter(identifier: schema.name, description: description, timestamp: timestamp, in: database)
    if schema.hasGeometry { try layer.register(in: database) }
    try style?.enter(for: schema, timestamp: timestamp, in: database)
    layers[schema.name] = layer
    added.append((schema.name, unique))
  }

  /// Appends rows to a layer, each with one value per column of the schema.
  ///
  /// - Parameters:
  ///   - schema: Of the layer as it stands in the file.
  ///   - expected: How many rows are to come in all; many are put in first, and indexed together.
  /// - Throws: ``LayerError/notWritable(path:layer:feature:cause:)`` for a value that the schema does not allow, and the
  ///   database's own word where a row repeats what is unique, at the end of the change where many were added.
  public func insert(
    into schema: LayerSchema, expecting expected: Int = 0, _ rows: some Sequence<(Geometry?, [FieldValue])>
  ) throws {
    var layer = try layers[schema.name] ?? standing(schema, expecting: expected)
    layers[schema.name] = nil
    try layer.insert(rows, into: database, path: path)
    layers[schema.name] = layer
  }

  /// The rows of a table whose column has a value, in the order they were added.
  ///
  /// - Complexity: O(rows found · log rows) where an index begins with the column.
  public func rows(of table: String, _ columns: [String], where column: String, is value: String) throws
    -> [[FieldValue]]
  {
    let list = columns.map(GeoPackageTables.quoted).joined(separator: ", ")
    let sql = """
      SELECT \(list) FROM \(GeoPackageTables.quoted(table)) WHERE \(GeoPackageTables.quoted(column)) = ? ORDER BY rowid
      """
    return try Row.fetchAll(database, sql: sql, arguments: [value]).map { row in
      columns.indices.map { GeoPackageReader.value(row[$0], as: .text) }
    }
  }

  /// Sets columns of the rows whose column has a value.
  ///
  /// - Complexity: O(rows found · log rows) where an index begins with the column.
  public func update(
    _ schema: LayerSchema, set values: [(column: String, value: String?)], where column: String, is value: String
  ) throws {
    if layers[schema.name] == nil { layers[schema.name] = try standing(schema, expecting: 0) }
    let list = values.map { "\(GeoPackageTables.quoted($0.column)) = ?" }.joined(separator: ", ")
    let sql = "UPDATE \(GeoPackageTables.quoted(schema.name)) SET \(list) WHERE \(GeoPackageTables.quoted(column)) = ?"
    let statement = try database.cachedStatement(sql: sql)
    try statement.execute(arguments: StatementArguments(values.map(\.value) + [value]))
  }

  /// Empties a column of the rows where another has a text up to a value, in the order of its bytes.
  ///
  /// - Returns: How many rows had something there.
  public func clear(_ column: String, of schema: LayerSchema, where other: String, upTo value: String) throws -> Int {
    if layers[schema.name] == nil { layers[schema.name] = try standing(schema, expecting: 0) }
    let cleared = GeoPackageTables.quoted(column)
    try database.execute(
      sql: """
        UPDATE \(GeoPackageTables.quoted(schema.name)) SET \(cleared) = NULL
        WHERE \(GeoPackageTables.quoted(other)) <= ? AND \(cleared) IS NOT NULL
        """, arguments: [value])
    return database.changesCount
  }

  /// Sets a value of a table with two columns, `key` and `value`.
  public func set(_ key: String, to value: String, in table: String) throws {
    let name = GeoPackageTables.quoted(table)
    try database.execute(sql: "UPDATE \(name) SET value = ? WHERE key = ?", arguments: [value, key])
    guard database.changesCount == 0 else { return }
    try database.execute(sql: "INSERT INTO \(name) (key, value) VALUES (?, ?)", arguments: [key, value])
  }

  fileprivate func complete() throws {
    for (name, unique) in added {
      try layers[name]?.complete(in: database)
      for columns in unique { try layers[name]?.forbidRepeats(in: columns, of: database) }
      layers[name] = nil
    }
    for name in layers.keys.sorted() {
      if let load = loads[name] { try layers[name]?.complete(load, in: database) }
      try layers[name]?.widen(timestamp: timestamp, in: database)
    }
  }

  private func standing(_ schema: LayerSchema, expecting expected: Int) throws -> WrittenLayer {
    let table = try GeoPackageTable(schema.name, in: database)
    guard let key = table.key else {
      throw LayerError.notWritable(path: path, layer: schema.name, feature: nil, cause: "it has no row numbers")
    }
    let sql = "SELECT coalesce(max(\(GeoPackageTables.quoted(key))), 0) FROM \(GeoPackageTables.quoted(schema.name))"
    let last = try Int.fetchOne(database, sql: sql) ?? 0
    let load = expected >= max(1000, last / 4) ? try BulkLoad(schema, in: database) : nil
    loads[schema.name] = load
    return WrittenLayer(
      standing: schema, srsID: table.spatialReference?.id ?? -1, key: key, lastKey: last,
      packsTree: load?.hasTree ?? false)
  }

  private func spatialReference(of schema: LayerSchema) throws -> Int32 {
    guard schema.hasGeometry, let system = schema.referenceSystem else { return -1 }
    let known = try Int32.fetchOne(
      database, sql: "SELECT srs_id FROM gpkg_spatial_ref_sys WHERE definition = ? AND srs_id > 0", arguments: [system.wkt])
    if let known { return known }
    let free = try Int32.fetchOne(
      database, sql: "SELECT 1 + max(99999, max(srs_id)) FROM gpkg_spatial_ref_sys")
    let row = SpatialReferenceRow(system, freeID: free ?? 100_000)
    try row.insert(into: database)
    return row.id
  }
}
