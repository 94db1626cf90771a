import GridGeometry

/// A place that draws people: the county seat or the seat of a township.
struct Seat {
  var center: Point
  /// The direction its streets follow.
  var axis: Double
  var urbanCount: Int
  var isCity: Bool

  var radius: Double { (Double(urbanCount) * CountyFrame.urbanArea / .pi).squareRoot() }
}

/// A community as a face of the county's ground, before anything stands on it.
struct CommunityPlace {
  var face: Int
  var township: Int
  var isUrban: Bool
  /// The seat whose streets it continues; −1 in the country.
  var seat: Int
}

/// The county cut into townships and communities along shared lines.
struct CountyGround {
  let frame: CountyFrame
  var faces: GroundFaces
  var river: [Point] = []
  var streams: [[Point]] = []
  var seats: [Seat] = []
  var communities: [CommunityPlace] = []
  var townshipCount = 0
  private(set) var outline: Loop

  /// A point that stands for a sixteenth of a community to be.
  struct Crumb {
    var place: Point
    /// The seat it belongs to, −1 in the country.
    var seat: Int
  }
  static let crumbsPerCommunity = 16

  init(_ frame: CountyFrame, seed: UInt64) {
    self.frame = frame
    var random = SampleRandom(seed: seed, stream: 1)
    faces = GroundFaces(outline: Self.outline(frame, using: &random))
    outline = faces.loop(of: 0)
    let axis = random.uniform(0, .pi)
    var parts = [0]
    if frame.communityCount > 1 { parts += layRiver(axis: axis, using: &random) }
    let city = placeCity(outline: outline, axis: axis, using: &random)
    streams = layStreams(outline: outline, city: city, using: &random)
    let country = countryCrumbs(outline: outline, using: &random)
    let cells = cutTownships(parts, crumbs: country, using: &random)
    seats = placeSeats(city: city, cells: cells.map(\.face), using: &random)
    let crumbs = country.filter { crumb in
      !seats.contains { $0.urbanCount > 0 && $0.center.distance(to: crumb.place) < 0.9 * $0.radius }
    } + seats.indices.flatMap { townCrumbs(of: $0, using: &random) }
    cutCommunities(cells.map(\.face), crumbs: crumbs, using: &random)
    river = courseOfRiver()
  }

  /// The river with the junctions that later cuts have put on it.
  private func courseOfRiver() -> [Point] {
    var arcs = faces.arcs().filter { $0.kind == .river }.map(\.vertices)
    guard let source = river.first else { return [] }
    var course = [source]
    while let next = arcs.firstIndex(where: { arc in
      faces.points[Int(arc[0])] == course[course.count - 1] || faces.points[Int(arc[arc.count - 1])] == course[course.count - 1]
    }) {
      let line = arcs.remove(at: next).map { faces.points[Int($0)] }
      course += (line[0] == course[course.count - 1] ? line : line.reversed()).dropFirst()
    }
    return course
  }

  private static func outline(_ frame: CountyFrame, using random: inout SampleRandom) -> Loop {
    let coarse = Wiggle(octaves: 6, roughness: 0.7, using: &random)
    let fine = Wiggle(octaves: 40, roughness: 0.4, using: &random)
    let turn = random.uniform(0, .pi)
    let count = min(900, max(72, Int(2 * .pi * frame.radius / 110)))
    let shape = (0..<count).map { index -> Point in
      let angle = 2 * .pi * Double(index) / Double(count)
      let x = cosine(angle - turn) / 1.18
      let y = sine(angle - turn) * 1.18
      let oval = 1 / (x * x + y * y).squareRoot()
      return direction(angle) * (oval * (1 + 0.10 * coarse.cyclic(at: angle, from: 2) + 0.008 * fine.cyclic(at: angle, from: 9)))
    }
    let factor = (frame.area / shape.loopArea).squareRoot()
    return shape.map { (CountyFrame.center + $0 * factor).snapped }.withoutRepeats
  }

  /// Cuts the county along its river. Returns the new part.
  private mutating func layRiver(axis: Double, using random: inout SampleRandom) -> [Int] {
    let style = CutStyle(
      kind: .river, wiggle: 0.10, spacing: min(120, max(35, frame.radius / 60)), reach: 0)
    let middle = CountyFrame.center + direction(axis + .pi / 2) * (frame.radius * random.uniform(-0.18, 0.18))
    guard
      let new = faces.cut(
        0, through: middle, along: direction(axis), style: style, smallest: frame.area / 5, using: &random)
    else { return [] }
    river = faces.arcs().first { $0.kind == .river }?.vertices.map { faces.points[Int($0)] } ?? []
    return [new]
  }

  private func placeCity(outline: Loop, axis: Double, using random: inout SampleRandom) -> Seat {
    let count = frame.urbanCount < 3 ? frame.urbanCount : max(1, Int((0.6 * Double(frame.urbanCount)).rounded()))
    var seat = Seat(center: CountyFrame.center, axis: axis + random.uniform(-0.2, 0.2), urbanCount: count, isCity: true)
    if river.count > 2 {
      let index = Int(Double(river.count) * random.uniform(0.42, 0.58))
      let along = river[min(index + 2, river.count - 1)] - river[max(index - 2, 0)]
      seat.axis = angle(of: along)
      let offset = max(420, 0.35 * seat.radius) * (random.chance(0.5) ? 1 : -1)
      seat.center = river[index] + along.unit.left * offset
    }
    if !outline.loopContains(seat.center) { seat.center = outline.loopCentroid }
    return seat
  }

  /// Brooks from the rim of the county to its river, round the city.
  private func layStreams(outline: Loop, city: Seat, using random: inout SampleRandom) -> [[Point]] {
    guard river.count > 8 else { return [] }
    let wanted = min(11, 1 + frame.communityCount / 45)
    var found: [[Point]] = []
    for _ in 0..<(wanted * 12) where found.count < wanted {
      let mouth = river[Int(Double(river.count) * random.uniform(0.08, 0.92))]
      let source = outline[random.index(outline.count)]
      let length = source.distance(to: mouth)
      guard length > 0.45 * frame.radius, segmentDistance(city.center, source, mouth) > 1.25 * city.radius + 500,
        (source - mouth).unit.cross((river[river.count - 1] - river[0]).unit).magnitude > 0.5
      else { continue }
      let style = CutStyle(kind: .river, wiggle: 0.05, spacing: 60, reach: 0)
      let course = GroundFaces.path(from: source, to: mouth, style: style, using: &random)
      let isApart = found.allSatisfy { other in
        other.indices.allSatisfy { $0 % 8 != 0 || segmentDistance(other[$0], source, mouth) > 0.16 * frame.radius }
      }
      let crossesRiver = zip(course.dropLast(2), course.dropFirst()).contains { a, b in
        zip(river, river.dropFirst()).contains { crossing(a, b, $0, $1) != nil }
      }
      if isApart && !crossesRiver { found.append(course) }
    }
    return found
  }

  /// Points strewn over the country, thinner on the hills.
  private func countryCrumbs(outline: Loop, using random: inout SampleRandom) -> [Crumb] {
    let wanted = Double(frame.ruralCount * Self.crumbsPerCommunity)
    let step = (frame.area / (wanted * 1.5)).squareRoot()
    let waves = (0..<4).map { _ in
      (direction(random.uniform(0, 2 * .pi)) * (random.uniform(1.5, 4.5) / frame.radius), random.uniform(0, 2 * .pi))
    }
    let box = Envelope(outline)
    var crumbs: [Crumb] = []
    var y = box.minY
    while y < box.maxY {
      var x = box.minX
      while x < box.maxX {
        let place = Point(x + step * random.unit(), y + step * random.unit())
        var density = 0.67
        for (wave, phase) in waves { density += 0.13 * sine((place - CountyFrame.center).dot(wave) + phase) }
        let isKept = random.chance(density)
        if isKept && outline.loopContains(place) { crumbs.append(Crumb(place: place, seat: -1)) }
        x += step
      }
      y += step
    }
    return crumbs
  }

  /// Points of a town, denser towards its middle.
  private func townCrumbs(of index: Int, using random: inout SampleRandom) -> [Crumb] {
    let seat = seats[index]
    let count = seat.urbanCount * Self.crumbsPerCommunity
    let along = direction(seat.axis)
    return (0..<count).map { step in
      let r = seat.radius * power((Double(step) + 0.5) / Double(count), 0.57)
      let turn = Double(step) * 2.399_963_229_728_653 + random.uniform(-0.2, 0.2)
      let ray = direction(turn)
      return Crumb(place: seat.center + along * (r * ray.x * 1.15) + along.left * (r * ray.y / 1.15), seat: index)
    }
  }
}
