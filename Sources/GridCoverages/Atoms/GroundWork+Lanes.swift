import GridGeometry

/// Blocks that are too heavy, divided by lanes, paths and streams, and by dead ends extended.
extension GroundWork {
  mutating func dividedByLanes(_ state: LabelledMap) throws(CoverageError) -> LabelledMap {
    let isHeavy = heavyLabels(in: state)
    counts.heavyBlocks = isHeavy.count { $0 }
    guard counts.heavyBlocks > 0 else { return state }
    let lanes = runs(of: barrierLines(of: .second), in: isHeavy, state)
    let ends = runs(of: chained(state.map.dangling).map { NetworkLine($0) }, in: isHeavy, state)
    sources += lanes
    let (free, crossed) = walls.erase(from: lanes, tolerance: settings.compoundCrossing)
    counts.compoundsWalled += crossed.count
    var finer = try state.map.adding(free + ends + wallLines(of: crossed))
    let added = waysOn(in: finer, isHeavy, state)
    if !added.isEmpty {
      counts.deadEndsExtended = added.count
      let (open, _) = walls.erase(from: added, tolerance: settings.compoundCrossing)
      // What led to a dead end is not in the map until the way on closes it.
      let second = try finer.map.adding(chained(finer.map.dangling).map { NetworkLine($0) } + open)
      finer = (second.map, second.oldFace.map { $0 >= 0 ? finer.oldFace[Int($0)] : -1 })
    }
    var divided = refined(state, by: finer, isHeavy, walled: crossed) { _, _, face in Int32(face) }
    absorbSlivers(in: &divided, shares(of: divided.map))
    return divided
  }

  /// The stretches of lines in labels that count, whole segments, with one to spare at either end: never clipped, so
  /// that they surely meet what bounds the label.
  private func runs(of lines: [NetworkLine], in isWanted: [Bool], _ state: LabelledMap) -> [NetworkLine] {
    // Per segment its middle and end; the start is the end of the one before.
    var samples: [Point] = []
    for line in lines {
      for (index, point) in line.points.enumerated() {
        if index > 0 {
          let last = line.points[index - 1]
          samples.append(Point((point.x + last.x) / 2, (point.y + last.y) / 2))
        }
        samples.append(point)
      }
    }
    let isInside = state.labels(at: samples).map { $0 >= 0 && isWanted[Int($0)] }
    var result: [NetworkLine] = []
    var next = 0
    for line in lines {
      let count = line.points.count - 1
      let first = next
      next += 2 * count + 1
      guard count > 0 else { continue }
      // Sample `first + 2i` is point i, the one after it the middle of segment i.
      var isKept = (0..<count).map {
        isInside[first + 2 * $0] || isInside[first + 2 * $0 + 1] || isInside[first + 2 * $0 + 2]
      }
      let core = isKept
      for index in 0..<count where core[index] {
        if index > 0 { isKept[index - 1] = true }
        if index + 1 < count { isKept[index + 1] = true }
      }
      var start = 0
      while let from = isKept[start...].firstIndex(of: true) {
        let to = isKept[from...].firstIndex(of: false) ?? count
        result.append(NetworkLine(Array(line.points[from...to]), attribute: line.attribute))
        start = to
        if start >= count { break }
      }
    }
    return result
  }

  /// Extensions of the dead ends that lie in heavy blocks.
  private func waysOn(
    in finer: (map: PlanarMap, oldFace: [Int32]), _ isHeavy: [Bool], _ state: LabelledMap
  ) -> [NetworkLine] {
    let map = finer.map
    let labels = state.labels(at: map.freeEnds.map(\.point))
    let ends = map.freeEnds.indices.filter { labels[$0] >= 0 && isHeavy[Int(labels[$0])] }
    guard !ends.isEmpty else { return [] }
    let isInside = finer.oldFace.map { $0 >= 0 && state.label[Int($0)] >= 0 && isHeavy[Int(state.label[Int($0)])] }
    var network: [SegmentGrid.Segment] = []
    func add(_ points: [Point]) {
      for index in 1..<max(1, points.count) { network.append(.init(a: points[index - 1], b: points[index], source: 0)) }
    }
    for (index, arc) in map.arcs.enumerated()
    where (arc.left >= 0 && isInside[Int(arc.left)]) || (arc.right >= 0 && isInside[Int(arc.right)]) {
      add(map.points(ofArc: index))
    }
    for line in map.dangling { add(line.points) }
    var footprints: [SegmentGrid.Segment] = []
    for (place, label) in state.labelsOfPlaces().enumerated() where label >= 0 && isHeavy[Int(label)] {
      guard let ring = input.households[place].footprint?.exterior.points else { continue }
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
  ///   - part: The part of a heavy label a point belongs to; asked with the anchor of a walled compound and face −1,
  ///     or with a face and its interior point. A negative answer for a compound gives it a part of its own.
  func refined(
    _ state: LabelledMap, by finer: (map: PlanarMap, oldFace: [Int32]), _ isHeavy: [Bool], walled: [Int32],
    part: (_ label: Int32, _ point: Point, _ face: Int) -> Int32
  ) -> LabelledMap {
    let parents = finer.oldFace.map { $0 >= 0 ? state.label[Int($0)] : -1 }
    let inner = parents.indices.filter { parents[$0] >= 0 && isHeavy[Int(parents[$0])] }
    let points = inner.map { finer.map.interiorPoint(ofFace: $0) }
    let compounds = walledCompound(at: points, among: walled)
    let anchors = walled.map { places.compoundAnchor[Int(places.active[Int($0)])] }
    var home: [Int32: (label: Int32, point: Point)] = [:]
    for (index, label) in state.labels(at: anchors).enumerated() { home[walled[index]] = (label, anchors[index]) }
    struct Key: Hashable {
      var label: Int32
      var part: Int32
      var isCompound = false
    }
    var keys = parents.map { Key(label: $0, part: -1) }
    for (index, face) in inner.enumerated() {
      let parent = parents[face]
      guard compounds[index] >= 0, let anchor = home[compounds[index]], anchor.label == parent else {
        keys[face].part = part(parent, points[index], face)
        continue
      }
      let chosen = part(parent, anchor.point, -1)
      keys[face] =
        chosen >= 0 ? Key(label: parent, part: chosen) : Key(label: parent, part: compounds[index], isCompound: true)
    }
    var known: [Key: Int32] = [:]
    var facts: [LabelledMap.Facts] = []
    var label = [Int32](repeating: -1, count: parents.count)
    for face in parents.indices where parents[face] >= 0 {
      if let number = known[keys[face]] {
        label[face] = number
        continue
      }
      label[face] = Int32(facts.count)
      known[keys[face]] = label[face]
      var fact = state.facts[Int(parents[face])]
      fact.domain = parents[face]
      facts.append(fact)
    }
    return LabelledMap(map: finer.map, label: label, facts: facts, anchors: self.anchors)
  }
}
