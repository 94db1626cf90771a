import GridGeometry

/// All edges of many grounds, the ground on their left, and which of them match.
///
/// An edge is named by the position of its first point in `points`. Two edges match when they join the same two points
/// in opposite directions, belong to different owners, and no third edge joins these points.
struct RingEdges {
  private(set) var points: [Point] = []
  /// Rings are `points[ringStarts[i]..<ringStarts[i + 1]]`, closed, each with its ground on the left.
  private(set) var ringStarts: [Int32] = [0]
  private(set) var ringOwner: [Int32] = []
  /// The ring of each position.
  private(set) var ring: [Int32] = []
  /// The matching edge, −1 when there is none; also −1 at the last point of a ring, where no edge begins.
  private(set) var partner: [Int32] = []
  /// Edges that join the same points in the same direction as one of another owner, each with the other's position.
  private(set) var coincident: [(edge: Int32, other: Int32)] = []
  private(set) var edgeCount = 0
  private(set) var matchedCount = 0

  /// - Parameters:
  ///   - boundary: An outer boundary; it takes part as a ground that lies outside it, with owner `grounds.count`.
  ///   - isSuspect: Owners whose edges are never taken to match.
  init(_ grounds: [MultiPolygon], boundary: MultiPolygon?, isSuspect: [Bool]) throws(CoverageError) {
    let total = grounds.reduce(0) { $0 + $1.polygons.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.points.count } } }
    guard total < Int(Int32.max) else { throw .tooManyVertices(total) }
    points.reserveCapacity(total)
    ring.reserveCapacity(total)
    for (owner, ground) in grounds.enumerated() { append(ground, owner: Int32(owner), groundOnLeft: true) }
    if let boundary { append(boundary, owner: Int32(grounds.count), groundOnLeft: false) }
    match(isSuspect)
  }

  func owner(_ edge: Int32) -> Int32 { ringOwner[Int(ring[Int(edge)])] }
  func line(_ edge: Int32) -> [Point] { [points[Int(edge)], points[Int(edge) + 1]] }
  func isEdge(_ position: Int) -> Bool { position + 1 < points.count && ring[position] == ring[position + 1] }

  /// All edges as chains along their rings, of two that match one.
  var distinctLines: [NetworkLine] {
    var lines: [NetworkLine] = []
    var chain: [Point] = []
    func end() {
      if chain.count > 1 { lines.append(NetworkLine(chain)) }
      chain.removeAll(keepingCapacity: true)
    }
    for ring in ringOwner.indices {
      for position in (Int(ringStarts[ring])..<Int(ringStarts[ring + 1])).dropLast() {
        // Of two matching edges the one of the lower position speaks for both.
        guard partner[position] < 0 || position < Int(partner[position]) else {
          end()
          continue
        }
        if chain.isEmpty { chain.append(points[position]) }
        chain.append(points[position + 1])
      }
      end()
    }
    return lines
  }

  private mutating func append(_ ground: MultiPolygon, owner: Int32, groundOnLeft: Bool) {
    for polygon in ground.polygons {
      append(polygon.exterior, owner: owner, turnsLeft: groundOnLeft)
      for hole in polygon.holes { append(hole, owner: owner, turnsLeft: !groundOnLeft) }
    }
  }

  private mutating func append(_ given: Ring, owner: Int32, turnsLeft: Bool) {
    let first = points.count
    let number = Int32(ringOwner.count)
    func take(_ point: Point) {
      if points.count > first, points[points.count - 1] == point { return }
      points.append(point)
      ring.append(number)
    }
    if given.isCounterClockwise == turnsLeft {
      for point in given.points { take(point) }
    } else {
      for point in given.points.reversed() { take(point) }
    }
    edgeCount += max(0, points.count - first - 1)
    ringOwner.append(owner)
    ringStarts.append(Int32(points.count))
  }

  private mutating func match(_ isSuspect: [Bool]) {
    var hashes: [UInt64] = []
    var edges: [Int32] = []
    hashes.reserveCapacity(edgeCount)
    edges.reserveCapacity(edgeCount)
    for position in points.indices where isEdge(position) {
      hashes.append(undirected(Int32(position)).stableHash)
      edges.append(Int32(position))
    }
    let groups = RadixSort.grouped(hashes: hashes, positions: edges)
    var candidate = [Int32](repeating: -1, count: points.count)
    var crowded: [[Int32]] = []
    var start = 0
    while start < groups.count {
      var end = start + 1
      while end < groups.count, groups[end] >> 31 == groups[start] >> 31 { end += 1 }
      if end == start + 2 {
        candidate[Self.position(groups[start])] = Int32(Self.position(groups[start + 1]))
      } else if end > start + 2 {
        crowded.append(groups[start..<end].map { Int32(Self.position($0)) })
      }
      start = end
    }
    partner = [Int32](repeating: -1, count: points.count)
    // In the order of positions, in which the partners of neighbours are neighbours too.
    for position in candidate.indices where candidate[position] >= 0 {
      pair(Int32(position), candidate[position], isSuspect)
    }
    for group in crowded { resolve(group, isSuspect) }
  }

  private static func position(_ packed: UInt64) -> Int { Int(packed & 0x7fff_ffff) }

  private func undirected(_ edge: Int32) -> Segment {
    let a = points[Int(edge)], b = points[Int(edge) + 1]
    return (a.x, a.y) < (b.x, b.y) ? Segment(a, b) : Segment(b, a)
  }

  private mutating func pair(_ a: Int32, _ b: Int32, _ isSuspect: [Bool]) {
    guard undirected(a) == undirected(b), owner(a) != owner(b) else { return }
    guard points[Int(a)] == points[Int(b) + 1] else {
      coincident.append((a, b))
      coincident.append((b, a))
      return
    }
    if isSuspect[Int(owner(a))] || isSuspect[Int(owner(b))] { return }
    partner[Int(a)] = b
    partner[Int(b)] = a
    matchedCount += 2
  }

  /// Three or more edges with one hash: pairs that have their two points to themselves match, all others do not.
  private mutating func resolve(_ group: [Int32], _ isSuspect: [Bool]) {
    for (index, a) in group.enumerated() {
      let same = group.indices.filter { $0 != index && undirected(group[$0]) == undirected(a) }
      if same.count == 1 {
        if same[0] > index { pair(a, group[same[0]], isSuspect) }
        continue
      }
      for other in same where points[Int(group[other])] == points[Int(a)] && owner(group[other]) != owner(a) {
        coincident.append((a, group[other]))
      }
    }
  }
}
