/// The grids of one community, shared by the people who work there: one person may hold several, and a grid too heavy for
/// one has several people of its own, its load in equal parts. Grids without load ask for nobody of their own.
struct CommunityCrew {
  /// Of the grids that have any, heaviest first.
  private let loads: [Int]
  let load: Int
  /// The greatest load of a division found for so many people.
  private var found: [Int: Int] = [:]

  init(loads: [Int]) {
    self.loads = loads.filter { $0 > 0 }.sorted(by: >)
    load = loads.reduce(0, +)
  }

  /// Fewer people cannot keep everybody at or below a load; a community has somebody in any case.
  ///
  /// What is heavier has people of its own. Of the rest no two that are heavier than half go together, and to part one of
  /// them would save nobody.
  func peopleBound(upTo most: Int) -> Int {
    let parted = parted(above: most)
    let rest = loads[parted.grids...]
    let heavy = rest.prefix { $0 > most - $0 }.count
    return max(1, parted.people + max(heavy, (rest.reduce(0, +) + most - 1) / max(1, most)))
  }

  /// The fewest people found with whom everybody is at or below a load. Divisions are looked for by number of people, not by
  /// load, so that a higher limit never takes more people.
  mutating func people(upTo most: Int) -> Int {
    let apart = max(1, loads.reduce(0) { $0 + ($1 + most - 1) / max(1, most) })
    let least = peopleBound(upTo: most)
    // All small numbers, then one in fifty.
    var people = 1
    while people < apart {
      if people >= least, greatest(people) <= most { return people }
      people += max(1, people / 50)
    }
    return apart
  }

  /// The smallest greatest load found for so many people, in thousandths of a household.
  mutating func leastGreatest(for people: Int) -> Int {
    firstNumber(in: (load + people - 1) / people...load) { most in self.people(upTo: most) <= people }
  }

  private mutating func greatest(_ people: Int) -> Int {
    if let known = found[people] { return known }
    let mean = (load + people - 1) / people
    var best = load
    for eighths in [8, 9, 10, 11, 12, 14, 16] where best > mean {
      best = min(best, spread(over: people, partedAbove: (mean * eighths + 7) / 8) ?? load)
    }
    best = min(best, spread(over: people, partedAbove: load) ?? load)
    if loads.count <= Self.mostFitted {
      var low = mean
      while low < best {
        let middle = low + (best - low) / 2
        if let greatest = fitted(to: middle, people: people) { best = greatest } else { low = middle + 1 }
      }
    }
    found[people] = best
    return best
  }

  /// More grids are spread, but not fitted one by one.
  private static let mostFitted = 200

  /// The grids heavier than a load, and the people of their own who bring each share down to it.
  private func parted(above most: Int) -> (grids: Int, people: Int) {
    let heavy = loads.prefix { $0 > most }
    return (heavy.count, heavy.reduce(0) { $0 + ($1 + most - 1) / max(1, most) })
  }

  private func greatestPart(of grids: Int, upTo most: Int) -> Int {
    loads[..<grids].reduce(0) { greatest, load in
      let people = (load + most - 1) / most
      return max(greatest, (load + people - 1) / people)
    }
  }

  /// The greatest load when whole grids go, heaviest first, to whoever has least; `nil` where people do not suffice.
  ///
  /// - SeeAlso: Graham, "Bounds on multiprocessing timing anomalies", SIAM J. Appl. Math. 1969.
  private func spread(over people: Int, partedAbove most: Int) -> Int? {
    let parted = parted(above: most)
    let left = people - parted.people
    guard left >= (parted.grids < loads.count ? 1 : 0) else { return nil }
    var greatest = greatestPart(of: parted.grids, upTo: most)
    var sums = LeastFirst(left)
    for load in loads[parted.grids...] { greatest = max(greatest, sums.addToLeast(load)) }
    return greatest
  }

  /// The greatest load when whole grids go, heaviest first, to the first who has room; `nil` where people do not suffice.
  ///
  /// - SeeAlso: Coffman, Garey & Johnson, "An application of bin-packing to multiprocessor scheduling", SIAM J. Comput. 1978.
  private func fitted(to most: Int, people: Int) -> Int? {
    let parted = parted(above: most)
    var sums: [Int] = []
    for load in loads[parted.grids...] {
      if let fit = sums.firstIndex(where: { $0 + load <= most }) { sums[fit] += load } else { sums.append(load) }
      guard parted.people + sums.count <= people else { return nil }
    }
    guard parted.people + sums.count <= people else { return nil }
    return max(greatestPart(of: parted.grids, upTo: most), sums.max() ?? 0)
  }
}

/// All communities, each with people of its own.
struct CommunityCrews {
  private(set) var crews: [CommunityCrew]

  init(_ tree: TerritoryTree, _ grids: [StaffedGrid]) {
    crews = tree.gridsOfCommunity.map { CommunityCrew(loads: $0.map { grids[$0].load }) }
  }

  /// The fewest people found, community by community, with whom everybody is at or below a load.
  mutating func people(upTo most: Int) -> [Int] { crews.indices.map { crews[$0].people(upTo: most) } }

  /// The smallest load at or below which so many people can keep everybody in a division that was found: the inverse of
  /// ``people(upTo:)``.
  ///
  /// - Parameter people: At least one a community.
  mutating func leastGreatest(for people: Int) -> Int {
    firstNumber(in: bound(for: people)...heaviest) { most in self.people(upTo: most).reduce(0, +) <= people }
  }

  /// The same for one community.
  mutating func leastGreatest(for people: Int, in community: Int) -> Int { crews[community].leastGreatest(for: people) }

  /// In no division among so many people has everybody less.
  func bound(for people: Int) -> Int {
    firstNumber(in: min(1, heaviest)...heaviest) { most in crews.reduce(0) { $0 + $1.peopleBound(upTo: most) } <= people }
  }

  private var heaviest: Int { crews.reduce(0) { max($0, $1.load) } }
}

/// The least number of a range that does, of those that go on doing once they do; the last where none before it does.
func firstNumber(in range: ClosedRange<Int>, _ does: (Int) -> Bool) -> Int {
  var (low, high) = (range.lowerBound, range.upperBound)
  while low < high {
    let middle = low + (high - low) / 2
    if does(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}

/// Sums, the least at hand: a binary heap.
private struct LeastFirst {
  private var heap: [Int]

  /// So many zeros.
  init(_ count: Int) { heap = [Int](repeating: 0, count: count) }

  /// Adds to the least of at least one sum.
  ///
  /// - Returns: What it comes to.
  mutating func addToLeast(_ number: Int) -> Int {
    let sum = heap[0] + number
    var slot = 0
    while case let left = 2 * slot + 1, left < heap.count {
      let child = left + 1 < heap.count && heap[left + 1] < heap[left] ? left + 1 : left
      guard heap[child] < sum else { break }
      heap[slot] = heap[child]
      slot = child
    }
    heap[slot] = sum
    return sum
  }
}
