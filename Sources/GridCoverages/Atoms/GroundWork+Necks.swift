import GridGeometry
import GridPartitioning

/// Blocks that hang together by a thread, parted there: the ground beside a street that runs on between a community's line
/// and the blocks along it is no way from one end to the other.
extension GroundWork {
  /// Cuts open ground where it is narrower than a firm contact; what was narrow goes to a neighbour. Compounds stay whole.
  mutating func partAtNecks(_ state: inout LabelledMap, _ shares: inout [BarrierShare]) throws(CoverageError) {
    guard let parted = try dividedAtNecks(state) else { return }
    state = parted
    state.splitIntoComponents()
    state.setDomains { $0.community }
    shares = self.shares(of: state.map)
    absorbSlivers(in: &state, shares)
  }

  /// - Returns: `nil` where there is nothing to cut.
  private mutating func dividedAtNecks(_ state: LabelledMap) throws(CoverageError) -> LabelledMap? {
    let blocks = state.map.polygons(
      labels: state.label.map { $0 >= 0 && !state.facts[Int($0)].isClosed ? $0 : -1 }, labelCount: state.labelCount)
    // A mouth is as wide as the disc that stops there, and must not count as a firm contact.
    let (width, area) = (0.95 * settings.minimumContact, settings.sliverArea)
    let necks = inParallel(count: blocks.count, threads: settings.threads) { label in
      blocks[label].polygons.max { $0.area < $1.area }.flatMap { Necks(of: $0, narrowerThan: width, leastArea: area) }
    }
    let cuts = necks.flatMap { $0?.cuts ?? [] }.map { NetworkLine([$0.0, $0.1], attribute: categories.cut) }
      .filter { walls.erase(from: [$0], tolerance: 0.05).crossed.isEmpty }
    guard !cuts.isEmpty else { return nil }
    counts.neckCuts += cuts.count
    sources += cuts
    return refined(state, by: try state.map.adding(cuts), necks.map { $0 != nil }, walled: []) { label, point, _ in
      necks[Int(label)]?.part(of: point) ?? 0
    }
  }
}
