import GridGeometry

/// Chains of grid positions laid end to end in flat arrays; chain `i` is `starts[i]..<starts[i + 1]`.
struct GridChains {
  var x: [Int64] = []
  var y: [Int64] = []
  var starts: [Int32] = [0]

  init() {}

  /// Chains rounded to the grid.
  ///
  /// - Throws: ``CoverageError/notFinite(line:)`` with the index of the chain.
  init(_ chains: some Collection<[Point]>, on grid: PrecisionGrid) throws(CoverageError) {
    let total = chains.reduce(0) { $0 + $1.count }
    guard total < Int(Int32.max) else { throw .tooManyVertices(total) }
    x.reserveCapacity(total)
    y.reserveCapacity(total)
    starts.reserveCapacity(chains.count + 1)
    for (index, chain) in chains.enumerated() {
      for point in chain {
        guard let column = grid.line(nearest: point.x), let row = grid.line(nearest: point.y) else {
          throw .notFinite(line: index)
        }
        x.append(column)
        y.append(row)
      }
      endChain()
    }
  }

  mutating func append(x column: Int64, y row: Int64) {
    x.append(column)
    y.append(row)
  }

  mutating func endChain() { starts.append(Int32(x.count)) }

  mutating func append(_ other: GridChains) {
    let base = Int32(x.count)
    x.append(contentsOf: other.x)
    y.append(contentsOf: other.y)
    starts.append(contentsOf: other.starts.dropFirst().map { $0 + base })
  }
}
