import Foundation
import GridAuditing
import GridCoverages
import GridGeometry
import GridLayers
import GridPartitioning
import Referees
import Testing

/// Faults planted in real coverages, far apart, with what the audit must say about each.
struct PlantedGround {
  /// A rule, and the features it must name.
  struct Expected: Hashable {
    let rule: String
    let features: [Int]
  }

  private(set) var grounds: [CoverageGround]
  private(set) var expected: Set<Expected> = []
  private let clean: [CoverageGround]
  private var random: StableRandom
  private var used: [Envelope] = []
  private var edge: Double

  init(_ clean: [MultiPolygon], seed: UInt64) {
    self.clean = clean.enumerated().map { CoverageGround(code: "g\($0 + 1)", ordinal: $0 + 1, ground: $1) }
    grounds = self.clean
    random = StableRandom(seed: seed)
    edge = clean.reduce(Envelope.empty) { $0.union($1.envelope) }.maxX + 1000
  }

  /// A ground of one part without holes that is far from every fault so far and from the rim, and wide enough to hold a block.
  private mutating func site() -> (index: Int, center: Point)? {
    for _ in 0..<500 {
      let index = Int(random.below(Int32(clean.count)))
      guard clean[index].ground.polygons.count == 1, clean[index].ground.polygons[0].holes.isEmpty else { continue }
      let box = clean[index].ground.envelope.expanded(by: 1)
      guard !used.contains(where: { $0.intersects(box) }) else { continue }
      let center = clean[index].ground.polygons[0].interiorPoint
      let block = Self.block(center, 8)
      guard Self.isInside(block, clean[index].ground) else { continue }
      // Its neighbours are taken too.
      used.append(box)
      for other in clean where other.ground.envelope.intersects(box) { used.append(other.ground.envelope) }
      return (index, center)
    }
    return nil
  }

  private static func block(_ center: Point, _ side: Double) -> MultiPolygon {
    let (x, y, half) = (center.x.rounded(), center.y.rounded(), side / 2)
    let points = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1), (-1, -1)].map { Point(x + $0 * half, y + $1 * half) }
    return MultiPolygon(Polygon(exterior: Ring(unchecked: points)))
  }

  private static func isInside(_ block: MultiPolygon, _ ground: MultiPolygon) -> Bool {
    ((try? Overlay.difference(block, ground))?.isEmpty ?? false)
  }

  private mutating func add(_ ground: MultiPolygon, defect: CoverageGround.Defect? = nil, code: String?? = nil) -> Int {
    let ordinal = grounds.count + 1
    grounds.append(
      CoverageGround(code: code ?? "x\(ordinal)", ordinal: ordinal, ground: ground, defect: defect))
    return ordinal
  }

  private mutating func expect(_ rule: String, _ features: Int...) {
    expected.insert(Expected(rule: rule, features: features.sorted()))
  }

  /// Off to the east of everything.
  private mutating func freePlace() -> Point {
    edge += 1000
    return Point(edge, clean[0].ground.envelope.minY.rounded())
  }

  mutating func plantOverlap() {
    guard let (index, center) = site() else { return }
    expect("overlap", index + 1, add(Self.block(center, 6)))
  }

  mutating func plantThreeOwners() {
    guard let (index, center) = site() else { return }
    let first = add(Self.block(center, 6))
    let second = add(Self.block(Point(center.x + 3, center.y), 2))
    expect("overlap", index + 1, first)
    expect("multi-owner", index + 1, first, second)
    expect("overlap", index + 1, second)
  }

  mutating func plantDuplicate() {
    guard let (index, _) = site() else { return }
    expect("duplicate-geometry", index + 1, add(clean[index].ground))
  }

  mutating func plantHole() {
    guard let (index, center) = site() else { return }
    let hole = Self.block(center, 6).polygons[0].exterior.reversed
    let polygon = clean[index].ground.polygons[0]
    grounds[index].ground = MultiPolygon(Polygon(exterior: polygon.exterior, holes: [hole]))
    expect("gap", index + 1)
  }

  mutating func plantFarFaults() {
    let place = freePlace()
    let bow = [(0.0, 0.0), (50, 50), (50, 0), (0, 50), (0, 0)].map { Point(place.x + $0, place.y + $1) }
    expect("invalid-geometry", add(MultiPolygon(Polygon(exterior: Ring(unchecked: bow)))))
    let thin = freePlace()
    let thread = [(0.0, 0.0), (0.4, 0), (0.4, 60), (0, 60), (0, 0)].map { Point(thin.x + $0, thin.y + $1) }
    expect("sliver", add(MultiPolygon(Polygon(exterior: Ring(unchecked: thread)))))
    let parts = MultiPolygon(Self.block(freePlace(), 40).polygons + Self.block(freePlace(), 20).polygons)
    expect("exclave", add(parts))
    expect("empty-geometry", add(.empty, defect: .missing))
    expect("not-a-polygon", add(.empty, defect: .notPolygon("LineString")))
    expect("no-code", add(Self.block(freePlace(), 40), code: .some(nil)))
    expect("duplicate-code", 1, add(Self.block(freePlace(), 40), code: "g1"))
  }

  /// A vertex in the middle of a border that the neighbour does not have.
  mutating func plantMissingVertex() {
    change { ring, position in
      let (a, b) = (ring[position], ring[position + 1])
      guard a.distance(to: b) > 5 else { return nil }
      var points = ring
      points.insert(Point((a.x + b.x) / 2, (a.y + b.y) / 2), at: position + 1)
      return points
    } expecting: {
      .init(rule: "missing-vertex", features: $0)
    }
  }

  /// A corner that misses its neighbours' by millimetres.
  mutating func plantNearVertex() {
    change { ring, position in
      guard position > 0 else { return nil }
      var points = ring
      points[position].x += 0.003
      return points
    } expecting: {
      .init(rule: "near-vertex", features: $0)
    }
  }

  /// Changes a ring at an edge that a single neighbour matches at both ends, and expects a finding about the two.
  private mutating func change(
    _ make: ([Point], Int) -> [Point]?, expecting: ([Int]) -> Expected
  ) {
    guard let (index, _) = site() else { return }
    let ring = clean[index].ground.polygons[0].exterior.points
    for position in 1..<ring.count - 2 {
      let neighbours = clean.indices.filter { other in
        other != index
          && clean[other].ground.polygons.contains { $0.rings.contains { $0.points.contains(ring[position]) } }
      }
      guard neighbours.count == 1, let points = make(ring, position) else { continue }
      let shared = clean[neighbours[0]].ground.polygons.contains { polygon in
        polygon.rings.contains { ring2 in
          zip(ring2.points, ring2.points.dropFirst()).contains {
            $0 == ring[position + 1] && $1 == ring[position] || $1 == ring[position + 1] && $0 == ring[position]
          }
        }
      }
      guard shared else { continue }
      grounds[index].ground = MultiPolygon(Polygon(exterior: Ring(unchecked: points)))
      guard grounds[index].ground.validity().isValid else {
        grounds[index] = clean[index]
        continue
      }
      expected.insert(expecting([index + 1, neighbours[0] + 1].sorted()))
      return
    }
  }
}

@Suite("Faults planted in real and synthetic ground")
struct PlantedGroundTests {
  /// Rules about which shapely's validator of coverages has an opinion.
  private static let topology: Set<String> = [
    "overlap", "multi-owner", "duplicate-geometry", "missing-vertex", "near-vertex", "unmatched-edge",
    "invalid-geometry",
  ]

  /// Grounds of a layer in metres of a UTM zone.
  private func grounds(_ file: String, _ layer: String, epsg: Int) throws -> [MultiPolygon]? {
    guard let path = SharedData.path(file) else { return nil }
    let reader = try Layers.open(LayerSource(path: path, layer: layer))
    let transformation = try Transformation(
      from: try #require(reader.schema.referenceSystem), to: ReferenceSystem(epsg: epsg))
    return try reader.features().compactMap { feature in
      guard let geometry = feature.geometry else { return nil }
      return MultiPolygon(try transformation.apply(geometry).polygons)
    }
  }

  private func check(_ clean: [MultiPolygon], seed: UInt64, isClean: Bool = true) throws {
    var planted = PlantedGround(clean, seed: seed)
    for _ in 0..<4 {
      planted.plantOverlap()
      planted.plantThreeOwners()
      planted.plantDuplicate()
      planted.plantHole()
      planted.plantMissingVertex()
      planted.plantNearVertex()
    }
    planted.plantFarFaults()
    let before = try audit(clean.enumerated().map { CoverageGround(code: "g\($0 + 1)", ordinal: $0 + 1, ground: $1) })
    let after = try audit(planted.grounds)
    let known = Set(before.map { PlantedGround.Expected(rule: $0.finding.rule, features: $0.features) })
    let found = Set(after.map { PlantedGround.Expected(rule: $0.finding.rule, features: $0.features) })
    #expect(planted.expected.count > 25, "too few places for faults: \(planted.expected.count)")
    #expect(planted.expected.subtracting(found).isEmpty, "not found: \(planted.expected.subtracting(found))")
    #expect(
      found.subtracting(known).subtracting(planted.expected).isEmpty,
      "invented: \(found.subtracting(known).subtracting(planted.expected))")
    if isClean {
      #expect(known.allSatisfy { $0.rule == "exclave" || $0.rule == "sliver" || $0.rule == "gap" }, "\(known)")
    }
    try compare(planted.grounds, after)
  }

  private func audit(_ grounds: [CoverageGround]) throws -> [ItemisedFinding] {
    itemise(try CoverageEvidence(CoverageAuditInput(grounds: grounds)), by: CoverageRules.all)
  }

  /// Every polygon that shapely marks is named by one of our findings, and each of them names one that shapely marks.
  private func compare(_ grounds: [CoverageGround], _ findings: [ItemisedFinding]) throws {
    guard let referee = Referee.shapely else { return }
    let script = """
      import sys, shapely
      g = shapely.from_wkt([line.rstrip("\\n") for line in sys.stdin])
      bad = ~shapely.is_empty(shapely.coverage_invalid_edges(g, gap_width=0.01)) | ~shapely.is_valid(g)
      print(" ".join(str(i + 1) for i in range(len(g)) if bad[i]))
      """
    let text = grounds.map { WellKnownText.format(.multiPolygon($0.ground), decimals: nil) }.joined(separator: "\n")
    let marked = Set(
      try referee.run(script, input: text + "\n").split(whereSeparator: \.isWhitespace).compactMap { Int($0) })
    let ours = findings.filter { Self.topology.contains($0.finding.rule) }
    let named = Set(ours.flatMap(\.features))
    #expect(marked.subtracting(named).isEmpty, "shapely alone: \(marked.subtracting(named).sorted().prefix(20))")
    for item in ours {
      #expect(!marked.isDisjoint(with: item.features), "ours alone: \(item.finding.text)")
    }
  }

  @Test("Yilan's smallest areas", arguments: 1...3)
  func yilan(seed: Int) throws {
    guard let clean = try grounds("yilan/yilan.gpkg", "base", epsg: 32651) else { return }
    try check(clean, seed: UInt64(seed))
  }

  @Test("Cambridge's census blocks", arguments: 1...2)
  func cambridge(seed: Int) throws {
    guard let clean = try grounds("cambridge/cambridge.gpkg", "blocks2020", epsg: 32619) else { return }
    try check(clean, seed: UInt64(seed), isClean: false)
  }

  @Test("A mesh of bent cells", arguments: 1...5)
  func mesh(seed: Int) throws {
    try check(Self.mesh(side: 40, seed: UInt64(seed)), seed: UInt64(seed) * 7)
  }

  /// Quadrilaterals of about 100 m with a bent side between each two corners, which neighbours share.
  private static func mesh(side: Int, seed: UInt64) -> [MultiPolygon] {
    func jitter(_ key: Int, _ reach: Double) -> Double {
      var random = StableRandom(seed: seed, stream: UInt64(key))
      return (random.unit() - 0.5) * 2 * reach
    }
    func corner(_ x: Int, _ y: Int) -> Point {
      let key = 4 * (y * (side + 1) + x)
      return Point(400_000 + Double(x) * 100 + jitter(key, 15), 4_000_000 + Double(y) * 100 + jitter(key + 1, 15))
    }
    func bend(_ a: (Int, Int), _ b: (Int, Int)) -> Point {
      let (p, q) = (corner(a.0, a.1), corner(b.0, b.1))
      let key = 4 * (min(a.1, b.1) * (side + 1) + min(a.0, b.0)) + (a.0 == b.0 ? 2 : 3)
      return Point((p.x + q.x) / 2 + jitter(key, 12), (p.y + q.y) / 2 + jitter(key + 1_000_000, 12))
    }
    return (0..<side * side).map { cell in
      let (x, y) = (cell % side, cell / side)
      let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
      var points: [Point] = []
      for index in 0..<4 {
        points.append(corner(corners[index].0, corners[index].1))
        points.append(bend(corners[index], corners[(index + 1) % 4]))
      }
      return MultiPolygon(Polygon(exterior: Ring(unchecked: points + [points[0]])))
    }
  }
}
