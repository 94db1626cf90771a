import GridGeometry

/// What a community is to hold.
struct CommunityTask {
  var face: Loop
  var households: Int
  var siteCount: Int
  var isUrban: Bool
  /// The middle of its settlement, on the main road.
  var center: Point
  /// The direction of its main road or of its town's streets.
  var axis: Double
  /// Country roads from the centre outward.
  var roads: [[Point]]
  /// How central it is: 0 county seat, 1 town, 2 village.
  var standing: Int
  /// Ground of the community inside other communities.
  var exclaves: [Loop] = []
}

/// Builds one community: settlements, lanes, parcels, buildings, compounds and sites.
struct CommunityBuilder {
  let task: CommunityTask
  let obstacles: LineIndex
  private var random: SampleRandom
  private var content: CommunityContent

  init(_ task: CommunityTask, obstacles: LineIndex, seed: UInt64, number: Int) {
    self.task = task
    self.obstacles = obstacles
    random = SampleRandom(seed: seed, stream: 1_000 + UInt64(number))
    content = CommunityContent(center: task.center)
  }

  /// The content, its households exactly those of the task.
  mutating func build() -> CommunityContent {
    let outside = exclaveHamlets()
    let inside = task.households - outside.reduce(0) { $0 + $1.households }
    let settlements = (task.isUrban ? [town(inside)] : villages(inside)) + outside
    let total = settlements.reduce(0) { $0 + $1.households }
    var sitesLeft = task.siteCount
    for (index, settlement) in settlements.enumerated() {
      let isLast = index == settlements.count - 1
      let share = isLast ? sitesLeft : min(sitesLeft, task.siteCount * settlement.households / max(1, total))
      sitesLeft -= share
      fill(settlement, sites: share)
    }
    houseTheRest()
    return content
  }

  // MARK: Settlements

  struct Settlement {
    var parts: [Loop]
    var households: Int
    var axis: Double
  }

  private mutating func town(_ households: Int) -> Settlement {
    let need = Double(households) * 185 + Double(task.siteCount) * 3_200
    guard task.face.loopArea > 1.7 * need else {
      return Settlement(parts: [task.face], households: households, axis: task.axis)
    }
    let loop = settlementLoop(around: task.center, area: need, within: task.face, margin: 9, axis: task.axis, using: &random)
    content.lanes.append(RoadLine(category: .residential, points: loop + [loop[0]]))
    for turn in [0.0, .pi / 2, .pi, 1.5 * .pi] { link(loop, toward: direction(task.axis + turn)) }
    return Settlement(parts: [loop], households: households, axis: task.axis)
  }

  /// A street from the edge of a town straight out to the edge of its community.
  private mutating func link(_ loop: Loop, toward ray: Point) {
    let center = loop.loopCentroid
    guard let inner = loop.chord(through: center, along: ray), let outer = task.face.chord(through: center, along: ray) else { return }
    let line = [inner.end.point.snapped, outer.end.point.snapped]
    if line[0].distance(to: line[1]) > 20 { content.lanes.append(RoadLine(category: .tertiary, points: line)) }
  }

  private mutating func exclaveHamlets() -> [Settlement] {
    var left = task.households / 10
    return task.exclaves.compactMap { ground -> Settlement? in
      let households = min(left, 6 + random.index(8))
      left -= households
      guard households > 0 else { return nil }
      let center = ground.loopCentroid
      let loop = settlementLoop(around: center, area: Double(households) * 520, within: ground, margin: 8, axis: 0, using: &random)
      content.lanes.append(RoadLine(category: .service, points: loop + [loop[0]]))
      return Settlement(parts: [loop], households: households, axis: 0)
    }
  }

  private mutating func villages(_ total: Int) -> [Settlement] {
    let hamletCount = min(4, max(0, total / 150 - 1))
    let shares = [1.0] + (0..<hamletCount).map { _ in random.uniform(0.1, 0.5) }
    let households = apportioned(total, by: shares)
    let perHousehold = random.uniform(420, 560)
    var found: [Settlement] = []
    var taken: [(Point, Double)] = []
    if let main = village(at: task.center, households: households[0], perHousehold: perHousehold, through: mainRoad(), axis: task.axis) {
      found.append(main)
      taken.append((task.center, (Double(households[0]) * perHousehold / .pi).squareRoot()))
    }
    for index in 1..<max(1, shares.count) {
      let radius = (Double(households[index]) * perHousehold / .pi).squareRoot()
      guard let (road, at) = hamletPlace(radius: radius, taken: taken) else {
        if !found.isEmpty { found[0].households += households[index] }
        continue
      }
      let back = Array(road[0...at].reversed())
      let ahead = Array(road[at...])
      let axis = angle(of: road[min(at + 1, road.count - 1)] - road[max(0, at - 1)])
      if let hamlet = village(at: road[at], households: households[index], perHousehold: perHousehold, through: (back, ahead), axis: axis) {
        found.append(hamlet)
        taken.append((road[at], radius))
      }
    }
    layTracks(from: taken)
    return found
  }

  /// Field tracks from the main village out into the fields, clear of the hamlets and of water.
  private mutating func layTracks(from settlements: [(Point, Double)]) {
    guard let main = settlements.first else { return }
    let start = random.uniform(0, 2 * .pi)
    let count = 3 + random.index(3)
    for index in 0..<count {
      let ray = direction(start + 2 * .pi * (Double(index) + random.uniform(-0.25, 0.25)) / Double(count))
      let free = task.face.distance(from: main.0, toward: ray)
      guard free.isFinite, free > main.1 * 1.6 + 250 else { continue }
      let a = main.0 + ray * (main.1 * 0.8)
      let b = main.0 + ray * (free * random.uniform(0.7, 1))
      let isBlocked = settlements.dropFirst().contains { segmentDistance($0.0, a, b) < $0.1 * 1.5 + 20 }
      let near = obstacles.near(Envelope(a, b)).filter { $0.line == SampleCounty.waterNumber || $0.line == 2 }
      guard !isBlocked, !near.contains(where: { crossing(a, b, $0.a, $0.b) != nil }) else { continue }
      let style = CutStyle(kind: .community, wiggle: 0.03, spacing: 70, reach: 0)
      content.lanes.append(RoadLine(category: .track, points: GroundFaces.path(from: a.snapped, to: b.snapped, style: style, using: &random)))
    }
  }

  /// The two roads that run through the middle most nearly straight; one may be missing.
  private func mainRoad() -> (back: [Point], ahead: [Point]) {
    let center = task.center
    func heading(_ road: [Point]) -> Point { road.count > 1 ? (road[1] - road[0]).unit : Point(1, 0) }
    guard let first = task.roads.first else {
      let ray = direction(task.axis)
      return ([center, center - ray * 4_000], [center, center + ray * 4_000])
    }
    var best = (score: 2.0, road: first)
    var pair = first
    for a in task.roads {
      for b in task.roads where heading(a).dot(heading(b)) < best.score {
        best = (heading(a).dot(heading(b)), b)
        pair = a
      }
    }
    if best.score < -0.5 { return (pair, best.road) }
    return ([center, center - heading(first) * 4_000], first)
  }

  /// A vertex of a road with room for a hamlet.
  private mutating func hamletPlace(radius: Double, taken: [(Point, Double)]) -> ([Point], Int)? {
    var best: (score: Double, road: [Point], at: Int)?
    for road in task.roads {
      for at in road.indices.dropFirst(2).dropLast() {
        let place = road[at]
        guard task.face.loopContains(place) else { continue }
        let edge = task.face.distanceToEdge(place)
        let gap = taken.map { $0.0.distance(to: place) - $0.1 * 1.3 - radius * 1.3 }.min() ?? 0
        let water = obstacles.near(Envelope([place]).expanded(by: radius)).contains { $0.line == 1 }
        guard edge > 0.8 * radius + 15, gap > 90, !water else { continue }
        let score = random.uniform(0, 1) + min(edge, 2 * radius) / radius
        if score > (best?.score ?? 0) { best = (score, road, at) }
      }
    }
    return best.map { ($0.road, $0.at) }
  }

  /// The ground of a village, cut by the road through it, with a lane round it.
  private mutating func village(
    at center: Point, households: Int, perHousehold: Double, through road: (back: [Point], ahead: [Point]), axis: Double
  ) -> Settlement? {
    guard households > 0 else { return nil }
    let area = Double(households) * perHousehold + 3_000
    let loop = settlementLoop(around: center, area: area, within: task.face, margin: 12, axis: axis, using: &random)
    guard loop.count > 3, loop.loopArea > 400 else { return nil }
    content.lanes.append(RoadLine(category: .service, points: loop + [loop[0]]))
    guard let back = way(out: loop, along: road.back), let ahead = way(out: loop, along: road.ahead),
      back.end.edge != ahead.end.edge
    else { return Settlement(parts: [loop], households: households, axis: axis) }
    if road.back.count == 2 && road.back[0].distance(to: road.back[1]) > 3_999 {
      content.lanes.append(RoadLine(category: .residential, points: [road.back[0].snapped, back.end.point.snapped]))
    }
    var chord = Chord(start: back.end, end: ahead.end)
    chord.start.point = chord.start.point.snapped
    chord.end.point = chord.end.point.snapped
    let parts = loop.split(at: chord, between: back.inner.reversed() + ahead.inner.dropFirst())
    return Settlement(parts: [parts.left, parts.right], households: households, axis: axis)
  }

  /// Where a path from inside first leaves a loop, and its points until then.
  private func way(out loop: Loop, along path: [Point]) -> (end: Chord.End, inner: [Point])? {
    guard let start = path.first, loop.loopContains(start) else { return nil }
    var inner = [start]
    for (a, b) in zip(path, path.dropFirst()) {
      var first: (Double, Int, Point)?
      for edge in loop.indices {
        guard let hit = crossing(a, b, loop[edge], loop[(edge + 1) % loop.count]) else { continue }
        let away = hit.distance(to: a)
        if away < (first?.0 ?? .infinity) { first = (away, edge, hit) }
      }
      if let first { return (.init(edge: first.1, point: first.2, position: 0), inner) }
      inner.append(b)
    }
    return nil
  }

  // MARK: Parcels

  private mutating func fill(_ settlement: Settlement, sites: Int) {
    let leaf = task.isUrban ? 23.0 : 13.0
    let area = settlement.parts.reduce(0) { $0 + $1.loopArea }
    let wanted = max(1, Double(settlement.households) / leaf + Double(sites) * 1.1)
    var division = BlockDivision()
    for part in settlement.parts {
      division.divide(
        part, axis: settlement.axis, target: area / wanted, isUrban: task.isUrban, jitter: task.isUrban ? 0.02 : 0.07,
        using: &random)
    }
    content.lanes += division.lanes
    var parcels: [(yard: Loop, wall: Loop, isLarge: Bool, near: [LineIndex.Segment])] = []
    for parcel in division.parcels {
      let wall = parcel.loop.yard(margin: task.isUrban ? 4.5 : 2.5).snapped
      guard wall.count > 2, wall.loopArea > 120 else { continue }
      let yard = wall.yard(margin: task.isUrban ? 2.5 : 1)
      guard yard.count > 2 else { continue }
      parcels.append((yard, wall, parcel.isLarge, obstacles.near(Envelope(wall).expanded(by: 30))))
    }
    guard !parcels.isEmpty else { return }
    let taken = placeSites(sites, on: parcels.map { ($0.wall, $0.isLarge, Self.isCrossed($0.wall, by: $0.near)) })
    let free = parcels.indices.filter { !taken.contains($0) }
    let uses = free.map { _ in use() }
    let weights = free.indices.map { index in
      parcels[free[index]].yard.loopArea * random.uniform(0.75, 1.25) * (uses[index] == .tower ? 2.6 : 1)
        / (parcels[free[index]].isLarge ? 1.6 : 1)
    }
    let shares = apportioned(settlement.households, by: weights)
    for (index, parcel) in free.enumerated() {
      let place = parcels[parcel]
      build(shares[index], as: uses[index], yard: place.yard, wall: place.wall, near: place.near)
    }
  }

  private mutating func use() -> ParcelUse {
    guard task.isUrban else { return random.chance(0.9) ? .cottages : .houses }
    let roll = random.unit()
    if roll < (task.standing == 0 ? 0.05 : 0.015) { return .tower }
    return roll < (task.standing == 0 ? 0.8 : 0.6) ? .flats : .houses
  }

  private static func isCrossed(_ loop: Loop, by segments: [LineIndex.Segment]) -> Bool {
    segments.contains { segment in
      if loop.convexContains(segment.a) || loop.convexContains(segment.b) { return true }
      return loop.indices.contains { crossing(segment.a, segment.b, loop[$0], loop[($0 + 1) % loop.count]) != nil }
    }
  }

  private mutating func build(
    _ households: Int, as use: ParcelUse, yard: Loop, wall: Loop, near: [LineIndex.Segment]
  ) {
    let builder = ParcelBuilder(yard: yard, near: near)
    var houses = builder.build(households, as: use, using: &random)
    if houses.isEmpty { houses = builder.build(households, as: task.isUrban ? .houses : .cottages, using: &random) }
    guard !houses.isEmpty else { return }
    let first = content.houses.count
    content.houses += houses
    let isWalled = task.isUrban && use != .houses && random.chance(0.85)
    if isWalled && households > 5 && !Self.isCrossed(wall, by: near) {
      content.compounds.append(Compound(loop: wall, houses: first..<content.houses.count))
    }
  }

  /// Gives households without a parcel a place in the buildings there are, or one building of their own.
  private mutating func houseTheRest() {
    let missing = task.households - content.households
    guard missing > 0 else { return }
    let homes = content.houses.indices.filter { content.houses[$0].households > 0 }
    guard !homes.isEmpty else {
      let corners = ParcelBuilder.corners(task.center, direction(task.axis), 6, 5).map(\.snapped)
      content.houses.append(House(corners: corners, households: missing, floors: 2, use: "residential"))
      return
    }
    for step in 0..<missing { content.houses[homes[(step * 7) % homes.count]].households += 1 }
  }

  // MARK: Sites

  /// What every town has one of, those that want a large parcel first.
  private static let townNeeds: [SiteClass] = [.school, .park, .hospital, .industrial, .market, .office]

  /// Picks parcels for institutions, the large ones first. Returns their indices.
  private mutating func placeSites(_ count: Int, on parcels: [(wall: Loop, isLarge: Bool, isCrossed: Bool)]) -> Set<Int> {
    var order = parcels.indices.filter { !parcels[$0].isCrossed && parcels[$0].wall.loopArea > 300 }
    for index in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(index, random.index(index + 1)) }
    order = order.filter { parcels[$0].isLarge } + order.filter { !parcels[$0].isLarge }
    let picked = order.prefix(min(count, max(0, parcels.count - 1)))
    for parcel in picked {
      let placed = content.sites.count
      let isFirstOfTown = task.isUrban && placed < Self.townNeeds.count
      let category = isFirstOfTown ? Self.townNeeds[placed] : siteClass(isLarge: parcels[parcel].isLarge)
      let serial = content.sites.count { $0.category == category } + 1
      content.sites.append(Site(category: category, loop: parcels[parcel].wall, rank: rank(category), serial: serial))
      furnish(parcels[parcel].wall, category)
    }
    return Set(picked)
  }

  private mutating func siteClass(isLarge: Bool) -> SiteClass {
    let weights: [(SiteClass, Double)] =
      isLarge
      ? [(.school, 0.3), (.park, 0.28), (.industrial, 0.22), (.hospital, 0.1), (.market, 0.1)]
      : task.isUrban
        ? [(.office, 0.34), (.market, 0.2), (.school, 0.16), (.park, 0.12), (.hospital, 0.08), (.industrial, 0.1)]
        : [(.office, 0.22), (.market, 0.16), (.school, 0.15), (.park, 0.17), (.hospital, 0.1), (.industrial, 0.2)]
    var roll = random.unit()
    for (category, weight) in weights {
      roll -= weight
      if roll < 0 { return category }
    }
    return weights[0].0
  }

  private mutating func rank(_ category: SiteClass) -> Int {
    let base = [4, 3, 2][task.standing]
    let lift = category == .hospital || category == .school ? 0.35 : 0.15
    return max(1, min(5, base + (random.chance(lift) ? 1 : random.chance(0.35) ? -1 : 0)))
  }

  /// Puts one or two buildings without households on a site.
  private mutating func furnish(_ wall: Loop, _ category: SiteClass) {
    guard category != .park else { return }
    let yard = wall.yard(margin: 3)
    guard yard.count > 2 else { return }
    let (centers, along) = ParcelBuilder(yard: yard, near: []).slots(for: .flats)
    for center in centers.prefix(2) {
      let corners = ParcelBuilder.corners(center, along, 19, 11).map(\.snapped)
      content.houses.append(House(corners: corners, households: 0, floors: 2, use: category.rawValue))
    }
  }
}
