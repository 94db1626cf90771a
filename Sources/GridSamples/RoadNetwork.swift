import GridGeometry

/// The county's roads: town streets on the lines between communities, country roads from village to village.
///
/// A road's class follows from its traffic: ways from the county seat to the gates of the county, from the township
/// seats to the county seat, and from every village to its township seat.
struct RoadNetwork {
  /// What an edge of the graph is on the ground.
  enum Way {
    /// An arc between communities, at least one of them in a town.
    case street(arc: Int)
    /// From the middle of one village's ground to the middle of a neighbour's, by a point on their line.
    case country(from: Int, to: Int, by: Point)
    /// From the middle of a village's ground to a junction of a town's streets.
    case spoke(from: Int, to: Point)
  }
  struct Edge {
    var a: Int
    var b: Int
    var cost: Double
    var way: Way
    var category: RoadClass?
  }

  private(set) var edges: [Edge] = []
  /// Edges by node: communities first, then vertices of streets.
  private(set) var incident: [[Int]] = []
  private(set) var arcs: [GroundArc] = []
  let centers: [Point]
  private var junctions: [Int32: Int] = [:]
  private var places: [Point]
  /// Outline arcs by community, for the gates of the county.
  private(set) var gates: [(community: Int, at: Point)] = []

  init(_ ground: CountyGround, centers: [Point], seed: UInt64) {
    self.centers = centers
    places = centers
    var random = SampleRandom(seed: seed, stream: 2)
    arcs = ground.faces.arcs()
    var communityOfFace = Array(repeating: -1, count: ground.faces.loops.count)
    for (index, community) in ground.communities.enumerated() { communityOfFace[community.face] = index }
    incident = Array(repeating: [], count: centers.count)
    layStreets(ground, communityOfFace, using: &random)
    layCountryWays(ground, communityOfFace, using: &random)
    classify(ground, using: &random)
  }

  private mutating func add(_ a: Int, _ b: Int, cost: Double, _ way: Way, _ category: RoadClass? = nil) {
    incident[a].append(edges.count)
    incident[b].append(edges.count)
    edges.append(Edge(a: a, b: b, cost: cost, way: way, category: category))
  }

  private mutating func junction(_ vertex: Int32, at place: Point) -> Int {
    if let known = junctions[vertex] { return known }
    let node = places.count
    junctions[vertex] = node
    places.append(place)
    incident.append([])
    return node
  }

  private mutating func layStreets(_ ground: CountyGround, _ communityOfFace: [Int], using random: inout SampleRandom) {
    for (index, arc) in arcs.enumerated() where arc.kind != .river && arc.right >= 0 {
      let sides = [arc.left, arc.right].map { communityOfFace[Int($0)] }
      guard sides.contains(where: { ground.communities[$0].isUrban }) else { continue }
      let line = arc.vertices.map { ground.faces.points[Int($0)] }
      guard let first = arc.vertices.first, let last = arc.vertices.last else { continue }
      let a = junction(first, at: line[0])
      let b = junction(last, at: line[line.count - 1])
      guard a != b else { continue }
      let isMain = arc.kind == .township || random.chance(0.3)
      add(a, b, cost: length(line) * random.uniform(0.85, 1.1), .street(arc: index), isMain ? .secondary : .tertiary)
    }
  }

  private mutating func layCountryWays(_ ground: CountyGround, _ communityOfFace: [Int], using random: inout SampleRandom) {
    var longest: [UInt64: (arc: Int, length: Double)] = [:]
    var order: [UInt64] = []
    for (index, arc) in arcs.enumerated() {
      let line = arc.vertices.map { ground.faces.points[Int($0)] }
      let left = communityOfFace[Int(arc.left)]
      guard arc.right >= 0 else {
        gates.append((left, line[line.count / 2]))
        continue
      }
      let right = communityOfFace[Int(arc.right)]
      let towns = [left, right].filter { ground.communities[$0].isUrban }
      if towns.isEmpty {
        let key = UInt64(min(left, right)) << 32 | UInt64(max(left, right))
        if longest[key] == nil { order.append(key) }
        if length(line) > (longest[key]?.length ?? 0) { longest[key] = (index, length(line)) }
      } else if towns.count == 1 {
        let village = towns[0] == left ? right : left
        for vertex in [arc.vertices.first, arc.vertices.last].compactMap(\.self) {
          guard let node = junctions[vertex] else { continue }
          let river = arc.kind == .river ? 2_500.0 : 0
          let cost = centers[village].distance(to: places[node]) * 1.25 + river
          add(village, node, cost: cost, .spoke(from: village, to: places[node]))
        }
      }
    }
    for key in order {
      guard let found = longest[key], found.length > 150 else { continue }
      let arc = arcs[found.arc]
      let a = communityOfFace[Int(arc.left)]
      let b = communityOfFace[Int(arc.right)]
      let inner = arc.vertices.dropFirst().dropLast().map { ground.faces.points[Int($0)] }
      func detour(_ p: Point) -> Double { p.distance(to: centers[a]) + p.distance(to: centers[b]) }
      guard let by = inner.min(by: { detour($0) < detour($1) }) else { continue }
      let cost = detour(by) * random.uniform(0.9, 1.15) + (arc.kind == .river ? 4_000 : 0)
      add(a, b, cost: cost, .country(from: a, to: b, by: by))
    }
  }

  private func length(_ line: [Point]) -> Double { zip(line, line.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) } }

  // MARK: Classes

  private mutating func mark(_ edge: Int, _ category: RoadClass) {
    edges[edge].category = edges[edge].category.map { RoadClass.moreImportant($0, category) } ?? category
  }

  private mutating func classify(_ ground: CountyGround, using random: inout SampleRandom) {
    guard !edges.isEmpty else { return }
    let seatNodes = townshipSeats(ground)
    let city = ground.seats.first { $0.isCity }.map { nearestNode(to: $0.center) } ?? seatNodes[0]
    let county = shortestPaths(from: city)
    for (index, place) in ground.communities.enumerated() where !place.isUrban {
      let tree = county
      for edge in path(from: index, in: tree) where edges[edge].category == nil { mark(edge, .tertiary) }
    }
    for township in 0..<ground.townshipCount {
      let tree = shortestPaths(from: seatNodes[township])
      for (index, place) in ground.communities.enumerated() where place.township == township && !place.isUrban {
        for edge in path(from: index, in: tree) { mark(edge, .tertiary) }
      }
    }
    var traffic = Array(repeating: 0, count: edges.count)
    for node in seatNodes { for edge in path(from: node, in: county) { traffic[edge] += 1 } }
    for edge in edges.indices where traffic[edge] > 0 { mark(edge, traffic[edge] >= 3 ? .primary : .secondary) }
    layTrunks(ground, county: county, using: &random)
    for edge in edges.indices where edges[edge].category == nil {
      if case .country = edges[edge].way, random.chance(0.22), edges[edge].cost < 5_000 { mark(edge, .unclassified) }
    }
  }

  /// Ways from the county seat to gates spread round the outline.
  private mutating func layTrunks(_ ground: CountyGround, county: [Int], using random: inout SampleRandom) {
    let wanted = ground.communities.count < 8 ? 2 : 5
    let turn = random.uniform(0, 2 * .pi)
    var kept: [(community: Int, at: Point)] = []
    for index in 0..<wanted {
      let ray = direction(turn + 2 * .pi * Double(index) / Double(wanted) + random.uniform(-0.2, 0.2))
      let best = gates.filter { !ground.communities[$0.community].isUrban }
        .max { ($0.at - CountyFrame.center).unit.dot(ray) < ($1.at - CountyFrame.center).unit.dot(ray) }
      guard let best, !kept.contains(where: { $0.community == best.community }) else { continue }
      kept.append(best)
      for edge in path(from: best.community, in: county) { mark(edge, index < 3 ? .trunk : .primary) }
    }
    gates = kept
  }

  private func townshipSeats(_ ground: CountyGround) -> [Int] {
    (0..<ground.townshipCount).map { township in
      let members = ground.communities.indices.filter { ground.communities[$0].township == township }
      let towns = members.filter { ground.communities[$0].isUrban }
      if let town = towns.first {
        let seat = ground.communities[town].seat
        return nearestNode(to: seat >= 0 && towns.count > 0 ? centers[town] : centers[town])
      }
      let middle = members.reduce(Point(0, 0)) { $0 + centers[$1] } * (1 / Double(max(1, members.count)))
      return members.min { centers[$0].distance(to: middle) < centers[$1].distance(to: middle) } ?? 0
    }
  }

  private func nearestNode(to place: Point) -> Int {
    var best = (Double.infinity, 0)
    for node in places.indices where !incident[node].isEmpty && places[node].distance(to: place) < best.0 {
      best = (places[node].distance(to: place), node)
    }
    return best.1
  }

  /// The edge that leads towards the root from every node, −1 where there is none (Dijkstra).
  ///
  /// - Complexity: O(edges · log nodes).
  private func shortestPaths(from root: Int) -> [Int] {
    var cost = Array(repeating: Double.infinity, count: places.count)
    var via = Array(repeating: -1, count: places.count)
    var queue = MinimumQueue()
    cost[root] = 0
    queue.push(root, 0)
    while let (node, reached) = queue.pop() {
      guard reached <= cost[node] else { continue }
      for edge in incident[node] {
        let other = edges[edge].a == node ? edges[edge].b : edges[edge].a
        let total = reached + edges[edge].cost * (edges[edge].category == nil ? 1 : 0.85)
        if total < cost[other] {
          cost[other] = total
          via[other] = edge
          queue.push(other, total)
        }
      }
    }
    return via
  }

  private func path(from node: Int, in tree: [Int]) -> [Int] {
    var found: [Int] = []
    var here = node
    while tree[here] >= 0 && found.count < places.count {
      let edge = tree[here]
      found.append(edge)
      here = edges[edge].a == here ? edges[edge].b : edges[edge].a
    }
    return found
  }
}

/// A binary heap of nodes by cost; equal costs leave by node number.
struct MinimumQueue {
  private var heap: [(node: Int, cost: Double)] = []

  private func isBefore(_ i: Int, _ j: Int) -> Bool {
    heap[i].cost != heap[j].cost ? heap[i].cost < heap[j].cost : heap[i].node < heap[j].node
  }

  mutating func push(_ node: Int, _ cost: Double) {
    heap.append((node, cost))
    var index = heap.count - 1
    while index > 0, isBefore(index, (index - 1) / 2) {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  mutating func pop() -> (Int, Double)? {
    guard let top = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return top }
    heap[0] = last
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < heap.count && isBefore(child, least) { least = child }
      if least == index { return top }
      heap.swapAt(index, least)
      index = least
    }
  }
}
