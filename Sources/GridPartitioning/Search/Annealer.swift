/// Simulated annealing over single-atom moves along the lines between zones, mixed with rare re-splits of two
/// neighbouring zones. All tables are made once; a move allocates nothing.
struct Annealer: ~Copyable {
  let problem: SearchProblem
  var random: StableRandom

  // The division.
  var zoneCount = 0
  var zone: Slab<Int32>
  var zoneWeight: Slab<Int>
  var zoneSize: Slab<Int32>
  var zoneArea: Slab<Double>
  var zonePerimeter: Slab<Double>
  /// Penalty of each zone, and its share of the objective.
  var zonePenalty: Slab<Double>
  var zoneShape: Slab<Double>
  /// The previous zone that a zone continues; only where stability counts.
  var identity: Slab<Int32>
  /// What each atom shares with each zone, so that the gain of a move is read rather than summed up.
  var contacts: Contacts

  // Its lines: all cut borders in any order, and where each stands in that list (−1: not cut).
  var cutList: Slab<Int32>
  var cutPosition: Slab<Int32>
  var cutCount = 0

  // Its place in the order of plans.
  var violation = 0
  var cost = 0.0

  // Scratch.
  var mark: Slab<Int32>
  var epoch: Int32 = 0
  var queue: Slab<Int32>
  var members: Slab<Int32>
  var candidates: Slab<Candidate>
  var tree: RandomTree

  /// In single precision, half the memory: beside it the tables of a small graph stay in the nearest cache.
  private let metropolis: Slab<Float>
  /// Whether the objective counts anything but the cut.
  private let hasZoneTerms: Bool

  // The present setting.
  var shape = PenaltyShape.linear
  var penaltyWeight = 1.0
  var temperature = 1.0

  // The best division seen.
  private(set) var best: Slab<Int32>
  private(set) var bestViolation = Int.max
  private(set) var bestCost = Double.infinity
  private(set) var hasBest = false
  /// The present division is better than the saved one but not saved yet.
  private var isUnsaved = false
  private let savesEveryMove: Bool
  /// 1 / mean atom weight; a product is much cheaper than a quotient.
  private let perMeanWeight: Double
  private(set) var movesProposed = 0

  init(_ problem: SearchProblem, zones: Int, seed: UInt64, stream: UInt64) {
    self.problem = problem
    random = StableRandom(seed: seed, stream: stream)
    let atoms = problem.atomCount
    zone = Slab(repeating: 0, count: atoms)
    zoneWeight = Slab(repeating: 0, count: zones)
    zoneSize = Slab(repeating: 0, count: zones)
    zoneArea = Slab(repeating: 0, count: problem.hasShapes ? zones : 0)
    zonePerimeter = Slab(repeating: 0, count: problem.hasShapes ? zones : 0)
    zonePenalty = Slab(repeating: 0, count: zones)
    zoneShape = Slab(repeating: 0, count: zones)
    identity = Slab(repeating: -1, count: zones)
    contacts = Contacts(problem, zones: zones)
    cutList = Slab(repeating: 0, count: problem.edgeCount)
    cutPosition = Slab(repeating: -1, count: problem.edgeCount)
    mark = Slab(repeating: 0, count: atoms)
    queue = Slab(repeating: 0, count: atoms)
    members = Slab(repeating: 0, count: atoms)
    candidates = Slab(repeating: Candidate(slot: 0, penalty: 0), count: Self.mostCandidates)
    best = Slab(repeating: 0, count: atoms)
    tree = RandomTree(problem)
    savesEveryMove = atoms <= 5_000
    perMeanWeight = 1 / problem.meanWeight
    metropolis = Slab(ElementaryFunctions.metropolis.lazy.map { Float($0) })
    hasZoneTerms = problem.hasShapes || problem.objective.evennessWeight > 0 || problem.stabilityCost > 0
  }

  /// The best division seen, unless nothing was annealed yet.
  var bestPlan: Plan? {
    hasBest ? Plan(zones: best.array(), zoneCount: zoneCount, violation: bestViolation, cost: bestCost) : nil
  }

  /// Where annealing has come to, which may cost less than the best plan and break the band here or there.
  var presentZones: [Int32] { zone.array() }

  /// Starts from a division in which every zone is in one piece.
  mutating func start(_ zones: [Int32], zoneCount: Int) {
    self.zoneCount = zoneCount
    zone.copy(zones)
    if problem.stabilityCost > 0 {
      identity.copy(
        ZoneIdentity.match(zones, zoneCount: zoneCount, previous: problem.previous, weights: problem.weights.array()))
    }
    recount()
    hasBest = false
    bestViolation = .max
    bestCost = .infinity
    noteIfBest()
    saveBest()
  }

  /// Anneals by a schedule. Stops early on request, with the best so far kept.
  mutating func run(_ schedule: AnnealingSchedule, control: RunControl) {
    let start = ContinuousClock.now
    let movesBefore = movesProposed
    defer { control.addAnnealing(moves: movesProposed - movesBefore, since: start) }
    let steps = max(1, min(256, schedule.moves / 64))
    let coolingStep = ElementaryFunctions.exponential(
      ElementaryFunctions.logarithm(schedule.temperatureEnd / schedule.temperatureStart) / Double(steps))
    let hardeningStep = ElementaryFunctions.exponential(
      ElementaryFunctions.logarithm(schedule.penaltyEnd / schedule.penaltyStart) / Double(steps))
    shape = schedule.shape
    temperature = schedule.temperatureStart
    penaltyWeight = schedule.penaltyStart
    let resplitThreshold = UInt64(schedule.resplitShare * 0x1p32)
    for step in 0..<steps {
      if control.shouldStop { break }
      refreshPenalties()
      let moves = schedule.moves * (step + 1) / steps - schedule.moves * step / steps
      var left = moves
      while left > 0 && (left == moves || !control.shouldStop) {
        let stretch = min(left, Self.movesBetweenLooks)
        propose(stretch, resplitThreshold)
        left -= stretch
      }
      movesProposed += moves - left
      if !savesEveryMove { noteIfBest() }
      saveBest()
      temperature *= coolingStep
      penaltyWeight *= hardeningStep
    }
  }

  /// Proposed moves after which a run looks whether to stop, at the most: some hundredths of a second.
  private static let movesBetweenLooks = 1 << 18

  @inline(__always)
  private mutating func propose(_ moves: Int, _ resplitThreshold: UInt64) {
    for _ in 0..<moves {
      if cutCount == 0 { break }
      if resplitThreshold > 0, random.next() >> 32 < resplitThreshold {
        proposeResplit()
      } else {
        proposeMove()
      }
    }
  }

  /// One proposal: a random cut border, one of its atoms changes sides. The gain is tested first and connectivity,
  /// the dear test, last.
  @inline(__always)
  private mutating func proposeMove() {
    let bits = random.next()
    let slot = Int(((bits >> 32) &* UInt64(cutCount)) >> 32)
    let edge = problem.edges[Int(cutList[slot])]
    let flips = bits & 1 == 0
    let atom = flips ? edge.a : edge.b
    let from = zone[atom]
    let to = zone[flips ? edge.b : edge.a]
    if zoneSize[from] == 1 { return }

    var change = contacts.isKept ? contacts.costDifference(atom, from, to) : summedChange(atom, from, to)
    let allowed = temperature * Double(metropolis[Int((bits >> 1) & 4095)])
    // Nothing but the penalties of the two zones can still be won back.
    if change - zonePenalty[from] - zonePenalty[to] > allowed && !hasZoneTerms { return }
    let weight = problem.weights[Int(atom)]
    if hasZoneTerms { change += zoneTermChange(atom, from, to) }
    let penaltyChange =
      penalty(zoneWeight[from] - weight) + penalty(zoneWeight[to] + weight) - zonePenalty[from] - zonePenalty[to]
    if change + penaltyChange > allowed { return }
    if !staysConnected(atom, leaving: from) { return }
    saveBest()
    move(atom, to: to)
    cost += change
    if savesEveryMove { noteIfBest() }
  }

  /// What a move changes in the cut, from the row of the atom.
  @inline(never)
  private func summedChange(_ atom: Int32, _ from: Int32, _ to: Int32) -> Double {
    var change = 0.0
    for place in row(atom) {
      let arc = problem.arcs[place]
      let other = zone[arc.target]
      change += other == from ? arc.cost : 0
      change -= other == to ? arc.cost : 0
    }
    return change
  }

  /// Puts an atom into another zone and keeps every table right, except ``cost``.
  mutating func move(_ atom: Int32, to: Int32) {
    let from = zone[atom]
    let weight = problem.weights[Int(atom)]
    var lengthFrom = 0.0
    var lengthTo = 0.0
    for place in Int(problem.offsets[Int(atom)])..<Int(problem.offsets[Int(atom) + 1]) {
      let arc = problem.arcs[place]
      let other = zone[arc.target]
      let length = problem.hasShapes ? problem.edges[Int(arc.edge)].length : 0
      if contacts.isKept { contacts.shift(arc.target, from, to, cost: arc.cost, length: length) }
      if other == from {
        cutPosition[arc.edge] = Int32(cutCount)
        cutList[cutCount] = arc.edge
        cutCount += 1
        lengthFrom += length
      } else if other == to {
        cutCount -= 1
        let last = cutList[cutCount]
        let slot = cutPosition[arc.edge]
        cutList[slot] = last
        cutPosition[last] = slot
        cutPosition[arc.edge] = -1
        lengthTo += length
      }
    }
    zone[atom] = to
    violation -= problem.bounds.violation(of: zoneWeight[from]) + problem.bounds.violation(of: zoneWeight[to])
    zoneWeight[from] -= weight
    zoneWeight[to] += weight
    violation += problem.bounds.violation(of: zoneWeight[from]) + problem.bounds.violation(of: zoneWeight[to])
    zoneSize[from] -= 1
    zoneSize[to] += 1
    zonePenalty[from] = penalty(zoneWeight[from])
    zonePenalty[to] = penalty(zoneWeight[to])
    if problem.hasShapes {
      let area = problem.areas[Int(atom)]
      let perimeter = problem.perimeters[Int(atom)]
      zoneArea[from] -= area
      zoneArea[to] += area
      zonePerimeter[from] += 2 * lengthFrom - perimeter
      zonePerimeter[to] += perimeter - 2 * lengthTo
    }
    if problem.hasShapes || problem.objective.evennessWeight > 0 {
      zoneShape[from] = shapeCost(from)
      zoneShape[to] = shapeCost(to)
    }
  }

  /// What a move changes in everything but the cut.
  func zoneTermChange(_ atom: Int32, _ from: Int32, _ to: Int32) -> Double {
    var change = 0.0
    if problem.hasShapes || problem.objective.evennessWeight > 0 { change += shapeChange(atom, from, to) }
    if problem.stabilityCost > 0 { change += stabilityChange(atom, from, to) }
    return change
  }

  func shapeCost(_ zone: Int32) -> Double {
    problem.zoneCost(
      weight: zoneWeight[zone], area: problem.hasShapes ? zoneArea[zone] : 0,
      perimeter: problem.hasShapes ? zonePerimeter[zone] : 0)
  }

  private func shapeChange(_ atom: Int32, _ from: Int32, _ to: Int32) -> Double {
    var areaFrom = 0.0, areaTo = 0.0, perimeterFrom = 0.0, perimeterTo = 0.0
    if problem.hasShapes {
      var lengthFrom = 0.0
      var lengthTo = 0.0
      if contacts.isKept {
        lengthFrom = contacts.length(atom, from)
        lengthTo = contacts.length(atom, to)
      } else {
        for place in row(atom) {
          let arc = problem.arcs[place]
          let other = zone[arc.target]
          if other == from {
            lengthFrom += problem.edges[Int(arc.edge)].length
          } else if other == to {
            lengthTo += problem.edges[Int(arc.edge)].length
          }
        }
      }
      let area = problem.areas[Int(atom)]
      let perimeter = problem.perimeters[Int(atom)]
      areaFrom = zoneArea[from] - area
      areaTo = zoneArea[to] + area
      perimeterFrom = zonePerimeter[from] + 2 * lengthFrom - perimeter
      perimeterTo = zonePerimeter[to] + perimeter - 2 * lengthTo
    }
    let weight = problem.weights[Int(atom)]
    return problem.zoneCost(weight: zoneWeight[from] - weight, area: areaFrom, perimeter: perimeterFrom)
      + problem.zoneCost(weight: zoneWeight[to] + weight, area: areaTo, perimeter: perimeterTo)
      - zoneShape[from] - zoneShape[to]
  }

  @inline(__always)
  func stabilityChange(_ atom: Int32, _ from: Int32, _ to: Int32) -> Double {
    let last = problem.previous[Int(atom)]
    if last < 0 { return 0 }
    let weight = problem.stabilityCost * Double(problem.weights[Int(atom)])
    return (last == identity[from] ? weight : 0) - (last == identity[to] ? weight : 0)
  }

  @inline(__always)
  func penalty(_ weight: Int) -> Double {
    let outside = problem.bounds.violation(of: weight)
    if outside == 0 { return 0 }
    let ratio = Double(outside) * perMeanWeight
    switch shape {
    case .root: return penaltyWeight * ratio.squareRoot()
    case .linear: return penaltyWeight * ratio
    case .quadratic: return penaltyWeight * (ratio + ratio * ratio)
    }
  }

  private mutating func refreshPenalties() {
    for zone in 0..<zoneCount { zonePenalty[zone] = penalty(zoneWeight[zone]) }
  }

  /// Computes every table from ``zone``.
  private mutating func recount() {
    cutCount = 0
    cost = 0
    for index in 0..<zoneCount {
      zoneWeight[index] = 0
      zoneSize[index] = 0
      if problem.hasShapes {
        zoneArea[index] = 0
        zonePerimeter[index] = 0
      }
    }
    for atom in 0..<problem.atomCount {
      let own = zone[atom]
      zoneWeight[own] += problem.weights[atom]
      zoneSize[own] += 1
      if problem.hasShapes {
        zoneArea[own] += problem.areas[atom]
        zonePerimeter[own] += problem.perimeters[atom]
      }
      if problem.stabilityCost > 0, problem.previous[atom] >= 0, problem.previous[atom] != identity[own] {
        cost += problem.stabilityCost * Double(problem.weights[atom])
      }
    }
    for index in 0..<problem.edgeCount {
      let edge = problem.edges[index]
      if zone[edge.a] == zone[edge.b] {
        cutPosition[index] = -1
        if problem.hasShapes { zonePerimeter[zone[edge.a]] -= 2 * edge.length }
      } else {
        cutPosition[index] = Int32(cutCount)
        cutList[cutCount] = Int32(index)
        cutCount += 1
        cost += edge.cost
      }
    }
    contacts.recount(problem, zone: zone)
    violation = 0
    for index in 0..<Int32(zoneCount) {
      violation += problem.bounds.violation(of: zoneWeight[index])
      zoneShape[index] = shapeCost(index)
      cost += zoneShape[index]
    }
  }

  // MARK: The best division

  /// Remembers that the present division is the best so far; it is copied only when it is about to be left.
  @inline(__always)
  mutating func noteIfBest() {
    if violation < bestViolation || (violation == bestViolation && cost < bestCost - 1e-9) {
      bestViolation = violation
      bestCost = cost
      isUnsaved = true
    }
  }

  @inline(__always)
  mutating func saveBest() {
    guard isUnsaved else { return }
    isUnsaved = false
    best.copy(from: zone)
    hasBest = true
  }
}
