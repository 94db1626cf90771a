import GridGeometry

/// The first network: blocks between communities, barriers and sites.
extension GroundWork {
  mutating func firstMap() throws(CoverageError) -> LabelledMap {
    if base.isUnitsOnly { return try unitsOnlyMap() }
    let communityLines = base.open?.borderLines(attribute: categories.community) ?? []
    let unitLines = base.units?.borderLines(attribute: categories.unit) ?? []
    let raw = barrierLines(of: .first) + areaLines()
    sources = raw + communityLines
    let (free, crossed) = walls.erase(from: raw, tolerance: settings.compoundCrossing)
    let walled = wallLines(of: crossed)
    counts.compoundsWalled = crossed.count
    var lines = communityLines + unitLines + free + walled + sites.lines(attribute: categories.site)
    lines += siteSpokes(among: lines)
    counts.lines = lines.count
    let map = try PlanarMap(lines: lines, precision: settings.precision)
    counts.blocks = map.faceCount
    counts.danglingLength = map.statistics.danglingLength
    var state = labelled(map, walled: crossed)
    let shares = shares(of: map)
    absorbIntoSites(in: &state, shares)
    absorbSlivers(in: &state, shares)
    return state
  }

  /// Units without open ground: nothing is noded a second time, and barriers only weigh on the borders beside them.
  private mutating func unitsOnlyMap() throws(CoverageError) -> LabelledMap {
    guard let units = base.units else {
      return LabelledMap(
        map: try PlanarMap(lines: [], precision: settings.precision), label: [], facts: [], anchors: anchors)
    }
    let sitesOfUnits = sitesOfUnits()
    let facts = input.units.indices.map { unit in
      LabelledMap.Facts(
        community: base.communityOfUnit[unit], unit: Int32(unit), site: sitesOfUnits[unit], domain: Int32(unit))
    }
    let label = units.owner.map { $0 >= 0 && base.communityOfUnit[Int($0)] >= 0 ? $0 : -1 }
    counts.blocks = units.map.faceCount
    sources = barrierLines(of: .first) + barrierLines(of: .second) + areaLines()
    return LabelledMap(map: units.map, label: label, facts: facts, anchors: anchors)
  }

  func barrierLines(of tier: BarrierLine.Tier) -> [NetworkLine] {
    input.barriers.compactMap { barrier in
      barrier.tier == tier && !barrier.isTunnel
        ? NetworkLine(barrier.line.points, attribute: categories.category(of: barrier)) : nil
    }
  }

  /// Outlines of areas, except those with a line of their own kind along them: a river with a centre line counts once.
  private func areaLines() -> [NetworkLine] {
    guard !input.areas.isEmpty else { return [] }
    let middles = input.barriers.filter { !$0.isTunnel }.flatMap { barrier in
      zip(barrier.line.points, barrier.line.points.dropFirst()).map { a, b in
        (point: Point((a.x + b.x) / 2, (a.y + b.y) / 2), length: a.distance(to: b), barrier: barrier)
      }
    }
    let grid = PointGrid(middles.map(\.point))
    var near: [Int32] = []
    var lines: [NetworkLine] = []
    for area in input.areas {
      let index = PolygonIndex(area.ground)
      near.removeAll(keepingCapacity: true)
      grid.collect(in: area.ground.envelope, into: &near)
      let along = near.reduce(0.0) { sum, candidate in
        let middle = middles[Int(candidate)]
        let isAlike = middle.barrier.isHard == area.isHard && (area.isHard || middle.barrier.category == area.category)
        return isAlike && index.contains(middle.point) ? sum + middle.length : sum
      }
      if along > 0.25 * area.ground.perimeter { continue }
      let category = categories.category(of: area)
      for polygon in area.ground.polygons {
        for ring in polygon.rings { lines.append(NetworkLine(ring.points, attribute: category)) }
      }
    }
    return lines
  }

  func wallLines(of compounds: [Int32]) -> [NetworkLine] {
    compounds.flatMap { slot in
      places.activeGrounds[Int(slot)].polygons.flatMap { polygon in
        polygon.rings.map { NetworkLine($0.points, attribute: categories.compound) }
      }
    }
  }

  /// The smallest of the given compounds around each point, −1 for none; as slots of `places.active`.
  func walledCompound(at points: [Point], among slots: [Int32]) -> [Int32] {
    guard !slots.isEmpty else { return [Int32](repeating: -1, count: points.count) }
    let grounds = slots.map { places.activeGrounds[Int($0)] }
    let areas = grounds.map(\.area)
    let owners = PointOwners(of: points, in: grounds)
    return points.indices.map { index in
      owners[index].min { (areas[Int($0)], $0) < (areas[Int($1)], $1) }.map { slots[Int($0)] } ?? -1
    }
  }

  /// One label per unit, site and walled compound within its community; one per face of the rest.
  private mutating func labelled(_ map: PlanarMap, walled: [Int32]) -> LabelledMap {
    let points = map.interiorPoints()
    let (unit, community) = base.locate(points)
    let site = carvedSites(map, points, unit, community)
    let compound = walledCompound(at: points, among: walled)
    var facts: [LabelledMap.Facts] = []
    var label = [Int32](repeating: -1, count: map.faceCount)
    var known: [LabelKey: Int32] = [:]
    for face in 0..<map.faceCount where community[face] >= 0 {
      var key: LabelKey?
      var fact = LabelledMap.Facts(community: community[face], domain: community[face])
      if unit[face] >= 0 {
        key = LabelKey(kind: 0, id: unit[face], community: community[face])
        fact.unit = unit[face]
      } else if compound[face] >= 0,
        places.compoundCommunity[Int(places.active[Int(compound[face])])] == community[face], site[face] < 0
      {
        key = LabelKey(kind: 1, id: compound[face], community: community[face])
      }
      if site[face] >= 0 {
        if key == nil { key = LabelKey(kind: 2, id: site[face], community: community[face]) }
        fact.site = site[face]
      }
      if let key, let number = known[key] {
        label[face] = number
        continue
      }
      label[face] = Int32(facts.count)
      if let key { known[key] = label[face] }
      facts.append(fact)
    }
    return LabelledMap(map: map, label: label, facts: facts, anchors: anchors)
  }

  private struct LabelKey: Hashable {
    var kind: Int8
    var id: Int32
    var community: Int32
  }

  mutating func absorbSlivers(in state: inout LabelledMap, _ shares: [BarrierShare]) {
    let settings = settings
    counts.sliversAbsorbed += state.merge(
      households: households(in: state), shares: shares, greatestWeight: categories.greatestWeight
    ) { merger in
      merger.absorbSlivers(
        width: settings.sliverWidth, area: settings.sliverArea, minimumContact: settings.minimumContact)
    }
  }
}
