import GridGeometry

/// Vertices and undirected edges on the grid, each once, in an order that depends on the positions alone.
///
/// Vertices are sorted by easting, then northing; edges by lower, then higher vertex. Positions are held
/// relative to the lowest corner, below 2³⁰, so that every predicate is exact in 64 bits.
struct EdgeSet: Sendable {
  let grid: PrecisionGrid
  private(set) var originX: Int64 = 0
  private(set) var originY: Int64 = 0
  private(set) var x: [Int32] = []
  private(set) var y: [Int32] = []
  private(set) var low: [Int32] = []
  private(set) var high: [Int32] = []

  static let extentLimit: Int64 = 1 << 30

  var vertexCount: Int { x.count }
  var edgeCount: Int { low.count }

  /// The edges of the chains; edges that rounding made to a point are dropped.
  ///
  /// - Throws: ``CoverageError/extentTooLarge(extent:limit:)``.
  /// - Complexity: O(*n*).
  init(_ chains: GridChains, on grid: PrecisionGrid) throws(CoverageError) {
    self.grid = grid
    try place(chains)
    var keys = edgeKeys(chains, rankVertices(chains)).keys
    RadixSort.sort(&keys)
    collect(keys)
  }

  /// The edges of the chains, and for each position in them the half-edge that begins there: −1 at the end of a chain
  /// and where rounding made an edge to a point.
  static func tracked(_ chains: GridChains, on grid: PrecisionGrid) throws(CoverageError) -> (EdgeSet, halves: [Int32]) {
    var set = EdgeSet(on: grid)
    try set.place(chains)
    let vertexOf = set.rankVertices(chains)
    let (given, positions) = set.edgeKeys(chains, vertexOf)
    var keys = given
    let order = RadixSort.sortWithOrder(&keys)
    set.collect(keys)
    var halves = [Int32](repeating: -1, count: chains.x.count)
    var edge: Int32 = -1
    var previous = UInt64.max
    for (place, key) in keys.enumerated() {
      if key != previous {
        edge += 1
        previous = key
      }
      let position = Int(positions[Int(order[place])])
      halves[position] = 2 * edge + (vertexOf[position] < vertexOf[position + 1] ? 0 : 1)
    }
    return (set, halves)
  }

  private init(on grid: PrecisionGrid) { self.grid = grid }

  private mutating func place(_ chains: GridChains) throws(CoverageError) {
    guard let minX = chains.x.min(), let maxX = chains.x.max(), let minY = chains.y.min(), let maxY = chains.y.max()
    else { return }
    let extent = max(maxX - minX, maxY - minY)
    guard extent < Self.extentLimit else {
      throw .extentTooLarge(extent: grid.coordinate(of: extent), limit: grid.coordinate(of: Self.extentLimit))
    }
    (originX, originY) = (minX, minY)
  }

  private mutating func rankVertices(_ chains: GridChains) -> [Int32] {
    var keys = [UInt64](repeating: 0, count: chains.x.count)
    for index in keys.indices {
      keys[index] = UInt64(chains.x[index] - originX) << 32 | UInt64(chains.y[index] - originY)
    }
    let order = RadixSort.sortWithOrder(&keys)
    var vertexOf = [Int32](repeating: 0, count: keys.count)
    var previous = UInt64.max
    for (place, key) in keys.enumerated() {
      if key != previous {
        x.append(Int32(truncatingIfNeeded: key >> 32))
        y.append(Int32(truncatingIfNeeded: key & 0xffff_ffff))
        previous = key
      }
      vertexOf[Int(order[place])] = Int32(x.count - 1)
    }
    return vertexOf
  }

  private func edgeKeys(_ chains: GridChains, _ vertexOf: [Int32]) -> (keys: [UInt64], positions: [Int32]) {
    var keys: [UInt64] = []
    var positions: [Int32] = []
    keys.reserveCapacity(chains.x.count)
    positions.reserveCapacity(chains.x.count)
    for chain in 0..<(chains.starts.count - 1) {
      let range = Int(chains.starts[chain])..<Int(chains.starts[chain + 1])
      for index in range.dropLast() where vertexOf[index] != vertexOf[index + 1] {
        keys.append(Self.key(vertexOf[index], vertexOf[index + 1]))
        positions.append(Int32(index))
      }
    }
    return (keys, positions)
  }

  /// Takes each key once; they come in ascending order.
  private mutating func collect(_ keys: [UInt64]) {
    low.reserveCapacity(keys.count)
    high.reserveCapacity(keys.count)
    var previous = UInt64.max
    for key in keys where key != previous {
      previous = key
      low.append(Int32(truncatingIfNeeded: key >> 32))
      high.append(Int32(truncatingIfNeeded: key & 0xffff_ffff))
    }
  }

  static func key(_ a: Int32, _ b: Int32) -> UInt64 { UInt64(min(a, b)) << 32 | UInt64(max(a, b)) }

  /// Drops the edges for which `isKept` is false and the vertices that no edge touches any more.
  mutating func keep(_ isKept: [Bool]) {
    var isUsed = [Bool](repeating: false, count: vertexCount)
    for edge in 0..<edgeCount where isKept[edge] {
      isUsed[Int(low[edge])] = true
      isUsed[Int(high[edge])] = true
    }
    var rank = [Int32](repeating: -1, count: vertexCount)
    var count = 0
    for vertex in 0..<vertexCount where isUsed[vertex] {
      rank[vertex] = Int32(count)
      x[count] = x[vertex]
      y[count] = y[vertex]
      count += 1
    }
    x.removeSubrange(count...)
    y.removeSubrange(count...)
    var kept = 0
    for edge in 0..<edgeCount where isKept[edge] {
      low[kept] = rank[Int(low[edge])]
      high[kept] = rank[Int(high[edge])]
      kept += 1
    }
    low.removeSubrange(kept...)
    high.removeSubrange(kept...)
  }

  /// The edge between two vertices, if there is one.
  ///
  /// - Complexity: O(log *n*).
  func edge(between a: Int32, and b: Int32) -> Int? {
    let key = Self.key(a, b)
    var range = 0..<edgeCount
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      let found = UInt64(low[middle]) << 32 | UInt64(high[middle])
      if found == key { return middle }
      range = found < key ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  /// The vertex at a grid position, if there is one.
  func vertex(atX column: Int64, y row: Int64) -> Int32? {
    let wanted = (column - originX, row - originY)
    var range = 0..<vertexCount
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      let found = (Int64(x[middle]), Int64(y[middle]))
      if found == wanted { return Int32(middle) }
      range = found < wanted ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  /// Where a vertex lies, in metres.
  func point(_ vertex: Int32) -> Point {
    Point(grid.coordinate(of: originX + Int64(x[Int(vertex)])), grid.coordinate(of: originY + Int64(y[Int(vertex)])))
  }

  /// The length of an edge, in metres.
  func length(_ edge: Int) -> Double {
    let dx = Double(x[Int(low[edge])] - x[Int(high[edge])])
    let dy = Double(y[Int(low[edge])] - y[Int(high[edge])])
    return (dx * dx + dy * dy).squareRoot() * grid.precision
  }

  /// Twice the signed area of the triangle, in cells: positive when `c` lies left of the way from `a` to `b`. Exact.
  func orientation(_ a: Int32, _ b: Int32, _ c: Int32) -> Int64 {
    let ax = Int64(x[Int(a)]), ay = Int64(y[Int(a)])
    return (Int64(x[Int(b)]) - ax) * (Int64(y[Int(c)]) - ay) - (Int64(y[Int(b)]) - ay) * (Int64(x[Int(c)]) - ax)
  }

  /// An edge in cells relative to the origin, exact in doubles.
  func segment(_ edge: Int) -> Segment {
    let a = Int(low[edge]), b = Int(high[edge])
    return Segment(ax: Double(x[a]), ay: Double(y[a]), bx: Double(x[b]), by: Double(y[b]))
  }
}
