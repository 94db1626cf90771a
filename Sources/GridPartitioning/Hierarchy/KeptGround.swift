/// Ground that has to lie in one zone of a level, because zones locked further below shared a zone of it last time.
struct KeptGround: Hashable {
  /// That zone, in the numbering of ``HierarchyRequest/previous``; −1 where it is not known.
  var former: Int32
  /// Ascending.
  var atoms: [AtomIndex]

  /// What the locks below a level ask of it.
  ///
  /// Ground of one former zone that does not hang together is filled up with the rest of that zone, so that keeping it
  /// does not tear a new one.
  static func all(at level: Int, of request: HierarchyRequest) -> [KeptGround] {
    guard request.locked.dropFirst(level + 1).contains(where: { !$0.isEmpty }) else { return [] }
    let former = level < request.previous.count ? request.previous[level] : []
    // What the level itself has locked is kept already.
    var taken = Set(request.locked[level].joined())
    var byZone: [Int32: Set<AtomIndex>] = [:]
    var result: [KeptGround] = []
    for zone in request.locked.dropFirst(level + 1).joined() where !taken.contains(zone[0]) {
      let known = former.isEmpty ? -1 : commonest(zone.map { former[$0.position] })
      if known >= 0 {
        byZone[known, default: []].formUnion(zone)
      } else {
        result.append(KeptGround(former: -1, atoms: zone.sorted()))
      }
    }
    taken.formUnion(result.flatMap(\.atoms))
    taken.formUnion(byZone.values.joined())
    for zone in byZone.keys.sorted() {
      var atoms = (byZone[zone] ?? []).sorted()
      if request.graph.subgraph(atoms).components().count > 1 {
        let rest = former.indices.lazy.filter { former[$0] == zone }.map { AtomIndex($0) }.filter {
          !taken.contains($0)
        }
        atoms = (atoms + rest).sorted()
        taken.formUnion(atoms)
      }
      result.append(KeptGround(former: zone, atoms: atoms))
    }
    return result
  }

  /// The number most atoms have, of equals the least; −1 only where all have it.
  private static func commonest(_ zones: [Int32]) -> Int32 {
    var counts: [Int32: Int] = [:]
    for zone in zones where zone >= 0 { counts[zone, default: 0] += 1 }
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? -1
  }
}

extension HierarchyBuilder {
  /// Solves one part of a level so that kept ground stays together.
  ///
  /// Where ground of two former zones comes to lie in one new zone, each of them would have to be its own parent's
  /// child; these former zones are then settled as they were, and the rest is solved around them.
  ///
  /// - Parameter kept: In the numbering of the part.
  func solve(_ request: PartitionRequest, keeping kept: [KeptGround]) throws(PartitionError) -> PartitionOutcome {
    var part = request
    part.groups += kept.map(\.atoms)
    while true {
      let outcome = try GridPartitioning.solve(part, control: control)
      let meeting = Self.meeting(kept, in: outcome.partition)
      if meeting.isEmpty { return outcome }
      var taken = Set(part.locked.joined())
      for ground in kept { taken.formUnion(ground.atoms) }
      for ground in meeting {
        let former = part.previous ?? []
        let rest = former.indices.lazy.filter { former[$0] == ground.former }.map { AtomIndex($0) }
        part.locked.append((ground.atoms + rest.filter { !taken.contains($0) }).sorted())
      }
    }
  }

  /// Kept ground of known former zones that shares a zone with ground of another.
  private static func meeting(_ kept: [KeptGround], in partition: Partition) -> [KeptGround] {
    var formers: [Int32: Set<Int32>] = [:]
    for ground in kept where ground.former >= 0 {
      formers[partition.zones[ground.atoms[0].position], default: []].insert(ground.former)
    }
    return kept.filter { ground in
      ground.former >= 0 && (formers[partition.zones[ground.atoms[0].position]]?.count ?? 0) > 1
    }
  }
}

extension HierarchyRequest {
  /// Locks name atoms of the graph, each level's apart from each other, and lie wholly inside those of levels above.
  func validateLocks() throws(PartitionError) {
    guard locked.isEmpty || locked.count == levels.count else {
      throw .countMismatch(what: "lists of locked zones", expected: levels.count, found: locked.count)
    }
    var locksAbove: [[Int32]] = []
    for zones in locked {
      var lockOf = [Int32](repeating: -1, count: graph.atomCount)
      for (index, zone) in zones.enumerated() {
        guard let first = zone.first else { throw .lockedZoneEmpty(index) }
        for atom in zone {
          guard (0..<graph.atomCount).contains(Int(atom.offset)) else {
            throw .atomOutOfRange(atom, atomCount: graph.atomCount, in: "a locked zone")
          }
          guard lockOf[atom.position] < 0, locksAbove.allSatisfy({ $0[atom.position] == $0[first.position] }) else {
            throw .lockedTwice(atom)
          }
          lockOf[atom.position] = Int32(index)
        }
      }
      locksAbove.append(lockOf)
    }
  }
}
