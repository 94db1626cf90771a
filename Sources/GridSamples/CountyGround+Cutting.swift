import GridGeometry

extension CountyGround {
  /// A face that is still to be cut, with the points that lie in it.
  struct Piece {
    var face: Int
    var count: Int
    var crumbs: [Crumb]
  }

  /// Cuts the two banks of the river into townships.
  mutating func cutTownships(_ parts: [Int], crumbs: [Crumb], using random: inout SampleRandom) -> [Piece] {
    let members = sorted(crumbs, into: parts)
    let counts = apportioned(
      max(frame.townshipCount, 1), by: members.map { Double($0.count) + 0.01 }, atLeast: 0)
    var cells: [Piece] = []
    for (index, face) in parts.enumerated() {
      cells += divided(Piece(face: face, count: max(1, counts[index]), crumbs: members[index]), as: .township, using: &random)
    }
    return cells
  }

  /// Gives every township its seat; the city takes the township it lies in.
  func placeSeats(city: Seat, cells: [Int], using random: inout SampleRandom) -> [Seat] {
    let home = cells.firstIndex { faces.loop(of: $0).loopContains(city.center) }
    let others = max(0, frame.urbanCount - city.urbanCount)
    let towns = cells.count - (home == nil ? 0 : 1)
    var left = others
    var placed = 0
    return cells.enumerated().map { index, face in
      if index == home { return city }
      let share = towns > placed ? (left + (towns - placed) - 1) / (towns - placed) : 0
      placed += 1
      let count = min(left, max(0, share))
      left -= count
      let loop = faces.loop(of: face)
      let spread = loop.loopArea.squareRoot() * 0.16
      var best = (clearance: -Double.infinity, center: loop.loopCentroid)
      for _ in 0..<14 {
        let place = loop.loopCentroid + Point(random.bell() * spread, random.bell() * spread)
        guard loop.loopContains(place) else { continue }
        let water = streams.flatMap(\.self).map { $0.distance(to: place) }.min() ?? .infinity
        let clearance = min(loop.distanceToEdge(place), water * 1.5, 1_500)
        if clearance > best.clearance { best = (clearance, place) }
      }
      return Seat(center: best.center, axis: random.uniform(0, .pi), urbanCount: count, isCity: false)
    }
  }

  /// Cuts townships into communities; a township with a large town becomes several.
  mutating func cutCommunities(_ cells: [Int], crumbs: [Crumb], using random: inout SampleRandom) {
    let members = sorted(crumbs, into: cells)
    let counts = apportioned(
      frame.communityCount - cells.count, by: members.map { Double($0.count) + 0.01 }
    ).map { $0 + 1 }
    var townShares: [Double] = []
    let usual = Double(frame.communityCount) / Double(cells.count)
    for (index, face) in cells.enumerated() {
      let parts = max(1, Int((Double(counts[index]) / (usual * 1.25)).rounded()))
      let quarters = divided(Piece(face: face, count: parts, crumbs: members[index]), as: .township, using: &random)
      let shares = apportioned(
        counts[index] - quarters.count, by: quarters.map { Double($0.crumbs.count) + 0.01 }
      ).map { $0 + 1 }
      for (quarter, share) in zip(quarters, shares) {
        let piece = Piece(face: quarter.face, count: share, crumbs: quarter.crumbs)
        for community in divided(piece, as: .community, using: &random) {
          let urban = community.crumbs.filter { $0.seat >= 0 }
          communities.append(
            CommunityPlace(
              face: community.face, township: townshipCount,
              isUrban: urban.count * 2 > community.crumbs.count, seat: urban.first?.seat ?? -1))
          townShares.append(Double(urban.count) / Double(max(1, community.crumbs.count)))
        }
        townshipCount += 1
      }
    }
    raiseTowns(townShares)
  }

  /// Makes the most town-like of the rest urban until there are as many towns as planned.
  private mutating func raiseTowns(_ shares: [Double]) {
    var missing = frame.urbanCount - communities.count { $0.isUrban }
    let order = shares.indices.sorted { shares[$0] != shares[$1] ? shares[$0] > shares[$1] : $0 < $1 }
    for index in order where missing > 0 && shares[index] > 0 && !communities[index].isUrban {
      communities[index].isUrban = true
      missing -= 1
    }
  }

  /// The points of each face, in the order of the faces.
  private func sorted(_ crumbs: [Crumb], into faces: [Int]) -> [[Crumb]] {
    let loops = faces.map { self.faces.loop(of: $0) }
    let boxes = loops.map { Envelope($0) }
    var members: [[Crumb]] = Array(repeating: [], count: faces.count)
    for crumb in crumbs {
      if let index = loops.indices.first(where: { boxes[$0].contains(crumb.place) && loops[$0].loopContains(crumb.place) }) {
        members[index].append(crumb)
      }
    }
    return members
  }

  /// Cuts a piece into `count` pieces of about equal numbers of points, by halves.
  private mutating func divided(_ whole: Piece, as kind: GroundFaces.EdgeKind, using random: inout SampleRandom) -> [Piece] {
    var pending = [whole]
    var done: [Piece] = []
    while let piece = pending.popLast() {
      guard piece.count > 1, piece.crumbs.count > 3, let halves = halved(piece, as: kind, using: &random) else {
        done.append(piece)
        continue
      }
      pending.append(halves.1)
      pending.append(halves.0)
    }
    return done
  }

  private mutating func halved(
    _ piece: Piece, as kind: GroundFaces.EdgeKind, using random: inout SampleRandom
  ) -> (Piece, Piece)? {
    let urban = piece.crumbs.filter { $0.seat >= 0 }
    let isTown = urban.count * 2 > piece.crumbs.count
    let style =
      isTown
      ? CutStyle(kind: kind, wiggle: 0.008, spacing: 70, reach: 0.17)
      : CutStyle(kind: kind, wiggle: 0.035, spacing: 85, reach: 0.09)
    let loop = faces.loop(of: piece.face)
    let smallest = loop.loopArea * (isTown ? 0.12 : 0.06) / Double(piece.count)
    var candidates: [(score: Double, origin: Point, direction: Point)] = []
    let axes = isTown ? townAxes(urban[0].seat, using: &random) : countryAxes(piece.crumbs, using: &random)
    for turn in axes {
      let normal = direction(turn)
      for share in [Double(piece.count / 2) / Double(piece.count), 0.5, 0.38, 0.62] {
        let values = piece.crumbs.map { $0.place.dot(normal) }.sorted()
        let index = min(values.count - 1, max(1, Int(share * Double(values.count))))
        let offset = (values[index - 1] + values[index]) / 2
        let mean = piece.crumbs.reduce(Point(0, 0)) { $0 + $1.place } * (1 / Double(values.count))
        let origin = mean + normal * (offset - mean.dot(normal))
        let along = Point(normal.y, -normal.x)
        guard let chord = loop.chord(through: origin, along: along) else { continue }
        let isFirst = share == Double(piece.count / 2) / Double(piece.count)
        candidates.append((chord.length * random.uniform(0.92, 1.08) * (isFirst ? 1 : 3), origin, along))
      }
    }
    candidates.sort { $0.score < $1.score }
    for candidate in candidates {
      guard
        let new = faces.cut(
          piece.face, through: candidate.origin, along: candidate.direction, style: style, smallest: smallest, using: &random)
      else { continue }
      let members = sorted(piece.crumbs, into: [piece.face, new])
      let share = Double(members[0].count) / Double(max(1, members[0].count + members[1].count))
      let first = min(piece.count - 1, max(1, Int((share * Double(piece.count)).rounded())))
      return (
        Piece(face: piece.face, count: first, crumbs: members[0]),
        Piece(face: new, count: piece.count - first, crumbs: members[1])
      )
    }
    return nil
  }

  private func townAxes(_ seat: Int, using random: inout SampleRandom) -> [Double] {
    let axis = seats[seat].axis + random.uniform(-0.06, 0.06)
    return [axis, axis + .pi / 2, axis + 0.25, axis + .pi / 2 + 0.25]
  }

  /// The direction in which the points spread most, and turns of it.
  private func countryAxes(_ crumbs: [Crumb], using random: inout SampleRandom) -> [Double] {
    let mean = crumbs.reduce(Point(0, 0)) { $0 + $1.place } * (1 / Double(crumbs.count))
    var xx = 0.0
    var xy = 0.0
    var yy = 0.0
    for crumb in crumbs {
      let d = crumb.place - mean
      xx += d.x * d.x
      xy += d.x * d.y
      yy += d.y * d.y
    }
    let axis = angle(of: Point(xx - yy, 2 * xy)) / 2 + random.uniform(-0.15, 0.15)
    return [axis, axis + 0.35, axis - 0.35, axis + 0.8, axis - 0.8]
  }
}
