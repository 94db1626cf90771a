import GridPartitioning

/// A graph with everything that was asked of its division.
struct GraphQuestion {
  let file: GraphFile
  let options: GraphPartitionOptions
  let bounds: WeightBounds
  let locked: AtomLabels?
  let groups: AtomLabels?
  let initial: AtomLabels?

  /// Reads the files that the options name.
  init(path: String, options: GraphPartitionOptions) throws(GraphError) {
    file = try GraphFile(contentsOf: path, reading: options.reading)
    if case .tolerance = options.band, file.graph.totalWeight == 0 {
      throw .noWeight(path: path, field: file.weightField ?? "1 each")
    }
    self.options = options
    bounds = try options.bounds(total: file.graph.totalWeight)
    locked = try Self.table(options.locked, column: "zone", file)
    groups = try Self.table(options.groups, column: "group", file)
    initial = try Self.table(options.initial, column: "zone", file)
  }

  private static func table(_ path: String?, column: String, _ file: GraphFile) throws(GraphError) -> AtomLabels? {
    guard let path else { return nil }
    return try AtomLabels(contentsOf: path, column: column, names: file.names)
  }

  /// Up to two seconds of work for the bound: dozens of searches from each atom, as far as a zone reaches.
  private var boundWork: Int {
    if options.effort == .fast { return 10 * file.graph.borders.count }
    let zones = max(1, Double(file.graph.totalWeight) / Double(max(1, bounds.maximum)))
    let borders = Double(file.graph.borders.count)
    let onePass = 2 * borders * Double(file.graph.atomCount) / zones
    return max(Int(min(100e6, max(5e6, 60 * onePass + 4_000 * borders))), 60 * file.graph.atomCount)
  }

  /// Asks the solver, and numbers its zones.
  func answer(control: RunControl) throws(GraphError) -> (PartitionOutcome, Assignment) {
    let request = PartitionRequest(
      graph: file.graph, bounds: bounds, count: options.parts.map { .exactly($0) } ?? .fitting,
      groups: groups?.members ?? [], locked: locked?.members ?? [], previous: initial?.label, effort: options.effort,
      seed: options.seed, keepsSearching: control.deadline != nil, goal: options.goal,
      threads: options.threads, boundWork: boundWork)
    do throws(PartitionError) {
      let outcome = try solve(request, control: control)
      return (
        outcome,
        Assignment(outcome.partition, weights: file.graph.weights, keeping: [locked, initial].compactMap { $0 })
      )
    } catch .lockedTwice(let atom) {
      throw .lockedTwice(atom: file.names[atom])
    } catch {
      throw .request(error)
    }
  }

  /// Measures a division from the graph as read.
  func summary(
    of outcome: PartitionOutcome, _ assignment: Assignment, clock: StageClock, control: RunControl
  ) -> GraphPartitionSummary {
    let graph = file.graph
    let partition = outcome.partition
    let weights = partition.zoneWeights(in: graph)
    let pieces = partition.pieces(in: graph)
    let broken = pieces.count { $0 > 1 }
    let ideal = Double(graph.totalWeight) / Double(partition.zoneCount)
    let countIsRight = options.parts.map { $0 == partition.zoneCount } ?? true
    let bound = outcome.lowerBound?.value
    let feasible = broken == 0 && countIsRight && weights.allSatisfy { bounds.contains($0) }
    return GraphPartitionSummary(
      schema: 1, feasible: feasible,
      objective: options.reading.objective.rawValue, cutEdges: partition.cutEdges(in: graph).count,
      cutLength: file.lengthField == nil ? nil : partition.cutLength(in: graph),
      maxDeviation: ideal > 0 ? weights.reduce(0) { max($0, abs(Double($1) / ideal - 1)) } : 0, lowerBound: bound,
      lowerBoundMethod: outcome.lowerBound?.method, provedOptimal: feasible && outcome.provedOptimal,
      zones: partition.zoneCount,
      broken: broken, weights: .init(min: weights.min() ?? 0, max: weights.max() ?? 0),
      bounds: .init(min: bounds.minimum, max: bounds.maximum), atoms: graph.atomCount, edges: graph.borders.count,
      totalWeight: graph.totalWeight, weightField: file.weightField, lengthField: file.lengthField,
      reasons: reasons(outcome, assignment, weights: weights, pieces: pieces),
      renumbered: renumbered(assignment), moves: outcome.moves, movesPerSecond: control.annealing.movesPerSecond,
      machineDependent: control.isCancelled || outcome.stoppedByClock,
      interrupted: control.isCancelled, threads: options.threads, seed: options.seed, stages: clock.stages,
      seconds: clock.seconds)
  }

  /// Locked zones in the order of their table that bear another number than their label.
  private func renumbered(_ assignment: Assignment) -> [GraphPartitionSummary.Renumbered] {
    guard let locked else { return [] }
    return zip(locked.labels, locked.members).compactMap { label, atoms in
      let zone = Int(assignment.zones[atoms[0].position])
      return label == String(zone) ? nil : .init(locked: label, zone: zone)
    }
  }

  /// Everything that was not kept: the number of zones first, then reasons in the order of the zones they hold for.
  private func reasons(
    _ outcome: PartitionOutcome, _ assignment: Assignment, weights: [Int], pieces: [Int]
  ) -> [GraphPartitionSummary.Reason] {
    var first = [Int](repeating: 0, count: weights.count)
    for (atom, zone) in outcome.partition.zones.enumerated().reversed() { first[Int(zone)] = atom }

    func reason(_ text: GraphText, _ zones: [Int], _ atoms: [AtomIndex], _ proved: Bool) -> GraphPartitionSummary.Reason
    {
      let numbered = zones.map { (number: Int(assignment.zones[first[$0]]), weight: weights[$0]) }.sorted { $0 < $1 }
      return GraphPartitionSummary.Reason(
        zones: numbered.map(\.number), weights: numbered.map(\.weight), reason: text.en, reasonZh: text.zh,
        atoms: atoms.map { file.names[$0] }, proved: proved)
    }

    var zones: [OutOfBoundsReason: [Int]] = [:]
    for exception in outcome.exceptions { zones[exception.reason, default: []].append(exception.zone.position) }
    var reasons = zones.map { reason($0.text(file.names), $1, $0.atoms, $0.isProof) }
    for (zone, count) in pieces.enumerated() where count > 1 {
      let text = GraphText(en: "in \(count) pieces, locked or grouped so", zh: "因锁定或分组而分成 \(count) 块")
      // A group in pieces might have been joined by other nodes; a locked zone is what it is.
      reasons.append(reason(text, [zone], firstAtoms(ofPiecesOf: zone, outcome.partition), groups == nil))
    }
    reasons.sort { ($0.zones[0], $0.reason) < ($1.zones[0], $1.reason) }
    guard let count = outcome.countReason else { return reasons }
    return [reason(count.text(file.names), [], count.atoms, count.isProof)] + reasons
  }

  /// One atom of each piece of a zone.
  private func firstAtoms(ofPiecesOf zone: Int, _ partition: Partition) -> [AtomIndex] {
    let members = partition.zones.indices.filter { partition.zones[$0] == zone }.map { AtomIndex($0) }
    return file.graph.subgraph(members).components().map { members[$0[0].position] }
  }
}

extension AnnealingTiming {
  /// Of one thread, in whole thousands; `nil` where nothing was annealed.
  fileprivate var movesPerSecond: Double? {
    moves == 0 || duration == .zero ? nil : (Double(moves) / (duration / .seconds(1)) / 1000).rounded() * 1000
  }
}
