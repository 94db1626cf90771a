import Foundation
import GRDB
package import GridGeometry

/// The rows of a GeoPackage's table as they lie there, for tables too long for a ``Feature`` a row: nothing is kept of a row
/// but what is asked for, and oddities of geometries are not told.
package final class GeoPackageTableReader {
  /// A row; good while it is being handed over.
  package struct TableRow {
    fileprivate let row: Row

    /// A cell as text; `nil` where it is null.
    package func text(_ column: Int) -> String? { row[column + 1] }

    package func isNull(_ column: Int) -> Bool { row.hasNull(atIndex: column + 1) }

    /// A cell as whole number; `nil` for anything else.
    package func integer(_ column: Int) -> Int? {
      let cell: DatabaseValue = row[column + 1]
      guard case .int64(let number) = cell.storage else { return nil }
      return Int(exactly: number)
    }

    /// The place of a point; `nil` for none, and for what is none.
    package var point: Point? {
      (try? row.withUnsafeData(atIndex: 0) { data in data.flatMap { GeoPackageBlob.point(in: $0) } }) ?? nil
    }
  }

  package let referenceSystem: ReferenceSystem?
  private let queue: DatabaseQueue
  private let query: String
  private let source: String

  /// - Parameters:
  ///   - columns: Those that are read, in this order.
  ///   - ordered: Columns whose order the rows come in, instead of that in which they were added.
  /// - Throws: ``LayerError`` for a missing or foreign file, table or column.
  package init(_ path: String, table name: String, columns: [String], orderedBy ordered: [String] = []) throws(LayerError) {
    queue = try GeoPackageFile.open(path)
    let table = try GeoPackageFile.table(LayerSource(path: path, layer: name), in: queue)
    source = "\(path)#\(table.name)"
    let known = try table.columns(keeping: columns, source: source).map(\.name)
    referenceSystem = try table.spatialReference?.referenceSystem(source: source)
    let geometry = table.geometryColumn.map(GeoPackageTables.quoted) ?? "NULL"
    let list = ([geometry] + known.map(GeoPackageTables.quoted)).joined(separator: ", ")
    let order = (ordered.isEmpty ? [table.key].compactMap(\.self) : ordered).map(GeoPackageTables.quoted)
    query =
      "SELECT \(list) FROM \(GeoPackageTables.quoted(table.name))"
      + (order.isEmpty ? "" : " ORDER BY \(order.joined(separator: ", "))")
  }

  /// Hands over every row with its number from 1; stops with the first error thrown.
  package func forEach(_ body: (Int, TableRow) throws -> Void) throws {
    var number = 0
    do {
      try queue.unsafeReentrantRead { database in
        let rows = try Row.fetchCursor(database, sql: query)
        while let row = try rows.next() {
          number += 1
          try body(number, TableRow(row: row))
        }
      }
    } catch let error as DatabaseError {
      throw GeoPackageFile.failure(error, source: source, feature: number + 1)
    }
  }
}
