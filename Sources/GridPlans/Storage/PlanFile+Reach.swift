import GridAccess
import GridGeometry
import GridLayers

extension PlanSchema {
  static let reachRules = LayerSchema(
    name: "reach_rules",
    fields: [
      Field("class", .text), Field("minutes", .real), Field("speed_kmh", .real), Field("detour", .real),
      Field("snap_m", .real), Field("network", .integer), Field("crossings", .integer), Field("as_of", .text),
      Field("speeds", .text),
    ], geometryType: "")

  static func network(_ system: ReferenceSystem) -> LayerSchema {
    LayerSchema(
      name: "network", fields: [Field("class", .text), Field("detached", .integer)], geometryType: "LineString",
      referenceSystem: system)
  }

  static let reach = LayerSchema(
    name: "reach",
    fields: [
      Field("class", .text), Field("grid", .text), Field("households", .integer), Field("beyond", .integer),
      Field("unreached", .integer), Field("mean_minutes", .real), Field("accessibility", .real),
    ], geometryType: "")

  static func sitedPoints(_ system: ReferenceSystem) -> LayerSchema {
    LayerSchema(
      name: "sited_points",
      fields: [
        Field("class", .text), Field("objective", .text), Field("number", .integer), Field("id", .text),
        Field("grid", .text), Field("households", .integer), Field("proved", .integer),
      ], geometryType: "Point", referenceSystem: system)
  }
}

extension PlanFile {
  /// What the plan promises about reach; nothing where the file has no such tables.
  ///
  /// - Parameter settings: Rows of the table `plan`.
  func reach(_ settings: [String: String]) throws(PlanError) -> PlanReach {
    let names = try layerNames()
    var reach = PlanReach()
    if let text = settings[PlanReach.settingsKey] {
      reach.speeds = try SpeedSettings(yaml: text, file: "\(path)#plan \(PlanReach.settingsKey)")
    }
    guard names.contains(PlanSchema.reachRules.name) else { return reach }
    // Plans of earlier versions have no speeds.
    let known = try columns(of: PlanSchema.reachRules.name)
    let fields = PlanSchema.reachRules.fields.map(\.name).filter(known.contains)
    try rows(PlanSchema.reachRules.name, fields) { row throws(PlanError) in
      let text = row.values.count > 8 ? row.text(8) : nil
      let speeds = try text.map { text throws(PlanError) in try SpeedSettings(yaml: text, file: row.source) }
      reach.set(
        .init(
          category: row.text(0) ?? "",
          settings: ReachSettings(
            minutes: row.real(1) ?? .nan, speed: row.real(2) ?? .nan, detour: row.real(3) ?? .nan,
            snapLimit: row.real(4) ?? .nan, usesNetwork: row.integer(5) == 1, joinsCrossings: row.integer(6) == 1,
            factors: speeds?.factors ?? WalkingSpeeds.openStreetMap),
          asOf: row.text(7) ?? ""))
    }
    guard names.contains("network") else { return reach }
    try rows("network", ["class", "detached"]) { row in
      for line in row.geometry?.lines ?? [] {
        reach.ways.append(WayLine(line.points, category: row.text(0) ?? "", isDetached: row.integer(1) == 1))
      }
    }
    return reach
  }
}

extension PlanReach {
  /// The key of ``speeds`` in the table `plan`.
  fileprivate static let settingsKey = "policy.reach"

  /// Rows of the `plan` table.
  var settingRows: [(key: String, value: String)] { speeds?.text.map { [(Self.settingsKey, $0)] } ?? [] }

  /// Adds the rules and the network to a plan file that has neither.
  func write(to file: GeoPackageWriter, system: ReferenceSystem, label: String) throws(LayerError) {
    guard !promises.isEmpty else { return }
    try file.addLayer(
      PlanSchema.reachRules, identifier: "reach_rules", description: "Who is to reach what in how many minutes")
    try file.insert(
      into: "reach_rules",
      promises.lazy.map { promise -> (Geometry?, [FieldValue]) in
        let settings = promise.settings
        return (
          nil,
          [
            .text(promise.category), .real(settings.minutes), .real(settings.speed), .real(settings.detour),
            .real(settings.snapLimit), .integer(settings.usesNetwork ? 1 : 0), .integer(settings.joinsCrossings ? 1 : 0),
            .text(promise.asOf), .init(SpeedSettings(settings.factors).text),
          ]
        )
      })
    guard !ways.isEmpty else { return }
    try file.addLayer(
      PlanSchema.network(system), identifier: "network", description: label + "The ways people walk on",
      style: PlanStyle.barriers)
    try file.insert(
      into: "network",
      ways.lazy.map { way -> (Geometry?, [FieldValue]) in
        (.lineString(LineString(unchecked: way.points)), [.text(way.category), .integer(way.isDetached ? 1 : 0)])
      })
  }
}
