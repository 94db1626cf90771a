/// Breeds a plan from two good ones: where they agree that atoms belong together, the atoms are moved together.
///
/// The connected pieces on which both plans agree become the atoms of a small graph. Annealing there passes quickly
/// between the two layouts and through mixtures of them; a short annealing of the real graph then smooths the lines.
///
/// - SeeAlso: Sanders & Schulz, "Distributed Evolutionary Graph Partitioning", ALENEX 2012 (combine operators).
struct Recombination: Sendable {
  let problem: SearchProblem
  let zones: Int
  let seed: UInt64
  /// Which recombination of the search this is; decides its chance.
  let number: Int
  /// Proposed moves of the annealing on the real graph.
  let moves: Int
  let control: RunControl

  func run(_ elite: [Plan]) -> Cycle.Outcome {
    precondition(elite.count >= 2, "two plans are needed")
    var outcome = Cycle.Outcome()
    var random = StableRandom(seed: seed, stream: UInt64(2 * number))
    let first = Int(random.below(Int32(elite.count)))
    var second = Int(random.below(Int32(elite.count - 1)))
    if second >= first { second += 1 }
    let (better, other) = first < second ? (elite[first], elite[second]) : (elite[second], elite[first])
    let (pieces, count) = common(better.zones, other.zones)
    guard count > zones else { return outcome }
    let small = problem.contracted(pieces, count: count, rescales: false)
    var labels = [Int32](repeating: 0, count: count)
    for (atom, piece) in pieces.enumerated() { labels[Int(piece)] = better.zones[atom] }
    var coarse = Annealer(small, zones: zones, seed: seed, stream: UInt64(2 * number))
    coarse.start(labels, zoneCount: zones)
    var schedule = AnnealingSchedule(problem: problem, zones: zones, moves: 2_000 * count)
    coarse.run(schedule, control: control)
    // Coarse moves touch a small graph; a quarter of a real one is a fair price.
    outcome.moves = coarse.movesProposed / 4
    let blended = coarse.bestPlan?.zones ?? labels
    var fine = Annealer(problem, zones: zones, seed: seed, stream: UInt64(2 * number + 1))
    fine.start(pieces.map { blended[Int($0)] }, zoneCount: zones)
    schedule.moves = moves
    schedule.smooth(from: 0.6)
    fine.run(schedule, control: control)
    outcome.moves += fine.movesProposed
    if let found = fine.bestPlan { outcome.plans.append(problem.plan(found.zones, zoneCount: zones)) }
    return outcome
  }

  /// The connected pieces whose atoms lie together in both divisions.
  private func common(_ a: [Int32], _ b: [Int32]) -> (pieces: [Int32], count: Int) {
    var pieces = [Int32](repeating: -1, count: problem.atomCount)
    var count = 0
    var stack: [Int32] = []
    for first in 0..<problem.atomCount where pieces[first] < 0 {
      pieces[first] = Int32(count)
      stack.append(Int32(first))
      while let atom = stack.popLast() {
        for place in Int(problem.offsets[atom])..<Int(problem.offsets[Int(atom) + 1]) {
          let target = Int(problem.arcs[place].target)
          if pieces[target] < 0 && a[target] == a[first] && b[target] == b[first] {
            pieces[target] = Int32(count)
            stack.append(Int32(target))
          }
        }
      }
      count += 1
    }
    return (pieces, count)
  }
}
