import GridGeometry
import GridLayers

/// A layer with a row for each case. Only the columns that mean something are read.
struct LayerFeed: CaseFeed {
  let system: ReferenceSystem?
  private let reader: any LayerReader
  private let keys: [CaseFields.Key]
  let contactNames: [String]
  /// Of text files; reads nothing but the times.
  private let times: CSVReader?

  init(
    _ source: LayerSource, fields: CaseFields, reporters: ReporterFields?, datum: ReferenceSystem?, encoding: TextEncoding?
  ) throws(PlanError) {
    var options = ReadOptions(referenceSystem: datum, encoding: encoding)
    options.isPlain = true
    let name = source.description
    let whole: any LayerReader
    do {
      whole = try Layers.open(source, options: options)
    } catch {
      throw .layer(error)
    }
    let schema = whole.schema
    if fields[.lon] != nil { options.longitudeField = try fields.column(.lon, in: schema, source: name) }
    if fields[.lat] != nil { options.latitudeField = try fields.column(.lat, in: schema, source: name) }
    var keys: [CaseFields.Key] = []
    var columns: [String] = []
    for key in CaseFields.Key.allCases where key != .lat && key != .lon {
      guard let column = try fields.column(key, in: schema, source: name) else { continue }
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
    if let table = whole as? CSVReader { options.encoding = table.encoding }
    do throws(LayerError) {
      reader = try Layers.open(source, options: options)
      options.skipsGeometry = true
      options.fields = zip(keys, columns).filter { $0.0 == .created || $0.0 == .closed }.map(\.1)
      times = whole is CSVReader ? try CSVReader(source, options: options) : nil
    } catch {
      throw .layer(error)
    }
    system = reader.schema.referenceSystem
    self.keys = keys
  }

  func forEach(_ body: (FeedRow) throws -> Void) throws {
    try reader.forEach { feature in
      var row = FeedRow(ordinal: feature.ordinal, line: feature.line)
      row.id = feature.id ?? ""
      for (key, value) in zip(keys, feature.values) {
        let text = value.text?.trimmingSpaces ?? ""
        switch key {
        case .id: row.id = text
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
        row.point = geometry.points.first
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
      for case .text(let text) in feature.values { try body(text) }
    }
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
