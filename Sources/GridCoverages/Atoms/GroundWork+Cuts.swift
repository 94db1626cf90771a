import GridGeometry
import GridPartitioning

/// Blocks that lanes could not divide far enough, divided by straight cuts.
extension GroundWork {
  mutating func dividedByCuts(_ state: LabelledMap) throws(CoverageError) -> LabelledMap {
    let isHeavy = heavyLabels(in: state)
    counts.heavyAfterLanes = isHeavy.count { $0 }
    guard counts.heavyAfterLanes > 0 else { return state }
    var number = [Int32](repeating: -1, count: state.labelCount)
    var heavy: [Int32] = []
    for label in isHeavy.indices where isHeavy[label] {
      number[label] = Int32(heavy.count)
      heavy.append(Int32(label))
    }
    let blocks = state.map.polygons(
      labels: state.label.map { $0 >= 0 ? number[Int($0)] : -1 }, labelCount: heavy.count)
    let items = cutItems(in: state, number, count: heavy.count)
    let target = settings.atomTarget
    let maximum = settings.atomMaximum
    let trees = inParallel(count: heavy.count, threads: settings.threads) { index in
      // A label is one piece here unless a unit or compound tore it; then the largest piece is divided.
      let block = blocks[index].polygons.max { $0.area < $1.area }
      return block.map { CutTree(block: $0, items: items[index], target: target, maximum: maximum) }
    }
    let cuts = trees.flatMap { tree in
      (tree?.chords ?? []).map { NetworkLine([$0.0, $0.1], attribute: categories.cut) }
    }
    counts.straightCuts = cuts.count
    counts.straightCutLength = cuts.reduce(0) { $0 + $1.points.pathLength }
    let (free, crossed) = walls.erase(from: cuts, tolerance: 0.05)
    let finer = try state.map.adding(free + wallLines(of: crossed))
    sources += cuts
    return refined(state, by: finer, isHeavy, walled: crossed) { label, point, _ in
      trees[Int(number[Int(label)])]?.leaf(of: point) ?? 0
    }
  }

  /// What is kept whole in each heavy block: compounds, then buildings and points outside them.
  private func cutItems(in state: LabelledMap, _ number: [Int32], count: Int) -> [[CutItem]] {
    var items = [[CutItem]](repeating: [], count: count)
    let compoundLabels = state.labels(at: places.active.map { places.compoundAnchor[Int($0)] })
    for (slot, label) in compoundLabels.enumerated() where label >= 0 && number[Int(label)] >= 0 {
      let compound = Int(places.active[slot])
      items[Int(number[Int(label)])].append(
        CutItem(
          outline: places.activeGrounds[slot].polygons.flatMap { $0.exterior.points },
          households: places.compoundHouseholds[compound], anchor: places.compoundAnchor[compound],
          crossingCost: 0.05))
    }
    for (place, label) in state.labelsOfPlaces().enumerated()
    where label >= 0 && number[Int(label)] >= 0 && places.compoundOfPlace[place] < 0 {
      let source = input.households[place]
      items[Int(number[Int(label)])].append(
        CutItem(
          outline: source.footprint?.exterior.points ?? [source.point], households: source.households,
          anchor: source.point, crossingCost: 0.5))
    }
    return items
  }
}
