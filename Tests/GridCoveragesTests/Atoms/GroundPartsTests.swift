import GridCoverages
import GridGeometry
import Testing

@Suite("The tools ground is divided with")
struct GroundPartsTests {
  @Test("A banded polygon agrees with the plain containment test", arguments: UInt64(1)...5)
  func polygonIndex(seed: UInt64) {
    var random = RandomGround(seed: seed)
    // A star-shaped ring, so that it does not cross itself: a unit vector turned six degrees at a time.
    var points: [Point] = []
    var (x, y) = (1.0, 0.0)
    for _ in 0..<60 {
      let radius = random.number(20...100)
      points.append(Point(500 + x * radius, 500 + y * radius))
      (x, y) = (x * 0.994521895368273 - y * 0.104528463267653, x * 0.104528463267653 + y * 0.994521895368273)
    }
    points.append(points[0])
    let ground = MultiPolygon(
      Polygon(exterior: Ring(unchecked: points), holes: [rectangle(495, 495, 10, 10).exterior]))
    let index = PolygonIndex(ground)
    for _ in 0..<2_000 {
      let point = Point(random.number(390...610), random.number(390...610))
      #expect(index.contains(point) == ground.contains(point))
    }
  }

  @Test("A point on the common edge of two squares has one owner")
  func sharedEdge() {
    let owners = PointOwners(
      of: [Point(10, 5), Point(5, 5), Point(15, 5), Point(25, 5)],
      in: [MultiPolygon(rectangle(0, 0, 10, 10)), MultiPolygon(rectangle(10, 0, 10, 10))])
    #expect((0..<4).map { owners[$0].count } == [1, 1, 1, 0])
    #expect(owners[1].first == 0)
    #expect(owners[2].first == 1)
  }

  @Test("The segment grid misses no segment that is met", arguments: UInt64(1)...5)
  func segmentGrid(seed: UInt64) {
    var random = RandomGround(seed: seed)
    var segments: [SegmentGrid.Segment] = []
    for index in 0..<300 {
      let a = Point(random.number(0...1_000), random.number(0...1_000))
      let b = Point(a.x + random.number(-80...80), a.y + random.number(-80...80))
      segments.append(SegmentGrid.Segment(a: a, b: b, source: Int32(index)))
    }
    let grid = SegmentGrid(segments)
    var found: [Int32] = []
    for _ in 0..<100 {
      let a = Point(random.number(-100...1_100), random.number(-100...1_100))
      let b = Point(random.number(-100...1_100), random.number(-100...1_100))
      grid.candidates(from: a, to: b, into: &found)
      let met = segments.indices.filter { meetingShare(from: a, to: b, with: segments[$0].a, segments[$0].b) != nil }
      #expect(Set(met.map(Int32.init)).isSubset(of: found))
      #expect(found == Array(Set(found)).sorted())
    }
  }

  static let widths: [(ground: Polygon, width: Double)] = [
    (rectangle(0, 0, 1_000, 0.02), 0.02), (rectangle(0, 0, 50, 40), 40),
    (polygon([(0, 0), (1_000, 0), (0, 1)]), 0.999), (polygon([(0, 0), (30, 0), (0, 40)]), 20),
    // The widest circle reaches a little into a tooth.
    (comb(teeth: 200).polygons[0], 10.1), (comb(teeth: 200, isUpright: false).polygons[0], 10.1),
  ]

  @Test("The width of a fault is that of its largest circle", arguments: widths.indices)
  func width(row: Int) {
    let (ground, expected) = Self.widths[row]
    let width = InscribedWidth.of(ground)
    #expect(width >= expected * 0.8)
    #expect(width <= expected * 1.001)
  }

  @Test("A line is erased inside a compound, its stubs reach 3 cm in")
  func erasure() {
    let walls = CompoundWalls([MultiPolygon(rectangle(10, 0, 10, 10))])
    let street = NetworkLine([Point(0, 5), Point(15, 5), Point(40, 5)], attribute: 7)
    let result = walls.erase(from: [street], tolerance: 1)
    #expect(result.crossed == [0])
    #expect(result.lines.map(\.attribute) == [7, 7])
    let ends = result.lines.flatMap { [$0.points[0].x, $0.points[$0.points.count - 1].x] }
    #expect(zip(ends, [0, 10.03, 19.97, 40]).allSatisfy { abs($0 - $1) < 1e-9 })
    let corner = NetworkLine([Point(0, 9.9), Point(10.2, 9.9), Point(10.2, 20)])
    #expect(walls.erase(from: [corner], tolerance: 1).crossed.isEmpty)
  }

  @Test("Segments are chained between tips and junctions, each once")
  func chaining() {
    // A Y with two-segment arms, and a triangle apart.
    let ends: [[Double]] = [
      [0, 0, 1, 0], [2, 1, 1, 0], [1, 0, 2, -1], [2, 1, 3, 1], [10, 0, 11, 0], [11, 1, 11, 0], [11, 1, 10, 0],
    ]
    let segments = ends.map { LineString(unchecked: [Point($0[0], $0[1]), Point($0[2], $0[3])]) }
    let chains = chained(segments)
    #expect(chains.map(\.count).sorted() == [2, 2, 3, 4])
    #expect(chains.reduce(0) { $0 + $1.count - 1 } == segments.count)
    #expect(chained([]).isEmpty)
  }

  @Test("A cut tree leaves no cell above the maximum", arguments: UInt64(1)...5)
  func cutTree(seed: UInt64) {
    var random = RandomGround(seed: seed)
    let block = polygon([(0, 0), (300, 0), (300, 100), (120, 100), (120, 300), (0, 300)])
    var items: [CutItem] = []
    for index in 0..<150 {
      let point =
        index.isMultiple(of: 2)
        ? Point(random.number(5...295), random.number(5...95)) : Point(random.number(5...115), random.number(5...295))
      items.append(
        CutItem(outline: [point], households: Int(random.number(1...4)), anchor: point, crossingCost: 0.5))
    }
    let tree = CutTree(block: block, items: items, target: 22, maximum: 40)
    var sums = [Int](repeating: 0, count: tree.leafCount)
    for item in items { sums[Int(tree.leaf(of: item.anchor))] += item.households }
    #expect(sums.allSatisfy { $0 > 0 && $0 <= 40 })
    #expect(tree.chords.count >= tree.leafCount - 1)
  }

  @Test("A sliver goes over the weakest barrier, within its domain and on its own bank")
  func merger() {
    func share(_ length: Double, weight: Double, isHard: Bool = false) -> BarrierShare {
      var share = BarrierShare()
      share.length = length
      share.weighted = weight * length
      share.hard = isHard ? length : 0
      return share
    }
    // A median strip (1) between the two sides of a street (0, 2), a foreign neighbour (3) and a far bank (4).
    let pieces = (0..<5).map { index in
      LabelMerger.Piece(
        households: index == 1 ? 0 : 5, area: index == 1 ? 500 : 20_000, perimeter: index == 1 ? 210 : 600,
        domain: index == 3 ? 9 : 1)
    }
    var merger = LabelMerger(
      pieces: pieces,
      contacts: [
        (0, 1, share(100, weight: 6)), (1, 2, share(90, weight: 1)), (1, 3, share(100, weight: 0)),
        (1, 4, share(95, weight: 0, isHard: true)),
      ], greatestWeight: 6)
    merger.absorbSlivers(width: 10, area: 1_000, minimumContact: 5)
    #expect(merger.root(of: 1) == merger.root(of: 2))
    #expect(merger.merges == 1)
  }
}
