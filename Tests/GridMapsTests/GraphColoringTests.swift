import GridMaps
import Referees
import Testing

@Suite struct GraphColoringTests {
  /// A mesh with one random diagonal in every square: planar.
  private func mesh(_ side: Int, seed: UInt64) -> [(Int, Int)] {
    var random = SeededRandom(seed: seed)
    var pairs: [(Int, Int)] = []
    for row in 0..<side {
      for column in 0..<side {
        let here = row * side + column
        if column + 1 < side { pairs.append((here, here + 1)) }
        if row + 1 < side { pairs.append((here, here + side)) }
        guard column + 1 < side, row + 1 < side else { continue }
        pairs.append(random.unit() < 0.5 ? (here, here + side + 1) : (here + 1, here + side))
      }
    }
    return pairs
  }

  @Test("Neighbours of a map in the plane differ with six numbers at most", arguments: 1..<9)
  func planar(seed: UInt64) {
    let pairs = mesh(40, seed: seed)
    let colors = mapColors(count: 1600, neighbours: pairs)
    #expect(pairs.allSatisfy { colors[$0.0] != colors[$0.1] })
    #expect(colors.allSatisfy { (0..<6).contains($0) })
    #expect(colors == mapColors(count: 1600, neighbours: pairs))
  }

  @Test("Every number is used about as often as the others")
  func balanced() {
    let colors = mapColors(count: 1600, neighbours: mesh(40, seed: 3))
    let uses = (0..<6).map { color in colors.filter { $0 == color }.count }
    #expect((uses.min() ?? 0) > 150)
  }

  @Test("Places that all touch each other get as many numbers", arguments: [1, 2, 6, 7, 11])
  func complete(count: Int) {
    let pairs = (0..<count).flatMap { a in (0..<a).map { (a, $0) } }
    #expect(Set(mapColors(count: count, neighbours: pairs)).count == count)
  }

  @Test("Pairs that make no sense are left out")
  func nonsense() {
    #expect(mapColors(count: 0, neighbours: [(0, 1)]).isEmpty)
    let colors = mapColors(count: 2, neighbours: [(0, 0), (0, 1), (1, 0), (-1, 5), (1, 2)])
    #expect(colors.count == 2 && colors[0] != colors[1])
  }
}
