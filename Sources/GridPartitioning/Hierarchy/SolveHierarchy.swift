/// Divides a ground into a tree of zones.
///
/// From the top: the first level first, then every zone for itself. Where a level below cannot keep its band, other
/// first levels are tried, and the way from the bottom: small zones first, larger ones out of them. Of all trees the one
/// with the least weight out of band over all levels is kept, and of equals the cheapest.
///
/// - Throws: ``PartitionError`` for requests that contradict themselves.
/// - Complexity: That of ``solve(_:control:)`` per level and attempt, at most five attempts.
public func solveHierarchy(
  _ request: HierarchyRequest, control: RunControl = RunControl()
) throws(PartitionError) -> HierarchyOutcome {
  try validate(request)
  var request = request
  if request.components == .join { request.graph = request.graph.joiningComponents() }
  var best = try HierarchyBuilder(request: request, attempt: 0, control: control).fromTheTop()
  if best.violation > 0 && best.mayImprove && request.levels.count > 1 {
    for attempt in 1..<4 where best.violation > 0 && best.mayImprove && !control.shouldStop {
      let tree = try HierarchyBuilder(request: request, attempt: attempt, control: control).fromTheTop()
      if tree.isBetter(than: best) { best = tree }
    }
    if best.violation > 0 && best.mayImprove && !control.shouldStop,
      let tree = try HierarchyBuilder(request: request, attempt: 4, control: control).fromTheBottom(),
      tree.isBetter(than: best)
    {
      best = tree
    }
  }
  return best.outcome
}

private func validate(_ request: HierarchyRequest) throws(PartitionError) {
  let count = request.graph.atomCount
  guard !request.levels.isEmpty else { throw .noLevels }
  guard request.previous.isEmpty || request.previous.count == request.levels.count else {
    throw .countMismatch(what: "previous levels", expected: request.levels.count, found: request.previous.count)
  }
  for list in request.previous where !list.isEmpty && list.count != count {
    throw .countMismatch(what: "previous zones", expected: count, found: list.count)
  }
  for level in request.levels {
    try level.objective.validate()
    if let flags = level.mayDivide, flags.count != count {
      throw .countMismatch(what: "flags", expected: count, found: flags.count)
    }
    if case .count(let zones) = level.size, zones < 0 { throw .zoneCountInvalid(zones) }
    for group in level.groups {
      for atom in group where atom.offset < 0 || atom.position >= count {
        throw .atomOutOfRange(atom, atomCount: count, in: "a group")
      }
    }
  }
  try request.validateLocks()
}

extension AtomGraph {
  /// This graph with links between its parts: each part to the nearest earlier one, atom to nearest atom where there
  /// are positions, else first atom to first atom.
  ///
  /// - Complexity: O(atoms²) at worst where there are positions; parts are few and mostly small.
  func joiningComponents() -> AtomGraph {
    let parts = components().sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    guard parts.count > 1 else { return self }
    var joined = parts[0]
    var links: [Border] = []
    for part in parts.dropFirst() {
      var best = (distance: Double.infinity, from: part[0], to: joined[0])
      if !positions.isEmpty {
        for from in part {
          for to in joined {
            let gap = positions[from.position] - positions[to.position]
            let distance = (gap * gap).sum()
            if distance < best.distance { best = (distance, from, to) }
          }
        }
      }
      links.append(.link(best.from, best.to))
      joined += part
    }
    return AtomGraph(
      checkedWeights: weights, total: totalWeight, borders: Self.merged(borders + links, atoms: atomCount), areas: areas,
      perimeters: perimeters, positions: positions)
  }
}
