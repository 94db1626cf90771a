import Foundation
import GridAuditing
import GridCases
import GridGeometry
import GridLayers

extension Plan {
  /// Writes the plan as a GeoPackage, beside its target first and renamed when whole. Cases of a plan that stood there
  /// are carried along, each in the grid that has its ground now.
  ///
  /// - Parameter moved: A CSV file for the cases that are in another grid now, or in another's charge.
  /// - Returns: What became of the cases; `nil` where there were none.
  /// - Throws: ``PlanError/layer(_:)`` with the path and cause; nothing is left half-written.
  @discardableResult
  public func write(to path: String, listingMovedIn moved: String? = nil) throws(PlanError) -> CaseHandover? {
    let cases = try CarriedCases(standingAt: path, into: self)
    var plan = self
    if let zone = cases?.zone { plan.caseZone = zone }
    if let rules = cases?.rules { plan.caseRules = rules }
    try asPlanErrors("writing \(path)") {
      // The plan's own date, not the clock: equal plans are equal bytes.
      let file = try GeoPackageWriter(path: path, timestamp: "\(date)T00:00:00.000Z")
      do {
        try plan.writeLayers(to: file)
        try plan.writeOriginals(to: file)
        try plan.writeTables(to: file)
        try cases?.write(
          to: file, system: referenceSystem, at: Instant(stamp: "\(date)T00:00:00.000Z") ?? Instant(milliseconds: 0))
        try file.finish()
      } catch {
        file.cancel()
        throw error
      }
    }
    if let moved { try (cases?.handover ?? CaseHandover()).write(to: moved) }
    return cases?.handover
  }

  private func writeLayers(to file: GeoPackageWriter) throws(LayerError) {
    let system = referenceSystem
    let label = isSynthetic ? "SYNTHETIC. " : ""
    try file.addLayer(
      PlanSchema.grids(system), identifier: "grids", description: label + "Service grids of \(name)",
      style: PlanStyle.grids)
    let leaves = Set(grids.lazy.filter(\.isLeaf).map(\.code))
    try file.insert(
      into: "grids",
      grids.lazy.map { grid in
        let fields: [FieldValue] = [
          .text(grid.code.text), .init(grid.parent?.text), .integer(Int64(grid.kind.level)), .text(grid.kind.rawValue),
          .text(grid.name), .text(grid.community), .text(grid.township), .integer(Int64(grid.households)),
          grid.persons.map { .integer(Int64($0)) } ?? .null, .real(grid.measures.area), .real(grid.measures.perimeter),
          grid.measures.polsbyPopper.map(FieldValue.real) ?? .null, .integer(leaves.contains(grid.code) ? 1 : 0),
          .integer(grid.isExclave ? 1 : 0), .text(grid.validFrom), .init(grid.validTo),
        ]
        return (Geometry.multiPolygon(grid.ground), fields)
      })
    try file.addLayer(
      PlanSchema.atoms(system, groups: groups), identifier: "atoms", description: label + "The pieces of ground grids are made of",
      style: PlanStyle.atoms)
    try file.insert(
      into: "atoms",
      atoms.lazy.map { atom in
        var fields: [FieldValue] = [
          .text(atom.id), .integer(Int64(atom.households)), .text(atom.community), .init(atom.compound),
          .init(atom.site),
          .text(atom.grid.text), .integer(atom.isUrban ? 1 : 0), .init(atom.unit), .integer(atom.isModelled ? 1 : 0),
        ]
        for group in groups.indices { fields.append(.integer(Int64(group < atom.groups.count ? atom.groups[group] : 0))) }
        return (Geometry.multiPolygon(atom.ground), fields)
      })
    try file.addLayer(
      PlanSchema.communities(system), identifier: "communities",
      description: label + "Communities; no base grid crosses their lines",
      style: PlanStyle.communities)
    try file.insert(
      into: "communities",
      communities.lazy.map { community in
        let fields: [FieldValue] = [
          .text(community.code), .text(community.name), .text(community.township),
          .integer(Int64(community.households)),
        ]
        return (Geometry.multiPolygon(community.ground), fields)
      })
    try writeFindings(to: file)
    for (layer, features) in [("barriers", barriers), ("sites", sites)] {
      try file.addLayer(
        PlanSchema.carried(layer, system), identifier: layer, description: label + "As read, for explanation",
        style: layer == "sites" ? PlanStyle.sites : PlanStyle.barriers)
      try file.insert(into: layer, features.lazy.map { ($0.geometry, [.text($0.category), .text($0.name)]) })
    }
    try file.addLayer(
      PlanSchema.servicePoints(system), identifier: "service_points", description: label + "Where people are served",
      style: PlanStyle.servicePoints)
    try file.insert(
      into: "service_points",
      servicePoints.lazy.map { (Geometry.point($0.point), [.text($0.id), .text($0.category), .text($0.name)]) })
    try reach.write(to: file, system: system, label: label)
  }

  /// What the grids were adopted from, where they were.
  private func writeOriginals(to file: GeoPackageWriter) throws(LayerError) {
    guard !originals.isEmpty else { return }
    try file.addLayer(
      PlanSchema.adopted(referenceSystem), identifier: "adopted",
      description: "The polygons the grids were adopted from, as they came", style: PlanStyle.adopted)
    try file.insert(
      into: "adopted",
      originals.lazy.map {
        (Geometry.multiPolygon($0.ground), [.text($0.code), .text($0.name), .integer(Int64($0.ordinal))])
      })
  }

  /// The layers that ``writeFindings(to:)`` fills.
  static let findingLayers = ["findings", "cured_findings"]

  /// Writes the findings that stand, and those that were cured where there are any.
  func writeFindings(to file: GeoPackageWriter) throws(LayerError) {
    try file.addLayer(
      PlanSchema.findings(referenceSystem), identifier: "findings",
      description: (isSynthetic ? "SYNTHETIC. " : "") + "What the audit found", style: PlanStyle.findings)
    try file.insert(into: "findings", findings.lazy.map { ($0.place, $0.row) })
    if cured.isEmpty { return }
    try file.addLayer(
      PlanSchema.curedFindings(referenceSystem), identifier: "cured_findings",
      description: "Findings that no longer stand", style: PlanStyle.findings)
    try file.insert(
      into: "cured_findings", cured.lazy.map { ($0.finding.place, $0.finding.row + [.text($0.curedOn)]) })
  }

  func writeSettings(to file: GeoPackageWriter) throws(LayerError) {
    try file.addLayer(PlanSchema.plan, identifier: "plan", description: "What the plan was made by", style: nil)
    try file.insert(into: "plan", settings.lazy.map { (nil as Geometry?, [.text($0.key), .text($0.value)]) })
  }

  private func writeTables(to file: GeoPackageWriter) throws(LayerError) {
    func table(_ schema: LayerSchema, _ description: String, _ rows: [[FieldValue]]) throws(LayerError) {
      try file.addLayer(schema, identifier: schema.name, description: description, style: nil)
      try file.insert(into: schema.name, rows.lazy.map { (nil as Geometry?, $0) })
    }
    try table(
      PlanSchema.exceptions, "Grids outside their band, and why",
      exceptions.map { exception in
        [
          .text(exception.grid.text), .integer(Int64(exception.households)), .text(exception.cause.name),
          .text(exception.reason.en), .text(exception.reason.zh), .integer(exception.isProved ? 1 : 0),
        ]
      })
    try table(
      PlanSchema.retiredCodes, "Codes that never name a grid again",
      retired.map { [.text($0.code.text), .init($0.successor?.text), .text($0.retiredOn)] })
    try table(
      PlanSchema.provenance, "Where every layer came from", provenance.map { $0.record.values(layer: $0.layer) })
    try table(
      PlanSchema.versions, "The plan's history", [[.integer(1), .text(date), .text(digest), .text("planned")]])
    try staffing?.write(to: file)
    try writeSettings(to: file)
    if !visits.entries.isEmpty { try table(PlanSchema.visits, PlanVisits.about, visits.rows) }
    if !visits.targets.isEmpty { try table(PlanSchema.visitTargets, PlanVisits.aboutTargets, visits.targetRows) }
    if isSynthetic {
      try file.addMetadata("This plan stands on SYNTHETIC ground made by a generator. 本方案基于合成数据。")
    }
    if modelledHouseholds > 0 {
      try file.addMetadata("\(modelledHouseholds) households are MODELLED from buildings, not counted. 户数为模型估算。")
    }
  }

  /// What the `plan` table says, in a fixed order.
  var settings: [(key: String, value: String)] {
    var rows: [(key: String, value: String)] = [
      ("schema", "\(PlanSchema.version)"), ("name", name), ("county", countyCode), ("crs", referenceSystem.definition),
      ("policy", policyName), ("seed", "\(seed)"), ("date", date), ("digest", digest), ("precision", "\(precision)"),
      ("synthetic", isSynthetic ? "1" : "0"), ("attribution", attribution),
      ("modelled_households", "\(modelledHouseholds)"),
      ("dedicated_mode", dedicatedMode.rawValue), ("whole_compounds_down_to", "\(wholeCompoundsDownTo)"),
    ]
    if !staffingText.isEmpty { rows.append(("staffing", staffingText)) }
    for kind in GridKind.allCases {
      guard let name = kindNames[kind] else { continue }
      rows += [("name.\(kind.rawValue).en", name.en), ("name.\(kind.rawValue).zh", name.zh)]
    }
    for band in bands {
      let suffix = band.communities.map { ".\($0.rawValue)" } ?? ""
      rows.append(("band.\(band.kind)\(suffix)", "\(band.minimum)…\(band.maximum)"))
    }
    rows += visits.settingRows + reach.settingRows
    if let lookedAt { rows.append(("looked_at", lookedAt)) }
    if let caseZone { rows.append((PlanSchema.caseZone, caseZone)) }
    if let caseRules { rows.append((PlanSchema.caseRules, caseRules)) }
    return rows
  }
}

extension FieldValue {
  init(_ text: String?) { self = text.map(FieldValue.text) ?? .null }
}

extension Finding {
  /// The columns of the `findings` layer.
  var row: [FieldValue] {
    [
      .text(id), .text(rule), .text(severity.rawValue), .init(grids.isEmpty ? nil : CodeList.join(grids)),
      measure.map(FieldValue.real) ?? .null, .init(unit.isEmpty ? nil : unit),
      denominator.map(FieldValue.real) ?? .null, .init(base.isEmpty ? nil : base), .text(text), .text(textZH),
      .init(since),
    ]
  }
}

extension AuditReason.Cause {
  /// As the `exceptions` table spells it.
  var name: String {
    switch self {
    case .atomAboveMaximum: "atom-above-maximum"
    case .totalFitsNoCount: "total-fits-no-count"
    case .other: "other"
    }
  }

  init(name: String) {
    switch name {
    case "atom-above-maximum": self = .atomAboveMaximum
    case "total-fits-no-count": self = .totalFitsNoCount
    default: self = .other
    }
  }
}
