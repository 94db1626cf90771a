import GridGeometry

/// Dedicated sites: whose ground they take, and the pockets they enclose.
extension GroundWork {
  /// The site that takes each face, as an offset into the input; −1 for none.
  ///
  /// A site keeps to the community that has most of it. Inside units it takes whole units or nothing.
  mutating func carvedSites(_ map: PlanarMap, _ points: [Point], _ unit: [Int32], _ community: [Int32]) -> [Int32] {
    var site = [Int32](repeating: -1, count: points.count)
    guard !sites.grounds.isEmpty else { return site }
    let owners = PointOwners(of: points, in: sites.grounds)
    var areas = [[Int32: Double]](repeating: [:], count: sites.grounds.count)
    for face in points.indices where community[face] >= 0 {
      for slot in owners[face] { areas[Int(slot)][community[face], default: 0] += map.faces[face].area }
    }
    let home = areas.map { area in
      area.min { a, b in a.value != b.value ? a.value > b.value : a.key < b.key }?.key ?? -1
    }
    let ofUnits = input.units.isEmpty ? [] : sitesOfUnits()
    var isTaken = [Bool](repeating: false, count: input.sites.count)
    for face in points.indices where community[face] >= 0 {
      if unit[face] >= 0 {
        site[face] = ofUnits[Int(unit[face])]
      } else if let slot = owners[face].first(where: { home[Int($0)] == community[face] }) {
        site[face] = sites.order[Int(slot)]
      }
      if site[face] >= 0 { isTaken[Int(site[face])] = true }
    }
    noteLostSites(isTaken, home: home, areas: areas)
    return site
  }

  private mutating func noteLostSites(_ isTaken: [Bool], home: [Int32], areas: [[Int32: Double]]) {
    for (slot, offset) in sites.order.enumerated() {
      let site = input.sites[Int(offset)]
      let place = sites.grounds[slot].interiorPoint.map(Geometry.point) ?? site.point.map(Geometry.point)
      if !isTaken[Int(offset)] {
        notes.append(
          GroundNote(
            rule: "site-without-ground", severity: .warning,
            text: home[slot] < 0
              ? "Site \(site.id) (\(site.name)) lies outside every community and gets no grid."
              : "Site \(site.id) (\(site.name)) has no ground of its own: other sites or units keep it.",
            place: place, subjects: [site.id]))
      } else if areas[slot].count > 1 {
        let all = areas[slot].keys.sorted().reduce(0.0) { $0 + (areas[slot][$1] ?? 0) }
        let outside = all - (areas[slot][home[slot]] ?? 0)
        if outside > all / 100 {
          notes.append(
            GroundNote(
              rule: "site-over-community-line", severity: .info,
              text: "Site \(site.id) (\(site.name)) is clipped to community "
                + "\(base.communities[Int(home[slot])].code), which has most of it.",
              place: place, measure: outside, unit: "m²", subjects: [site.id]))
        }
      }
    }
  }

  /// The site of each unit at least half of whose ground the site covers, −1 for none; the greatest rank wins.
  func sitesOfUnits() -> [Int32] {
    var result = [Int32](repeating: -1, count: input.units.count)
    guard !sites.grounds.isEmpty else { return result }
    // Sampled on a lattice of about 100 points per unit: exact enough for a majority, and cheap.
    var samples: [Point] = []
    var owner: [Int32] = []
    for (unit, area) in input.units.enumerated() {
      let box = area.ground.envelope
      guard !box.isEmpty, sites.grounds.contains(where: { $0.envelope.intersects(box) }) else { continue }
      let index = PolygonIndex(area.ground)
      for row in 0..<12 {
        for column in 0..<12 {
          let point = Point(
            box.minX + box.width * (Double(column) + 0.5) / 12, box.minY + box.height * (Double(row) + 0.5) / 12)
          if index.contains(point) {
            samples.append(point)
            owner.append(Int32(unit))
          }
        }
      }
    }
    let covering = PointOwners(of: samples, in: sites.grounds)
    var total = [Int](repeating: 0, count: input.units.count)
    var votes = [[Int32: Int]](repeating: [:], count: input.units.count)
    for sample in samples.indices {
      total[Int(owner[sample])] += 1
      for slot in covering[sample] { votes[Int(owner[sample])][slot, default: 0] += 1 }
    }
    for unit in result.indices where total[unit] > 0 {
      let winners = votes[unit].filter { 2 * $0.value >= total[unit] }.keys
      if let slot = winners.min() { result[unit] = sites.order[Int(slot)] }
    }
    return result
  }

  /// Short lines on from the corners of sites to what bounds them, along the sites' own edges.
  func siteSpokes(among lines: [NetworkLine]) -> [NetworkLine] {
    let rings = sites.grounds.flatMap { $0.polygons.map(\.exterior.points) }
    guard !rings.isEmpty, settings.siteReach > 0 else { return [] }
    func segments(_ paths: [[Point]]) -> [SegmentGrid.Segment] {
      paths.flatMap { path in
        zip(path, path.dropFirst()).map { SegmentGrid.Segment(a: $0, b: $1, source: 0) }
      }
    }
    let grid = PointGrid(input.households.map(\.point))
    var near: [Int32] = []
    for ring in rings { grid.collect(in: Envelope(ring).expanded(by: settings.siteReach + 50), into: &near) }
    let footprints = Set(near).sorted().compactMap { input.households[Int($0)].footprint?.exterior.points }
    let search = DeadEnds(network: SegmentGrid(segments(lines.map(\.points))), footprints: SegmentGrid(segments(footprints)))
    var spokes: [NetworkLine] = []
    for ring in rings {
      let isLeft = ring.signedArea > 0
      for index in 1..<max(1, ring.count) {
        let before = ring[index - 1]
        let corner = ring[index]
        let after = ring[index + 1 < ring.count ? index + 1 : 1]
        let turn = (corner.x - before.x) * (after.y - corner.y) - (corner.y - before.y) * (after.x - corner.x)
        // Only at corners that point outwards: elsewhere the edge would lead into the site.
        let scale = before.distance(to: corner) * corner.distance(to: after)
        guard (turn > 0) == isLeft, abs(turn) > 0.3 * scale else { continue }
        for tail in [before, after] {
          if let spoke = search.straightOn(from: corner, after: tail, reach: settings.siteReach) {
            spokes.append(NetworkLine([spoke.0, spoke.1], attribute: categories.site))
          }
        }
      }
    }
    return spokes
  }

  /// Ground without households that belongs with a site: small pockets that touch nothing else, and strips along it.
  mutating func absorbIntoSites(in state: inout LabelledMap) {
    guard state.facts.contains(where: { $0.site >= 0 && $0.unit < 0 }) else { return }
    let sums = households(in: state)
    // The corners between two strips touch the site only once the strips are part of it.
    for _ in 0..<2 {
      let target = siteTargets(in: state, sums)
      guard target.contains(where: { $0 >= 0 }) else { return }
      counts.sliversAbsorbed += target.count { $0 >= 0 }
      state.relabel { target[Int($0)] >= 0 ? target[Int($0)] : $0 }
    }
  }

  /// The site label each label goes to, −1 for none.
  private func siteTargets(in state: LabelledMap, _ sums: [Int]) -> [Int32] {
    let measures = state.map.measures(labels: state.label, labelCount: state.labelCount)
    var contacts = [Int](repeating: 0, count: state.labelCount)
    var best = [(length: Double, site: Int32)](repeating: (0, -1), count: state.labelCount)
    for contact in state.map.adjacency(labels: state.label) {
      for (label, other) in [(Int(contact.a), contact.b), (Int(contact.b), contact.a)] {
        contacts[label] += 1
        let host = state.facts[Int(other)]
        guard host.site >= 0, host.unit < 0, host.community == state.facts[label].community else { continue }
        if contact.length > best[label].length { best[label] = (contact.length, other) }
      }
    }
    return (0..<state.labelCount).map { label in
      let measure = measures[label]
      guard !state.facts[label].isClosed, sums[label] == 0, best[label].site >= 0, measure.perimeter > 0 else { return -1 }
      let isPocket = contacts[label] == 1 && measure.outsideLength == 0 && measure.area <= settings.sitePocketArea
      let isStrip =
        2 * measure.area < settings.sliverWidth * measure.perimeter && best[label].length > 0.35 * measure.perimeter
      return isPocket || isStrip ? best[label].site : -1
    }
  }
}
