/// A proven bound on the cost of all lines between zones, from the maximum weight of a zone alone.
///
/// Take an atom `v` and a connected set `S` around it that weighs more than the maximum `U`. At least `w(S) − U` of `S`
/// must lie in other zones than `v`, so along any tree that spans `S` from `v`, with `f(e)` the weight beyond tree
/// border `e`, every plan satisfies `Σ f(e) · [e is cut] ≥ w(S) − U`. As cutting one border cannot count for more than
/// what is asked, `f(e)` may be capped at `w(S) − U`. Multiples of such inequalities that together use no border beyond
/// its cost add up to a lower bound on the cut. This is the dual of the spreading metric relaxation.
///
/// Multiplicative weights find inequalities worth using: each is used as far as its scarcest border allows, and what it
/// uses becomes dearer. The multiples this gives are poor, so ``SpreadingProgram`` looks for the best ones of all
/// inequalities used, unless these are too many to be kept. The bound holds at whatever moment one stops.
///
/// - SeeAlso: Even, Naor, Rao & Schieber, "Fast Approximate Graph Partitioning Algorithms", SIAM J. Comput. 28(6), 1999
///   (spreading metrics); Garg & Könemann, "Faster and Simpler Algorithms for Multicommodity Flow", SIAM J. Comput.
///   37(2), 2007; Fleischer, SIAM J. Discrete Math. 13(4), 2000.
struct SpreadingBound: ~Copyable {
  /// Relative step of the prices. Smaller is closer in the end and farther at first.
  private static let precision = 0.5
  /// What the search for inequalities gets of the work; the rest is for their multiples.
  private static let searchShare = 0.75

  private let problem: SearchProblem
  private var search: SpreadingSearch
  /// Price of each border for now.
  private var length: Slab<Double>
  /// How much of its cost is used up, as a share.
  private var load: Slab<Double>
  private var total = 0.0

  /// The bound in the unit of the problem's costs.
  private(set) var value = 0.0

  init(_ problem: SearchProblem) {
    self.problem = problem
    search = SpreadingSearch(problem)
    length = Slab(repeating: 0, count: problem.edgeCount)
    load = Slab(repeating: 0, count: problem.edgeCount)
    for edge in 0..<problem.edgeCount {
      let cost = problem.edges[edge].cost
      length[edge] = cost > 0 ? 1 / cost : .infinity
    }
  }

  /// Looks for a bound.
  ///
  /// - Parameters:
  ///   - work: Borders to look at, about.
  ///   - time: How long it may take in any case.
  mutating func run(work: Int, seed: UInt64, time: Duration? = nil, control: RunControl) {
    let start = ContinuousClock.now
    var program = SpreadingProgram(problem, entries: SpreadingProgram.entries(for: problem))
    findInequalities(
      keepingIn: &program, work: Int(Self.searchShare * Double(work)), seed: seed,
      until: time.map { start + $0 * Self.searchShare }, control: control)
    guard program.hasRoom else { return }
    program.setPrices(length)
    let order = Array(0..<Int32(problem.atomCount))
    while true {
      let before = program.value
      program.approach(rounds: 150)
      let isLate = time.map { ContinuousClock.now >= start + $0 } ?? false
      if search.steps + program.work >= work || isLate || control.shouldStop { break }
      if program.value > 1.002 * before { continue }
      // Nearly the best multiples: what is missing are inequalities that the prices do not satisfy.
      program.copyPrices(to: &length)
      var added = 0
      for atom in order {
        if search.steps + program.work >= work || program.isFull { break }
        guard let found = search.cheapestInequality(at: atom, lengths: length) else { continue }
        if program.add(&search, count: found.set, surplus: found.surplus, violated: length) { added += 1 }
      }
      if added == 0 { break }
    }
    value = max(value, program.value)
  }

  /// Uses inequalities for a while, at prices that rise with every use.
  private mutating func findInequalities(
    keepingIn program: inout SpreadingProgram, work: Int, seed: UInt64, until deadline: ContinuousClock.Instant?,
    control: RunControl
  ) {
    var random = StableRandom(seed: seed, stream: 11)
    var order = Array(0..<Int32(problem.atomCount))
    order.shuffle(using: &random)
    var isOver: Bool { control.shouldStop || deadline.map { ContinuousClock.now >= $0 } ?? false }
    var threshold = 0.0
    var isFirst = true
    while search.steps < work && !isOver && !program.isFull {
      var least = Double.infinity
      for atom in order {
        if search.steps >= work || isOver { break }
        while search.steps < work && !program.isFull {
          guard let found = search.cheapestInequality(at: atom, lengths: length) else { break }
          if isFirst || found.ratio > (1 + Self.precision) * threshold {
            least = min(least, found.ratio)
            break
          }
          let multiple = use(found.set, surplus: found.surplus)
          program.add(&search, count: found.set, surplus: found.surplus, multiple: multiple)
        }
      }
      if least == .infinity && isFirst { return }
      isFirst = false
      threshold = max(threshold * (1 + Self.precision), least == .infinity ? 0 : least)
      settle()
    }
    settle()
  }

  /// The bound that the multiples so far prove: scaled down until no border is used beyond its cost.
  private mutating func settle() {
    var most = 0.0
    for edge in 0..<problem.edgeCount { most = max(most, load[edge]) }
    // Far more than the rounding of the sums.
    if most > 0 { value = max(value, total / most * (1 - 1e-9)) }
  }

  /// Uses the inequality of the first `count` atoms found as far as the scarcest border allows in one step.
  ///
  /// - Returns: The multiple of the inequality divided by its right side.
  private mutating func use(_ count: Int, surplus: Double) -> Double {
    var scarcest = 0.0
    search.weigh(count, surplus: surplus) { edge, weight in
      scarcest = max(scarcest, weight / problem.edges[Int(edge)].cost)
    }
    guard scarcest > 0 else { return 0 }
    total += surplus / scarcest
    search.weigh(count, surplus: surplus) { edge, weight in
      let share = weight / scarcest / problem.edges[Int(edge)].cost
      load[edge] += share
      length[edge] *= 1 + Self.precision * share
    }
    return surplus / scarcest
  }
}
