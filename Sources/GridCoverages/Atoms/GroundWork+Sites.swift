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
}
