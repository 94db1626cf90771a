import GridGeometry

/// Delimited text (RFC 4180) with a header line, as a layer: points from a longitude and a latitude column, shapes from
/// well-known text or polygon strings, or a table without ground. Read record by record in constant memory.
///
/// The file is passed through once on opening, for its encoding and column types, and once for each reading. Numbers with
/// leading zeros stay text, because they are codes; with ``ReadOptions/isPlain`` everything does.
public final class CSVReader: LayerReader {
  public let schema: LayerSchema
  public private(set) var issues: [LayerIssue]
  /// How the file is coded, as declared or found.
  public let encoding: TextEncoding
  /// Columns, from 1, that have the name of an earlier one and are read under another.
  package let repeatedColumns: [RepeatedColumn]

  private let path: String
  private let delimiter: UInt8
  private let columns: GeometryColumns
  /// Where in a record each column of the schema stands.
  private let positions: [Int]
  private let headerCount: Int
  private let openingIssues: [LayerIssue]
  private let check: CoordinateCheck
  private let marksGarbledRows: Bool

  /// - Throws: ``LayerError`` for an empty file, an unknown encoding, an unclosed quotation mark or a missing field.
  public init(_ source: LayerSource, options: ReadOptions = .init()) throws(LayerError) {
    path = source.path
    marksGarbledRows = options.marksGarbledRows
    encoding = try EncodingDetection.encoding(
      of: path, declared: options.encoding, isTolerant: options.marksGarbledRows)
    delimiter = try CSVParser.detectDelimiter(path)
    var log = IssueLog(source: path)
    var parser = try CSVParser(ByteInput(path), decoder: TextDecoder(encoding), delimiter: delimiter)
    guard let header = try parser.next() else {
      throw .malformed(
        source: path, feature: nil, line: 1, byte: 0, cause: "the file is empty",
        remedy: "Check that it is the right file.")
    }
    if marksGarbledRows, let column = header.indices.first(where: { !parser.isText($0) }) {
      throw .encoding(
        source: path, line: parser.recordLine, byte: nil,
        cause: "the name of column \(column + 1) is not \(encoding.title)")
    }
    let (names, repeated) = Self.uniqueNames(header, log: &log)
    repeatedColumns = repeated
    headerCount = names.count
    let head = LayerSchema(name: source.stem, fields: names.map { Field($0, .text) }, geometryType: "")
    var columns = try GeometryColumns.find(in: head, options: options, source: path)
    if options.skipsGeometry { columns = .none }
    var survey: CSVSurvey?
    if case .shape = columns { survey = try CSVSurvey(&parser, names: names, columns: columns) }
    if survey == nil, !options.isPlain { survey = try CSVSurvey(&parser, names: names, columns: columns) }
    if options.wktField == nil, case .shape = columns, survey?.holdsShapes != true { columns = .none }
    self.columns = columns
    var kept = Array(names.indices)
    if case .shape(let index) = columns { kept.removeAll { $0 == index } }
    if let wanted = options.fields {
      kept = []
      for field in wanted { kept.append(try head.requiredIndex(of: field, source: path)) }
    }
    positions = kept
    let system = Self.referenceSystem(columns, names: names, declared: options.referenceSystem, log: &log)
    let types = options.isPlain ? head.fields : survey?.builder.fields ?? head.fields
    let fields = kept.map { types[$0] }
    let geometryType: String
    switch columns {
    case .none: geometryType = ""
    case .point: geometryType = "Point"
    case .shape: geometryType = survey?.builder.geometryType ?? "Geometry"
    }
    schema = LayerSchema(
      name: source.stem, fields: fields, geometryType: geometryType,
      geometryColumn: geometryType.isEmpty ? "" : "geometry", referenceSystem: system)
    check = CoordinateCheck(referenceSystem: system)
    openingIssues = log.issues
    issues = log.issues
  }

  /// Hands over every row in file order; stops with the first error thrown.
  public func forEach(_ body: (Feature) throws -> Void) throws {
    var log = IssueLog(source: path)
    defer {
      log.close()
      issues = openingIssues + log.issues
    }
    var parser = try CSVParser(ByteInput(path), decoder: TextDecoder(encoding), delimiter: delimiter)
    _ = try parser.advance()
    var ordinal = 0
    while try parser.advance() {
      ordinal += 1
      if parser.count != headerCount {
        log.note(
          "records with another number of cells than the header", feature: ordinal,
          cause: "line \(parser.recordLine) has \(parser.count) cells, the header \(headerCount)",
          remedy: "Quote cells that hold the delimiter.")
      }
      let (geometry, fault) = geometry(parser, ordinal: ordinal, log: &log)
      var values: [FieldValue] = []
      values.reserveCapacity(positions.count)
      for (column, position) in positions.enumerated() {
        values.append(CSVSurvey.value(of: parser.cell(position), as: schema.fields[column].type))
      }
      var feature = Feature(
        ordinal: ordinal, line: parser.recordLine, geometry: geometry, fault: fault, values: values)
      if parser.count > headerCount {
        feature.surplusCells = (headerCount..<parser.count).count { !parser.cell($0).trimmingSpaces.isEmpty }
      }
      if marksGarbledRows, let column = positions.firstIndex(where: { !parser.isText($0) }) {
        feature.garbledField = schema.fields[column].name
      }
      try body(feature)
    }
  }

  private func geometry(
    _ record: borrowing CSVParser, ordinal: Int, log: inout IssueLog
  ) -> (geometry: Geometry?, fault: LayerIssue?) {
    let reading: GeometryReading
    switch columns {
    case .none: return (nil, nil)
    case .point(let longitude, let latitude):
      reading = Self.point(record.cell(longitude).trimmingSpaces, record.cell(latitude).trimmingSpaces)
    case .shape(let index): reading = Self.shape(record.cell(index).trimmingSpaces)
    }
    switch reading {
    case .geometry(let geometry, let closedRings):
      if closedRings > 0 {
        log.note(
          "features with unclosed rings", feature: ordinal,
          cause: "\(closedRings) of its rings did not end where they start; closed on reading",
          remedy: "Repeat the first position of a ring as its last.")
      }
      check.note(geometry, feature: ordinal, in: &log)
      return (geometry, nil)
    case .absent:
      log.note(
        "records without place", feature: ordinal, cause: "its coordinates are empty",
        remedy: "Fill them in, or locate it by its address.")
    case .faulty(let cause):
      let fault = log.note(
        "records with invalid place", feature: ordinal, cause: cause, remedy: "Correct the record.")
      return (nil, fault)
    }
    return (nil, nil)
  }

  private static func point(_ longitude: String, _ latitude: String) -> GeometryReading {
    if longitude.isEmpty, latitude.isEmpty { return .absent }
    guard let x = FieldValue.text(longitude).real, let y = FieldValue.text(latitude).real else {
      return .faulty("\"\(longitude.prefix(20))\", \"\(latitude.prefix(20))\" are not two coordinates")
    }
    return .geometry(.point(Point(x, y)), closedRings: 0)
  }

  private static func shape(_ text: String) -> GeometryReading {
    guard let first = text.unicodeScalars.first else { return .absent }
    guard first.properties.isAlphabetic else { return PolygonString.parse(text) }
    do throws(GeometryError) {
      let geometry = try WellKnownText.parse(text)
      return geometry.isEmpty ? .absent : .geometry(geometry, closedRings: 0)
    } catch {
      return .faulty("its well-known text cannot be read: \(error.message)")
    }
  }

  /// What the coordinates mean: as declared; degrees of WGS 84 under the names of longitude and latitude; unknown otherwise.
  private static func referenceSystem(
    _ columns: GeometryColumns, names: [String], declared: ReferenceSystem?, log: inout IssueLog
  ) -> ReferenceSystem? {
    if columns == .none || declared != nil { return declared }
    if case .point(let longitude, _) = columns, !CoordinateNames.planar.contains(names[longitude].lowercased()) {
      log.note(
        "assumptions", cause: "the table does not say its datum; its longitudes and latitudes are taken for WGS 84",
        remedy:
          "Declare it (`crs: GCJ-02` or `crs: BD-09` for points from Chinese web maps, which lie 200 to 1,200 m off).")
      return .wgs84
    }
    log.note(
      "assumptions", cause: "the table does not say its reference system",
      remedy: "Declare it, for example `crs: EPSG:4546`.")
    return nil
  }

  private static func uniqueNames(
    _ header: [String], log: inout IssueLog
  ) -> (names: [String], repeated: [RepeatedColumn]) {
    var names: [String] = []
    var repeated: [RepeatedColumn] = []
    var taken: Set<String> = []
    for (index, cell) in header.enumerated() {
      let stated = cell.trimmingSpaces
      var name = stated.isEmpty ? "column_\(index + 1)" : stated
      var copy = 2
      while !taken.insert(name).inserted {
        name = "\(stated.isEmpty ? "column_\(index + 1)" : stated)_\(copy)"
        copy += 1
      }
      if name != stated {
        if let first = names.firstIndex(of: stated) {
          repeated.append(RepeatedColumn(name: stated, first: first + 1, column: index + 1, readAs: name))
        }
        log.note(
          "columns renamed", field: stated,
          cause:
            "column \(index + 1) has \(stated.isEmpty ? "no name" : "the name of another"); it is read as \"\(name)\"",
          remedy: "Give every column its own name.")
      }
      names.append(name)
    }
    return (names, repeated)
  }
}

/// A column of a table with the name of an earlier one; columns count from 1.
package struct RepeatedColumn: Hashable, Sendable {
  package let name: String
  package let first: Int
  package let column: Int
  /// Its name among the fields of the schema.
  package let readAs: String
}
