import GridAuditing
import GridGeometry
import GridLayers
import GridVisits

extension Plan {
  static let gapFiles = OutputKind(
    columns: [findingFields, rowFields].map { $0.prefix(3).map(\.name) }, layers: ["gaps"])

  /// Writes findings, or the sums by place, as CSV or GeoJSON.
  ///
  /// - Parameter notices: Told in every row of a table, in a column of their own, and as a member of a GeoJSON file.
  func write(
    _ report: GapReport, _ notices: [BilingualText], to path: String, _ request: GapRequest
  ) throws(PlanError) {
    let note = notices.isEmpty ? nil : notices.map { $0(in: request.language) }.joined(separator: " ")
    let isGeoJSON = path.lowercased().hasSuffix(".geojson") || path.lowercased().hasSuffix(".json")
    try asPlanErrors("writing \(path)") {
      if let level = request.level {
        if isGeoJSON {
          try writePlaces(report, level, note, to: path)
        } else {
          try writeRows(report, level, note, to: path, request.language)
        }
      } else {
        try writeFindings(report, note, to: path, asGeoJSON: isGeoJSON, request.language)
      }
    }
  }

  private static let findingFields = [
    Field("id", .text), Field("status", .text), Field("meaning", .text), Field("rule", .text),
    Field("severity", .text), Field("grid", .text), Field("community", .text), Field("township", .text),
    Field("measure", .real), Field("unit", .text), Field("denominator", .real), Field("base", .text),
    Field("share_percent", .real), Field("since", .text), Field("as_of", .text), Field("text", .text),
  ]

  private func writeFindings(
    _ report: GapReport, _ note: String?, to path: String, asGeoJSON: Bool, _ language: Language
  ) throws {
    let transformation = try Transformation(from: referenceSystem, to: .wgs84)
    let items = report.standing + report.cured
    func place(_ item: GapReport.Item) throws -> Geometry? {
      try item.finding.place.map { try transformation.apply($0) }
    }
    if asGeoJSON {
      let schema = LayerSchema(
        name: "gaps", fields: Self.findingFields, geometryType: "Geometry", referenceSystem: .wgs84)
      let writer = try GeoJSONWriter(path: path, schema: schema, options: .init(foreignMembers: marks(note)))
      for (offset, item) in items.enumerated() {
        try writer.write(
          Feature(
            ordinal: offset + 1, id: item.finding.id, geometry: try place(item),
            values: Self.values(of: item, report.asOf, language)))
      }
      try writer.finish()
      return
    }
    let writer = try CSVWriter(
      path: path, fields: Self.findingFields + Self.noteFields(note), geometry: .longitudeLatitude(decimals: 7), byteOrderMark: path != "-")
    for item in items {
      let spot = try place(item).flatMap { $0.spotToShow }.map(Geometry.point)
      let cells = Self.values(of: item, report.asOf, language) + (note.map { [.text($0)] } ?? [])
      try writer.write(cells.map(\.spreadsheetSafe), geometry: spot)
    }
    try writer.finish()
  }

  private static func values(of item: GapReport.Item, _ asOf: String, _ language: Language) -> [FieldValue] {
    let finding = item.finding
    return [
      .text(finding.id), .text(item.status.rawValue), .text(item.meaning.letter), .text(finding.rule),
      .text(finding.severity.rawValue), .text(finding.grids.joined(separator: " ")),
      .text(item.communities.joined(separator: " ")), .text(item.townships.joined(separator: " ")),
      finding.measure.map(FieldValue.real) ?? .null, .text(finding.unit),
      finding.denominator.map(FieldValue.real) ?? .null, .text(finding.base),
      percent(finding.measure, of: finding.denominator), .text(finding.since ?? asOf), .text(asOf),
      .text(language == .zh ? finding.textZH : finding.text),
    ]
  }

  /// With two decimals; empty where there is nothing to be a share of.
  private static func percent(_ numerator: Double?, of denominator: Double?) -> FieldValue {
    guard let numerator, let denominator, denominator > 0 else { return .null }
    return .real((numerator / denominator * 10_000).rounded() / 100)
  }

  /// Empty where it is not known.
  private static func count(_ count: Int?) -> FieldValue { count.map { .integer(Int64($0)) } ?? .null }
  private static func number(_ number: Double?) -> FieldValue { number.map(FieldValue.real) ?? .null }

  private static let rowFields = [
    Field("level", .text), Field("code", .text), Field("name", .text), Field("meaning", .text),
    Field("meaning_text", .text), Field("standing", .integer), Field("new", .integer), Field("cured", .integer),
    Field("numerator", .real), Field("numerator_counts", .text), Field("denominator", .real),
    Field("denominator_counts", .text), Field("share_percent", .real), Field("as_of", .text),
  ]

  private static func noteFields(_ note: String?) -> [Field] { note == nil ? [] : [Field("note", .text)] }

  private func writeRows(
    _ report: GapReport, _ level: GapLevel, _ note: String?, to path: String, _ language: Language
  ) throws {
    let writer = try CSVWriter(
      path: path, fields: Self.rowFields + Self.noteFields(note), byteOrderMark: path != "-")
    for row in report.rows(by: level) {
      let title = row.meaning.title
      let counted = row.rate.map { BilingualText($0.counted)(in: language) }
      let base = row.rate.map { BilingualText($0.base)(in: language) }
      let cells: [FieldValue] = [
        .text(level.rawValue), .text(row.code), .text(level == .county ? name : row.name), .text(row.meaning.letter),
        .text(language == .zh ? title.zh : title.en), Self.count(row.standing), Self.count(row.new), Self.count(row.cured),
        Self.number(row.rate?.numerator), FieldValue(counted),
        Self.number(row.rate?.denominator), FieldValue(base),
        Self.percent(row.rate?.numerator, of: row.rate?.denominator), .text(report.asOf),
      ]
      try writer.write((cells + (note.map { [.text($0)] } ?? [])).map(\.spreadsheetSafe))
    }
    try writer.finish()
  }

  /// A polygon for each place, with the figures of every meaning that was checked.
  private func writePlaces(_ report: GapReport, _ level: GapLevel, _ note: String?, to path: String) throws {
    let figures = ["standing", "new", "cured", "numerator", "denominator", "share_percent"]
    let fields =
      [Field("code", .text), Field("name", .text)]
      + report.meanings(by: level).flatMap { meaning in
        figures.map {
          Field("\(meaning.letter)_\($0)", $0 == "standing" || $0 == "new" || $0 == "cured" ? .integer : .real)
        }
      }
    let schema = LayerSchema(
      name: "gaps_by_\(level.rawValue)", fields: fields, geometryType: "Geometry", referenceSystem: .wgs84)
    let transformation = try Transformation(from: referenceSystem, to: .wgs84)
    let writer = try GeoJSONWriter(path: path, schema: schema, options: .init(foreignMembers: marks(note)))
    let rows = report.rows(by: level)
    var start = 0
    var ordinal = 0
    while start < rows.count {
      let end = start + report.meanings(by: level).count
      var values: [FieldValue] = [
        .text(rows[start].code), .text(level == .county ? name : rows[start].name),
      ]
      for row in rows[start..<end] {
        values += [
          Self.count(row.standing), Self.count(row.new), Self.count(row.cured),
          Self.number(row.rate?.numerator), Self.number(row.rate?.denominator),
          Self.percent(row.rate?.numerator, of: row.rate?.denominator),
        ]
      }
      ordinal += 1
      let ground = try ground(of: rows[start].code, level)
      try writer.write(
        Feature(ordinal: ordinal, geometry: try ground.map { try transformation.apply($0) }, values: values))
      start = end
    }
    try writer.finish()
  }

  /// The ground of a place; `nil` for what lies outside every community.
  private func ground(of code: String, _ level: GapLevel) throws -> Geometry? {
    switch level {
    case .grid: return grids.first { $0.code.text == code }.map { .multiPolygon($0.ground) }
    case .community: return communities.first { $0.code == code }.map { .multiPolygon($0.ground) }
    case .township, .county:
      let members = communities.filter { level == .county || $0.township == code }
      if members.isEmpty { return nil }
      return .multiPolygon(try Overlay.union(members.flatMap(\.ground.polygons)))
    }
  }

  private func marks(_ note: String?) -> [(String, String)] {
    (isSynthetic ? [("gridwright:synthetic", "true")] : [])
      + (attribution.isEmpty ? [] : [("attribution", attribution)]) + (note.map { [("gridwright:note", $0)] } ?? [])
  }
}

extension Geometry {
  /// A point to show it by.
  fileprivate var spotToShow: Point? {
    if let point = points.first { return point }
    if let polygon = polygons.first { return polygon.interiorPoint }
    return lines.first.flatMap { $0.points.isEmpty ? nil : $0.points[$0.points.count / 2] }
  }
}
