/// The zones of a division with their atoms and neighbours, from which clusters of zones are drawn.
///
/// A line between two clusters stays a line whatever happens inside either, so disjoint clusters may be searched at the
/// same time and their gains add up.
struct ZoneClusters {
  private let zoneCount: Int
  private let atomStart: [Int32]
  private let atoms: [Int32]
  /// Where each atom stands in ``atoms``.
  private let slot: [Int32]
  private let neighbourStart: [Int32]
  private let neighbours: [Int32]

  /// - Complexity: O(atoms + borders).
  init(_ labels: [Int32], zoneCount: Int, problem: SearchProblem) {
    self.zoneCount = zoneCount
    var start = [Int32](repeating: 0, count: zoneCount + 1)
    for label in labels { start[Int(label) + 1] += 1 }
    for zone in 0..<zoneCount { start[zone + 1] += start[zone] }
    var next = start
    var atoms = [Int32](repeating: 0, count: labels.count)
    for (atom, label) in labels.enumerated() {
      atoms[Int(next[Int(label)])] = Int32(atom)
      next[Int(label)] += 1
    }
    var slot = [Int32](repeating: 0, count: labels.count)
    for (index, atom) in atoms.enumerated() { slot[Int(atom)] = Int32(index) }
    var neighbourStart: [Int32] = [0]
    var neighbours: [Int32] = []
    var seenFrom = [Int32](repeating: -1, count: zoneCount)
    for zone in 0..<Int32(zoneCount) {
      for index in start[Int(zone)]..<start[Int(zone) + 1] {
        let atom = Int(atoms[Int(index)])
        for place in Int(problem.offsets[atom])..<Int(problem.offsets[atom + 1]) {
          let other = labels[Int(problem.arcs[place].target)]
          if other == zone || seenFrom[Int(other)] == zone { continue }
          seenFrom[Int(other)] = zone
          neighbours.append(other)
        }
      }
      neighbourStart.append(Int32(neighbours.count))
    }
    atomStart = start
    self.atoms = atoms
    self.slot = slot
    self.neighbourStart = neighbourStart
    self.neighbours = neighbours
  }

  /// A cluster as a problem of its own, with its atoms and their present zones, numbered as in `cluster`.
  ///
  /// - Parameters:
  ///   - labels: The division that the clusters were drawn from.
  ///   - problem: Its problem.
  func part(
    _ cluster: [Int32], labels: [Int32], of problem: SearchProblem
  ) -> (problem: SearchProblem, atoms: [Int32], zones: [Int32]) {
    var members: [Int32] = []
    var present: [Int32] = []
    /// What to add to an atom's slot to get its number in the part; of zones elsewhere, a number that leaves none.
    var shift = [Int32](repeating: .min / 2, count: zoneCount)
    for (index, zone) in cluster.enumerated() {
      let range = Int(atomStart[Int(zone)])..<Int(atomStart[Int(zone) + 1])
      shift[Int(zone)] = Int32(members.count - range.lowerBound)
      members += atoms[range]
      present += repeatElement(Int32(index), count: range.count)
    }
    let part = problem.part(members) { atom in max(-1, slot[Int(atom)] + shift[Int(labels[Int(atom)])]) }
    return (part, members, present)
  }

  /// Disjoint connected clusters of at most `size` zones each that together hold every zone.
  ///
  /// Those that grow around `first` are drawn first, and so have the free choice of neighbours.
  func cover(size: Int, first: [Int32] = [], using random: inout StableRandom) -> [[Int32]] {
    var order = Array(0..<Int32(zoneCount))
    order.shuffle(using: &random)
    var isTaken = [Bool](repeating: false, count: zoneCount)
    var clusters: [[Int32]] = []
    for seed in first + order where !isTaken[Int(seed)] {
      clusters.append(grow(from: seed, size: size, isTaken: &isTaken, using: &random))
    }
    return clusters
  }

  /// One connected cluster of at most `size` zones.
  func cluster(around zone: Int32, size: Int, using random: inout StableRandom) -> [Int32] {
    var isTaken = [Bool](repeating: false, count: zoneCount)
    return grow(from: zone, size: size, isTaken: &isTaken, using: &random)
  }

  /// Breadth first with a random order among neighbours, so that clusters are round and differ from draw to draw.
  private func grow(
    from seed: Int32, size: Int, isTaken: inout [Bool], using random: inout StableRandom
  ) -> [Int32] {
    var cluster = [seed]
    isTaken[Int(seed)] = true
    var head = 0
    while head < cluster.count && cluster.count < size {
      let zone = Int(cluster[head])
      head += 1
      var rim = neighbours[Int(neighbourStart[zone])..<Int(neighbourStart[zone + 1])].filter { !isTaken[Int($0)] }
      rim.shuffle(using: &random)
      for other in rim.prefix(size - cluster.count) {
        isTaken[Int(other)] = true
        cluster.append(other)
      }
    }
    return cluster
  }
}
