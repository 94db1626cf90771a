import GridCoverages
import GridGeometry
import GridLayers

/// The ground itself: communities, units, and the lines grids should not cross.
extension GroundReader {
  mutating func communities() throws(PlanError) -> [CommunityArea] {
    var seen: [String: Int] = [:]
    return try intake.collectPolygons(county.communities, required: ["code"]) { reading, ground in
      guard let code = reading.code("code", unlike: &seen), reading.mayStand(code, "code") else { return nil }
      return CommunityArea(
        code: code, name: reading.text("name") ?? code, township: reading.text("township") ?? "",
        isUrban: reading.isUrban ?? true, ground: ground)
    }
  }

  mutating func units() throws(PlanError) -> [UnitArea] {
    var seen: [String: Int] = [:]
    let groups = county.householdGroups
    let needed = county.communities == nil ? ["id", "households", "community"] : ["id", "households"]
    return try intake.collectPolygons(county.units, required: needed) { reading, ground in
      guard let id = reading.code("id", unlike: &seen) else { return nil }
      let community = reading.text("community")
      if let community, !reading.mayStand(community, "community") { return nil }
      return UnitArea(
        id: id, households: reading.count("households"), persons: reading.optionalCount("persons"),
        community: community, isUrban: reading.isUrban, groups: reading.counts(of: groups), ground: ground)
    }
  }

  mutating func readBarriers(_ spec: County.BarrierSpec, into input: inout GroundInput) throws(PlanError) {
    let hard = Set(spec.hardClasses)
    let heavyOnly = Set(spec.heavyBlocksOnly)
    let ignored = Set(spec.ignored)
    let read: [(lines: [BarrierLine], area: BarrierArea?)] = try intake.collect(spec.layer) { reading in
      let category = reading.text("class") ?? spec.layer.source.layer ?? reading.layer.name
      guard !ignored.contains(category) else { return nil }
      guard let geometry = reading.geometry, !geometry.isEmpty else {
        reading.note("barrier-without-geometry", "\(reading.absence); it is left out")
        return nil
      }
      guard geometry.points.isEmpty else {
        reading.problem(
          BilingualText(
            en: "a barrier is a \(geometry.typeName), not a line or an area", zh: "屏障是 \(geometry.typeName)，不是线或面"),
          remedy: BilingualText(
            en: "Name a layer of lines or polygons, or leave these features out with `where`",
            zh: "请使用线或面图层，或用 where 排除这些要素"))
        return nil
      }
      let name = reading.text("name") ?? ""
      let weight = spec.weights[category] ?? spec.defaultWeight
      let isHard = spec.isHard || hard.contains(category)
      let lines = geometry.lines.map { line in
        BarrierLine(
          category: category, name: name, weight: weight, isHard: isHard, isBridge: reading.flag("bridge"),
          isTunnel: reading.flag("tunnel"), tier: heavyOnly.contains(category) ? .second : .first, line: line)
      }
      let polygons = geometry.polygons
      let area = BarrierArea(
        category: category, name: name, weight: weight, isHard: isHard, ground: MultiPolygon(polygons))
      return (lines, polygons.isEmpty ? nil : area)
    }
    input.barriers += read.flatMap(\.lines)
    input.areas += read.compactMap(\.area)
  }
}
