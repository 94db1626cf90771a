package import GridGeometry

/// Writes GeoJSON by RFC 7946, feature by feature: longitude and latitude as the caller gives them, right-handed rings,
/// a `bbox` per feature and for the collection, no `crs`.
///
/// Coordinates in GCJ-02 or BD-09 are marked by the foreign member `gridwright:datum`, because a web map would
/// otherwise show them hundreds of metres off without a word.
public final class GeoJSONWriter {
  /// How the text is written.
  public struct Options: Hashable, Sendable {
    /// Decimals of a coordinate, `0...15`; seven are about a centimetre, and as many as RFC 7946 thinks useful.
    public var decimals: Int
    /// One record-separated text per feature (RFC 8142) instead of a collection.
    public var textSequence: Bool
    /// Further members of the collection, name and text.
    public var foreignMembers: [(String, String)]
    /// Further members of the collection behind those, name and JSON.
    package var foreignJSON: [(String, [UInt8])] = []

    /// A collection with seven decimals, unless said otherwise; decimals are brought into `0...15`.
    public init(decimals: Int = 7, textSequence: Bool = false, foreignMembers: [(String, String)] = []) {
      self.decimals = min(max(decimals, 0), 15)
      self.textSequence = textSequence
      self.foreignMembers = foreignMembers
    }

    /// Equal in all settings.
    public static func == (a: Options, b: Options) -> Bool {
      a.decimals == b.decimals && a.textSequence == b.textSequence
        && a.foreignMembers.elementsEqual(b.foreignMembers) { $0.0 == $1.0 && $0.1 == $1.1 }
        && a.foreignJSON.elementsEqual(b.foreignJSON) { $0.0 == $1.0 && $0.1 == $1.1 }
    }

    /// By all settings, as equality.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(decimals)
      hasher.combine(textSequence)
      for (name, text) in foreignMembers {
        hasher.combine(name)
        hasher.combine(text)
      }
      for (name, text) in foreignJSON {
        hasher.combine(name)
        hasher.combine(text)
      }
    }
  }

  private let path: String
  private let schema: LayerSchema
  private let options: Options
  private var stream: OutputStream
  private var text: [UInt8] = []
  private var envelope = Envelope.empty
  private var count = 0

  /// - Parameter schema: The columns become properties, in their order. The reference system has to be geographic; where
  ///   it is projected, reproject first.
  /// - Throws: ``LayerError/cannotWrite(path:cause:)``, ``LayerError/notWritable(path:layer:feature:cause:)`` for a
  ///   projected system.
  public init(path: String, schema: LayerSchema, options: Options = .init()) throws(LayerError) {
    if let system = schema.referenceSystem, !system.isGeographic {
      throw .notWritable(
        path: path, layer: schema.name, feature: nil,
        cause: "GeoJSON holds degrees, the layer is in \(system.name): reproject it to WGS 84 first")
    }
    self.path = path
    self.schema = schema
    self.options = options
    stream = try OutputStream(path)
    if !options.textSequence { try writeHead() }
  }

  deinit { stream.cancel() }

  /// Appends one feature. Values beyond the schema's columns are refused.
  public func write(_ feature: Feature) throws(LayerError) {
    count += 1
    guard feature.values.count == schema.fields.count else {
      throw .notWritable(
        path: path, layer: schema.name, feature: count,
        cause: "it has \(feature.values.count) values for \(schema.fields.count) columns")
    }
    try write(feature.id, feature.geometry) {
      for (index, field) in schema.fields.enumerated() {
        if index > 0 { append(",") }
        JSONText.appendQuoted(field.name, to: &text)
        append(":")
        JSONText.append(feature.values[index], to: &text)
      }
    }
  }

  /// Appends one feature whose properties are JSON already, without their braces; for features of several kinds, which
  /// have no columns in common.
  package func write(id: String?, properties: [UInt8], _ geometry: Geometry?) throws(LayerError) {
    count += 1
    try write(id, geometry) { text += properties }
  }

  /// Closes the collection and puts the file in place.
  public func finish() throws(LayerError) {
    if !options.textSequence, stream.isOpen {
      text.removeAll(keepingCapacity: true)
      append("\n]")
      if !envelope.isEmpty {
        append(",\n\"bbox\":")
        append(envelope)
      }
      append("}\n")
      try stream.write(text)
    }
    try stream.finish()
  }

  /// Drops the file. Harmless after ``finish()``.
  public func cancel() { stream.cancel() }

  // MARK: Text

  private func writeHead() throws(LayerError) {
    append("{\"type\":\"FeatureCollection\",\n\"name\":")
    JSONText.appendQuoted(schema.name, to: &text)
    var members = options.foreignMembers
    if let datum = datumMarker, !members.contains(where: { $0.0 == "gridwright:datum" }) {
      members.append(("gridwright:datum", datum))
    }
    for (name, value) in members {
      append(",\n")
      JSONText.appendQuoted(name, to: &text)
      append(":")
      JSONText.appendQuoted(value, to: &text)
    }
    for (name, value) in options.foreignJSON {
      append(",\n")
      JSONText.appendQuoted(name, to: &text)
      append(":")
      text += value
    }
    append(",\n\"features\":[")
    try stream.write(text)
  }

  /// The name of a datum that is not, to the metre, WGS 84.
  private var datumMarker: String? {
    switch schema.referenceSystem {
    case .gcj02?: "GCJ-02"
    case .bd09?: "BD-09"
    default: nil
    }
  }

  private func write(_ id: String?, _ geometry: Geometry?, _ appendProperties: () -> Void) throws(LayerError) {
    text.removeAll(keepingCapacity: true)
    if options.textSequence { text.append(0x1E) } else { append(count == 1 ? "\n" : ",\n") }
    appendFeature(id, geometry, appendProperties)
    if options.textSequence { text.append(0x0A) }
    try stream.write(text)
  }

  private func appendFeature(_ id: String?, _ geometry: Geometry?, _ appendProperties: () -> Void) {
    append("{\"type\":\"Feature\"")
    if let id {
      append(",\"id\":")
      if let number = Int64(id), String(number) == id { append(id) } else { JSONText.appendQuoted(id, to: &text) }
    }
    if options.textSequence, let datum = datumMarker { append(",\"gridwright:datum\":\"\(datum)\"") }
    if let box = geometry?.envelope, !box.isEmpty {
      envelope.form(union: box)
      append(",\"bbox\":")
      append(box)
    }
    append(",\"properties\":{")
    appendProperties()
    append("},\"geometry\":")
    if let geometry { append(geometry) } else { append("null") }
    append("}")
  }

  private func append(_ string: String) { text.append(contentsOf: string.utf8) }

  private func append(_ box: Envelope) {
    append("[")
    for (index, number) in [box.minX, box.minY, box.maxX, box.maxY].enumerated() {
      if index > 0 { append(",") }
      JSONText.append(number, decimals: options.decimals, to: &text)
    }
    append("]")
  }

  private func append(_ geometry: Geometry) {
    append("{\"type\":\"\(geometry.typeName)\",")
    if case .collection(let members) = geometry {
      append("\"geometries\":")
      appendList(members) { append($0) }
      append("}")
      return
    }
    append("\"coordinates\":")
    switch geometry {
    case .point(let point): append(point)
    case .multiPoint(let points): appendList(points) { append($0) }
    case .lineString(let line): append(line.points, least: 2)
    case .multiLineString(let lines): appendList(lines) { append($0.points, least: 2) }
    case .polygon(let polygon): append(polygon)
    case .multiPolygon(let multi): appendList(multi.polygons) { append($0) }
    case .collection: append("[]")
    }
    append("}")
  }

  private func append(_ polygon: Polygon) {
    appendList(polygon.rightHanded.rings) { append($0.points, least: 4) }
  }

  /// Positions of a line, those left out that rounding puts onto the one before; where fewer than the least would be left,
  /// as of a ring smaller than the last decimal, all of them.
  private func append(_ points: [Point], least: Int) {
    var (kept, last) = ([Point](), Point(.nan, .nan))
    kept.reserveCapacity(points.count)
    for point in points {
      let rounded = Point(
        JSONText.rounded(point.x, decimals: options.decimals), JSONText.rounded(point.y, decimals: options.decimals))
      if rounded != last { kept.append(point) }
      last = rounded
    }
    appendList(kept.count < least ? points : kept) { append($0) }
  }

  private func append(_ point: Point) {
    text.append(0x5B)
    JSONText.append(point.x, decimals: options.decimals, to: &text)
    text.append(0x2C)
    JSONText.append(point.y, decimals: options.decimals, to: &text)
    text.append(0x5D)
  }

  private func appendList<Element>(_ elements: [Element], _ body: (Element) -> Void) {
    text.append(0x5B)
    for (index, element) in elements.enumerated() {
      if index > 0 { text.append(0x2C) }
      body(element)
    }
    text.append(0x5D)
  }
}
