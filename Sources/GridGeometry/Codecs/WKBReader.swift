/// Reads one geometry from bytes that nobody vouches for: every count is held against the bytes that are left.
///
/// Lives only inside the closure that lends it the bytes.
@safe struct WKBReader {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  init(borrowing bytes: UnsafeRawBufferPointer) { unsafe self.bytes = unsafe bytes }

  var remaining: Int { unsafe bytes.count - offset }

  /// What stands before every geometry.
  private struct Header {
    let type: WellKnownBinary.TypeCode
    let isBigEndian: Bool
    /// Coordinates for each point: 2, 3 or 4.
    let dimensions: Int
  }

  mutating func readGeometry(depth: Int) throws(GeometryError) -> Geometry {
    let header = try readHeader()
    switch header.type {
    case .point:
      guard let point = try readPoint(header) else { return .multiPoint([]) }
      return .point(point)
    case .lineString:
      guard let line = try readLine(header) else { return .multiLineString([]) }
      return .lineString(line)
    case .polygon, .triangle:
      guard let polygon = try readPolygon(header) else { return .multiPolygon(.empty) }
      return .polygon(polygon)
    case .multiPoint:
      return .multiPoint(
        try readMembers(header, of: [.point]) { reader, member throws(GeometryError) in try reader.readPoint(member) })
    case .multiLineString:
      return .multiLineString(
        try readMembers(header, of: [.lineString]) { reader, member throws(GeometryError) in try reader.readLine(member)
        })
    case .multiPolygon, .polyhedralSurface, .triangulatedSurface:
      let members = try readMembers(header, of: [.polygon, .triangle]) { reader, member throws(GeometryError) in
        try reader.readPolygon(member)
      }
      return .multiPolygon(MultiPolygon(members))
    case .collection:
      guard depth < WellKnownBinary.deepestNesting else {
        throw .malformed(format: "WKB", detail: "collections nested more than \(WellKnownBinary.deepestNesting) deep")
      }
      let count = try readCount(header, bytesEach: 5)
      var members: [Geometry] = []
      members.reserveCapacity(count)
      for _ in 0..<count { members.append(try readGeometry(depth: depth + 1)) }
      return .collection(members)
    }
  }

  private mutating func readMembers<Member>(
    _ header: Header, of types: [WellKnownBinary.TypeCode],
    _ read: (inout WKBReader, Header) throws(GeometryError) -> Member?
  ) throws(GeometryError) -> [Member] {
    let count = try readCount(header, bytesEach: 9)
    var members: [Member] = []
    members.reserveCapacity(count)
    for _ in 0..<count {
      let member = try readHeader()
      guard types.contains(member.type) else {
        throw .malformed(format: "WKB", detail: "a \(member.type) inside a \(header.type)")
      }
      if let value = try read(&self, member) { members.append(value) }
    }
    return members
  }

  private mutating func readPoint(_ header: Header) throws(GeometryError) -> Point? {
    try require(8 * header.dimensions)
    let point = loadPoint(header)
    if point.x.isNaN && point.y.isNaN { return nil }
    guard point.isFinite else { throw .notFinite(at: 0) }
    return point
  }

  private mutating func readLine(_ header: Header) throws(GeometryError) -> LineString? {
    let points = try readPoints(header)
    return points.isEmpty ? nil : try LineString(points)
  }

  private mutating func readPolygon(_ header: Header) throws(GeometryError) -> Polygon? {
    let count = try readCount(header, bytesEach: 4)
    var exterior: Ring?
    var holes: [Ring] = []
    for index in 0..<count {
      let points = try readPoints(header)
      if points.isEmpty { continue }
      if index == 0 { exterior = try Ring(points) } else { holes.append(try Ring(points)) }
    }
    return exterior.map { Polygon(exterior: $0, holes: holes) }
  }

  private mutating func readPoints(_ header: Header) throws(GeometryError) -> [Point] {
    let count = try readCount(header, bytesEach: 8 * header.dimensions)
    var points: [Point] = []
    points.reserveCapacity(count)
    for _ in 0..<count { points.append(loadPoint(header)) }
    return points
  }

  private mutating func readHeader() throws(GeometryError) -> Header {
    try require(5)
    let order = unsafe bytes.load(fromByteOffset: offset, as: UInt8.self)
    guard order <= 1 else { throw .malformed(format: "WKB", detail: "byte order \(order) at byte \(offset)") }
    offset += 1
    let isBigEndian = order == 0
    let word = loadWord(isBigEndian)
    var number = word & 0x0FFF_FFFF
    var dimensions = 2 + (word & 0x8000_0000 != 0 ? 1 : 0) + (word & 0x4000_0000 != 0 ? 1 : 0)
    if word & 0x2000_0000 != 0 {
      try require(4)
      offset += 4
    }
    if number >= 1000, number < 4000 {
      dimensions = number >= 3000 ? 4 : 3
      number %= 1000
    }
    guard let type = WellKnownBinary.TypeCode(rawValue: number) else {
      throw .malformed(format: "WKB", detail: "geometry type \(word) is not one this toolkit reads")
    }
    return Header(type: type, isBigEndian: isBigEndian, dimensions: dimensions)
  }

  private mutating func readCount(_ header: Header, bytesEach: Int) throws(GeometryError) -> Int {
    try require(4)
    let count = Int(loadWord(header.isBigEndian))
    guard count <= remaining / bytesEach else {
      throw .malformed(format: "WKB", detail: "\(count) parts announced with \(remaining) bytes left")
    }
    return count
  }

  private func require(_ count: Int) throws(GeometryError) {
    guard count <= remaining else {
      throw .malformed(format: "WKB", detail: "ends at byte \(offset + remaining), too early")
    }
  }

  private mutating func loadWord(_ isBigEndian: Bool) -> UInt32 {
    let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    offset += 4
    return isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
  }

  /// Callers have checked that the bytes are there.
  private mutating func loadPoint(_ header: Header) -> Point {
    let x = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let y = unsafe bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
    offset += 8 * header.dimensions
    if header.isBigEndian {
      return Point(Double(bitPattern: UInt64(bigEndian: x)), Double(bitPattern: UInt64(bigEndian: y)))
    }
    return Point(Double(bitPattern: UInt64(littleEndian: x)), Double(bitPattern: UInt64(littleEndian: y)))
  }
}
