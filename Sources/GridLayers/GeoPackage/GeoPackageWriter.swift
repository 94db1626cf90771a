import Foundation
import GRDB
public import GridGeometry

/// Writes a new GeoPackage 1.3: layers with geometry and R-tree, attribute tables, styles, metadata.
///
/// Everything goes into a temporary file beside the target, which ``finish()`` puts in place; a writer that is
/// cancelled, fails or is let go of leaves nothing. Rows stream to the disk; of each, 24 bytes stay in memory for the
/// R-tree, which is packed at the end.
public final class GeoPackageWriter {
  /// The version of the standard that the file states.
  public enum Version: Hashable, Sendable {
    case v1_3
    var userVersion: Int { 10300 }
  }

  let output: OutputFile
  let timestamp: String
  private var database: DatabaseQueue?
  private(set) var layers: [String: WrittenLayer] = [:]
  private var order: [String] = []
  private var nextFreeID: Int32 = 100_000
  private var srsIDs: [ReferenceSystem: Int32] = [:]
  /// The layers a copy was left with, in small letters.
  private var kept: [String] = []
  /// What the file takes the place of.
  private let hold: GeoPackageHold
  /// What it was copied from, where that is another file.
  private var source: GeoPackageHold?

  /// - Parameters:
  ///   - timestamp: What the file says it was last changed, `2026-11-21T20:00:00.000Z`; `nil` for now. Two files of the
  ///     same layers and the same timestamp have the same bytes.
  /// - Throws: ``LayerError/cannotWrite(path:cause:)``.
  public init(path: String, version: Version = .v1_3, timestamp: String? = nil) throws(LayerError) {
    output = try OutputFile(path)
    hold = try GeoPackageHold(output.path)
    try output.create()
    do {
      let queue = try Self.open(output.temporaryPath)
      self.timestamp = try Self.stamp(timestamp, queue)
      database = queue
      try queue.writeWithoutTransaction { database in
        try database.execute(
          sql: "PRAGMA application_id = \(GeoPackageTables.applicationID); PRAGMA user_version = \(version.userVersion)"
        )
        try database.beginTransaction()
        try database.execute(sql: GeoPackageTables.core)
        for row in try SpatialReferenceRow.mandatory() { try row.insert(into: database) }
      }
    } catch {
      output.discard()
      throw Self.failure(error, path: path)
    }
  }

  /// Writes a GeoPackage anew with some of its layers replaced: a copy, which takes the place of the original when finished.
  ///
  /// - Parameters:
  ///   - target: Where the copy goes instead; the original then stays as it is.
  ///   - names: Layers and tables that are dropped from the copy, to be added again or not; those it lacks do not matter.
  /// - Throws: ``LayerError`` where the file is no GeoPackage or cannot be written.
  public init(
    updating path: String, as target: String? = nil, replacing names: [String], timestamp: String? = nil
  ) throws(LayerError) {
    let original = try GeoPackageFile.open(path)
    // A reader that is still there would keep its log from being brought into the file.
    do { try original.close() } catch { throw Self.failure(error, path: path) }
    let place = try OutputFile.destination(of: path)
    output = try OutputFile(target ?? path)
    hold = try GeoPackageHold(output.path)
    do {
      if place != output.path { source = try GeoPackageHold(place) }
      try? FileManager.default.removeItem(atPath: output.temporaryPath)
      let queue = try Self.open(output.temporaryPath)
      try (source ?? hold).copy(to: queue)
      self.timestamp = try Self.stamp(timestamp, queue)
      database = queue
      try queue.writeWithoutTransaction { database in
        try database.beginTransaction()
        for name in names { try GeoPackageTables.drop(name, from: database) }
      }
      nextFreeID = try queue.unsafeReentrantRead { database in
        try Int32.fetchOne(database, sql: "SELECT 1 + max(99999, max(srs_id)) FROM gpkg_spatial_ref_sys") ?? 100_000
      }
      kept = try queue.unsafeReentrantRead { database in
        try String.fetchAll(database, sql: "SELECT lower(table_name) FROM gpkg_contents ORDER BY rowid")
      }
    } catch {
      output.discard()
      throw Self.failure(error, path: path)
    }
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      registerSpatialFunctions(on: database)
      // The file is worthless until it is complete, so nothing is journalled and nothing waits for the disk before then.
      try database.execute(
        sql:
          "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536"
      )
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private static func stamp(_ timestamp: String?, _ queue: DatabaseQueue) throws -> String {
    if let timestamp { return timestamp }
    return try queue.writeWithoutTransaction { database in
      try String.fetchOne(database, sql: "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')") ?? ""
    }
  }

  deinit { if database != nil { output.discard() } }

  /// Adds a layer; rows may follow in any order of layers.
  ///
  /// - Parameters:
  ///   - schema: `geometryType` empty makes an attributes table.
  ///   - identifier: A name for people, unique in the file; the layer's name where empty.
  ///   - unique: Sets of columns whose values no two rows may share.
  /// - Throws: ``LayerError/notWritable(path:layer:feature:cause:)`` for a name taken twice or a type GeoPackage lacks.
  public func addLayer(
    _ schema: LayerSchema, identifier: String = "", description: String = "", style: LayerStyle? = nil,
    unique: [[String]] = []
  ) throws(LayerError) {
    try validate(schema)
    try write { database in
      let srsID = try register(schema.referenceSystem, isSpatial: schema.hasGeometry, in: database)
      let layer = WrittenLayer(schema: schema, srsID: srsID)
      try layer.create(in: database)
      try layer.enter(identifier: identifier, description: description, timestamp: timestamp, in: database)
      if schema.hasGeometry { try layer.register(in: database) }
      for columns in unique { try layer.forbidRepeats(in: columns, of: database) }
      layers[schema.name] = layer
      order.append(schema.name)
    }
    if let style { try add(style, to: schema) }
  }

  /// Appends rows to a layer, each with one value per column.
  ///
  /// - Throws: ``LayerError/notWritable(path:layer:feature:cause:)`` for a geometry or value that the schema does not
  ///   allow; the row is counted from 1 in the layer. ``LayerError/cannotWrite(path:cause:)`` when the disk is full.
  /// - Complexity: O(rows), 24 bytes of memory a row.
  public func insert(into name: String, _ features: some Sequence<(Geometry?, [FieldValue])>) throws(LayerError) {
    guard var layer = layers.removeValue(forKey: name) else {
      throw .missingLayer(source: output.path, layer: name, available: order)
    }
    defer { layers[name] = layer }
    try write { database in try layer.insert(features, into: database, path: output.path) }
  }

  /// Packs the R-trees, creates their triggers, states extents and counts, and puts the file in place.
  public func finish() throws(LayerError) {
    try write { database in
      for name in order { try layers[name]?.complete(in: database) }
      try database.commit()
    }
    do {
      try database?.close()
    } catch {
      throw abort(error)
    }
    database = nil
    hold.clearJournals()
    try output.commit()
    hold.release()
    source?.release()
  }

  /// Drops everything written. Harmless after ``finish()`` and when called twice.
  public func cancel() {
    guard database != nil else { return }
    database = nil
    output.discard()
    hold.release()
    source?.release()
  }

  /// Runs SQL on the unfinished file; a failure ends the writer.
  func write(_ body: (Database) throws -> Void) throws(LayerError) {
    guard let database else { throw .cannotWrite(path: output.path, cause: "the writer has already finished") }
    do {
      // Reentrant, so that rows may be made while others are written.
      try database.unsafeReentrantWrite(body)
    } catch {
      throw abort(error)
    }
  }

  private func abort(_ error: any Error) -> LayerError {
    cancel()
    return Self.failure(error, path: output.path)
  }

  private func validate(_ schema: LayerSchema) throws(LayerError) {
    func refuse(_ cause: String) -> LayerError {
      .notWritable(path: output.path, layer: schema.name, feature: nil, cause: cause)
    }
    let name = schema.name.lowercased()
    if name.isEmpty { throw refuse("a layer needs a name") }
    if kept.contains(name) || order.contains(where: { $0.lowercased() == name }) {
      throw refuse("the file already holds a layer of this name")
    }
    for prefix in ["gpkg_", "rtree_", "sqlite_"] where name.hasPrefix(prefix) {
      throw refuse("names that start with \"\(prefix)\" belong to the format")
    }
    if schema.hasGeometry, WrittenLayer.storedType(schema.geometryType) == nil {
      throw refuse("\"\(schema.geometryType)\" is not a geometry type of Simple Features")
    }
    var seen: Set<String> = schema.hasGeometry ? [schema.geometryColumn.lowercased()] : []
    for field in schema.fields where !seen.insert(field.name.lowercased()).inserted {
      throw refuse("two columns are called \"\(field.name)\", capitals aside")
    }
  }

  private func register(_ system: ReferenceSystem?, isSpatial: Bool, in database: Database) throws -> Int32 {
    guard isSpatial, let system else { return -1 }
    if let known = srsIDs[system] { return known }
    let row = SpatialReferenceRow(system, freeID: nextFreeID)
    if row.id == nextFreeID { nextFreeID += 1 }
    try row.insert(into: database)
    srsIDs[system] = row.id
    return row.id
  }

  static func failure(_ error: any Error, path: String) -> LayerError {
    if let error = error as? LayerError { return error }
    guard let error = error as? DatabaseError else { return .cannotWrite(path: path, cause: "\(error)") }
    let cause = error.message ?? "SQLite says \(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_FULL: return .cannotWrite(path: path, cause: "the disk is full (\(cause))")
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .inUse(path: path)
    case .SQLITE_CANTOPEN: return .cannotWrite(path: path, cause: "permission denied or folder not writable (\(cause))")
    default: return .cannotWrite(path: path, cause: cause)
    }
  }
}
