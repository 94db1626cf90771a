import GridGeometry

/// The lines of the county's roads and railway, and where they cross water.
struct RoadMap {
  var lines: [RoadLine] = []
  var railway: [RoadLine] = []
  /// Smooth country roads by community, each from the middle of its ground outward.
  var spokes: [[[Point]]]
  /// The direction of the main road through the middle of each community.
  var axes: [Double]

  init(_ ground: CountyGround, _ network: RoadNetwork, seed: UInt64) {
    spokes = Array(repeating: [], count: network.centers.count)
    axes = Array(repeating: 0, count: network.centers.count)
    var random = SampleRandom(seed: seed, stream: 3)
    var water = LineIndex()
    for line in [ground.river] + ground.streams { water.add(line, clearance: 0) }
    var tangents: [[Int: Point]] = []
    for center in network.centers.indices {
      let (axis, leaving) = Self.tangents(at: center, in: network)
      axes[center] = axis ?? random.uniform(0, .pi)
      tangents.append(leaving)
    }
    for (index, edge) in network.edges.enumerated() {
      guard let category = edge.category else { continue }
      draw(index, category, ground, network, tangents, water)
    }
    for gate in network.gates { drawGate(gate, network, ground, water) }
    joinBanks(ground)
    layRailway(ground, water, using: &random)
  }

  /// The tangents with which roads leave a village: the two most important run through it smoothly.
  private static func tangents(at center: Int, in network: RoadNetwork) -> (axis: Double?, [Int: Point]) {
    let ways = network.incident[center].filter { network.edges[$0].category != nil }.sorted {
      let x = network.edges[$0].category ?? .path
      let y = network.edges[$1].category ?? .path
      return x != y ? x < y : $0 < $1
    }
    var leaving: [Int: Point] = [:]
    for way in ways { leaving[way] = (network.target(of: way, from: center) - network.centers[center]).unit }
    guard let first = ways.first, let ahead = leaving[first] else { return (nil, [:]) }
    let back = ways.dropFirst().compactMap { way in leaving[way].map { (way, $0) } }.min { $0.1.dot(ahead) < $1.1.dot(ahead) }
    guard let (second, behind) = back, behind.dot(ahead) < 0.2 else { return (angle(of: ahead), leaving) }
    let through = (ahead - behind).unit
    leaving[first] = through
    leaving[second] = through * -1
    return (angle(of: through), leaving)
  }

  private mutating func draw(
    _ index: Int, _ category: RoadClass, _ ground: CountyGround, _ network: RoadNetwork, _ tangents: [[Int: Point]], _ water: LineIndex
  ) {
    switch network.edges[index].way {
    case .street(let arc):
      let line = network.arcs[arc].vertices.map { ground.faces.points[Int($0)] }
      add(line, category, over: water)
    case .country(let a, let b, let by):
      let middle = (network.centers[b] - network.centers[a]).unit
      let first = curve(from: network.centers[a], tangents[a][index], to: by, middle)
      let second = curve(from: network.centers[b], tangents[b][index], to: by, middle * -1)
      spokes[a].append(first)
      spokes[b].append(second)
      add(first + second.reversed().dropFirst(), category, over: water)
    case .spoke(let a, let end):
      let line = curve(from: network.centers[a], tangents[a][index], to: end, (end - network.centers[a]).unit)
      spokes[a].append(line)
      add(line, category, over: water)
    }
  }

  private mutating func drawGate(
    _ gate: (community: Int, at: Point), _ network: RoadNetwork, _ ground: CountyGround, _ water: LineIndex
  ) {
    let center = network.centers[gate.community]
    let outward = (gate.at - center).unit
    let category = network.incident[gate.community].compactMap { network.edges[$0].category }.min() ?? .primary
    let line = curve(from: center, direction(axes[gate.community]) * (outward.dot(direction(axes[gate.community])) < 0 ? -1 : 1), to: gate.at, outward)
    spokes[gate.community].append(line)
    add(line + [(gate.at + outward * 120).snapped], category, over: water)
  }

  /// A smooth curve (cubic Hermite) with a point about every 60 m, on the centimetre grid.
  private func curve(from a: Point, _ leaving: Point?, to b: Point, _ arriving: Point) -> [Point] {
    let length = a.distance(to: b)
    let pieces = max(2, Int(length / 60))
    let start = (leaving ?? (b - a).unit) * (length * 0.9)
    let end = arriving * (length * 0.9)
    return (0...pieces).map { step in
      let t = Double(step) / Double(pieces)
      let t2 = t * t
      let t3 = t2 * t
      if step == 0 { return a.snapped }
      if step == pieces { return b.snapped }
      return (a * (2 * t3 - 3 * t2 + 1) + start * (t3 - 2 * t2 + t) + b * (3 * t2 - 2 * t3) + end * (t3 - t2)).snapped
    }
  }

  /// Adds a road, its crossings of water as bridges of their own.
  mutating func add(_ line: [Point], _ category: RoadClass, over water: LineIndex) {
    lines += bridged(line, category, over: water)
  }

  /// A road runs on a bridge 25 m to both sides of every water it crosses.
  func bridged(_ line: [Point], _ category: RoadClass, over water: LineIndex) -> [RoadLine] {
    let near = water.near(Envelope(line).expanded(by: 1))
    guard !near.isEmpty else { return [RoadLine(category: category, points: line)] }
    var spans: [(Double, Double)] = []
    var run = 0.0
    for (a, b) in zip(line, line.dropFirst()) {
      for segment in near {
        guard let hit = crossing(a, b, segment.a, segment.b) else { continue }
        let place = run + hit.distance(to: a)
        spans.append((place - 25, place + 25))
      }
      run += a.distance(to: b)
    }
    spans = spans.filter { $0.1 > 26 && $0.0 < run - 26 }.sorted { $0.0 < $1.0 }
    guard !spans.isEmpty else { return [RoadLine(category: category, points: line)] }
    var merged: [(Double, Double)] = []
    for span in spans {
      if let last = merged.last, span.0 < last.1 + 10 { merged[merged.count - 1].1 = max(last.1, span.1) } else { merged.append(span) }
    }
    var result: [RoadLine] = []
    var from = 0.0
    for span in merged {
      let low = max(0, span.0)
      let high = min(run, span.1)
      if low > from { result.append(RoadLine(category: category, points: piece(of: line, from: from, to: low))) }
      result.append(RoadLine(category: category, points: piece(of: line, from: low, to: high), isBridge: true))
      from = high
    }
    if from < run { result.append(RoadLine(category: category, points: piece(of: line, from: from, to: run))) }
    return result.filter { $0.points.count > 1 }
  }

  /// The part of a line between two distances along it.
  private func piece(of line: [Point], from low: Double, to high: Double) -> [Point] {
    var run = 0.0
    var result: [Point] = []
    func put(_ p: Point) { if result.last != p { result.append(p) } }
    for (a, b) in zip(line, line.dropFirst()) {
      let length = a.distance(to: b)
      if run + length > low && run < high && length > 0 {
        put(run < low ? (a + (b - a) * ((low - run) / length)).snapped : a)
        put(run + length > high ? (a + (b - a) * ((high - run) / length)).snapped : b)
      }
      run += length
    }
    return result
  }

  /// Where streets meet the river from both banks, their last 30 m become bridges; one spans the river whole.
  private mutating func joinBanks(_ ground: CountyGround) {
    let river = ground.river
    let onRiver = Set(river)
    var ends: [Point: [Int]] = [:]
    for (index, line) in lines.enumerated() {
      for end in [line.points[0], line.points[line.points.count - 1]] where onRiver.contains(end) {
        ends[end, default: []].append(index)
      }
    }
    for (index, place) in river.enumerated() {
      guard let meeting = ends[place], meeting.count >= 2 else { continue }
      let course = river[min(index + 1, river.count - 1)] - river[max(index - 1, 0)]
      var banks: (left: [Int], right: [Int]) = ([], [])
      for line in meeting {
        let points = lines[line].points
        let inland = points[0] == place ? points[1] : points[points.count - 2]
        if course.cross(inland - place) > 0 { banks.left.append(line) } else { banks.right.append(line) }
      }
      guard !banks.left.isEmpty, !banks.right.isEmpty else { continue }
      let left = banks.left.map { ramp(of: $0, at: place) }
      let right = banks.right.map { ramp(of: $0, at: place) }
      let category = RoadClass.moreImportant(lines[banks.left[0]].category, lines[banks.right[0]].category)
      lines.append(RoadLine(category: category, points: left[0] + right[0].reversed().dropFirst(), isBridge: true))
      for (ramp, line) in zip(left + right, banks.left + banks.right) where line != banks.left[0] && line != banks.right[0] {
        lines.append(RoadLine(category: lines[line].category, points: ramp, isBridge: true))
      }
    }
    lines.removeAll { $0.points.count < 2 }
  }

  /// Takes the last 30 m before the river off a line and returns them, the river last.
  private mutating func ramp(of index: Int, at place: Point) -> [Point] {
    let line = lines[index].points
    let points = line[0] == place ? line.reversed() : line
    let run = zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
    guard run > 40, !lines[index].isBridge else {
      lines[index].points = []
      return points
    }
    lines[index].points = piece(of: points, from: 0, to: run - 30)
    return piece(of: points, from: run - 30, to: run)
  }

  /// A railway across the county, past the edge of the county seat.
  private mutating func layRailway(_ ground: CountyGround, _ water: LineIndex, using random: inout SampleRandom) {
    guard ground.communities.count >= 12, let city = ground.seats.first(where: { $0.isCity }) else { return }
    let course = ground.river.count > 1 ? angle(of: ground.river[ground.river.count - 1] - ground.river[0]) : city.axis
    let along = direction(course + random.uniform(0.5, 0.9) * (random.chance(0.5) ? 1 : -1))
    let side = (CountyFrame.center - city.center).dot(along.left) > 0 ? 1.0 : -1.0
    let pass = city.center + along.left * (side * (city.radius * 1.15 + 300))
    let reach = ground.frame.radius * 1.5
    let bend = random.uniform(-0.12, 0.12) * reach
    let line = (0...160).map { step -> Point in
      let t = Double(step) / 80 - 1
      return (pass + along * (t * reach) + along.left * (bend * t * t + 0.02 * reach * sine(5 * t) * t * t)).snapped
    }
    let outline = ground.communities.isEmpty ? [] : ground.outline
    let inside = line.indices.filter { outline.loopContains(line[$0]) }
    guard let first = inside.first, let last = inside.last, last - first > 4 else { return }
    railway = bridged(Array(line[max(0, first - 1)...min(line.count - 1, last + 1)]), .trunk, over: water)
  }
}

extension RoadNetwork {
  /// The point a road makes for when it leaves a village.
  func target(of edge: Int, from community: Int) -> Point {
    switch edges[edge].way {
    case .street: centers[community]
    case .country(_, _, let by): by
    case .spoke(_, let end): end
    }
  }
}
