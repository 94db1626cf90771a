import GridGeometry
import GridLayers
import GridVisits

/// A layer with a row for each case. Only the columns that mean something are read.
struct LayerFeed: CaseFeed {
  let system: ReferenceSystem?
  private let reader: any LayerReader
  private let keys: [CaseFields.Key]
  /// Whether a feature whose property for the id is empty has a name of its own (RFC 7946, 3.2).
  private let namesFeatures: Bool
  let contactNames: [String]
  let notes: [BilingualText]
  /// How the file is coded, where it is delimited text; cells of it are led by an apostrophe where our lists would have it.
  private let encoding: TextEncoding?
  /// Of text files; reads nothing but the times.
  private let times: CSVReader?

  init(
    _ source: LayerSource, fields: CaseFields, reporters: ReporterFields?, datum: ReferenceSystem?, encoding: TextEncoding?
  ) throws(PlanError) {
    var options = ReadOptions(referenceSystem: datum, encoding: encoding)
    options.isPlain = true
    options.marksGarbledRows = true
    let name = source.description
    let whole: any LayerReader
    do {
      whole = try Layers.open(source, options: options)
    } catch {
      throw Self.failure(error)
    }
    let schema = whole.schema
    if fields[.lon] != nil { options.longitudeField = try fields.column(.lon, in: schema, source: name) }
    if fields[.lat] != nil { options.latitudeField = try fields.column(.lat, in: schema, source: name) }
    var keys: [CaseFields.Key] = []
    var columns: [String] = []
    for key in CaseFields.Key.allCases where key != .lat && key != .lon {
      // Features have ids of their own, which a column of another name does not take the place of.
      let isUsual = key != .id || whole is CSVReader
      guard let column = try fields.column(key, in: schema, source: name, takesUsualNames: isUsual) else { continue }
      keys.append(key)
      columns.append(column)
    }
    // Rows of a table have no names of their own, as features have.
    let needed: [CaseFields.Key] = whole is CSVReader ? [.id, .class, .created] : [.class, .created]
    for key in needed where !keys.contains(key) { throw Self.missing(key, name, schema) }
    let contact: [(key: ReporterFields.Key, column: String)]
    do {
      contact = try reporters?.columns(in: schema, source: name) ?? []
    } catch {
      throw .layer(error)
    }
    contactNames = contact.map(\.key.rawValue)
    options.fields = columns + contact.map(\.column)
    let table = whole as? CSVReader
    self.encoding = table?.encoding
    if let table { options.encoding = table.encoding }
    notes = Self.notes(of: table?.repeatedColumns ?? [], read: Set(options.fields ?? []), fields)
    do throws(LayerError) {
      reader = try Layers.open(source, options: options)
      options.skipsGeometry = true
      options.fields = zip(keys, columns).filter { $0.0 == .created || $0.0 == .closed }.map(\.1)
      times = table == nil ? nil : try CSVReader(source, options: options)
    } catch {
      throw .layer(error)
    }
    namesFeatures = reader is GeoJSONReader && fields[.id] == nil
    system = reader.schema.referenceSystem
    self.keys = keys
  }

  func forEach(_ body: (FeedRow) throws -> Void) throws {
    try reader.forEach { feature in
      var row = FeedRow(ordinal: feature.ordinal, line: feature.line)
      row.id = feature.id ?? ""
      row.damage = damage(of: feature)
      for (key, value) in zip(keys, feature.values) {
        var text = value.text?.trimmingSpaces ?? ""
        if encoding != nil { text = text.withoutSpreadsheetGuard }
        switch key {
        case .id: if !text.isEmpty || !namesFeatures { row.id = text }
        case .class: row.caseClass = text
        case .created: row.created = text
        case .closed: row.closed = text
        case .status: row.status = text
        case .area: row.area = text
        case .address: row.address = text
        case .lat, .lon: break
        }
      }
      if !contactNames.isEmpty {
        row.contact = feature.values.dropFirst(keys.count).map { $0.text?.trimmingSpaces ?? "" }
      }
      if let geometry = feature.geometry {
        let points = geometry.points
        row.point = points.first
        row.places = points.count < 2 ? points.count : Set(points).count
        if row.point == nil {
          row.fault = BilingualText(en: "it is a \(geometry.typeName), not a point", zh: "它是 \(geometry.typeName)，不是点")
        }
      } else if let fault = feature.fault {
        row.fault = BilingualText(en: fault.cause, zh: ChineseWording.of(fault.cause))
      }
      try body(row)
    }
  }

  func forEachTime(_ body: (String) throws -> Void) throws {
    guard let times else { return try forEach { for time in [$0.created, $0.closed] { try body(time) } } }
    try times.forEach { feature in
      guard feature.surplusCells == 0 else { return }
      for case .text(let text) in feature.values { try body(text) }
    }
  }

  /// Cells that may stand in the wrong columns, or are no text.
  private func damage(of feature: Feature) -> RowFault? {
    if feature.surplusCells > 0 { return RowFault(VisitFault.surplusCells(feature.surplusCells)) }
    guard let encoding, let column = feature.garbledField else { return nil }
    let (stated, other) = (encoding.title, encoding == .utf8 ? "gbk" : "utf8")
    return RowFault(
      "wrong-encoding",
      en: "its column `\(column.shortened)` is not \(stated) text; if the whole file is not, state --encoding \(other), otherwise correct the row",
      zh: "其 `\(column.shortened)` 列不是 \(stated) 文字；如整个文件均非 \(stated)，请用 --encoding \(other) 声明，否则请更正该行")
  }

  /// Which column is taken where several have one name, of those that mean something.
  private static func notes(
    of repeated: [RepeatedColumn], read: Set<String>, _ fields: CaseFields
  ) -> [BilingualText] {
    let places = CoordinateNames.all.union([fields[.lon], fields[.lat]].compactMap { $0?.lowercased() })
    return repeated.filter { read.contains($0.name) || places.contains($0.name.lowercased()) }.map { column in
      let name = column.name.shortened
      return BilingualText(
        en: "columns \(column.first) and \(column.column) are both named `\(name)`: column \(column.first) is taken; "
          + "for the other name it `\(column.readAs.shortened)` with --fields",
        zh: "第 \(column.first) 列和第 \(column.column) 列同名 `\(name)`：采用第 \(column.first) 列；如需另一列，请在 --fields 中写 `\(column.readAs.shortened)`")
    }
  }

  /// What is coded otherwise than it says can be told with an option.
  private static func failure(_ error: LayerError) -> PlanError {
    guard case .encoding(let source, let line, _, let cause) = error else { return .layer(error) }
    return .badInput(
      InputProblem(
        source: source, place: line.map(BilingualText.line),
        cause: BilingualText(en: cause, zh: ChineseWording.of(cause)),
        remedy: BilingualText(
          en: "State how the file is coded with --encoding gbk or --encoding utf8, or save it as UTF-8",
          zh: "请用 --encoding gbk 或 --encoding utf8 声明编码，或另存为 UTF-8")))
  }

  private static func missing(_ key: CaseFields.Key, _ source: String, _ schema: LayerSchema) -> PlanError {
    let columns = schema.fields.map(\.name).joined(separator: ", ")
    return .badInput(
      InputProblem(
        source: source,
        cause: BilingualText(
          en: "no column is known to hold the \(key.rawValue) of a case; its columns are: \(columns)",
          zh: "不知道哪一列是案件的 \(key.rawValue)；现有列：\(columns)"),
        remedy: BilingualText(
          en: "Say which with --fields \(key.rawValue)=COLUMN", zh: "请用 --fields \(key.rawValue)=列名 说明")))
  }
}
