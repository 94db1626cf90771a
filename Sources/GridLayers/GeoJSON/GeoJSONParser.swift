import GridGeometry

/// One feature as the file spells it, before the layer's schema is known.
struct RawFeature {
  var id: String?
  var geometry: GeometryReading = .absent
  /// In file order; a repeated key stays repeated.
  var properties: [(key: String, value: FieldValue)] = []
}

/// Walks a GeoJSON file (RFC 7946, and files of 2008 with a `crs` member) or text sequence (RFC 8142, or one text a
/// line) from front to back, handing over each feature as its closing brace is read.
struct GeoJSONParser: ~Copyable {
  private var scanner: JSONScanner
  private let readsGeometry: Bool
  private(set) var crsName: String?
  private(set) var datumName: String?
  private(set) var name: String?
  private var count = 0

  /// - Parameter readsGeometry: Whether coordinates are read, or skipped with only their type noted.
  init(_ input: consuming ByteInput, decoder: TextDecoder, readsGeometry: Bool) {
    scanner = JSONScanner(input, decoder: decoder)
    self.readsGeometry = readsGeometry
  }

  /// How many features have been handed over.
  var featureCount: Int { count }

  mutating func forEach(_ body: (_ ordinal: Int, _ feature: inout RawFeature, _ type: String?) throws -> Void) throws {
    if try scanner.input.peek(3).elementsEqual([0xEF, 0xBB, 0xBF]) { for _ in 0..<3 { _ = try scanner.input.next() } }
    var texts = 0
    while try skipToText() {
      scanner.feature = count + 1
      try readText(body)
      texts += 1
    }
    scanner.feature = nil
    if texts == 0 { throw scanner.malformed("the file is empty", remedy: "Check that it is the right file.") }
  }

  /// Passes white space and record separators; false at the end of the file.
  private mutating func skipToText() throws(LayerError) -> Bool {
    while let byte = try scanner.peek() {
      if byte == 0x1E {
        scanner.input.advance()
        continue
      }
      guard byte == UInt8(ascii: "{") else { throw try scanner.unexpected("the \"{\" of a GeoJSON object") }
      return true
    }
    return false
  }

  // MARK: Objects

  /// The members of any GeoJSON object, whichever it turns out to be.
  private struct Members {
    var type: String?
    var feature = RawFeature()
    var geometryType: String?
    var tree: CoordinateTree?
    var hasCoordinates = false
    var members: [GeometryReading]?
    var hasFeatures = false
  }

  private mutating func readText(_ body: (Int, inout RawFeature, String?) throws -> Void) throws {
    var read = Members()
    try scanner.expect(UInt8(ascii: "{"), "an object")
    var more = try !scanner.take(UInt8(ascii: "}"))
    while more {
      let key = try scanner.key()
      if key == "features" {
        read.hasFeatures = true
        try readFeatures(body)
        scanner.feature = nil
      } else {
        try readMember(key, into: &read, isTop: true)
      }
      more = try scanner.hasMore(before: UInt8(ascii: "}"))
    }
    if read.hasFeatures { return }
    switch read.type {
    case "Feature": try deliver(&read, body)
    case let type? where Self.geometryTypes.contains(type):
      read.feature.geometry = Self.geometry(of: read)
      read.feature.properties = []
      read.geometryType = type
      try deliver(&read, body)
    case "FeatureCollection": throw scanner.malformed("the FeatureCollection has no \"features\"")
    case let type?: throw scanner.malformed("this is JSON, but no GeoJSON: its type is \"\(type)\"")
    case nil: throw scanner.malformed("this is JSON, but no GeoJSON: it has no \"type\"")
    }
  }

  private mutating func readFeatures(_ body: (Int, inout RawFeature, String?) throws -> Void) throws {
    try scanner.expect(UInt8(ascii: "["), "the list of features")
    var more = try !scanner.take(UInt8(ascii: "]"))
    while more {
      scanner.feature = count + 1
      var read = Members()
      guard try scanner.peek() == UInt8(ascii: "{") else { throw try scanner.unexpected("a feature") }
      try readObject(into: &read)
      if let type = read.type, Self.geometryTypes.contains(type) {
        read.feature.geometry = Self.geometry(of: read)
        read.geometryType = type
      }
      try deliver(&read, body)
      more = try scanner.hasMore(before: UInt8(ascii: "]"))
    }
  }

  private mutating func deliver(_ read: inout Members, _ body: (Int, inout RawFeature, String?) throws -> Void) throws {
    count += 1
    try body(count, &read.feature, read.geometryType.flatMap { Self.geometryTypes.contains($0) ? $0 : nil })
  }

  private mutating func readObject(into read: inout Members) throws(LayerError) {
    try scanner.expect(UInt8(ascii: "{"), "an object")
    var more = try !scanner.take(UInt8(ascii: "}"))
    while more {
      let key = try scanner.key()
      try readMember(key, into: &read, isTop: false)
      more = try scanner.hasMore(before: UInt8(ascii: "}"))
    }
  }

  private mutating func readMember(_ key: String, into read: inout Members, isTop: Bool) throws(LayerError) {
    switch key {
    case "type": read.type = try scanner.value().text
    case "id": read.feature.id = try scanner.value().text
    case "geometry": try readGeometryMember(into: &read)
    case "properties": try readProperties(into: &read.feature)
    case "coordinates":
      read.hasCoordinates = true
      if readsGeometry { read.tree = try CoordinateTree(&scanner) } else { try scanner.skipValue() }
    case "geometries": read.members = try readMembers(depth: 1)
    case "crs" where isTop: crsName = try readReferenceSystem()
    case "name" where isTop: name = try scanner.value().text
    case "gridwright:datum" where isTop: datumName = try scanner.value().text
    default: try scanner.skipValue()
    }
  }

  private mutating func readProperties(into feature: inout RawFeature) throws(LayerError) {
    guard try scanner.peek() == UInt8(ascii: "{") else {
      try scanner.skipValue()
      return
    }
    scanner.input.advance()
    var more = try !scanner.take(UInt8(ascii: "}"))
    while more {
      let key = try scanner.key()
      feature.properties.append((key, try scanner.value()))
      more = try scanner.hasMore(before: UInt8(ascii: "}"))
    }
  }

  // MARK: Geometries

  private static let geometryTypes: Set<String> = [
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
  ]

  private mutating func readGeometryMember(into read: inout Members) throws(LayerError) {
    guard try scanner.peek() == UInt8(ascii: "{") else {
      let value = try scanner.value()
      read.feature.geometry = value.isNull ? .absent : .faulty("its geometry is not an object")
      return
    }
    let (type, reading) = try readGeometry(depth: 0)
    read.geometryType = type
    read.feature.geometry = reading
  }

  private mutating func readGeometry(depth: Int) throws(LayerError) -> (type: String?, GeometryReading) {
    var read = Members()
    try scanner.expect(UInt8(ascii: "{"), "a geometry")
    var more = try !scanner.take(UInt8(ascii: "}"))
    while more {
      let key = try scanner.key()
      switch key {
      case "type": read.type = try scanner.value().text
      case "coordinates":
        read.hasCoordinates = true
        if readsGeometry { read.tree = try CoordinateTree(&scanner) } else { try scanner.skipValue() }
      case "geometries": read.members = try readMembers(depth: depth + 1)
      default: try scanner.skipValue()
      }
      more = try scanner.hasMore(before: UInt8(ascii: "}"))
    }
    return (read.type, Self.geometry(of: read))
  }

  private mutating func readMembers(depth: Int) throws(LayerError) -> [GeometryReading] {
    guard depth < 32 else { throw scanner.malformed("geometry collections nest deeper than 32") }
    var readings: [GeometryReading] = []
    guard try scanner.take(UInt8(ascii: "[")) else {
      try scanner.skipValue()
      return [.faulty("its geometries are not a list")]
    }
    var more = try !scanner.take(UInt8(ascii: "]"))
    while more {
      if try scanner.peek() == UInt8(ascii: "{") {
        readings.append(try readGeometry(depth: depth).1)
      } else {
        try scanner.skipValue()
        readings.append(.faulty("one of its geometries is not an object"))
      }
      more = try scanner.hasMore(before: UInt8(ascii: "]"))
    }
    return readings
  }

  private static func geometry(of read: Members) -> GeometryReading {
    guard let type = read.type else { return .faulty("its geometry has no type") }
    if type == "GeometryCollection" {
      guard let readings = read.members else { return .faulty("its GeometryCollection has no geometries") }
      var members: [Geometry] = []
      var closed = 0
      for reading in readings {
        switch reading {
        case .geometry(let geometry, let count):
          members.append(geometry)
          closed += count
        case .absent: continue
        case .faulty(let cause): return .faulty(cause)
        }
      }
      return members.isEmpty
        ? .faulty("its GeometryCollection is empty") : .geometry(.collection(members), closedRings: closed)
    }
    guard read.hasCoordinates else { return .faulty("its \(type) has no coordinates") }
    guard let tree = read.tree else { return .absent }
    return GeometryReading(type: type, tree: tree)
  }

  /// The `crs` member of GeoJSON 2008: a name, or the EPSG code of even older files.
  private mutating func readReferenceSystem() throws(LayerError) -> String? {
    guard try scanner.take(UInt8(ascii: "{")) else {
      try scanner.skipValue()
      return nil
    }
    var raw = RawFeature()
    var more = try !scanner.take(UInt8(ascii: "}"))
    while more {
      if try scanner.key() == "properties" { try readProperties(into: &raw) } else { try scanner.skipValue() }
      more = try scanner.hasMore(before: UInt8(ascii: "}"))
    }
    for (key, value) in raw.properties {
      if key == "name" { return value.text }
      if key == "code" { return value.text.map { "EPSG:\($0)" } }
    }
    return nil
  }
}
