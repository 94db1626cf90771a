import GridGeometry

/// Blocks that are too heavy, divided by lanes, paths and streams, and by dead ends extended.
extension GroundWork {
  mutating func dividedByLanes(_ state: LabelledMap) throws(CoverageError) -> LabelledMap {
    let isHeavy = heavyLabels(in: state)
    counts.heavyBlocks = isHeavy.count { $0 }
    guard counts.heavyBlocks > 0 else { return state }
    let borders = state.borderLines(attribute: -1)
    let lanes = linesInside(barrierLines(of: .second), isHeavy, state)
    let ends = linesInside(state.map.dangling.map { NetworkLine($0.points) }, isHeavy, state)
    sources += lanes
    let (free, crossed) = walls.erase(from: lanes, tolerance: settings.compoundCrossing)
    counts.compoundsWalled += crossed.count
    let lines = borders + free + ends + wallLines(of: crossed)
    var map = try PlanarMap(lines: lines, precision: settings.precision)
    let added = waysOn(in: map, isHeavy, state)
    if !added.isEmpty {
      counts.deadEndsExtended = added.count
      let (open, _) = walls.erase(from: added, tolerance: settings.compoundCrossing)
      map = try PlanarMap(lines: lines + open, precision: settings.precision)
    }
    var finer = refined(state, by: map, isHeavy, walled: crossed) { _, _, face in Int32(face) }
    absorbSlivers(in: &finer)
    return finer
  }

  /// The lines with a vertex, or the middle of a segment, in a label that counts.
  private func linesInside(_ lines: [NetworkLine], _ counts: [Bool], _ state: LabelledMap) -> [NetworkLine] {
    var samples: [Point] = []
    var owner: [Int32] = []
    for (index, line) in lines.enumerated() {
      for (place, point) in line.points.enumerated() {
        samples.append(point)
        owner.append(Int32(index))
        if place > 0 {
          let last = line.points[place - 1]
          samples.append(Point((point.x + last.x) / 2, (point.y + last.y) / 2))
          owner.append(Int32(index))
        }
      }
    }
    var isKept = [Bool](repeating: false, count: lines.count)
    for (sample, label) in state.labels(at: samples).enumerated() where label >= 0 && counts[Int(label)] {
      isKept[Int(owner[sample])] = true
    }
    return lines.indices.filter { isKept[$0] }.map { lines[$0] }
  }

  /// Extensions of the dead ends that lie in heavy blocks.
  private func waysOn(in map: PlanarMap, _ isHeavy: [Bool], _ state: LabelledMap) -> [NetworkLine] {
    let labels = state.labels(at: map.freeEnds.map(\.point))
    let ends = map.freeEnds.indices.filter { labels[$0] >= 0 && isHeavy[Int(labels[$0])] }
    guard !ends.isEmpty else { return [] }
    var network: [SegmentGrid.Segment] = []
    func add(_ points: [Point]) {
      for index in 1..<max(1, points.count) { network.append(.init(a: points[index - 1], b: points[index], source: 0)) }
    }
    for arc in map.arcs.indices { add(map.points(ofArc: arc)) }
    for line in map.dangling { add(line.points) }
    var footprints: [SegmentGrid.Segment] = []
    for place in input.households {
      guard let ring = place.footprint?.exterior.points else { continue }
      for index in 1..<max(1, ring.count) { footprints.append(.init(a: ring[index - 1], b: ring[index], source: 0)) }
    }
    let search = DeadEnds(network: SegmentGrid(network), footprints: SegmentGrid(footprints))
    let reach = max(settings.deadEndReach, settings.gapClosing)
    return ends.compactMap { end in
      search.wayOn(from: map.freeEnds[end].point, after: map.freeEnds[end].from, reach: reach).map {
        NetworkLine([$0.0, $0.1])
      }
    }
  }

  /// The labels of a finer map: faces inside heavy labels are parted, all others fall back together.
  ///
  /// - Parameters:
  ///   - walled: Slots of compounds whose outline is in the finer map: their faces stay one.
  ///   - part: The part of a heavy label a face belongs to, by label, interior point and face.
  func refined(
    _ state: LabelledMap, by map: PlanarMap, _ isHeavy: [Bool], walled: [Int32],
    part: (_ label: Int32, _ point: Point, _ face: Int) -> Int32
  ) -> LabelledMap {
    let points = map.interiorPoints()
    let parents = state.labels(at: points)
    let compound = walledCompound(at: points, among: walled)
    let anchorLabels = state.labels(at: walled.map { places.compoundAnchor[Int(places.active[Int($0)])] })
    var anchorOfSlot: [Int32: (label: Int32, point: Point)] = [:]
    for (index, slot) in walled.enumerated() {
      anchorOfSlot[slot] = (anchorLabels[index], places.compoundAnchor[Int(places.active[Int(slot)])])
    }
    struct Key: Hashable {
      var label: Int32
      var part: Int32
      var isCompound: Bool
    }
    var known: [Key: Int32] = [:]
    var facts: [LabelledMap.Facts] = []
    var label = [Int32](repeating: -1, count: map.faceCount)
    for face in points.indices where parents[face] >= 0 {
      let parent = parents[face]
      var key = Key(label: parent, part: -1, isCompound: false)
      if isHeavy[Int(parent)] {
        if compound[face] >= 0, let anchor = anchorOfSlot[compound[face]], anchor.label == parent {
          let chosen = part(parent, anchor.point, -1)
          key = chosen >= 0 ? Key(label: parent, part: chosen, isCompound: false)
            : Key(label: parent, part: compound[face], isCompound: true)
        } else {
          key.part = part(parent, points[face], face)
        }
      }
      if let number = known[key] {
        label[face] = number
        continue
      }
      label[face] = Int32(facts.count)
      known[key] = label[face]
      var fact = state.facts[Int(parent)]
      fact.domain = parent
      facts.append(fact)
    }
    return LabelledMap(map: map, label: label, facts: facts)
  }
}
