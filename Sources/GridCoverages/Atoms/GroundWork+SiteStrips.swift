import GridGeometry

/// The ground between sites and the streets around them.
extension GroundWork {
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
    let search = DeadEnds(
      network: SegmentGrid(segments(lines.map(\.points))), footprints: SegmentGrid(segments(footprints)))
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
  ///
  /// Never so that open ground around the site falls apart.
  mutating func absorbIntoSites(in state: inout LabelledMap, _ shares: [BarrierShare]) {
    guard state.facts.contains(where: { $0.site >= 0 && $0.unit < 0 }) else { return }
    let sums = households(in: state)
    // The corners between two strips touch the site only once the strips are part of it.
    for _ in 0..<2 {
      var target = siteTargets(in: state, sums)
      keepTogether(&target, state, sums, shares)
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
      guard !state.facts[label].isClosed, sums[label] == 0, best[label].site >= 0, measure.perimeter > 0 else {
        return -1
      }
      let isPocket = contacts[label] == 1 && measure.outsideLength == 0 && measure.area <= settings.sitePocketArea
      let isStrip =
        2 * measure.area < settings.sliverWidth * measure.perimeter && best[label].length > 0.35 * measure.perimeter
      return isPocket || isStrip ? best[label].site : -1
    }
  }

  /// Takes back the strips of sites without which open ground of a community would fall into more parts. Parts small
  /// enough to be a site's pocket do not count.
  private func keepTogether(
    _ target: inout [Int32], _ state: LabelledMap, _ sums: [Int], _ shares: [BarrierShare]
  ) {
    let contacts = state.contacts(shares).filter { contact in
      let (a, b) = (state.facts[Int(contact.a)], state.facts[Int(contact.b)])
      return a.site < 0 && b.site < 0 && a.community == b.community
        && contact.share.length >= settings.minimumContact
        && !contact.share.isHard(leaving: settings.minimumContact)
    }
    let measures = state.map.measures(labels: state.label, labelCount: state.labelCount)
    var whole = DisjointSets(count: state.labelCount)
    for contact in contacts { whole.unite(contact.a, contact.b) }
    while true {
      var parts = DisjointSets(count: state.labelCount)
      var households = [Int](repeating: 0, count: state.labelCount)
      var areas = [Double](repeating: 0, count: state.labelCount)
      for contact in contacts where target[Int(contact.a)] < 0 && target[Int(contact.b)] < 0 {
        parts.unite(contact.a, contact.b)
      }
      for label in 0..<state.labelCount where target[label] < 0 {
        let part = Int(parts.find(Int32(label)))
        households[part] += sums[label]
        areas[part] += measures[label].area
      }
      // The part of each whole with most households stays; the others must not be cut off from it.
      var main = [Int32](repeating: -1, count: state.labelCount)
      for label in 0..<state.labelCount where target[label] < 0 && state.facts[label].site < 0 {
        let (part, root) = (parts.find(Int32(label)), Int(whole.find(Int32(label))))
        if main[root] < 0 || households[Int(part)] > households[Int(main[root])] { main[root] = part }
      }
      var isTakenBack = Set<Int32>()
      for contact in contacts {
        for (strip, other) in [(contact.a, contact.b), (contact.b, contact.a)]
        where target[Int(strip)] >= 0 && target[Int(other)] < 0 {
          let part = parts.find(other)
          let isPocket = households[Int(part)] == 0 && areas[Int(part)] <= settings.sitePocketArea
          if !isPocket, part != main[Int(whole.find(other))] { isTakenBack.insert(target[Int(strip)]) }
        }
      }
      if isTakenBack.isEmpty { return }
      for label in target.indices where isTakenBack.contains(target[label]) { target[label] = -1 }
    }
  }
}
