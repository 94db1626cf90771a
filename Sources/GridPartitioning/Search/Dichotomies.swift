/// Divides a graph by cutting it in two again and again along straight lines.
///
/// Each region is cut across several directions where the weights of both sides suit their numbers of zones best; what a
/// line leaves hanging goes to the other side, so both sides stay in one piece. The cut with the least weight out of
/// band is kept, of equals the cheapest. Zones come out compact, as a start for a search that is too short to find the
/// large lines by itself.
///
/// - SeeAlso: Kalcsics, Nickel & Schröder, "Towards a Unified Territorial Design Approach", Top 13, 2005 (successive
///   dichotomies).
struct Dichotomies: ~Copyable {
  private let problem: SearchProblem
  private let positions: Slab<SIMD2<Double>>
  private var order: Slab<Int32>
  private var label: Slab<Int32>
  /// Of the atoms of the region at hand: whether they lie below the line, and in which piece.
  private var isBelow: Slab<Bool>
  private var piece: Slab<Int32>
  private var queue: Slab<Int32>

  private struct Region {
    var range: Range<Int>
    var zones: Int
    var first: Int32
    var weight: Int
  }

  private struct Cut {
    var below: [Int32]
    var zonesBelow: Int
    var weight: Int
    var violation: Int
    var cost: Double
  }

  /// Eight directions about 22° apart; whole numbers, so that every machine sorts alike.
  private static let directions: [SIMD2<Double>] = [
    [1, 0], [5, 2], [1, 1], [2, 5], [0, 1], [-2, 5], [-1, 1], [-5, 2],
  ]

  /// - Parameter problem: Connected. Where atoms have no places, their distances stand in for them.
  init(_ problem: SearchProblem) {
    self.problem = problem
    // Places so far out that sums of them overflow are none either.
    let places = problem.positions.array()
    let isUsable = problem.hasPositions && places.allSatisfy { abs($0.x) < 1e100 && abs($0.y) < 1e100 }
    positions = Slab(isUsable ? places : Embedding(problem).positions)
    order = Slab(repeating: 0, count: problem.atomCount)
    label = Slab(repeating: 0, count: problem.atomCount)
    isBelow = Slab(repeating: false, count: problem.atomCount)
    piece = Slab(repeating: -1, count: problem.atomCount)
    queue = Slab(repeating: 0, count: problem.atomCount)
  }

  /// Draws the division into `zones` zones, at most one for each atom of the connected graph.
  ///
  /// - Complexity: O(atoms · log atoms · log zones).
  mutating func draw(zones: Int) -> [Int32] {
    for atom in 0..<problem.atomCount { order[atom] = Int32(atom) }
    label.fill(0)
    var pending = [Region(range: 0..<problem.atomCount, zones: zones, first: 0, weight: problem.totalWeight)]
    while let region = pending.popLast() {
      guard region.zones > 1 else { continue }
      let cut = bestCut(region)
      let other = region.first + Int32(region.zones - cut.zonesBelow)
      for atom in cut.below { label[atom] = other }
      var middle = region.range.lowerBound
      for slot in region.range where label[order[slot]] != other {
        order[middle] = order[slot]
        middle += 1
      }
      for (index, atom) in cut.below.enumerated() { order[middle + index] = atom }
      pending.append(
        Region(
          range: region.range.lowerBound..<middle, zones: region.zones - cut.zonesBelow, first: region.first,
          weight: region.weight - cut.weight))
      pending.append(
        Region(range: middle..<region.range.upperBound, zones: cut.zonesBelow, first: other, weight: cut.weight))
    }
    return label.array()
  }

  /// Draws a line across each direction, and repairs all of them, in large graphs the two cheapest.
  private mutating func bestCut(_ region: Region) -> Cut {
    let atoms = region.range.map { order[$0] }
    var lines: [(cost: Double, direction: Int, atoms: [Int32], below: Int)] = []
    for (index, direction) in Self.directions.enumerated() {
      let half = region.zones / 2
      let wanted = Double(region.weight) * Double(half) / Double(region.zones)
      let sorted = sortedNearLine(atoms, across: direction, weight: wanted)
      let below = countBelow(sorted, region, zones: half, weight: wanted)
      lines.append((lineCost(sorted, below: below, region), index, sorted, below))
    }
    lines.sort { ($0.cost, $0.direction) < ($1.cost, $1.direction) }
    var best: Cut?
    for line in lines.prefix(problem.atomCount > 20_000 ? 2 : Self.directions.count) {
      for (index, atom) in line.atoms.enumerated() { isBelow[atom] = index < line.below }
      keepLargestPiece(of: atoms, below: true, region)
      keepLargestPiece(of: atoms, below: false, region)
      let cut = rated(atoms.filter { isBelow[$0] }, outOf: atoms.count, region)
      if let best, (best.violation, best.cost) <= (cut.violation, cut.cost) { continue }
      best = cut
    }
    guard let best else { preconditionFailure("there are directions") }
    return best
  }

  /// How many of the sorted atoms bring the weight below the line nearest to what is wanted.
  private func countBelow(_ sorted: [Int32], _ region: Region, zones: Int, weight wanted: Double) -> Int {
    var count = 0
    var weight = 0
    while count < sorted.count - (region.zones - zones) {
      let next = problem.weights[sorted[count]]
      if count >= zones && Double(weight) + 0.5 * Double(next) > wanted { break }
      weight += next
      count += 1
    }
    return count
  }

  private mutating func lineCost(_ sorted: [Int32], below: Int, _ region: Region) -> Double {
    for (index, atom) in sorted.enumerated() { isBelow[atom] = index < below }
    var cost = 0.0
    for atom in sorted[..<below] {
      for slot in Int(problem.offsets[atom])..<Int(problem.offsets[Int(atom) + 1]) {
        let arc = problem.arcs[slot]
        if !isBelow[arc.target] && label[arc.target] == region.first { cost += arc.cost }
      }
    }
    return cost
  }

  /// Atoms in strips across the line, those of the strip where the line will run sorted.
  private func sortedNearLine(_ atoms: [Int32], across direction: SIMD2<Double>, weight wanted: Double) -> [Int32] {
    let places = atoms.map { atom in (positions[atom] * direction).sum() }
    guard let low = places.min(), let high = places.max(), high > low else { return atoms }
    let strips = max(1, min(1024, atoms.count / 4))
    let scale = Double(strips) / (high - low)
    let strip = places.map { min(strips - 1, Int(($0 - low) * scale)) }
    var weights = [Int](repeating: 0, count: strips)
    var starts = [Int](repeating: 0, count: strips + 1)
    for (index, strip) in strip.enumerated() {
      weights[strip] += problem.weights[atoms[index]]
      starts[strip + 1] += 1
    }
    for index in 0..<strips { starts[index + 1] += starts[index] }
    var slots = [Int](repeating: 0, count: atoms.count)
    var next = starts
    for (index, strip) in strip.enumerated() {
      slots[next[strip]] = index
      next[strip] += 1
    }
    var sum = 0
    let middle = weights.firstIndex { weight in
      sum += weight
      return Double(sum) >= wanted
    }
    // The atom at the line may be the last of one strip or the first of the next.
    for strip in [middle ?? 0, (middle ?? 0) + 1] where strip < strips {
      let range = starts[strip]..<starts[strip + 1]
      slots[range].sort { (places[$0], atoms[$0]) < (places[$1], atoms[$1]) }
    }
    return slots.map { atoms[$0] }
  }

  /// Gives all of one side but its heaviest piece to the other side, which all other pieces touch.
  private mutating func keepLargestPiece(of atoms: [Int32], below: Bool, _ region: Region) {
    for atom in atoms { piece[atom] = -1 }
    var pieces: Int32 = 0
    var heaviest = (piece: Int32(0), weight: -1)
    for start in atoms where isBelow[start] == below && piece[start] < 0 {
      var weight = 0
      var head = 0
      var tail = 1
      queue[0] = start
      piece[start] = pieces
      while head < tail {
        let atom = queue[head]
        head += 1
        weight += problem.weights[atom]
        for slot in Int(problem.offsets[atom])..<Int(problem.offsets[Int(atom) + 1]) {
          let target = problem.arcs[slot].target
          guard label[target] == region.first, isBelow[target] == below, piece[target] < 0 else { continue }
          piece[target] = pieces
          queue[tail] = target
          tail += 1
        }
      }
      if weight > heaviest.weight { heaviest = (pieces, weight) }
      pieces += 1
    }
    if pieces < 2 { return }
    for atom in atoms where isBelow[atom] == below && piece[atom] != heaviest.piece { isBelow[atom] = !below }
  }

  /// A cut with the numbers of zones that suit its sides best.
  private func rated(_ below: [Int32], outOf atoms: Int, _ region: Region) -> Cut {
    var weight = 0
    var cost = 0.0
    for atom in below {
      weight += problem.weights[atom]
      for slot in Int(problem.offsets[atom])..<Int(problem.offsets[Int(atom) + 1]) {
        let arc = problem.arcs[slot]
        if label[arc.target] == region.first && !isBelow[arc.target] { cost += arc.cost }
      }
    }
    let share = Double(weight) * Double(region.zones) / Double(max(1, region.weight))
    let least = max(1, region.zones - (atoms - below.count))
    let most = max(least, min(region.zones - 1, below.count))
    let zones = min(max(Int(share.rounded()), least), most)
    let violation =
      problem.bounds.leastViolation(total: weight, zones: zones)
      + problem.bounds.leastViolation(total: region.weight - weight, zones: region.zones - zones)
    return Cut(below: below, zonesBelow: zones, weight: weight, violation: violation, cost: cost)
  }
}
