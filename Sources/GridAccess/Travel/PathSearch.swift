import GridGeometry

/// Dijkstra's search over one network, its memory kept from run to run.
///
/// The queue is a four-way heap over nodes with their places, so that a node is queued once; a run allocates nothing and
/// clears only what the one before it touched.
///
/// - SeeAlso: Dijkstra, "A Note on Two Problems in Connexion with Graphs", Numerische Mathematik 1, 1959.
struct PathSearch {
  let network: TravelNetwork
  /// Minutes to each node reached, infinite elsewhere.
  private(set) var minutes: [Double]
  /// The seed from which each reached node is nearest.
  private(set) var origin: [Int32]
  /// The nodes reached within the limit in the order of their minutes.
  private(set) var settled: [Int32] = []
  private var heap: [Int32] = []
  /// The place of a node in the heap; −1 before it is queued, −2 once settled.
  private var place: [Int32]
  private var queued: [Int32] = []

  init(_ network: TravelNetwork) {
    self.network = network
    let count = network.nodes.count
    minutes = [Double](repeating: .infinity, count: count)
    origin = [Int32](repeating: -1, count: count)
    place = [Int32](repeating: -1, count: count)
    settled.reserveCapacity(count)
    heap.reserveCapacity(count)
    queued.reserveCapacity(count)
  }

  /// Forgets the run before.
  mutating func clear() {
    for node in queued {
      minutes[Int(node)] = .infinity
      origin[Int(node)] = -1
      place[Int(node)] = -1
    }
    queued.removeAll(keepingCapacity: true)
    settled.removeAll(keepingCapacity: true)
    heap.removeAll(keepingCapacity: true)
  }

  /// Starts from both ends of the edge a position lies on.
  mutating func seed(_ position: NetworkPosition, origin: Int32, offNetwork: Double) {
    let edge = Int(position.edge)
    let rate = network.rates[edge]
    let walk = position.gap * offNetwork
    relax(network.edgeStart[edge], walk + position.offset * rate, origin)
    relax(network.edgeEnd[edge], walk + max(0, network.lengths[edge] - position.offset) * rate, origin)
  }

  /// Settles every node within the limit, in minutes.
  mutating func run(limit: Double) {
    while let node = heap.first, minutes[Int(node)] <= limit {
      removeFirst()
      settled.append(node)
      let soFar = minutes[Int(node)]
      let from = origin[Int(node)]
      for arc in Int(network.arcStarts[Int(node)])..<Int(network.arcStarts[Int(node) + 1]) {
        relax(network.arcHeads[arc], soFar + network.arcMinutes[arc], from)
      }
    }
  }

  /// The minutes to a position by way of the nodes settled, and whose they are; of equals the smaller origin.
  func minutes(to position: NetworkPosition, offNetwork: Double) -> (minutes: Double, origin: Int32) {
    let edge = Int(position.edge)
    let rate = network.rates[edge]
    let walk = position.gap * offNetwork
    let (start, end) = (Int(network.edgeStart[edge]), Int(network.edgeEnd[edge]))
    let first = minutes[start] + position.offset * rate + walk
    let second = minutes[end] + max(0, network.lengths[edge] - position.offset) * rate + walk
    if first < second || (first == second && origin[start] <= origin[end]) { return (first, origin[start]) }
    return (second, origin[end])
  }

  private mutating func relax(_ node: Int32, _ time: Double, _ from: Int32) {
    let index = Int(node)
    if place[index] == -2 { return }
    if time > minutes[index] || (time == minutes[index] && from >= origin[index]) { return }
    minutes[index] = time
    origin[index] = from
    if place[index] < 0 {
      place[index] = Int32(heap.count)
      heap.append(node)
      queued.append(node)
    }
    siftUp(Int(place[index]))
  }

  /// Whether a node goes before another: by time, then by number.
  private func precedes(_ a: Int32, _ b: Int32) -> Bool {
    let (x, y) = (minutes[Int(a)], minutes[Int(b)])
    return x < y || (x == y && a < b)
  }

  private mutating func siftUp(_ start: Int) {
    var hole = start
    let node = heap[hole]
    while hole > 0 {
      let above = (hole - 1) >> 2
      guard precedes(node, heap[above]) else { break }
      heap[hole] = heap[above]
      place[Int(heap[hole])] = Int32(hole)
      hole = above
    }
    heap[hole] = node
    place[Int(node)] = Int32(hole)
  }

  private mutating func removeFirst() {
    place[Int(heap[0])] = -2
    let node = heap.removeLast()
    if heap.isEmpty { return }
    var hole = 0
    while true {
      let first = hole * 4 + 1
      guard first < heap.count else { break }
      var best = first
      for child in (first + 1)..<max(first + 1, min(first + 4, heap.count)) where precedes(heap[child], heap[best]) {
        best = child
      }
      guard precedes(heap[best], node) else { break }
      heap[hole] = heap[best]
      place[Int(heap[hole])] = Int32(hole)
      hole = best
    }
    heap[hole] = node
    place[Int(node)] = Int32(hole)
  }
}
