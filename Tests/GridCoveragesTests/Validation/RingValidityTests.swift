import Foundation
import GridCoverages
import GridGeometry
import Referees
import Testing

/// The quick tests of validity answer for nearly all grounds; GEOS, asked about each, must not disagree.
@Suite("Validity without GEOS")
struct RingValidityTests {
  /// A ring around a centre whose points leave their round with some chance.
  private func ring(_ count: Int, rounds: Int, noise: Double, seed: UInt64) -> MultiPolygon {
    var random = SeededRandom(seed: seed)
    var points = (0..<count).map { index -> Point in
      let angle = 2 * Double.pi * Double(rounds) * Double(index) / Double(count)
      let shift = Double.random(in: -1...1, using: &random) * noise
      let radius = 100 + Double.random(in: -30...30, using: &random)
      return Point(
        500_000 + radius * cos(angle + shift), 4_000_000 + radius * sin(angle + shift))
    }
    points.append(points[0])
    return ground(points)
  }

  private func isCalledInvalid(_ ground: MultiPolygon) throws -> Bool {
    try validateCoverage([ground], criteria: CoverageCriteria(sliverWidth: 0)).faults.contains {
      if case .invalid = $0 { true } else { false }
    }
  }

  @Test("Stars, rings that run back and rings that go round twice", arguments: 1...200)
  func random(seed: Int) throws {
    let rounds = seed % 7 == 0 ? 2 : 1
    let noise = seed % 3 == 0 ? 0.4 : 0.05
    let ground = ring(5 + seed % 40, rounds: rounds, noise: noise, seed: UInt64(seed))
    #expect(try isCalledInvalid(ground) != ground.validity().isValid)
    let turned = MultiPolygon(Polygon(exterior: ground.polygons[0].exterior.reversed))
    #expect(try isCalledInvalid(turned) != turned.validity().isValid)
  }

  @Test("A comb, whose long edges all lie beside each other, is settled")
  func comb() throws {
    var points: [Point] = []
    for tooth in 0..<1_000 {
      let y = Double(tooth) * 0.1
      points += [Point(0, y), Point(5000, y), Point(5000, y + 0.05), Point(0, y + 0.05)]
    }
    points += [Point(-10, 100), Point(-10, 0), Point(0, 0)]
    #expect(try !isCalledInvalid(ground(points)))
  }
}
