import GridAuditing
import GridLayers

extension Plan {
  /// Replaces what a plan file records of visits, with the findings, and leaves everything else in it as it is.
  ///
  /// - Parameter colors: Rows of the table `ledger`.
  func updateVisits(in path: String, colors: [[FieldValue]]) throws(PlanError) {
    let tables = [PlanSchema.visits, PlanSchema.visitTargets, PlanSchema.ledger].map(\.name)
    try update(path, replacing: tables + Self.findingLayers) { file throws(LayerError) in
      try writeFindings(to: file)
      try file.add(PlanSchema.visits, PlanVisits.about, visits.rows)
      if !visits.targets.isEmpty {
        try file.add(PlanSchema.visitTargets, PlanVisits.aboutTargets, visits.targetRows)
      }
      if !colors.isEmpty { try file.add(PlanSchema.ledger, "The colour of every leaf grid, and why", colors) }
    }
  }

  /// Replaces the findings of a plan file and what stood when somebody looked, and leaves everything else in it as it is.
  func updateFindings(in path: String, looks: [GapLook]) throws(PlanError) {
    try update(path, replacing: Self.findingLayers + [PlanSchema.gapLooks.name]) { file throws(LayerError) in
      try writeFindings(to: file)
      try file.add(PlanSchema.gapLooks, "What stood on the last days somebody looked for gaps", looks.flatMap(\.rows))
    }
  }

  /// Writes the file anew with some of its tables replaced and the settings of visits brought up to date.
  private func update(
    _ path: String, replacing layers: [String], _ body: (GeoPackageWriter) throws(LayerError) -> Void
  ) throws(PlanError) {
    var settings: [(key: String, value: String)] = []
    let ours = Dictionary(uniqueKeysWithValues: settingsOfUpkeep.map { ($0.key, $0.value) })
    try PlanFile(path: path).rows("plan", ["key", "value"]) { row in
      guard let key = row.text(0), ours[key] == nil else { return }
      settings.append((key, row.text(1) ?? ""))
    }
    settings += settingsOfUpkeep
    try updatePlan(
      at: path, replacing: layers + [PlanSchema.plan.name], date: lookedAt ?? date
    ) { file in
      try body(file)
      try file.add(PlanSchema.plan, "What the plan was made by", settings.map { [.text($0.key), .text($0.value)] })
    }
  }

  private var settingsOfUpkeep: [(key: String, value: String)] {
    visits.settingRows + (lookedAt.map { [("looked_at", $0)] } ?? [])
  }
}

extension GeoPackageWriter {
  /// A table without ground, whole.
  fileprivate func add(_ schema: LayerSchema, _ description: String, _ rows: [[FieldValue]]) throws(LayerError) {
    try addLayer(schema, identifier: schema.name, description: description, style: nil)
    try insert(into: schema.name, rows.lazy.map { (nil, $0) })
  }
}

extension GapLook {
  /// The rows of the table `gap_looks`.
  fileprivate var rows: [[FieldValue]] {
    [[.text(day), .null]] + standing.sorted().map { [.text(day), .text($0)] }
  }
}
