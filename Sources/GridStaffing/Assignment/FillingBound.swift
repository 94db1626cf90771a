/// How many posts some people can hold between them at most, by their loads and the people's limits.
///
/// Three reasons, each of which holds for any plan, because a post may be exchanged for a lighter one: the lightest posts
/// together weigh more than all people may have; nobody may hold so many; and, since of many posts some people must hold
/// `t` each, the lightest of those weigh more than the people with the highest limits may have.
///
/// Skills are left out, as is that nobody may hold two posts of one grid: the bound is only looser for it.
struct FillingBound {
  /// Ascending.
  private let loads: [Int]
  /// The load of the lightest so many posts.
  private let sums: [Int]
  private let people: [(most: Int, limit: Int)]
  /// For each number of posts a person may hold, from 1, how many posts people hold who hold fewer than that, and the
  /// limits of those who may hold so many, added up, the highest first.
  private var steps: [(fewer: Int, limits: [Int])] = []
  private let mostOfAnybody: Int
  private static let mostSteps = 12

  /// - Parameters:
  ///   - loads: Of the posts.
  ///   - people: The most posts and the most load of each, `Int.max` for no limit.
  init(loads: [Int], people: [(most: Int, limit: Int)]) {
    let loads = loads.sorted()
    var sums = [0]
    for load in loads { sums.append(sums[sums.count - 1] + load) }
    let total = sums[loads.count]
    self.loads = loads
    self.sums = sums
    // Nobody can hold more posts than the lightest that fit, nor more load than the heaviest so many.
    self.people = people.map { most, limit in
      let fitting = Self.last(0, min(most, loads.count)) { sums[$0] <= limit }
      return (fitting, min(limit, total - sums[loads.count - fitting]))
    }
    mostOfAnybody = self.people.map(\.most).max() ?? 0
    for count in stride(from: 1, through: min(mostOfAnybody, Self.mostSteps), by: 1) {
      let able = self.people.filter { $0.most >= count }.map(\.limit).sorted(by: >)
      var limits = [0]
      for limit in able { limits.append(limits[limits.count - 1] + limit) }
      steps.append((self.people.reduce(0) { $0 + min($1.most, count - 1) }, limits))
    }
  }

  /// No plan fills more.
  var posts: Int { Self.last(0, loads.count, allows) }

  /// Whether nothing said here stands against so many filled posts. What stands against some stands against more.
  func allows(_ count: Int) -> Bool {
    guard count > 0 else { return true }
    guard let all = steps.first?.limits.last, sums[count] <= all, count <= people.reduce(0, { $0 + $1.most }) else {
      return false
    }
    for (index, step) in steps.enumerated() where count > step.fewer {
      let each = index + 1
      // Whoever holds as many holds at most so many more than those counted.
      let more = mostOfAnybody - index
      let holders = (count - step.fewer + more - 1) / more
      guard holders < step.limits.count, sums[each * holders] <= step.limits[holders] else { return false }
      if each == 2, !pairs(holders) { return false }
    }
    return true
  }

  /// Whether the lightest posts can be put together in so many pairs, the lightest with the heaviest.
  private func pairs(_ count: Int) -> Bool {
    let most = people.reduce(0) { max($0, $1.most >= 2 ? $1.limit : 0) }
    return (0..<count).allSatisfy { loads[$0] + loads[2 * count - 1 - $0] <= most }
  }

  /// The greatest number that holds, of those that hold up to some.
  private static func last(_ low: Int, _ high: Int, _ holds: (Int) -> Bool) -> Int {
    var (low, high) = (low, high)
    while low < high {
      let middle = (low + high + 1) / 2
      if holds(middle) { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
