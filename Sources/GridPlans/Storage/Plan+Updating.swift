import GridAuditing
import GridLayers

extension Plan {
  /// Replaces what a plan file records of visits, and leaves everything else in it as it is.
  ///
  /// - Parameter colors: Rows of the table `ledger`.
  func updateVisits(in path: String, colors: [[FieldValue]]) throws(PlanError) {
    try update(path, replacing: [PlanSchema.visits, PlanSchema.visitTargets, PlanSchema.ledger]) {
      file throws(LayerError) in
      try file.add(PlanSchema.visits, PlanVisits.about, visits.rows)
      if !visits.targets.isEmpty {
        try file.add(PlanSchema.visitTargets, PlanVisits.aboutTargets, visits.targetRows)
      }
      if !colors.isEmpty { try file.add(PlanSchema.ledger, "The colour of every leaf grid, and why", colors) }
    }
  }

  /// Replaces the findings of a plan file, and leaves everything else in it as it is.
  func updateFindings(in path: String) throws(PlanError) {
    let (standing, cured) = (PlanSchema.findings(referenceSystem), PlanSchema.curedFindings(referenceSystem))
    try update(path, replacing: [standing, cured]) { file throws(LayerError) in
      try file.addLayer(
        standing, identifier: standing.name, description: "What the audit found", style: PlanStyle.findings)
      try file.insert(into: standing.name, findings.lazy.map { ($0.place, $0.row) })
      if self.cured.isEmpty { return }
      try file.addLayer(
        cured, identifier: cured.name, description: "Findings that no longer stand", style: PlanStyle.findings)
      try file.insert(
        into: cured.name, self.cured.lazy.map { ($0.finding.place, $0.finding.row + [.text($0.curedOn)]) })
    }
  }

  /// Writes the file anew with some of its tables replaced and the settings of visits brought up to date.
  private func update(
    _ path: String, replacing schemas: [LayerSchema], _ body: (GeoPackageWriter) throws(LayerError) -> Void
  ) throws(PlanError) {
    var settings: [(key: String, value: String)] = []
    let ours = Dictionary(uniqueKeysWithValues: settingsOfUpkeep.map { ($0.key, $0.value) })
    try PlanFile(path: path).rows("plan", ["key", "value"]) { row in
      guard let key = row.text(0), ours[key] == nil else { return }
      settings.append((key, row.text(1) ?? ""))
    }
    settings += settingsOfUpkeep
    do throws(LayerError) {
      let file = try GeoPackageWriter(
        updating: path, replacing: schemas.map(\.name) + [PlanSchema.plan.name],
        timestamp: "\(lookedAt ?? date)T00:00:00.000Z")
      do throws(LayerError) {
        try body(file)
        try file.add(PlanSchema.plan, "What the plan was made by", settings.map { [.text($0.key), .text($0.value)] })
        try file.finish()
      } catch {
        file.cancel()
        throw error
      }
    } catch {
      throw .layer(error)
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
