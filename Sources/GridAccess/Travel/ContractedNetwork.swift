/// A network whose nodes stand in an order, with shortcuts, for the minutes from many points to all nodes.
///
/// The nodes were taken out one after the other, unimportant ones first; where a shortest way may lead through a node, its
/// neighbours were joined by a shortcut. A shortest way between any two nodes then climbs to ever more important nodes and
/// comes down again, so that one pass over the nodes upwards and one downwards find the minutes to all of them, for
/// several points side by side and without a queue.
///
/// - SeeAlso: Geisberger, Sanders, Schultes & Delling, "Contraction Hierarchies", WEA 2008; Delling, Goldberg, Nowatzyk &
///   Werneck, "PHAST: Hardware-accelerated shortest path trees", J. Parallel Distrib. Comput. 73, 2013.
struct ContractedNetwork: Sendable {
  /// The place of each node in the order, the most important one first.
  let placeOfNode: [Int32]
  /// The arcs from place `p` to more important places are `starts[p]..<starts[p + 1]`.
  let starts: [Int32]
  let heads: [Int32]
  let minutes: [Double]

  var count: Int { placeOfNode.count }

  /// - Complexity: About O(n log n) on street networks, whose shortcuts are about as many as their edges.
  init(_ network: TravelNetwork) {
    var contraction = Contraction(network)
    contraction.run()
    let count = network.nodes.count
    var placeOfNode = [Int32](repeating: 0, count: count)
    for (turn, node) in contraction.order.enumerated() { placeOfNode[Int(node)] = Int32(count - 1 - turn) }
    var starts: [Int32] = [0]
    var heads: [Int32] = []
    var minutes: [Double] = []
    for node in contraction.order.reversed() {
      // By place, so that a pass reads memory in one direction.
      for arc in contraction.climbs[Int(node)].sorted(by: { placeOfNode[Int($0.head)] < placeOfNode[Int($1.head)] }) {
        heads.append(placeOfNode[Int(arc.head)])
        minutes.append(arc.minutes)
      }
      starts.append(Int32(heads.count))
    }
    self.placeOfNode = placeOfNode
    self.starts = starts
    self.heads = heads
    self.minutes = minutes
  }
}

/// A direct way to another node.
private struct Arc {
  let head: Int32
  let minutes: Double
}

/// Takes the nodes out, one after the other.
private struct Contraction {
  /// The arcs of each node to those that are still there.
  private var arcs: [[Arc]]
  /// How many nodes, one upon the other, were taken out beneath each.
  private var level: [Int]
  /// The nodes in the order in which they were taken out, and the arcs each had then.
  private(set) var order: [Int32] = []
  private(set) var climbs: [[Arc]]

  // Memory of the search for a way round a node.
  private var time: [Double]
  private var reached: [Int32] = []

  /// A search for a way round settles no more nodes than this; then the shortcut is made, needed or not.
  private static let patience = 60

  init(_ network: TravelNetwork) {
    let count = network.nodes.count
    arcs = [[Arc]](repeating: [], count: count)
    climbs = arcs
    level = [Int](repeating: 0, count: count)
    time = [Double](repeating: .infinity, count: count)
    order.reserveCapacity(count)
    for node in 0..<count {
      for arc in Int(network.arcStarts[node])..<Int(network.arcStarts[node + 1]) where Int(network.arcHeads[arc]) != node {
        join(node, to: network.arcHeads[arc], network.arcMinutes[arc])
      }
    }
  }

  mutating func run() {
    var queue = PriorityQueue(arcs.indices.map { -cost(of: $0) })
    while let node = queue.popFirst() {
      // What a node costs changes as its neighbours go; it is looked at again in its turn.
      let saving = -cost(of: node)
      if let next = queue.first, saving < next { queue.push(node, saving) } else { takeOut(node) }
    }
  }

  /// The arcs that taking a node out adds, less those it removes, and how deep the order becomes.
  private mutating func cost(of node: Int) -> Double {
    Double(2 * (shortcuts(around: node).count - arcs[node].count) + level[node])
  }

  private mutating func takeOut(_ node: Int) {
    let added = shortcuts(around: node)
    climbs[node] = arcs[node]
    order.append(Int32(node))
    for arc in climbs[node] {
      let other = Int(arc.head)
      arcs[other].removeAll { $0.head == node }
      level[other] = max(level[other], level[node] + 1)
    }
    arcs[node] = []
    for shortcut in added {
      join(shortcut.from, to: Int32(shortcut.to), shortcut.minutes)
      join(shortcut.to, to: Int32(shortcut.from), shortcut.minutes)
    }
  }

  /// Keeps the shortest of several arcs.
  private mutating func join(_ node: Int, to head: Int32, _ minutes: Double) {
    if let known = arcs[node].firstIndex(where: { $0.head == head }) {
      if minutes < arcs[node][known].minutes { arcs[node][known] = Arc(head: head, minutes: minutes) }
    } else {
      arcs[node].append(Arc(head: head, minutes: minutes))
    }
  }

  /// Pairs of neighbours between which no way round was found that is as short as the one through the node.
  private mutating func shortcuts(around node: Int) -> [(from: Int, to: Int, minutes: Double)] {
    let around = arcs[node]
    var result: [(from: Int, to: Int, minutes: Double)] = []
    for (position, first) in around.enumerated().dropLast() {
      let others = around[(position + 1)...]
      let farthest = others.reduce(0) { max($0, $1.minutes) }
      searchRound(node, from: Int(first.head), within: first.minutes + farthest)
      for second in others {
        let through = first.minutes + second.minutes
        if time[Int(second.head)] > through { result.append((Int(first.head), Int(second.head), through)) }
      }
      for node in reached { time[Int(node)] = .infinity }
      reached.removeAll(keepingCapacity: true)
    }
    return result
  }

  private mutating func searchRound(_ node: Int, from start: Int, within limit: Double) {
    var queue = PriorityQueue([])
    time[start] = 0
    reached.append(Int32(start))
    queue.push(start, 0)
    var settled = 0
    while let saving = queue.first, -saving <= limit, settled < Self.patience, let here = queue.popFirst() {
      if -saving > time[here] { continue }
      settled += 1
      for arc in arcs[here] where Int(arc.head) != node {
        let there = Int(arc.head)
        let reach = time[here] + arc.minutes
        guard reach <= limit, reach < time[there] else { continue }
        if time[there] == .infinity { reached.append(arc.head) }
        time[there] = reach
        queue.push(there, -reach)
      }
    }
  }
}
