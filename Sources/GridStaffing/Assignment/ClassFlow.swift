/// How many posts can be filled at all, class by class: a largest flow from posts to people who can hold them.
///
/// - Complexity: O(classes² · paths); few classes.
struct ClassFlow {
  private let classes: EligibilityClasses
  private let capacity: [Int]
  private let demand: [Int]
  /// Posts of each class given to people of each class.
  private var flow: [[Int]]
  private var used: [Int]
  private(set) var unfilled: [Int]

  /// - Parameters:
  ///   - capacities: The most posts of each person.
  ///   - rows: The posts to be filled; `nil` for all.
  init(_ classes: EligibilityClasses, capacities: [Int], rows: [Int]? = nil) {
    self.classes = classes
    var demand = [Int](repeating: 0, count: classes.posts.count)
    for post in rows.map({ $0.map { classes.ofPost[$0] } }) ?? classes.ofPost { demand[post] += 1 }
    var capacity = [Int](repeating: 0, count: classes.members.count)
    for (member, most) in zip(classes.ofMember, capacities) { capacity[member] += most }
    self.demand = demand
    self.capacity = capacity
    flow = demand.map { _ in [Int](repeating: 0, count: capacity.count) }
    used = [Int](repeating: 0, count: capacity.count)
    unfilled = demand
    for post in demand.indices {
      while unfilled[post] > 0, augment(from: post) {}
    }
  }

  var filled: Int { demand.reduce(0, +) - unfilled.reduce(0, +) }
  var isComplete: Bool { unfilled.allSatisfy { $0 == 0 } }

  /// Sends as much as the narrowest part of one path allows.
  private mutating func augment(from source: Int) -> Bool {
    var postBefore = [Int](repeating: -1, count: capacity.count)
    var memberBefore = [Int](repeating: -1, count: demand.count)
    var seen = [Bool](repeating: false, count: demand.count)
    seen[source] = true
    var queue = [source]
    var next = 0
    while next < queue.count {
      let post = queue[next]
      next += 1
      for member in capacity.indices where postBefore[member] < 0 && classes.fits(post, member) {
        postBefore[member] = post
        if used[member] < capacity[member] {
          send(to: member, from: source, postBefore, memberBefore)
          return true
        }
        for other in demand.indices where !seen[other] && flow[other][member] > 0 {
          seen[other] = true
          memberBefore[other] = member
          queue.append(other)
        }
      }
    }
    return false
  }

  private mutating func send(to end: Int, from source: Int, _ postBefore: [Int], _ memberBefore: [Int]) {
    var amount = min(unfilled[source], capacity[end] - used[end])
    var post = postBefore[end]
    while post != source {
      amount = min(amount, flow[post][memberBefore[post]])
      post = postBefore[memberBefore[post]]
    }
    var member = end
    while true {
      let post = postBefore[member]
      flow[post][member] += amount
      if post == source { break }
      flow[post][memberBefore[post]] -= amount
      member = memberBefore[post]
    }
    used[end] += amount
    unfilled[source] -= amount
  }

  /// Classes of posts that compete with an unfilled class for the same people, and those people's classes: together they
  /// need more than there is.
  struct Violator {
    var posts: Set<Int>
    var members: Set<Int>
  }

  /// Where Hall's condition fails, apart from each other.
  ///
  /// - SeeAlso: Hall, "On representatives of subsets", J. London Math. Soc. 10, 1935.
  var violators: [Violator] {
    var result: [Violator] = []
    for post in demand.indices where unfilled[post] > 0 {
      var found = Violator(posts: [post], members: [])
      var queue = [post]
      while let post = queue.popLast() {
        for member in capacity.indices where classes.fits(post, member) && found.members.insert(member).inserted {
          for other in demand.indices where flow[other][member] > 0 && found.posts.insert(other).inserted {
            queue.append(other)
          }
        }
      }
      if let same = result.firstIndex(where: { !$0.posts.isDisjoint(with: found.posts) }) {
        result[same].posts.formUnion(found.posts)
        result[same].members.formUnion(found.members)
      } else {
        result.append(found)
      }
    }
    return result
  }
}

extension EligibilityClasses {
  /// All posts and people that are joined, one through the other, to some posts.
  func connected(to start: Set<Int>) -> ClassFlow.Violator {
    var found = ClassFlow.Violator(posts: start, members: [])
    var queue = start.sorted()
    while let post = queue.popLast() {
      for member in members.indices where fits(post, member) && found.members.insert(member).inserted {
        for other in posts.indices where fits(other, member) && found.posts.insert(other).inserted {
          queue.append(other)
        }
      }
    }
    return found
  }
}
