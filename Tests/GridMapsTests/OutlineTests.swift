import GridGeometry
import GridMaps
import Referees
import Testing

@Suite struct OutlineTests {
  private func signedArea(_ cells: [Cell]) -> Int {
    zip(cells, cells.dropFirst() + cells.prefix(1)).reduce(0) {
      $0 + Int($1.0.x) * Int($1.1.y) - Int($1.1.x) * Int($1.0.y)
    }
  }

  private func projection(of county: VoronoiCounty, denominator: Double) -> GroundProjection {
    GroundProjection(
      frame: PageRect(x: 0, y: 0, width: 900, height: 900), center: county.extent.center, denominator: denominator,
      dotsPerPoint: 150 / 72)
  }

  @Test("Thinned neighbours match: a shared chain is used once each way", arguments: [25_000.0, 60_000, 200_000])
  func shared(denominator: Double) throws {
    let county = try VoronoiCounty(across: 20, seed: 5, merges: false)
    let projection = projection(of: county, denominator: denominator)
    let rings = county.cells.map { projection.cells(of: $0.ground.rightHanded.exterior) }
    let network = OutlineNetwork(rings: rings, tolerance: 1.2)
    var forward = [Int](repeating: 0, count: network.chains.count)
    var backward = forward
    for link in network.rings.joined() { if link < 0 { backward[Int(~link)] += 1 } else { forward[Int(link)] += 1 } }
    #expect(forward.allSatisfy { $0 <= 1 } && backward.allSatisfy { $0 <= 1 })
    #expect(zip(forward, backward).filter { $0 == (1, 1) }.count > rings.count)

    // The cells' areas add up to the area inside the chains that only one of them has: neither gap nor overlap.
    let sum = rings.indices.reduce(0) { $0 + signedArea(network.cells(ofRing: $1)) }
    var outer = 0
    for (chain, uses) in zip(forward, backward).enumerated() where uses.0 + uses.1 == 1 {
      let cells = uses.0 == 1 ? network.chains[chain] : network.chains[chain].reversed()
      for (a, b) in zip(cells, cells.dropFirst()) { outer += Int(a.x) * Int(b.y) - Int(b.x) * Int(a.y) }
    }
    #expect(sum == outer)
  }

  @Test("Thinning moves no outline by more than the tolerance and drops most of the vertices")
  func moderate() throws {
    let county = try VoronoiCounty(across: 12, seed: 2, merges: false)
    let projection = projection(of: county, denominator: 40_000)
    let rings = county.cells.map { projection.cells(of: $0.ground.exterior) }
    let network = OutlineNetwork(rings: rings, tolerance: 1.2)
    func position(_ cell: Cell) -> PagePosition { PagePosition(Double(cell.x), Double(cell.y)) }
    for (index, ring) in rings.enumerated() {
      let kept = network.cells(ofRing: index).map(position)
      #expect(ring.allSatisfy { abs(depth(of: position($0), in: [kept])) <= 1.2 + 1e-9 })
    }
    let before = county.cells.reduce(0) { $0 + $1.ground.exterior.points.count }
    let after = rings.indices.reduce(0) { $0 + network.cells(ofRing: $1).count }
    #expect(after * 2 < before)
  }

  @Test("An island in a hole shares its whole outline with the hole, wherever the two rings begin")
  func island() {
    let loop = [(0, 0), (30, 0), (40, 20), (20, 40), (0, 30)].map { Cell(x: $0.0, y: $0.1) }
    let turned = Array((loop[2...] + loop[..<2]).reversed())
    let network = OutlineNetwork(rings: [loop, turned], tolerance: 1)
    #expect(network.chains.count == 1)
    #expect(Set(network.cells(ofRing: 0)) == Set(loop) && signedArea(network.cells(ofRing: 1)) == -signedArea(loop))
  }

  @Test("Rings that collapse to a point or a line are drawn as nothing")
  func collapsed() {
    let a = Cell(x: 0, y: 0)
    let b = Cell(x: 5, y: 0)
    let network = OutlineNetwork(rings: [[], [a], [a, b], [a, b, Cell(x: 9, y: 0), b]], tolerance: 1)
    #expect((0..<3).allSatisfy { network.cells(ofRing: $0).isEmpty })
    #expect(signedArea(network.cells(ofRing: 3)) == 0)
  }

  @Test("A small polygon thins the line it shares with a large one, but not another layer's")
  func suitableWidths() {
    let thick = MapStroke(.ink, width: 0.5)
    let thin = MapStroke(.ink, width: 0.2)
    let dashed = MapStroke(.ink, width: 0.9, dashes: [1, 1])
    func request(_ stroke: MapStroke, side: Double, _ links: [Int32]) -> OutlineStrokes.Request {
      OutlineStrokes.Request(stroke: stroke, side: side, links: links)
    }
    var strokes = OutlineStrokes(chainCount: 5)
    strokes.add([request(thick, side: 40, [0, 1, 2]), request(thin, side: 2, [~1])])
    func width(_ chosen: Int32) -> Double? { chosen < 0 ? nil : strokes.strokes[Int(chosen)].width }
    #expect(strokes.solid.map(width) == [0.5, 0.15, 0.5, nil, nil])
    strokes.add([request(thick, side: 40, [~1, 3])])
    strokes.add([])
    strokes.add([request(dashed, side: 90, [2])])
    #expect(strokes.solid.map(width) == [0.5, 0.5, 0.5, 0.5, nil])
    #expect(strokes.dashed.map(width) == [nil, nil, 0.9, nil, nil])
    #expect(strokes.groups.map(\.stroke.width) == strokes.groups.map(\.stroke.width).sorted())
    #expect(strokes.groups.last?.chains == [2])
  }

  @Test("A table of cells numbers as a dictionary does, in the order they come")
  func table() {
    var random = SeededRandom(seed: 3)
    var table = CellTable(capacity: 4)
    var known: [Cell: Int32] = [:]
    for _ in 0..<20_000 {
      let cell = Cell(x: Int32(random.unit() * 90) - 45, y: Int32(random.unit() * 90) * 65_536)
      let number = known[cell] ?? Int32(known.count)
      known[cell] = number
      #expect(table.number(of: cell) == number)
    }
    #expect(table.cells.count == known.count && table.cells.enumerated().allSatisfy { known[$1] == Int32($0) })
  }

  @Test("Ground is cut to the window, and neighbours are cut alike")
  func clipping() throws {
    let county = try VoronoiCounty(across: 16, seed: 4, merges: false)
    let projection = projection(of: county, denominator: 4_000)
    let window = projection.window
    let inside = county.cells.map { cell in
      window.clipping(Array(cell.ground.rightHanded.exterior.points.dropLast()))
    }
    let area = inside.reduce(0) { $0 + ($1.isEmpty ? 0 : ($1 + $1.prefix(1)).signedArea) }
    // The window lies wholly on the county, so the pieces tile it.
    #expect(abs(area / (window.width * window.height) - 1) < 1e-6)
    #expect(inside.joined().allSatisfy { window.expanded(by: 1e-6).contains($0) })
  }

  @Test("A line that leaves the window and comes back is drawn in two runs")
  func lineRuns() {
    let projection = GroundProjection(
      frame: PageRect(x: 0, y: 0, width: 300, height: 300), center: Point(0, 0), denominator: 10_000, dotsPerPoint: 2)
    let edge = projection.window.maxX
    let runs = projection.cells(ofLine: [
      Point(-edge / 2, 0), Point(0, 10), Point(edge * 3, 20), Point(edge * 3, 90), Point(0, 100), Point(.nan, 0),
      Point(0, 0),
    ])
    #expect(runs.count == 2 && runs.map(\.count) == [3, 2])
  }
}
