import Foundation
import GRDB
import GridGeometry

/// A layer on its way into a GeoPackage: the statements that fill it, and what has been counted so far.
struct WrittenLayer {
  let schema: LayerSchema
  let srsID: Int32
  private let key: String
  private var count = 0
  /// The greatest key before this change.
  private var firstKey = 0
  private var envelope = Envelope.empty
  /// Packed at the end; `nil` for a layer whose triggers keep its tree already.
  private var tree: PackedRTree?

  init(schema: LayerSchema, srsID: Int32) {
    self.schema = schema
    self.srsID = srsID
    tree = PackedRTree()
    let taken = Set(schema.fields.map { $0.name.lowercased() } + [schema.geometryColumn.lowercased()])
    key = ["fid", "gpkg_fid", "row_fid"].first { !taken.contains($0) } ?? "fid_of_\(schema.name)"
  }

  /// A layer that stands in a file with its triggers, to be added to.
  ///
  /// - Parameters:
  ///   - lastKey: The greatest key it has; rows are counted on from there.
  ///   - packsTree: Whether its triggers are away, so that its tree has to be packed anew.
  init(standing schema: LayerSchema, srsID: Int32, key: String, lastKey: Int, packsTree: Bool = false) {
    self.schema = schema
    self.srsID = srsID
    self.key = key
    count = lastKey
    firstKey = lastKey
    tree = packsTree ? PackedRTree() : nil
  }

  /// The name that `gpkg_geometry_columns` uses, or `nil` for no type of Simple Features.
  static func storedType(_ type: String) -> String? {
    switch type.uppercased() {
    case "GEOMETRYCOLLECTION", "GEOMCOLLECTION": "GEOMETRYCOLLECTION"
    case let name
    where ["GEOMETRY", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON"].contains(name):
      name
    default: nil
    }
  }

  private var storedType: String { Self.storedType(schema.geometryType) ?? "GEOMETRY" }
  private var table: String { GeoPackageTables.quoted(schema.name) }
  var treeName: String { "rtree_\(schema.name)_\(schema.geometryColumn)" }

  func create(in database: Database) throws {
    var columns = ["\(GeoPackageTables.quoted(key)) INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
    if schema.hasGeometry { columns.append("\(GeoPackageTables.quoted(schema.geometryColumn)) \(storedType)") }
    for field in schema.fields { columns.append("\(GeoPackageTables.quoted(field.name)) \(Self.sqlType(field.type))") }
    try database.execute(sql: "CREATE TABLE \(table) (\(columns.joined(separator: ", ")))")
    guard schema.hasGeometry else { return }
    try database.execute(
      sql: "CREATE VIRTUAL TABLE \(GeoPackageTables.quoted(treeName)) USING rtree(id, minx, maxx, miny, maxy)")
  }

  /// Enters the layer into the file's table of contents.
  func enter(identifier: String, description: String, timestamp: String, in database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        schema.name, schema.hasGeometry ? "features" : "attributes", identifier.isEmpty ? schema.name : identifier,
        description, timestamp, schema.hasGeometry ? srsID : nil,
      ])
  }

  /// Widens the extent that the file states by the rows that were added to a standing layer.
  func widen(timestamp: String, in database: Database) throws {
    try database.execute(
      sql: "UPDATE gpkg_contents SET last_change = ? WHERE table_name = ?", arguments: [timestamp, schema.name])
    guard !envelope.isEmpty else { return }
    try database.execute(
      sql: """
        UPDATE gpkg_contents SET min_x = min(coalesce(min_x, ?1), ?1), min_y = min(coalesce(min_y, ?2), ?2),
          max_x = max(coalesce(max_x, ?3), ?3), max_y = max(coalesce(max_y, ?4), ?4) WHERE table_name = ?5
        """,
      arguments: [envelope.minX, envelope.minY, envelope.maxX, envelope.maxY, schema.name])
  }

  /// Enters the geometry column and its R-tree into the file's records.
  func register(in database: Database) throws {
    try database.execute(
      sql: "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)",
      arguments: [schema.name, schema.geometryColumn, storedType, srsID])
    try database.execute(
      sql: "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', ?, 'write-only')",
      arguments: [schema.name, schema.geometryColumn, GeoPackageTables.rtreeDefinition])
  }

  mutating func insert(_ features: some Sequence<(Geometry?, [FieldValue])>, into database: Database, path: String)
    throws
  {
    let names = (schema.hasGeometry ? [schema.geometryColumn] : []) + schema.fields.map(\.name)
    let list = ([key] + names).map(GeoPackageTables.quoted).joined(separator: ", ")
    let marks = repeatElement("?", count: names.count + 1).joined(separator: ", ")
    let row = try database.cachedStatement(sql: "INSERT INTO \(table) (\(list)) VALUES (\(marks))")
    var cells: [(any DatabaseValueConvertible)?] = []
    cells.reserveCapacity(names.count + 1)
    for (geometry, values) in features {
      count += 1
      cells.removeAll(keepingCapacity: true)
      cells.append(count)
      var box = Envelope.empty
      if schema.hasGeometry {
        if case .point(let point)? = geometry, point.isFinite, storedType == "POINT" || storedType == "GEOMETRY" {
          // By far the most common, and the simplest.
          box = Envelope(point, point)
          cells.append(GeoPackageBlob.encode(point, srsID: srsID))
        } else if let geometry {
          let fitted = try fit(geometry, path: path)
          box = fitted.envelope
          let blob = GeoPackageBlob.encode(fitted, envelope: box, srsID: srsID)
          cells.append(Data(blob))
        } else {
          cells.append(nil)
        }
      }
      try append(values, to: &cells, path: path)
      row.setUncheckedArguments(StatementArguments(cells))
      try row.execute()
      guard !box.isEmpty else { continue }
      envelope.form(union: box)
      tree?.add(Int64(count), box)
    }
  }

  /// Lets no two rows share their values in some columns.
  func forbidRepeats(in columns: [String], of database: Database) throws {
    let name = GeoPackageTables.quoted("\(schema.name)_\(columns.joined(separator: "_"))")
    let list = columns.map(GeoPackageTables.quoted).joined(separator: ", ")
    try database.execute(sql: "CREATE UNIQUE INDEX \(name) ON \(table) (\(list))")
  }

  /// Fills the R-tree, creates the triggers and states the layer's extent and count.
  mutating func complete(in database: Database) throws {
    if schema.hasGeometry {
      try tree?.write(into: database, table: treeName)
      tree = nil
      try database.execute(
        sql: GeoPackageTables.rtreeTriggers(table: schema.name, column: schema.geometryColumn, key: key))
      if !envelope.isEmpty {
        try database.execute(
          sql: "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
          arguments: [envelope.minX, envelope.minY, envelope.maxX, envelope.maxY, schema.name])
      }
    }
    try database.execute(sql: "INSERT INTO gpkg_ogr_contents VALUES (?, ?)", arguments: [schema.name, count])
    try database.execute(sql: GeoPackageTables.countTriggers(table: schema.name))
  }

  /// Fills the tree of a standing layer anew, counts its rows and puts back what was away.
  mutating func complete(_ load: BulkLoad, in database: Database) throws {
    if var tree {
      try tree.addAll(of: treeName, in: database)
      let name = GeoPackageTables.quoted(treeName)
      try database.execute(
        sql: "DROP TABLE \(name); CREATE VIRTUAL TABLE \(name) USING rtree(id, minx, maxx, miny, maxy)")
      try tree.write(into: database, table: treeName)
      self.tree = nil
    }
    if load.isCounted {
      try database.execute(
        sql: "UPDATE gpkg_ogr_contents SET feature_count = feature_count + ? WHERE lower(table_name) = lower(?)",
        arguments: [count - firstKey, schema.name])
    }
    for sql in load.statements { try database.execute(sql: sql) }
  }

  /// The geometry as the layer's type wants it: a single one in a multi-layer is wrapped, a multi of one part in a
  /// single-layer unwrapped.
  private func fit(_ geometry: Geometry, path: String) throws -> Geometry {
    switch (storedType, geometry) {
    case ("GEOMETRY", _), ("POINT", .point), ("LINESTRING", .lineString), ("POLYGON", .polygon),
      ("MULTIPOINT", .multiPoint),
      ("MULTILINESTRING", .multiLineString), ("MULTIPOLYGON", .multiPolygon), ("GEOMETRYCOLLECTION", .collection):
      return geometry
    case ("MULTIPOLYGON", .polygon(let polygon)): return .multiPolygon(MultiPolygon(polygon))
    case ("MULTILINESTRING", .lineString(let line)): return .multiLineString([line])
    case ("MULTIPOINT", .point(let point)): return .multiPoint([point])
    case ("POLYGON", .multiPolygon(let multi)) where multi.polygons.count == 1: return .polygon(multi.polygons[0])
    case ("LINESTRING", .multiLineString(let lines)) where lines.count == 1: return .lineString(lines[0])
    case ("POINT", .multiPoint(let points)) where points.count == 1: return .point(points[0])
    default:
      throw LayerError.notWritable(
        path: path, layer: schema.name, feature: count,
        cause: "its geometry is a \(geometry.typeName), the layer takes only \(schema.geometryType)")
    }
  }

  private func append(_ values: [FieldValue], to cells: inout [(any DatabaseValueConvertible)?], path: String) throws {
    guard values.count == schema.fields.count else {
      throw LayerError.notWritable(
        path: path, layer: schema.name, feature: count,
        cause: "it has \(values.count) values for \(schema.fields.count) columns")
    }
    for (value, field) in zip(values, schema.fields) {
      guard let converted = value.converted(to: field.type) else {
        throw LayerError.notWritable(
          path: path, layer: schema.name, feature: count,
          cause:
            "its \"\(field.name)\" is \(value.text.map { "\"\($0)\"" } ?? "bytes"), the column takes only \(field.type.rawValue)"
        )
      }
      switch converted {
      case .null: cells.append(nil)
      case .integer(let number): cells.append(number)
      case .real(let number): cells.append(number)
      case .text(let text):
        // SQLite would end the text there, and nobody would know.
        guard !text.utf8.contains(0) else {
          throw LayerError.notWritable(
            path: path, layer: schema.name, feature: count,
            cause: "its \"\(field.name)\" holds a NUL character, which no text in a GeoPackage can")
        }
        cells.append(text)
      case .boolean(let flag): cells.append(flag ? 1 : 0)
      case .blob(let bytes): cells.append(Data(bytes))
      }
    }
  }

  private static func sqlType(_ type: FieldType) -> String {
    switch type {
    case .integer: "INTEGER"
    case .real: "DOUBLE"
    case .text: "TEXT"
    case .boolean: "BOOLEAN"
    case .blob: "BLOB"
    }
  }
}
