import GridGeometry

/// A piece of one community's ground that lies inside another community.
struct Exclave {
  var owner: Int
  var host: Int
  var loop: Loop
}

/// A synthetic county before its buildings: ground, roads, waters and the register.
///
/// Its size grows with the number of communities; what stands in a community is built when it is asked for.
struct SampleCounty {
  let settings: SampleSettings
  let ground: CountyGround
  let centers: [Point]
  let roads: RoadMap
  let register: CountyRegister
  let exclaves: [Exclave]
  let obstacles: LineIndex
  let water: LineIndex
  private let axes: [Double]

  /// Lines of water in the index of obstacles have this number.
  static let waterNumber = 1

  init(_ settings: SampleSettings) {
    self.settings = settings
    let ground = CountyGround(CountyFrame(households: settings.households), seed: settings.seed)
    self.ground = ground
    var water = LineIndex()
    for line in [ground.river] + ground.streams { water.add(line, clearance: 20, number: Self.waterNumber) }
    let centers = Self.centers(of: ground, water: water, seed: settings.seed)
    self.centers = centers
    register = CountyRegister(ground, centers: centers, settings: settings)
    let network = RoadNetwork(ground, centers: centers, seed: settings.seed)
    var roads = RoadMap(ground, network, seed: settings.seed)
    var index = water
    for road in roads.lines { index.add(road.points, clearance: road.category.clearance, number: 3) }
    for line in roads.railway { index.add(line.points, clearance: 22, number: 2) }
    exclaves = Self.exclaves(of: ground, roads: &roads, index: index, water: water, centers: centers, seed: settings.seed)
    self.roads = roads
    let roadAxes = roads.axes
    obstacles = index
    self.water = water
    axes = ground.communities.indices.map { community in
      let place = ground.communities[community]
      return place.isUrban && place.seat >= 0 ? ground.seats[place.seat].axis : roadAxes[community]
    }
  }

  /// What stands in a community. Communities may be built in any order, at the same time.
  func content(of community: Int) -> CommunityContent {
    let record = register.communities[community]
    let task = CommunityTask(
      face: ground.faces.loop(of: ground.communities[community].face), households: record.households,
      siteCount: record.siteCount, isUrban: record.isUrban, center: centers[community].snapped, axis: axes[community],
      roads: roads.spokes[community], standing: record.standing,
      exclaves: exclaves.filter { $0.owner == community }.map(\.loop))
    var builder = CommunityBuilder(task, obstacles: obstacles, seed: settings.seed, number: community)
    var content = builder.build()
    content.lanes = content.lanes.flatMap { roads.bridged($0.points, $0.category, over: water) }
    return content
  }

  /// The ground of a community: its face without others' exclaves, and its own exclaves.
  func outline(of community: Int) -> MultiPolygon {
    let face = ground.faces.loop(of: ground.communities[community].face).polygon
    let holes = exclaves.filter { $0.host == community }.map { $0.loop.polygon.exterior.reversed }
    let own = exclaves.filter { $0.owner == community }.map { $0.loop.polygon }
    return MultiPolygon([Polygon(exterior: face.exterior, holes: holes)] + own)
  }

  /// The middle of each community's main settlement: away from water and from the edge; in a town its seat.
  private static func centers(of ground: CountyGround, water: LineIndex, seed: UInt64) -> [Point] {
    var random = SampleRandom(seed: seed, stream: 5)
    return ground.communities.map { place in
      let loop = ground.faces.loop(of: place.face)
      if place.isUrban, place.seat >= 0, loop.loopContains(ground.seats[place.seat].center) {
        return ground.seats[place.seat].center.snapped
      }
      if place.isUrban, place.seat >= 0, let fringe = fringeCenter(of: loop, beside: ground.seats[place.seat].center) {
        return fringe.snapped
      }
      let box = Envelope(loop)
      let middle = loop.loopCentroid
      var best = (score: -Double.infinity, place: middle)
      for attempt in 0..<48 {
        let place =
          attempt == 0 ? middle : Point(random.uniform(box.minX, box.maxX), random.uniform(box.minY, box.maxY))
        guard loop.loopContains(place) else { continue }
        let near = water.near(Envelope([place]).expanded(by: 450))
        let wet = near.map { segmentDistance(place, $0.a, $0.b) }.min() ?? 450
        let score = min(loop.distanceToEdge(place), 700) + min(wet, 450) - 0.25 * place.distance(to: middle)
        if score > best.score { best = (score, place) }
      }
      return best.place.snapped
    }
  }

  /// Where a community larger than its town begins to grow: close to the side that faces the seat.
  private static func fringeCenter(of loop: Loop, beside seat: Point) -> Point? {
    let radius = (CountyFrame.urbanArea / .pi).squareRoot()
    guard loop.loopArea > 1.5 * CountyFrame.urbanArea,
      let edge = loop.min(by: { $0.distance(to: seat) < $1.distance(to: seat) })
    else { return nil }
    let inward = (loop.loopCentroid - edge).unit
    for depth in [0.75, 0.6, 0.9, 0.45] {
      let place = edge + inward * (radius * depth)
      if loop.loopContains(place), loop.distanceToEdge(place) > 0.25 * radius { return place }
    }
    return nil
  }

  /// A few round pieces of ground that belong to another community, off the roads, each with a track to the next road.
  private static func exclaves(
    of ground: CountyGround, roads: inout RoadMap, index: LineIndex, water: LineIndex, centers: [Point], seed: UInt64
  ) -> [Exclave] {
    var random = SampleRandom(seed: seed, stream: 6)
    let villages = ground.communities.indices.filter { !ground.communities[$0].isUrban }
    guard villages.count > 3 else { return [] }
    let wanted = 1 + ground.communities.count / 90
    var found: [Exclave] = []
    for _ in 0..<(wanted * 60) where found.count < wanted {
      let host = villages[random.index(villages.count)]
      let owner = villages.filter { $0 != host && ground.communities[$0].township == ground.communities[host].township }
        .min { centers[$0].distance(to: centers[host]) < centers[$1].distance(to: centers[host]) }
      guard let owner, !found.contains(where: { $0.host == host || $0.owner == owner || $0.owner == host || $0.host == owner })
      else { continue }
      let face = ground.faces.loop(of: ground.communities[host].face)
      let box = Envelope(face)
      let radius = random.uniform(95, 150)
      let place = Point(random.uniform(box.minX, box.maxX), random.uniform(box.minY, box.maxY)).snapped
      guard face.loopContains(place), face.distanceToEdge(place) > radius * 1.3 + 50,
        place.distance(to: centers[host]) > radius + 480
      else { continue }
      let near = index.near(Envelope([place]).expanded(by: radius + 260))
      guard !near.contains(where: { segmentDistance(place, $0.a, $0.b) < radius + 210 }) else { continue }
      let loop = settlementLoop(
        around: place, area: .pi * radius * radius, within: face, margin: 20, axis: random.uniform(0, .pi), using: &random)
      found.append(Exclave(owner: owner, host: host, loop: loop))
      let target = roads.spokes[host].flatMap(\.self).min { $0.distance(to: place) < $1.distance(to: place) }
      if let target { roads.add([place, target], .track, over: water) }
    }
    return found
  }
}
