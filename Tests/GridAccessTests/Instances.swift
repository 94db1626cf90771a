import GridAccess
import GridGeometry
import GridPartitioning

/// Random places and candidates on a square of ten kilometres.
struct SitingInstance {
  let places: [Point]
  let candidates: [Point]
  let weights: [Double]
  let traveller: Traveller

  init(places: Int, candidates: Int, seed: UInt64) throws {
    var random = StableRandom(seed: seed)
    func point() -> Point { Point(10_000 * random.unit(), 10_000 * random.unit()) }
    self.places = (0..<places).map { _ in point() }
    self.candidates = (0..<candidates).map { _ in point() }
    weights = (0..<places).map { _ in Double(1 + random.below(40)) }
    traveller = try Traveller(.straight(detour: 1), speeds: WalkingSpeeds(base: 60))  // a metre takes a thousandth of a minute
  }

  func times(within limit: Double = .infinity) -> TravelTimes {
    traveller.times(from: traveller.place(candidates), to: traveller.place(places), within: limit)
  }

  /// `n m`, then a line a place: weight and its minutes to every candidate.
  var text: String {
    let times = times()
    var rows = places.indices.map { [weights[$0]] }
    for candidate in candidates.indices { for entry in times[candidate] { rows[entry.place].append(entry.minutes) } }
    return "\(places.count) \(candidates.count)\n"
      + rows.map { $0.map { "\($0)" }.joined(separator: " ") }.joined(separator: "\n") + "\n"
  }

  /// Every choice of so many candidates, by its sum of weight × minutes, weight uncovered and greatest time.
  func best(points: Int, minutes: Double) -> (median: Double, covered: Double, centre: Double) {
    let times = times()
    let rows = candidates.indices.map { candidate in times[candidate].map(\.minutes) }
    var best = (median: Double.infinity, covered: 0.0, centre: Double.infinity)
    func visit(_ first: Int, _ left: Int, _ nearest: [Double]) {
      guard left > 0 else {
        best.median = min(best.median, zip(nearest, weights).reduce(0) { $0 + $1.0 * $1.1 })
        best.covered = max(best.covered, zip(nearest, weights).reduce(0) { $0 + ($1.0 <= minutes ? $1.1 : 0) })
        best.centre = min(best.centre, nearest.max() ?? 0)
        return
      }
      for candidate in first...(candidates.count - left) {
        visit(candidate + 1, left - 1, zip(nearest, rows[candidate]).map { min($0, $1) })
      }
    }
    visit(0, points, [Double](repeating: .infinity, count: places.count))
    return best
  }
}

/// A mesh of streets with some missing, noded at every crossing, and ways that end nowhere.
struct StreetMesh {
  let ways: [WayLine]
  let side: Int

  init(side: Int, seed: UInt64) {
    self.side = side
    var random = StableRandom(seed: seed)
    var corners: [[Point]] = []
    for row in 0..<side {
      corners.append((0..<side).map { Point(Double($0) * 100 + 30 * random.unit(), Double(row) * 100 + 30 * random.unit()) })
    }
    var ways: [WayLine] = []
    let classes = ["residential", "footway", "steps", "track"]
    for row in 0..<side {
      for column in 0..<side {
        for (r, c) in [(row, column + 1), (row + 1, column)] where r < side && c < side && random.below(5) > 0 {
          let (a, b) = (corners[row][column], corners[r][c])
          let bend = Point((a.x + b.x) / 2 + 8 * random.unit(), (a.y + b.y) / 2 + 8 * random.unit())
          ways.append(WayLine([a, bend, b], category: classes[Int(random.below(4))]))
        }
      }
    }
    self.ways = ways
  }

  /// Points anywhere on the mesh and a little beyond.
  func points(_ count: Int, seed: UInt64) -> [Point] {
    var random = StableRandom(seed: seed)
    let size = Double(side) * 100
    return (0..<count).map { _ in Point(size * 1.1 * random.unit() - size * 0.05, size * 1.1 * random.unit() - size * 0.05) }
  }
}
