/// Places for the atoms of a graph that has none: its distances from a few far-apart pivots, seen from the side where
/// they spread widest.
///
/// Distances are counted in borders. The two principal axes of the pivot distances draw a mesh much as it lies, which is
/// all that straight cuts need.
///
/// - SeeAlso: Harel & Koren, "Graph Drawing by High-Dimensional Embedding", Graph Drawing 2002.
struct Embedding {
  private static let pivots = 8

  /// One place for each atom, in borders.
  let positions: [SIMD2<Double>]

  /// - Complexity: O((atoms + borders) · pivots).
  init(_ problem: SearchProblem) {
    let count = problem.atomCount
    var distances: [[Int32]] = []
    var nearest = [Int32](repeating: .max, count: count)
    // The first is as far away from atom 0 as any; each further one as far as any from all before.
    var pivot = Self.farthest(Self.distances(from: 0, in: problem))
    for _ in 0..<min(Self.pivots, count) {
      let row = Self.distances(from: pivot, in: problem)
      for atom in 0..<count { nearest[atom] = min(nearest[atom], row[atom]) }
      distances.append(row)
      pivot = Self.farthest(nearest)
    }
    let columns = distances.map { row in
      let mean = row.reduce(0.0) { $0 + Double($1) } / Double(max(1, count))
      return row.map { Double($0) - mean }
    }
    var spread = columns.map { a in columns.map { b in zip(a, b).reduce(0.0) { $0 + $1.0 * $1.1 } } }
    let first = Self.principalAxis(of: spread)
    // What the first axis explains is taken away before the second is looked for.
    let strength = zip(Self.product(spread, first), first).reduce(0) { $0 + $1.0 * $1.1 }
    for i in spread.indices { for j in spread.indices { spread[i][j] -= strength * first[i] * first[j] } }
    let second = Self.principalAxis(of: spread)
    positions = (0..<count).map { atom in
      var place = SIMD2<Double>.zero
      for (index, column) in columns.enumerated() { place += column[atom] * SIMD2(first[index], second[index]) }
      return place
    }
  }

  private static func distances(from start: Int, in problem: SearchProblem) -> [Int32] {
    var distance = [Int32](repeating: -1, count: problem.atomCount)
    var queue = [Int32(start)]
    queue.reserveCapacity(problem.atomCount)
    distance[start] = 0
    var head = 0
    while head < queue.count {
      let atom = Int(queue[head])
      head += 1
      for slot in Int(problem.offsets[atom])..<Int(problem.offsets[atom + 1]) {
        let target = Int(problem.arcs[slot].target)
        if distance[target] >= 0 { continue }
        distance[target] = distance[atom] + 1
        queue.append(Int32(target))
      }
    }
    return distance
  }

  /// The first of the atoms with the greatest distance.
  private static func farthest(_ distance: [Int32]) -> Int {
    var best = 0
    for atom in distance.indices where distance[atom] > distance[best] { best = atom }
    return best
  }

  /// The unit vector along which a symmetric matrix without negative eigenvalues stretches most, by the power method.
  private static func principalAxis(of matrix: [[Double]]) -> [Double] {
    var axis = matrix.indices.map { 1 / Double($0 + 1) }
    for _ in 0..<60 {
      let next = product(matrix, axis)
      let length = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if length == 0 { break }
      axis = next.map { $0 / length }
    }
    return axis
  }

  private static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }
}
