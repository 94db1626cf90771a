import GridCoverages
import GridGeometry
import Referees

/// Random counties: communities on a bent lattice, crooked roads, a river, houses, compounds and sites.
struct RandomGround {
  var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }

  mutating func input() -> GroundInput {
    var input = GroundInput(communities: communities())
    func place(_ u: Double, _ v: Double) -> Point { Point(500_000 + u * 1_800, 3_000_000 + v * 1_400) }
    for index in 0..<24 {
      var points = [place(number(-0.1...1.1), number(-0.1...1.1))]
      for _ in 0..<Int(number(1...6)) {
        let last = points[points.count - 1]
        points.append(Point(last.x + number(-400...400), last.y + number(-400...400)))
      }
      input.barriers.append(
        BarrierLine(
          category: index == 0 ? "river" : "road\(index % 3)", weight: Double(index % 3 + 1), isHard: index == 0,
          tier: index % 4 == 3 ? .second : .first, line: LineString(unchecked: points)))
    }
    for index in 0..<400 {
      let at = place(number(-0.02...1.02), number(-0.02...1.02))
      input.households.append(house("h\(index)", at.x, at.y, households: Int(number(0...4))))
    }
    // Compounds and sites stand on a lattice, so that they do not overlap their likes.
    for index in 0..<12 {
      let at = place((Double(index % 4) + number(0.1...0.5)) / 4, (Double(index / 4) + number(0.1...0.5)) / 3)
      let ground = MultiPolygon(rectangle(at.x, at.y, number(30...160), number(30...160)))
      if index % 4 == 3 {
        input.sites.append(SiteArea(id: "s\(index)", category: "school", name: "", ground: ground))
      } else {
        input.compounds.append(CompoundArea(id: "c\(index)", ground: ground))
      }
    }
    return input
  }

  private mutating func communities() -> [CommunityArea] {
    var corners: [[Point]] = []
    for row in 0...2 {
      var line: [Point] = []
      for column in 0...2 {
        line.append(
          Point(
            500_000 + Double(column) * 900 + number(-150...150), 3_000_000 + Double(row) * 700 + number(-120...120)))
      }
      corners.append(line)
    }
    return (0..<4).map { index in
      let (row, column) = (index / 2, index % 2)
      let ring = [
        corners[row][column], corners[row][column + 1], corners[row + 1][column + 1], corners[row + 1][column],
        corners[row][column],
      ]
      return CommunityArea(
        code: "\(row)\(column)", name: "", ground: MultiPolygon(Polygon(exterior: Ring(unchecked: ring))))
    }
  }
}
