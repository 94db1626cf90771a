import GridAccess
import GridGeometry
import GridLayers

extension ReachStudy {
  /// Writes a table of grids (`.csv`), or grids, points, new points and the ways within reach (`.geojson`).
  func export(_ summary: ReachSummary, _ sited: SitedPoints?, to path: String, control: PlanningControl) throws(PlanError) {
    try asPlanErrors("exporting \(path)") {
      if path.lowercased().hasSuffix(".csv") {
        try exportTable(summary, to: path)
      } else {
        try exportMap(summary, sited, to: path, control)
      }
    }
  }

  static let tableFields =
    [Field("class", .text), Field("grid", .text), Field("name", .text), Field("community", .text), Field("township", .text)]
    + PlanSchema.reach.fields.dropFirst(2)

  private func exportTable(_ summary: ReachSummary, to path: String) throws {
    let writer = try CSVWriter(path: path, fields: Self.tableFields)
    let records = Dictionary(plan.grids.map { ($0.code.text, $0) }, uniquingKeysWith: { first, _ in first })
    for group in summary.grids {
      let grid = records[group.code]
      let head: [FieldValue] = [
        .text(category), .text(group.code), .text(group.name), FieldValue(grid?.community), FieldValue(grid?.township),
      ]
      try writer.write((head + group.cells).map(\.spreadsheetSafe))
    }
    try writer.finish()
  }

  private func exportMap(_ summary: ReachSummary, _ sited: SitedPoints?, to path: String, _ control: PlanningControl) throws {
    let transformation = try Transformation(from: plan.referenceSystem, to: .wgs84)
    let fields =
      [Field("kind", .text), Field("class", .text), Field("id", .text), Field("name", .text)]
      + PlanSchema.reach.fields.dropFirst(2)
    let schema = LayerSchema(name: "reach", fields: fields, geometryType: "Geometry", referenceSystem: .wgs84)
    var members: [(String, String)] = []
    if plan.isSynthetic { members.append(("gridwright:synthetic", "true")) }
    if plan.modelledHouseholds > 0 { members.append(("gridwright:modelledHouseholds", "\(plan.modelledHouseholds)")) }
    let writer = try GeoJSONWriter(path: path, schema: schema, options: .init(foreignMembers: members))
    var ordinal = 0
    func write(_ kind: String, _ id: String, _ name: String, _ geometry: Geometry, _ cells: [FieldValue]) throws {
      if ordinal & 255 == 0 { try control.check() }
      ordinal += 1
      try writer.write(
        Feature(
          ordinal: ordinal, geometry: try transformation.apply(geometry),
          values: [.text(kind), .text(category), .text(id), .text(name)] + cells))
    }
    let records = Dictionary(plan.grids.map { ($0.code.text, $0) }, uniquingKeysWith: { first, _ in first })
    for group in summary.grids {
      guard let grid = records[group.code] else { continue }
      try write("grid", group.code, group.name, .multiPolygon(grid.ground), group.cells)
    }
    let ways = traveller.reachedWays(from: stops, within: options.settings.minutes)
    let none = [FieldValue](repeating: .null, count: 5)
    if !ways.isEmpty { try write("within", "", "", .multiLineString(ways), none) }
    for (service, stop) in zip(services, summary.points) {
      try write("point", service.id, service.name, .point(service.point), [.integer(Int64(stop.households))] + none.dropFirst())
    }
    for (point, place) in zip(sited?.chosen ?? [], summary.siting?.points ?? []) {
      try write("sited", place.id, point.name, .point(point.point), [.integer(Int64(place.households))] + none.dropFirst())
    }
    try control.check()
    try writer.finish()
  }
}
