import Foundation
package import GRDB
import GridGeometry

/// Gives a connection the functions that a GeoPackage's R-tree triggers call: `ST_IsEmpty`, `ST_MinX`, `ST_MaxX`,
/// `ST_MinY`, `ST_MaxY`. Without them every insert into, update or deletion from a features table fails with
/// `no such function`. To be called on every connection that writes.
package func registerSpatialFunctions(on database: Database) {
  func add(_ name: String, _ measure: @escaping @Sendable (Envelope) -> (any DatabaseValueConvertible)?) {
    let function = DatabaseFunction(name, argumentCount: 1, pure: true) { arguments in
      guard let data = Data.fromDatabaseValue(arguments[0]), let envelope = envelope(ofBlob: [UInt8](data)) else {
        return nil
      }
      return measure(envelope)
    }
    database.add(function: function)
  }
  add("ST_IsEmpty") { $0.isEmpty ? 1 : 0 }
  add("ST_MinX") { $0.isEmpty ? nil : $0.minX }
  add("ST_MaxX") { $0.isEmpty ? nil : $0.maxX }
  add("ST_MinY") { $0.isEmpty ? nil : $0.minY }
  add("ST_MaxY") { $0.isEmpty ? nil : $0.maxY }
}

/// The envelope a blob's header states, else that of its decoded geometry; `nil` for bytes that are no geometry.
func envelope(ofBlob bytes: [UInt8]) -> Envelope? {
  guard let (start, isEmpty) = try? GeoPackageBlob.body(of: bytes) else { return nil }
  if isEmpty { return .empty }
  guard start > 8 else { return (try? WellKnownBinary.decode(bytes[start...]))?.envelope }
  let isLittle = bytes[3] & 1 == 1
  func number(at offset: Int) -> Double {
    var bits: UInt64 = 0
    for index in 0..<8 {
      let byte = UInt64(bytes[offset + (isLittle ? 7 - index : index)])
      bits = bits << 8 | byte
    }
    return Double(bitPattern: bits)
  }
  let corners = (Point(number(at: 8), number(at: 24)), Point(number(at: 16), number(at: 32)))
  guard corners.0.isFinite, corners.1.isFinite else { return .empty }
  return Envelope(corners.0, corners.1)
}
