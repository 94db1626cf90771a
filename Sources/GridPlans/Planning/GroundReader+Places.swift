import GridCoverages
import GridGeometry
import GridLayers

/// What stands on the ground, and last time's grids.
extension GroundReader {
  mutating func compounds() throws(PlanError) -> [CompoundArea] {
    var seen: [String: Int] = [:]
    var unlivedIn = 0
    let result: [CompoundArea] = try intake.collect(county.compounds) { reading in
      if reading.optionalCount("households") == 0 {
        unlivedIn += 1
        return nil
      }
      let polygons = reading.geometry?.polygons ?? []
      guard !polygons.isEmpty else {
        reading.note("compound-without-ground", "it has no polygon and is left out")
        return nil
      }
      var id = reading.id
      if let first = seen.updateValue(reading.feature.ordinal, forKey: id) {
        reading.note("compound-twice", "its id \(id) is that of feature \(first); it is numbered apart")
        id += "#\(reading.feature.ordinal)"
      }
      return CompoundArea(id: id, ground: MultiPolygon(polygons))
    }
    if unlivedIn > 0, let spec = county.compounds {
      intake.note(
        GroundNote(
          rule: "compound-without-households", severity: .info,
          text: "\(spec.title): \(unlivedIn) polygons without households are not taken for compounds",
          measure: Double(unlivedIn), unit: "polygons"))
    }
    return result
  }

  mutating func sites() throws(PlanError) -> [SiteArea] {
    guard let dedicated = county.policy.dedicated else { return [] }
    let wanted = Set(dedicated.classes)
    var seen: Set<String> = []
    return try intake.collect(county.sites, required: ["class"]) { reading in
      let category = reading.text("class") ?? ""
      guard wanted.isEmpty || wanted.contains(category) else { return nil }
      guard let geometry = reading.geometry, !geometry.isEmpty else {
        reading.note("site-without-place", "it has no geometry and gets no grid")
        return nil
      }
      var id = reading.id
      if !seen.insert(id).inserted {
        id += "#\(reading.feature.ordinal)"
        seen.insert(id)
      }
      let polygons = geometry.polygons
      return SiteArea(
        id: id, category: category, name: reading.text("name") ?? category, rank: reading.value("rank").real ?? 0,
        ground: MultiPolygon(polygons), point: polygons.isEmpty ? geometry.points.first : nil)
    }
  }

  mutating func servicePoints() throws(PlanError) -> [ServicePoint] {
    try intake.collect(county.servicePoints) { reading in
      guard let place = reading.place else {
        reading.note("service-point-without-place", "it has no geometry and is left out")
        return nil
      }
      return ServicePoint(
        id: reading.id, category: reading.text("class") ?? "", name: reading.text("name") ?? "", point: place.point)
    }
  }

  mutating func previousGrids() throws(PlanError) -> [PreviousGrid] {
    try intake.collectPolygons(county.previous, required: ["code"]) { reading, ground in
      guard let code = reading.text("code") else {
        reading.problems.append(reading.layer.missing("code", reading.feature))
        return nil
      }
      return PreviousGrid(
        code: code, name: reading.text("name") ?? "", kind: reading.text("kind"),
        level: reading.value("level").integer.map(Int.init), isLocked: reading.flag("locked"), ground: ground)
    }
  }

  /// When last time's grids come from a plan file, the codes it had retired.
  func retiredCodes() throws(PlanError) -> [RetiredCode] {
    guard let path = county.previous?.source.path, path.hasSuffix(".gpkg") else { return [] }
    guard let names = try? Layers.layerNames(at: path), names.contains(PlanSchema.retiredCodes.name) else { return [] }
    return try PlanFile(path: path).retiredCodes()
  }
}
