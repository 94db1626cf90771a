import GridPartitioning

/// A local search for maximal covers: points move to candidates that cover something with them, also for the worse up to a
/// limit drawn at random, less and less. The limit stands for the usual exponential, which not every machine rounds alike.
///
/// - SeeAlso: Murray & Church, "Applying Simulated Annealing to Location-Planning Models", Journal of Heuristics 2, 1996;
///   Dueck & Scheuer, "Threshold Accepting", Journal of Computational Physics 90(1), 1990.
struct CoverAnnealing {
  private let table: ServiceTable
  private var random: StableRandom
  private var open: [Int32]
  private var isOpen: [Bool]
  private var depth: [Int32]
  /// Table entries looked at.
  private(set) var work = 0

  init(_ table: ServiceTable, from choice: Choice, seed: UInt64) {
    self.table = table
    random = StableRandom(seed: seed)
    open = choice.open
    isOpen = [Bool](repeating: false, count: table.candidateCount)
    depth = [Int32](repeating: 0, count: table.demandCount)
    for candidate in open {
      isOpen[Int(candidate)] = true
      for entry in table.column(Int(candidate)) { depth[Int(table.columnDemands[entry])] += 1 }
    }
  }

  /// - Parameters:
  ///   - value: The weight that the choice leaves uncovered.
  ///   - limit: Entries of the table that may be looked at.
  /// - Returns: The best choice met, points ascending.
  /// - Throws: ``AccessError/cancelled``.
  mutating func run(
    value start: Double, work limit: Int, isCancelled: (@Sendable () -> Bool)?
  ) throws(AccessError) -> Choice {
    var best = Choice(open: open, value: start)
    guard open.count < table.candidateCount, !open.isEmpty else { return best }
    let covered = table.overflow.reduce(0, +) - start
    let heat = 0.1 * covered / Double(open.count)
    var value = start
    var steps = 0
    while work < limit {
      steps += 1
      if steps & 255 == 0, isCancelled?() == true { throw .cancelled }
      work += 1
      let slot = Int(random.below(Int32(open.count)))
      guard let entrant = neighbour(of: Int(open[slot])), !isOpen[entrant] else { continue }
      let leaver = Int(open[slot])
      let change = close(leaver) - add(entrant)
      if change <= 0 || change < heat * (1 - Double(work) / Double(limit)) * random.unit() {
        (isOpen[leaver], isOpen[entrant]) = (false, true)
        open[slot] = Int32(entrant)
        value += change
        if value < best.value { best = Choice(open: open, value: value) }
      } else {
        _ = close(entrant)
        _ = add(leaver)
      }
    }
    best.open.sort()
    return best
  }

  /// Now and then any candidate, else one that covers something with a point.
  private mutating func neighbour(of point: Int) -> Int? {
    let column = table.column(point)
    guard random.below(10) > 0, !column.isEmpty else { return Int(random.below(Int32(table.candidateCount))) }
    let row = table.row(Int(table.columnDemands[column.lowerBound + Int(random.below(Int32(column.count)))]))
    return Int(table.rowCandidates[row.lowerBound + Int(random.below(Int32(row.count)))])
  }

  /// The weight that is no longer covered.
  private mutating func close(_ candidate: Int) -> Double {
    var lost = 0.0
    work += table.column(candidate).count
    for entry in table.column(candidate) {
      let demand = Int(table.columnDemands[entry])
      depth[demand] -= 1
      if depth[demand] == 0 { lost += table.overflow[demand] }
    }
    return lost
  }

  /// The weight that is newly covered.
  private mutating func add(_ candidate: Int) -> Double {
    var won = 0.0
    work += table.column(candidate).count
    for entry in table.column(candidate) {
      let demand = Int(table.columnDemands[entry])
      if depth[demand] == 0 { won += table.overflow[demand] }
      depth[demand] += 1
    }
    return won
  }
}
