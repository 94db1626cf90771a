import GridGeometry
import GridLayers

/// Synthetic cases (案件) of the first half of 2026, and how far the open ones have come: places and classes, nobody's name and
/// nobody's words. Ids begin with `SYNTHETIC`, so that no list or map of them can be taken for a real one.
///
/// Classes are those of the neutral rules. A few communities have a run of burst pipes, which a test for hot spots finds.
struct SampleCases {
  /// A class: how many of a thousand cases are of it, and the days after which half of them are closed.
  private struct Class {
    let code: String
    let perThousand: Double
    let days: Double
  }

  private static let classes = [
    Class(code: "water", perThousand: 160, days: 2), Class(code: "lighting", perThousand: 90, days: 2),
    Class(code: "waste", perThousand: 210, days: 0.4), Class(code: "fire-safety", perThousand: 60, days: 1),
    Class(code: "noise", perThousand: 120, days: 1.5), Class(code: "parking", perThousand: 130, days: 4),
    Class(code: "building", perThousand: 80, days: 9), Class(code: "heating", perThousand: 40, days: 1),
    Class(code: "deeds", perThousand: 20, days: 20), Class(code: "care", perThousand: 40, days: 3),
    Class(code: "disputes", perThousand: 30, days: 8), Class(code: "other", perThousand: 20, days: 5),
  ]

  private static let perThousandHouseholds = 40.0
  /// One community in so many has burst pipes.
  private static let burstEvery = 12
  private static let monthLengths = [31, 28, 31, 30, 31, 30]
  /// Midnight of 2026-01-01 to the morning of 2026-06-30, when the cases are looked at, in minutes.
  private static let minutes = 180 * 1_440 + 480

  private(set) var list: [UInt8] = Array("id,class,created,closed,lon,lat,area\n".utf8)
  private(set) var steps: [UInt8] = Array("case,move,at,detail,actor\n".utf8)
  private(set) var count = 0
  private let way: Transformation
  private var random: SampleRandom
  private var communities = 0
  /// Cases that the households so far are due, and have not had.
  private var debt = 0.0

  /// - Parameter system: That of the houses.
  init(seed: UInt64, system: ReferenceSystem) throws(GeometryError) {
    way = try Transformation(from: system, to: .wgs84)
    random = SampleRandom(seed: seed, stream: 9)
  }

  /// The cases of one community.
  mutating func add(_ community: CommunityRecord, houses: [House]) throws(GeometryError) {
    communities += 1
    let homes = houses.filter { $0.households > 0 }
    guard !homes.isEmpty else { return }
    debt += Double(community.households) * Self.perThousandHouseholds / 1_000
    let due = Int(debt)
    debt -= Double(due)
    let bursts = communities % Self.burstEvery == 5 ? max(3, due / 2) : 0
    var places: [Point] = []
    for _ in 0..<due + bursts {
      let home = homes[random.index(homes.count)].center
      places.append(Point(home.x + random.uniform(-20, 20), home.y + random.uniform(-20, 20)))
    }
    for (number, place) in try way.apply(places).enumerated() {
      report(number < due ? drawClass() : Self.classes[0], at: place, in: community, isBurst: number >= due)
    }
  }

  private mutating func drawClass() -> Class {
    var draw = random.uniform(0, Self.classes.reduce(0) { $0 + $1.perThousand })
    for item in Self.classes {
      draw -= item.perThousand
      if draw < 0 { return item }
    }
    return Self.classes[0]
  }

  private mutating func report(_ item: Class, at place: Point, in community: CommunityRecord, isBurst: Bool) {
    count += 1
    let id = "SYNTHETIC-\(count)"
    let created = isBurst ? Self.minutes - 60 - random.index(4 * 1_440) : random.index(Self.minutes - 60)
    // Half are closed by the days of their class, a sixth takes more than three times as long.
    let closed = created + 5 + Int(item.days * 1_440 * random.unit() / max(0.02, 1 - random.unit()))
    let isClosed = !isBurst && closed < Self.minutes
    // One in a hundred came by telephone, without a place.
    let isPlaced = !random.chance(0.01)
    let degrees = isPlaced ? "\(Self.decimals(place.x)),\(Self.decimals(place.y))" : ","
    list += "\(id),\(item.code),\(Self.time(created)),\(isClosed ? Self.time(closed) : ""),\(degrees),\(community.code)\n".utf8
    if !isClosed { advance(id, from: created) }
  }

  /// How far an open case has come: looked at, given to the grid, and one in six on to the community or the township.
  private mutating func advance(_ id: String, from created: Int) {
    var time = created
    for (move, detail, share, within) in [
      ("triaged", "", 0.9, 90), ("dispatched", "grid", 0.9, 240), ("escalated", "community", 0.2, 2_880),
      ("escalated", "township", 0.3, 4_320),
    ] {
      guard random.chance(share) else { return }
      time += 1 + random.index(within)
      guard time < Self.minutes else { return }
      steps += "\(id),\(move),\(Self.time(time)),\(detail),desk\n".utf8
    }
  }

  /// Minutes since the first of January, as a local time.
  private static func time(_ minutes: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    var day = minutes / 1_440
    var month = 0
    while month < monthLengths.count - 1, day >= monthLengths[month] {
      day -= monthLengths[month]
      month += 1
    }
    return "2026-\(two(month + 1))-\(two(day + 1))T\(two(minutes % 1_440 / 60)):\(two(minutes % 60))"
  }

  /// Six decimals of a degree, a tenth of a metre.
  private static func decimals(_ degrees: Double) -> String {
    let millionths = Int((degrees * 1_000_000).rounded())
    let fraction = String(abs(millionths) % 1_000_000)
    return "\(millionths < 0 ? "-" : "")\(abs(millionths) / 1_000_000)."
      + String(repeating: "0", count: 6 - fraction.count) + fraction
  }
}
