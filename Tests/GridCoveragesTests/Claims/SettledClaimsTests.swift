import GridCoverages
import GridGeometry
import Referees
import Testing

@Suite("Contested ground settled")
struct SettledClaimsTests {
  private let large = square(0, 0, 30, 10), small = square(20, 0, 40, 5)

  @Test(
    "Ground that two claim goes to one by the rule",
    arguments: [(ClaimRule.smallest, 250.0), (.largest, 300), (.first, 300)])
  func rules(rule: ClaimRule, areaOfLarge: Double) throws {
    let settled = try settleClaims([large, small], by: rule)
    #expect(settled.grounds[0].area == areaOfLarge)
    #expect(settled.grounds[1].area == 350 - areaOfLarge)
    let contested = settled.pieces.filter { $0.claimants.count > 1 }
    #expect(contested.map(\.area) == [50])
    #expect(contested.map(\.claimants) == [[0, 1]])
    #expect(try validateCoverage(settled.grounds, criteria: CoverageCriteria(sliverWidth: 0)).faults == [])
  }

  @Test("The pieces of an owner tile its ground")
  func pieces() throws {
    let settled = try settleClaims([large, small, square(25, 3, 28, 12)], by: .smallest)
    for owner in 0..<3 {
      let sum = settled.pieces.filter { $0.owner == owner }.reduce(0) { $0 + $1.area }
      #expect(abs(sum - settled.grounds[owner].area) < 1e-6)
    }
    #expect(settled.grounds[2].area == 27)
  }

  @Test(
    "A narrow gap goes to the neighbour with the longest border, a wide one stays", arguments: [(0.5, 0), (1.5, 1)])
  func gaps(width: Double, closed: Int) throws {
    // A slit of 1 m between two blocks, closed above and below.
    let grounds = [
      square(0, 0, 10, 30), square(11, 0, 20, 20), square(11, 20, 20, 30), square(0, 30, 20, 40), square(0, -10, 20, 0),
    ]
    let settled = try settleClaims(grounds, by: .smallest, closingGapsBelow: width)
    #expect(settled.closedGaps.count == closed)
    #expect(settled.grounds[0].area == 300 + Double(closed) * 30)
    #expect(settled.closedGaps.allSatisfy { $0.owner == 0 && $0.area == 30 })
  }

  @Test("Contested slivers are no pieces of their own where noise is named")
  func noise() throws {
    let grounds = [square(0, 0, 10, 10), square(9.8, 0, 20, 10)]
    #expect(try settleClaims(grounds, by: .smallest).pieces.count == 3)
    #expect(try settleClaims(grounds, by: .smallest, noiseWidth: 1).pieces.map(\.claimants) == [[0], [1]])
  }

  @Test("Nobody loses ground that nobody else claims, and no place is lost", arguments: 1...8)
  func random(seed: Int) throws {
    var grounds = try randomCoverage(owners: 7, lines: 25, seed: UInt64(seed))
    var random = SeededRandom(seed: UInt64(seed))
    Damage.shiftCorner.apply(to: &grounds, using: &random)
    Damage.shiftCorner.apply(to: &grounds, using: &random)
    Damage.repeatGround.apply(to: &grounds, using: &random)
    guard grounds.allSatisfy({ $0.validity().isValid }) else { return }
    for rule in ClaimRule.allCases {
      let settled = try settleClaims(grounds, by: rule)
      let union = try Overlay.union(grounds.flatMap(\.polygons))
      #expect(abs(settled.grounds.reduce(0) { $0 + $1.area } - union.area) < 2, "\(rule)")
      #expect(try validateCoverage(settled.grounds, criteria: CoverageCriteria(sliverWidth: 0)).overlapArea == 0)
      for (before, after) in zip(grounds, settled.grounds) {
        #expect(try Overlay.difference(after, before).area < 2, "\(rule)")
      }
    }
  }
}
