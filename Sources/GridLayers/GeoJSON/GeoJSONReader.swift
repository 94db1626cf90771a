import GridGeometry

/// A GeoJSON file or text sequence, read feature by feature in constant memory.
///
/// The file is passed through once on opening, for its columns and reference system, and once for each reading.
public final class GeoJSONReader: LayerReader {
  public let schema: LayerSchema
  public private(set) var issues: [LayerIssue] = []

  private let path: String
  private let decoder: TextDecoder
  private let columnOf: [String: Int]
  private let check: CoordinateCheck

  /// - Throws: ``LayerError/malformed(source:feature:line:byte:cause:remedy:)`` for broken or truncated JSON and JSON
  ///   that is no GeoJSON, ``LayerError/missingField(source:layer:field:available:)``.
  public init(_ source: LayerSource, options: ReadOptions = .init()) throws(LayerError) {
    path = source.path
    decoder = TextDecoder(try EncodingDetection.encoding(of: source.path, declared: options.encoding))
    let survey = try Self.survey(path, decoder: decoder)
    let name = survey.name ?? source.stem
    if let wanted = source.layer, wanted != name, wanted != source.stem {
      throw .missingLayer(source: path, layer: wanted, available: [name])
    }
    var fields = survey.builder.fields
    if let wanted = options.fields {
      let all = LayerSchema(name: name, fields: fields, geometryType: "Geometry")
      var kept: [Field] = []
      for field in wanted { kept.append(fields[try all.requiredIndex(of: field, source: path)]) }
      fields = kept
    }
    let system = try Self.referenceSystem(survey, declared: options.referenceSystem, path: path)
    schema = LayerSchema(
      name: name, fields: fields, geometryType: survey.builder.geometryType, geometryColumn: "geometry",
      referenceSystem: system)
    columnOf = Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    check = CoordinateCheck(referenceSystem: system)
  }

  /// Hands over every feature in file order; stops with the first error thrown.
  public func forEach(_ body: (Feature) throws -> Void) throws {
    var log = IssueLog(source: path)
    defer {
      log.close()
      issues = log.issues
    }
    var parser = GeoJSONParser(try ByteInput(path), decoder: decoder, readsGeometry: true)
    try parser.forEach { ordinal, raw, _ in
      var values = [FieldValue](repeating: .null, count: schema.fields.count)
      for (index, property) in raw.properties.enumerated() {
        let isExpected = index < schema.fields.count && schema.fields[index].name == property.key
        guard let column = isExpected ? index : columnOf[property.key] else { continue }
        values[column] = property.value.converted(to: schema.fields[column].type) ?? property.value
      }
      let (geometry, fault) = accept(raw.geometry, ordinal: ordinal, log: &log)
      try body(Feature(ordinal: ordinal, id: raw.id, geometry: geometry, fault: fault, values: values))
    }
  }

  private func accept(_ reading: GeometryReading, ordinal: Int, log: inout IssueLog) -> (Geometry?, LayerIssue?) {
    switch reading {
    case .geometry(let geometry, let closedRings):
      if closedRings > 0 {
        log.note(
          "features with unclosed rings", feature: ordinal,
          cause:
            "\(closedRings) ring\(closedRings == 1 ? " does" : "s do") not end where \(closedRings == 1 ? "it starts" : "they start"); closed on reading",
          remedy: "Repeat the first position of a ring as its last.")
      }
      check.note(geometry, feature: ordinal, in: &log)
      return (geometry, nil)
    case .absent:
      log.note(
        "features without geometry", feature: ordinal, cause: "it has no geometry",
        remedy: "Draw it, or leave it out of the file.")
    case .faulty(let cause):
      let fault = log.note(
        "features with invalid geometry", feature: ordinal, cause: cause,
        remedy: "Correct the feature where it was made.")
      return (nil, fault)
    }
    return (nil, nil)
  }

  private struct Survey {
    var builder = SchemaBuilder()
    var name: String?
    var crsName: String?
    var datumName: String?
  }

  private static func survey(_ path: String, decoder: TextDecoder) throws(LayerError) -> Survey {
    var survey = Survey()
    var parser = GeoJSONParser(try ByteInput(path), decoder: decoder, readsGeometry: false)
    do {
      try parser.forEach { _, raw, type in
        for (index, property) in raw.properties.enumerated() {
          survey.builder.note(property.value, at: survey.builder.index(of: property.key, expected: index))
        }
        survey.builder.note(geometryType: type)
      }
    } catch let error as LayerError {
      throw error
    } catch {
      throw .unreadable(path: path, cause: "\(error)")
    }
    survey.name = parser.name
    survey.crsName = parser.crsName
    survey.datumName = parser.datumName
    return survey
  }

  /// The datum marker, then the `crs` member, then what RFC 7946 prescribes. Coordinates are longitude first whatever the
  /// named system says, as every writer of such files has it.
  private static func referenceSystem(_ survey: Survey, declared: ReferenceSystem?, path: String) throws(LayerError)
    -> ReferenceSystem
  {
    if let declared { return declared }
    guard let name = survey.datumName ?? survey.crsName else { return .wgs84 }
    if name.uppercased().hasSuffix("CRS84") { return .wgs84 }
    do {
      return try ReferenceSystem(name)
    } catch {
      throw .unknownReferenceSystem(source: path, name: name)
    }
  }
}
