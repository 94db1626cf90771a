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
        reading.note(
          "compound-without-ground", "\(reading.feature.fault?.cause ?? "it has no polygon"); it is left out")
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

  mutating func servicePoints() throws(PlanError) -> [ServicePoint] {
    try intake.collect(county.servicePoints) { reading in
      guard let place = reading.place else {
        reading.note("service-point-without-place", "\(reading.absence); it is left out")
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
      guard reading.mayStand(code, "code", longest: 2 * CodeRule.longest) else { return nil }
      let level = reading.value("level")
      guard level.isNull || level.integer.map({ (0...3).contains($0) }) == true else {
        reading.problems.append(reading.layer.unknownLevel(level, reading.feature))
        return nil
      }
      reading.layer.tally.identify(code, of: reading.feature)
      return PreviousGrid(
        code: code, name: reading.text("name") ?? "", kind: reading.text("kind"),
        level: level.integer.map(Int.init), isLocked: reading.flag("locked"), ground: ground)
    }
  }

  /// When last time's grids come from a plan file, the codes it had retired.
  func retiredCodes() throws(PlanError) -> [RetiredCode] {
    guard let path = county.previous?.source.path, path.hasSuffix(".gpkg") else { return [] }
    guard let names = try? Layers.layerNames(at: path), names.contains(PlanSchema.retiredCodes.name) else { return [] }
    return try PlanFile(path: path).retiredCodes()
  }
}
