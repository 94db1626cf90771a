import GridCoverages
import GridGeometry
import Referees
import Testing

@Suite("Ground that hangs by a thread")
struct NeckTests {
  /// Two squares of a hectare, 50 m apart, and a strip between them.
  private func dumbbell(strip width: Double) -> Polygon {
    let (low, high) = (50 - width / 2, 50 + width / 2)
    return polygon([
      (0, 0), (100, 0), (100, low), (150, low), (150, 0), (250, 0), (250, 100), (150, 100), (150, high), (100, high),
      (100, 100), (0, 100),
    ])
  }

  @Test("A strip narrower than the width is cut off at both ends; a wider one is a way", arguments: [0.5, 3, 4.9, 5.1, 20])
  func strips(width: Double) throws {
    let necks = Necks(of: dumbbell(strip: width), narrowerThan: 5, leastArea: 1_000)
    #expect((necks != nil) == (width < 5))
    guard let necks else { return }
    #expect(necks.cuts.count == 2)
    for cut in necks.cuts { #expect(abs(cut.0.distance(to: cut.1) - width - 0.06) < 0.2) }
    let places = [Point(50, 50), Point(200, 50), Point(125, 50)]
    #expect(Set(places.map(necks.part)).count == 3 && necks.part(of: places[2]) == 2)
  }

  @Test("What hangs on and is small, what goes round a hole, and sharp corners are no necks")
  func others() {
    let bulge = polygon([(0, 0), (100, 0), (100, 49), (120, 49), (120, 40), (140, 40), (140, 60), (120, 60), (120, 51), (100, 51), (100, 100), (0, 100)])
    let ring = Polygon(
      exterior: rectangle(0, 0, 200, 200).exterior, holes: [rectangle(100, 50, 98, 100).exterior])
    let wedge = polygon([(0, 0), (400, 0), (0, 40)])
    for ground in [bulge, ring, wedge] { #expect(Necks(of: ground, narrowerThan: 5, leastArea: 1_000) == nil) }
  }

  @Test("Once cut, no piece hangs by a thread, and nothing is lost", arguments: UInt64(1)...40)
  func random(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let boxes = (0..<9).map { _ in
      let isThin = Bool.random(using: &random)
      let (long, short) = (Double.random(in: 60...300, using: &random), isThin ? Double.random(in: 0.5...4, using: &random) : 70)
      let isUpright = Bool.random(using: &random)
      return rectangle(
        .random(in: 0...400, using: &random), .random(in: 0...400, using: &random), isUpright ? short : long,
        isUpright ? long : short)
    }
    for ground in try Overlay.union(boxes).polygons {
      guard let necks = Necks(of: ground, narrowerThan: 5, leastArea: 1_000) else { continue }
      let lines = ground.rings.map { NetworkLine($0.points) } + necks.cuts.map { NetworkLine([$0.0, $0.1]) }
      let map = try PlanarMap(lines: lines, precision: 0.001)
      let inside = (0..<map.faceCount).filter { ground.contains(map.interiorPoint(ofFace: $0)) }
      let pieces = map.polygons(labels: (0..<Int32(map.faceCount)).map { $0 }, labelCount: map.faceCount)
      #expect(abs(inside.reduce(0) { $0 + pieces[$1].area } - ground.area) < 1)
      for face in inside {
        for piece in pieces[face].polygons {
          #expect(Necks(of: piece, narrowerThan: 4.8, leastArea: 1_100) == nil, "\(piece.envelope)")
        }
      }
    }
  }

  @Test("The strip between a community's line and the blocks beside it is no way between two neighbourhoods")
  func alongLine() throws {
    let input = GroundInput(
      communities: [community("A", rectangle(0, 0, 500, 200))],
      barriers: [road((200, -10), (200, 198), (300, 198), (300, -10))],
      households: houses("w", from: 20, 20, columns: 6, rows: 2) + houses("m", from: 220, 20, columns: 4, rows: 2)
        + houses("e", from: 330, 20, columns: 6, rows: 2))
    let result = try makeAtoms(input, GroundSettings(atomTarget: 15, atomMaximum: 60))
    #expect(result.counts.neckCuts == 2)
    let (west, middle, east) = (result.atom(at: 50, 150), result.atom(at: 250, 100), result.atom(at: 450, 150))
    #expect(Set([west, middle, east]).count == 3 && result.atoms.count == 3)
    #expect(result.border(west, east) == nil)
    #expect(result.atom(at: 250, 199) == middle)
  }
}
