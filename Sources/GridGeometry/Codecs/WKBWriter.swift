/// Appends a geometry to bytes whose number is known beforehand.
struct WKBWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  static func size(of geometry: Geometry) -> Int {
    switch geometry {
    case .point: 21
    case .multiPoint(let points): 9 + 21 * points.count
    case .lineString(let line): 9 + 16 * line.points.count
    case .multiLineString(let lines): lines.reduce(9) { $0 + 9 + 16 * $1.points.count }
    case .polygon(let polygon): size(of: polygon)
    case .multiPolygon(let multi): multi.polygons.reduce(9) { $0 + size(of: $1) }
    case .collection(let members): members.reduce(9) { $0 + size(of: $1) }
    }
  }

  private static func size(of polygon: Polygon) -> Int {
    polygon.holes.reduce(13 + 16 * polygon.exterior.points.count) { $0 + 4 + 16 * $1.points.count }
  }

  mutating func write(_ geometry: Geometry) {
    switch geometry {
    case .point(let point): write(point)
    case .multiPoint(let points):
      writeHeader(.multiPoint, count: points.count)
      for point in points { write(point) }
    case .lineString(let line): write(line)
    case .multiLineString(let lines):
      writeHeader(.multiLineString, count: lines.count)
      for line in lines { write(line) }
    case .polygon(let polygon): write(polygon)
    case .multiPolygon(let multi):
      writeHeader(.multiPolygon, count: multi.polygons.count)
      for polygon in multi.polygons { write(polygon) }
    case .collection(let members):
      writeHeader(.collection, count: members.count)
      for member in members { write(member) }
    }
  }

  private mutating func write(_ point: Point) {
    writeHeader(.point)
    write([point])
  }

  private mutating func write(_ line: LineString) {
    writeHeader(.lineString, count: line.points.count)
    write(line.points)
  }

  private mutating func write(_ polygon: Polygon) {
    writeHeader(.polygon, count: 1 + polygon.holes.count)
    writeCount(polygon.exterior.points.count)
    write(polygon.exterior.points)
    for hole in polygon.holes {
      writeCount(hole.points.count)
      write(hole.points)
    }
  }

  private mutating func writeHeader(_ type: WellKnownBinary.TypeCode) {
    bytes.append(1)
    append(type.rawValue)
  }

  private mutating func writeHeader(_ type: WellKnownBinary.TypeCode, count: Int) {
    writeHeader(type)
    writeCount(count)
  }

  /// The format counts in 32 bits; four thousand million points do not fit in memory either.
  private mutating func writeCount(_ count: Int) { append(UInt32(clamping: count)) }

  private mutating func write(_ points: [Point]) {
    for point in points {
      append(point.x.bitPattern)
      append(point.y.bitPattern)
    }
  }

  private mutating func append(_ value: some FixedWidthInteger) {
    unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
  }
}
