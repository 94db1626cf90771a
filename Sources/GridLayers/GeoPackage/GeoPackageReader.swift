import Foundation
import GRDB
import GridGeometry

/// A layer of a GeoPackage, read row by row.
public final class GeoPackageReader: LayerReader {
  public let schema: LayerSchema
  public private(set) var issues: [LayerIssue] = []

  private let source: String
  private let queue: DatabaseQueue
  private let query: String
  private let check: CoordinateCheck
  private let hasKey: Bool

  /// - Throws: ``LayerError`` for a missing or foreign file, layer or field, or a reference system nobody knows.
  public init(_ source: LayerSource, options: ReadOptions = .init()) throws(LayerError) {
    queue = try GeoPackageFile.open(source.path)
    let table = try GeoPackageFile.table(source, in: queue)
    let name = "\(source.path)#\(table.name)"
    let columns = try table.columns(keeping: options.fields, source: name)
    let system: ReferenceSystem?
    if let declared = options.referenceSystem {
      system = declared
    } else {
      system = try table.spatialReference?.referenceSystem(source: name)
    }
    self.source = name
    schema = LayerSchema(
      name: table.name, fields: columns.map { Field($0.name, $0.type) }, geometryType: table.geometryType,
      geometryColumn: table.geometryColumn ?? "", referenceSystem: system)
    check = CoordinateCheck(referenceSystem: system)
    hasKey = table.key != nil
    let parts =
      [table.key.map(GeoPackageTables.quoted) ?? "NULL", table.geometryColumn.map(GeoPackageTables.quoted) ?? "NULL"]
      + columns.map { GeoPackageTables.quoted($0.name) }
    let order = table.key.map { " ORDER BY \(GeoPackageTables.quoted($0))" } ?? ""
    query = "SELECT \(parts.joined(separator: ", ")) FROM \(GeoPackageTables.quoted(table.name))\(order)"
  }

  /// Hands over every row in the order of the table; stops with the first error thrown.
  public func forEach(_ body: (Feature) throws -> Void) throws {
    var log = IssueLog(source: source)
    var ordinal = 0
    defer {
      log.close()
      issues = log.issues
    }
    do {
      // Reentrant, so that a body may read the layer again.
      try queue.unsafeReentrantRead { database in
        let rows = try Row.fetchCursor(database, sql: query)
        while let row = try rows.next() {
          ordinal += 1
          let (geometry, fault) =
            schema.hasGeometry ? try decodeGeometry(of: row, ordinal: ordinal, log: &log) : (nil, nil)
          let values = schema.fields.indices.map { Self.value(row[$0 + 2], as: schema.fields[$0].type) }
          let id: Int64? = hasKey ? row[0] : nil
          try body(
            Feature(
              ordinal: ordinal, id: id.map { String($0) }, geometry: geometry, fault: fault, values: values))
        }
      }
    } catch let error as DatabaseError {
      throw GeoPackageFile.failure(error, source: source, feature: ordinal + 1)
    }
  }

  private func decodeGeometry(
    of row: Row, ordinal: Int, log: inout IssueLog
  ) throws -> (geometry: Geometry?, fault: LayerIssue?) {
    let cell: DatabaseValue = row[1]
    guard case .blob = cell.storage else {
      guard cell.isNull else {
        return (nil, noteUnreadable("its geometry is not stored as bytes", ordinal: ordinal, log: &log))
      }
      log.note(
        "features without geometry", feature: ordinal, cause: "it has no geometry",
        remedy: "Draw it again, or delete the row.")
      return (nil, nil)
    }
    let bytes = try row.withUnsafeData(atIndex: 1) { data in data.map { [UInt8]($0) } ?? [] }
    let body: (start: Int, isEmpty: Bool)
    do throws(GeoPackageBlob.Fault) {
      body = try GeoPackageBlob.body(of: bytes)
    } catch {
      return (nil, noteUnreadable(error.text, ordinal: ordinal, log: &log))
    }
    if body.isEmpty {
      log.note(
        "features with empty geometry", feature: ordinal, cause: "its geometry is empty",
        remedy: "Draw it again, or delete the row.")
      return (nil, nil)
    }
    do throws(GeometryError) {
      let geometry = try WellKnownBinary.decode(bytes[body.start...])
      check.note(geometry, feature: ordinal, in: &log)
      return (geometry, nil)
    } catch {
      return (
        nil, noteUnreadable("its geometry cannot be read: \(error.message)", ordinal: ordinal, log: &log)
      )
    }
  }

  private func noteUnreadable(_ cause: String, ordinal: Int, log: inout IssueLog) -> LayerIssue {
    log.note(
      "unreadable geometries", feature: ordinal, cause: cause,
      remedy: "Repair the layer in QGIS, or draw the feature again.")
  }

  static func value(_ cell: DatabaseValue, as type: FieldType) -> FieldValue {
    switch cell.storage {
    case .null: .null
    case .int64(let number):
      type == .boolean ? .boolean(number != 0) : (type == .real ? .real(Double(number)) : .integer(number))
    case .double(let number): .real(number)
    case .string(let text): .text(text)
    case .blob(let data): .blob([UInt8](data))
    }
  }
}
