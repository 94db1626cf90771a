import GridCoverages
import GridGeometry
import Referees
import Testing

@Suite("Two layers cut with each other")
struct OverlayPiecesTests {
  @Test("Squares on squares: every piece with its claimants, and areas add up")
  func squares() throws {
    let pieces = try overlayPieces(
      [square(0, 0, 20, 10), square(15, 0, 30, 10)], [square(0, 0, 10, 10), square(10, 0, 25, 10)])
    let found = pieces.map { "\($0.first) \($0.second) \(Int($0.area))" }
    #expect(
      found == [
        "[0] [0] 100", "[0] [1] 50", "[0, 1] [1] 50", "[1] [] 50", "[1] [1] 50",
      ])
  }

  @Test("Ground nobody claims is no piece, and empty layers cut nothing")
  func nothing() throws {
    let ring = MultiPolygon(
      Polygon(exterior: square(0, 0, 30, 30).polygons[0].exterior, holes: [square(10, 10, 20, 20).polygons[0].exterior])
    )
    let pieces = try overlayPieces([ring], [.empty])
    #expect(pieces.map(\.area) == [800])
    #expect(try overlayPieces([], []).isEmpty)
  }

  @Test("Areas of pieces are those of shapely's intersections, and add up to either layer", arguments: 1...6)
  func shapely(seed: Int) throws {
    guard let referee = Referee.shapely else { return }
    let first = try randomCoverage(owners: 6, lines: 25, seed: UInt64(seed))
    let second = try randomCoverage(owners: 5, lines: 25, seed: UInt64(seed) + 100)
    let pieces = try overlayPieces(first, second, precision: 0.001)
    let script = """
      import sys, shapely
      a, b = (shapely.from_wkt(line.rstrip("\\n").split("\\t")) for line in sys.stdin)
      for i, g in enumerate(a):
        for j, h in enumerate(b): print(i, j, repr(shapely.intersection(g, h).area))
      """
    let text = [first, second].map { layer in
      layer.map { WellKnownText.format(.multiPolygon($0), decimals: nil) }.joined(separator: "\t")
    }
    let answers = try referee.run(script, input: text.joined(separator: "\n") + "\n").split(separator: "\n")
    #expect(answers.count == first.count * second.count)
    for answer in answers {
      let fields = answer.split(separator: " ").compactMap { Double($0) }
      let own = pieces.filter { $0.first == [Int(fields[0])] && $0.second == [Int(fields[1])] }.reduce(0) {
        $0 + $1.area
      }
      #expect(abs(own - fields[2]) < 1, "\(answer) \(own)")
    }
    for (index, ground) in first.enumerated() {
      let sum = pieces.filter { $0.first == [index] }.reduce(0) { $0 + $1.area }
      #expect(abs(sum - ground.area) < 1)
    }
    let whole = pieces.reduce(0) { $0 + $1.area }
    #expect(abs(whole - pieces.reduce(0) { $0 + $1.ground.area }) < 1e-3)
  }

  @Test("A disc of the width fits or not", arguments: [(0.9, false), (1.1, true)])
  func thin(width: Double, isThin: Bool) {
    #expect(
      MultiPolygon([square(0, 0, 50, 1).polygons[0], square(60, 0, 60.2, 9).polygons[0]]).isThinner(than: width)
        == isThin)
  }
}
