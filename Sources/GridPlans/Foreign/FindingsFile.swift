import GridAuditing
import GridGeometry
import GridLayers

/// Findings as a file that others open and that the next audit compares itself with.
///
/// GeoJSON is in WGS 84, a GeoPackage in the system of the audit; a CSV gives a point of each place in degrees.
enum FindingsFile {
  static let layer = "findings"

  private static let fields = [
    Field("id", .text), Field("rule", .text), Field("severity", .text), Field("grid", .text), Field("feature", .text),
    Field("measure", .real), Field("unit", .text), Field("area_m2", .real), Field("width_m", .real),
    Field("length_m", .real), Field("text", .text), Field("text_zh", .text), Field("fix", .text),
    Field("fix_zh", .text), Field("since", .text),
  ]

  /// The formats by extension, as a message names them.
  private enum Format {
    case geoJSON, geoPackage, csv

    init(_ path: String) throws(PlanError) {
      switch LayerSource(path: path).pathExtension {
      case "geojson", "json": self = .geoJSON
      case "gpkg": self = .geoPackage
      case "csv": self = .csv
      default:
        throw .cannotWrite(
          path: path,
          cause: BilingualText(
            en: "findings are written as .geojson, .gpkg or .csv", zh: "结果只能写成 .geojson、.gpkg 或 .csv"),
          remedy: BilingualText(en: "Give the file one of these endings", zh: "请使用其中一种扩展名"))
      }
    }
  }

  /// Fails early where the findings could not be written.
  static func requireWritable(_ path: String, sparing inputs: [String]) throws(PlanError) {
    _ = try Format(path)
    try GridPlans.requireWritable(path, sparing: inputs)
    if let names = try? Layers.layerNames(at: path), names.contains("grids"), names.contains("atoms") {
      throw .cannotWrite(path: path, cause: BilingualText(en: "it is a plan", zh: "它是一个方案文件"))
    }
  }

  /// Writes findings, beside the target first and renamed when whole.
  ///
  /// - Parameters:
  ///   - system: Of the places.
  ///   - date: Stamps a GeoPackage, so that equal audits are equal bytes.
  static func write(_ items: [ItemisedFinding], to path: String, in system: ReferenceSystem, date: String)
    throws(PlanError)
  {
    try asPlanErrors("writing findings") {
      switch try Format(path) {
      case .geoJSON: try writeGeoJSON(items, to: path, from: system)
      case .geoPackage: try writeGeoPackage(items, to: path, in: system, date: date)
      case .csv: try writeCSV(items, to: path, from: system)
      }
    }
  }

  private static func writeGeoJSON(_ items: [ItemisedFinding], to path: String, from system: ReferenceSystem) throws {
    let transformation = try Transformation(from: system, to: .wgs84, allowingBallpark: true)
    let schema = LayerSchema(name: layer, fields: fields, geometryType: "Geometry", referenceSystem: .wgs84)
    // Nine decimals of a degree are a tenth of a millimetre: slivers keep their shape.
    let writer = try GeoJSONWriter(path: path, schema: schema, options: .init(decimals: 9))
    for (offset, item) in items.enumerated() {
      let place = try item.finding.place.map { try transformation.apply($0) }
      try writer.write(
        Feature(ordinal: offset + 1, id: item.finding.id, geometry: place, values: values(of: item)))
    }
    try writer.finish()
  }

  private static func writeGeoPackage(
    _ items: [ItemisedFinding], to path: String, in system: ReferenceSystem, date: String
  ) throws {
    let file = try GeoPackageWriter(path: path, timestamp: "\(date)T00:00:00.000Z")
    do {
      let schema = LayerSchema(name: layer, fields: fields, geometryType: "Geometry", referenceSystem: system)
      try file.addLayer(schema, identifier: layer, description: "What the audit found", style: PlanStyle.findings)
      try file.insert(into: layer, items.lazy.map { ($0.finding.place, values(of: $0)) })
      try file.finish()
    } catch {
      file.cancel()
      throw error
    }
  }

  private static func writeCSV(_ items: [ItemisedFinding], to path: String, from system: ReferenceSystem) throws {
    let transformation = try Transformation(from: system, to: .wgs84, allowingBallpark: true)
    let writer = try CSVWriter(path: path, fields: fields + [Field("longitude", .real), Field("latitude", .real)])
    for item in items {
      let point = try item.finding.place?.somePoint.map { try transformation.apply([$0])[0] }
      let place = [point?.x, point?.y].map { $0.map(FieldValue.real) ?? .null }
      try writer.write(values(of: item).map(\.spreadsheetSafe) + place)
    }
    try writer.finish()
  }

  private static func values(of item: ItemisedFinding) -> [FieldValue] {
    let finding = item.finding
    func real(_ value: Double?) -> FieldValue { value.map(FieldValue.real) ?? .null }
    func text(_ value: String) -> FieldValue { value.isEmpty ? .null : .text(value) }
    return [
      .text(finding.id), .text(finding.rule), .text(finding.severity.rawValue), text(CodeList.join(finding.grids)),
      text(item.features.map(String.init).joined(separator: " ")), real(finding.measure), text(finding.unit),
      real(item.area), real(item.width), real(item.length), .text(finding.text), .text(finding.textZH),
      .init(item.fix?.en), .init(item.fix?.zh), .init(finding.since),
    ]
  }

  /// Reads findings back: a file that ``write(_:to:in:date:)`` wrote, or a plan.
  ///
  /// - Throws: ``PlanError/layer(_:)`` where there are none to read, or a column is missing.
  static func read(_ path: String) throws(PlanError) -> [Finding] {
    var findings: [Finding] = []
    do {
      var source = LayerSource(path)
      if source.layer == nil, source.pathExtension == "gpkg", try Layers.layerNames(at: source.path).contains(layer) {
        source.layer = layer
      }
      let columns = ["id", "rule", "severity", "grid", "measure", "unit", "text", "text_zh", "since"]
      let reader = try Layers.open(source, options: ReadOptions(fields: columns))
      try reader.forEach { feature in
        let row = PlanFile.Row(
          source: path, ordinal: feature.ordinal, values: feature.values, geometry: feature.geometry)
        findings.append(Finding(row))
      }
    } catch LayerError.missingField(_, _, _, let available) where available.isEmpty {
      // A GeoJSON file without a finding has no fields.
      return []
    } catch let error as LayerError {
      throw .layer(error)
    } catch {
      throw .internalFault("reading \(path): \(error)")
    }
    return findings
  }
}

extension Finding {
  /// A finding from its columns: id, rule, severity, grid, measure, unit, text, text_zh, since.
  init(_ row: PlanFile.Row) {
    self.init(
      id: row.text(0) ?? "", rule: row.text(1) ?? "", severity: Severity(rawValue: row.text(2) ?? "") ?? .info,
      grids: row.text(3).map(CodeList.split) ?? [], place: row.geometry, measure: row.real(4),
      unit: row.text(5) ?? "", text: row.text(6) ?? "", textZH: row.text(7) ?? "", since: row.text(8))
  }
}

extension Geometry {
  /// A point to show it by: inside where there is an inside.
  fileprivate var somePoint: Point? {
    polygons.max { $0.area < $1.area }?.interiorPoint ?? points.first ?? lines.first?.points.first
  }
}
