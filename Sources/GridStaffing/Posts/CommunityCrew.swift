/// The grids of one community, shared by the people who work there: one person may hold several, and several may hold one
/// between them, its load in equal parts. Grids without load ask for nobody of their own.
struct CommunityCrew {
  /// Of the grids that have any, heaviest first.
  private let loads: [Int]
  let load: Int
  /// The greatest load of a division found for so many people.
  private var found: [Int: Int] = [:]
  /// The numbers of people for which divisions are looked for: all small ones, then one in fifty. They do not depend on the
  /// limit, so that a higher limit never takes more people.
  private let tried: [Int]

  init(loads: [Int]) {
    self.loads = loads.filter { $0 > 0 }.sorted(by: >)
    load = loads.reduce(0, +)
    var tried: [Int] = []
    var next = 1
    // From two people a grid on, people of one grid each come as near.
    while next <= 2 * self.loads.count {
      tried.append(next)
      next += max(1, next / 50)
    }
    self.tried = tried
  }

  /// Fewer people cannot keep everybody at or below a load, however they divide it; a community has somebody in any case.
  func peopleBound(upTo most: Int) -> Int { max(1, (load + most - 1) / max(1, most)) }

  /// The fewest people found with whom everybody is at or below a load.
  mutating func people(upTo most: Int) -> Int {
    let least = peopleBound(upTo: most)
    let apart = max(1, loads.reduce(0) { $0 + ($1 + most - 1) / max(1, most) })
    for people in tried where people >= least && people < apart {
      if greatest(people) <= most { return people }
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
    // How heavy a grid must be to have several people makes the difference: a few ways to draw that line.
    for eighths in [8, 9, 10, 11, 12, 14, 16] where best > mean {
      best = min(best, spread(over: people, partedAbove: (mean * eighths + 7) / 8))
    }
    best = min(best, spread(over: people, partedAbove: load))
    found[people] = best
    return best
  }

  /// The greatest load when parts go, heaviest first, to whoever has least, those of a grid to different people.
  ///
  /// - SeeAlso: Graham, "Bounds on multiprocessing timing anomalies", SIAM J. Appl. Math. 1969.
  private func spread(over people: Int, partedAbove most: Int) -> Int {
    let grids = loads.map { load in (load: load, parts: min(people, (load + most - 1) / most)) }
    var sums = LeastFirst(people)
    var greatest = 0
    for grid in grids.sorted(by: { $0.load / $0.parts > $1.load / $1.parts }) {
      // What does not divide evenly goes to the first, who have least.
      let taken = (0..<grid.parts).map { part in
        sums.removeLeast() + grid.load / grid.parts + (part < grid.load % grid.parts ? 1 : 0)
      }
      for sum in taken {
        greatest = max(greatest, sum)
        sums.insert(sum)
      }
    }
    return greatest
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

/// Numbers, the least at hand: a binary heap.
private struct LeastFirst {
  private var heap: [Int]

  /// So many zeros.
  init(_ count: Int) { heap = [Int](repeating: 0, count: count) }

  mutating func removeLeast() -> Int {
    let least = heap[0]
    let last = heap.removeLast()
    guard !heap.isEmpty else { return least }
    var slot = 0
    while case let left = 2 * slot + 1, left < heap.count {
      let child = left + 1 < heap.count && heap[left + 1] < heap[left] ? left + 1 : left
      guard heap[child] < last else { break }
      heap[slot] = heap[child]
      slot = child
    }
    heap[slot] = last
    return least
  }

  mutating func insert(_ number: Int) {
    var slot = heap.count
    heap.append(number)
    while slot > 0, case let parent = (slot - 1) / 2, heap[parent] > number {
      heap[slot] = heap[parent]
      slot = parent
    }
    heap[slot] = number
  }
}
