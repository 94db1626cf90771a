import Foundation
package import GridGeometry

/// The binary form of a geometry in a GeoPackage cell: a header with the envelope, then ISO well-known binary
/// (OGC 12-128r17, section 2.1.3).
package enum GeoPackageBlob {
  package enum Fault: Error, Hashable {
    case tooShort
    case wrongMagic
    case unknownEnvelope(UInt8)
    case extendedType

    package var text: String {
      switch self {
      case .tooShort: "the geometry ends inside its header"
      case .wrongMagic: "the bytes are not a GeoPackage geometry"
      case .unknownEnvelope(let code): "the geometry's header names the unknown envelope kind \(code)"
      case .extendedType: "the geometry is of an extension type that is not Simple Features"
      }
    }
  }

  /// Little endian, with the x-y envelope unless the geometry is a point or empty.
  package static func encode(_ geometry: Geometry, envelope: Envelope, srsID: Int32) -> [UInt8] {
    let isEmpty = envelope.isEmpty
    var hasEnvelope = !isEmpty
    if case .point = geometry { hasEnvelope = false }
    let body = WellKnownBinary.encode(geometry)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(40 + body.count)
    bytes.append(0x47)
    bytes.append(0x50)
    bytes.append(0)
    bytes.append(1 | (hasEnvelope ? 1 << 1 : 0) | (isEmpty ? 1 << 4 : 0))
    append(UInt32(bitPattern: srsID), to: &bytes)
    if hasEnvelope {
      append(envelope.minX.bitPattern, to: &bytes)
      append(envelope.maxX.bitPattern, to: &bytes)
      append(envelope.minY.bitPattern, to: &bytes)
      append(envelope.maxY.bitPattern, to: &bytes)
    }
    bytes.append(contentsOf: body)
    return bytes
  }

  /// Where the well-known binary starts, and whether the header calls the geometry empty.
  package static func body(of bytes: [UInt8]) throws(Fault) -> (start: Int, isEmpty: Bool) {
    guard bytes.count >= 8 else { throw .tooShort }
    guard bytes[0] == 0x47, bytes[1] == 0x50 else { throw .wrongMagic }
    let flags = bytes[3]
    guard flags & 0x20 == 0 else { throw .extendedType }
    let envelopeBytes: Int
    switch (flags >> 1) & 7 {
    case 0: envelopeBytes = 0
    case 1: envelopeBytes = 32
    case 2, 3: envelopeBytes = 48
    case 4: envelopeBytes = 64
    case let code: throw .unknownEnvelope(code)
    }
    guard bytes.count >= 8 + envelopeBytes else { throw .tooShort }
    return (8 + envelopeBytes, flags & 0x10 != 0)
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    var rest = value
    for _ in 0..<(rest.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}

extension GeoPackageBlob {
  /// The place in a cell that holds a point and nothing else; `nil` for any other, and for an empty one.
  static func point(in bytes: Data) -> Point? {
    let start = bytes.startIndex
    guard bytes.count >= 29, bytes[start] == 0x47, bytes[start + 1] == 0x50 else { return nil }
    let flags = bytes[start + 3]
    let header = [8, 40, 56, 56, 72, 0, 0, 0][Int(flags >> 1 & 7)]
    guard flags & 0x30 == 0, header > 0, bytes.count >= header + 21 else { return nil }
    let body = start + header
    let isLittle = bytes[body] == 1
    func number(_ offset: Int, _ size: Int) -> UInt64 {
      var bits: UInt64 = 0
      for index in 0..<size { bits = bits << 8 | UInt64(bytes[body + offset + (isLittle ? size - 1 - index : index)]) }
      return bits
    }
    // Points with a height or a measure are points too.
    guard [1, 1001, 2001, 3001].contains(number(1, 4)) else { return nil }
    let point = Point(Double(bitPattern: number(5, 8)), Double(bitPattern: number(13, 8)))
    return point.isFinite ? point : nil
  }

  /// A point in 29 bytes, as ``encode(_:envelope:srsID:)`` writes it.
  static func encode(_ point: Point, srsID: Int32) -> Data {
    var bytes: [UInt8] = [0x47, 0x50, 0, 1]
    bytes.reserveCapacity(29)
    func add(_ value: some FixedWidthInteger) {
      for shift in stride(from: 0, to: value.bitWidth, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    add(UInt32(bitPattern: srsID))
    bytes.append(1)
    add(UInt32(1))
    add(point.x.bitPattern)
    add(point.y.bitPattern)
    return Data(bytes)
  }
}
