import Foundation
import GridGeometry
import GridMaps
import Referees
import Testing

@Suite struct PlacementTests {
  @Test("Labels never overlap, and a free place is never refused", arguments: 1..<6)
  func labels(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let frame = PageRect(x: 50, y: 30, width: 400, height: 300)
    var labels = LabelPlacement(frame: frame)
    var taken: [PageRect] = []
    for _ in 0..<1500 {
      let box = PageRect(
        x: 30 + 420 * random.unit(), y: 10 + 320 * random.unit(), width: 4 + 60 * random.unit(),
        height: 4 + 12 * random.unit())
      let isFree = frame.contains(box) && !taken.contains { $0.overlaps(box) }
      #expect(labels.take(box) == isFree)
      if isFree { taken.append(box) }
    }
    #expect(labels.boxes == taken && taken.count > 100)
  }

  @Test("A line is noticed by the boxes it crosses and by none far away")
  func ink() {
    var labels = LabelPlacement(frame: PageRect(x: 0, y: 0, width: 200, height: 200))
    labels.ink(from: PagePosition(-50, 20), to: PagePosition(250, 140))
    #expect(labels.isInked(PageRect(center: PagePosition(100, 80), width: 10, height: 6)))
    #expect(!labels.isInked(PageRect(center: PagePosition(100, 120), width: 10, height: 6)))
    labels.ink(from: PagePosition(.nan, 0), to: PagePosition(0, .infinity))
  }

  @Test("The pole of inaccessibility is where GEOS finds it", arguments: 1..<12)
  func pole(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let ring = (0..<24).map { step in
      let turn = Double(step) / 24 * 2 * Double.pi
      let reach = 20 + 60 * random.unit()
      return PagePosition(100 + reach * cos(turn), 100 + reach * cos(turn - .pi / 2))
    }
    let hole = [PagePosition(95, 95), PagePosition(105, 95), PagePosition(105, 105), PagePosition(95, 105)]
    func closed(_ ring: [PagePosition]) throws -> Ring { try Ring((ring + ring.prefix(1)).map { Point($0.x, $0.y) }) }
    let polygon = Polygon(exterior: try closed(ring), holes: [try closed(hole)])
    let referee = try Shape.maximumInscribedCircle(of: polygon, tolerance: 0.01)
    let pole = try #require(poleOfInaccessibility([ring, hole], aspect: 1, precision: 0.05))
    #expect(abs(depth(of: pole, in: [ring, hole]) - referee.radius) < 0.07)
  }

  @Test("A wide label looks for a wide place")
  func aspect() throws {
    // A tall shaft of 40 × 100 with a low hall of 120 × 25 at its right foot.
    let ring = [(0, 0), (40, 0), (40, 75), (160, 75), (160, 100), (0, 100)].map { PagePosition($0.0, $0.1) }
    let label = PageRect(x: 0, y: 0, width: 90, height: 10)
    let square = try #require(poleOfInaccessibility([ring], aspect: 1, precision: 0.1))
    let wide = try #require(poleOfInaccessibility([ring], aspect: 9, precision: 0.1))
    #expect(!area([ring], holds: PageRect(center: square, width: label.width, height: label.height)))
    #expect(area([ring], holds: PageRect(center: wide, width: label.width, height: label.height)))
  }

  @Test("A line has no pole")
  func flat() {
    #expect(
      poleOfInaccessibility([[PagePosition(0, 0), PagePosition(9, 0), PagePosition(4, 0)]], aspect: 1, precision: 1)
        == nil)
    #expect(poleOfInaccessibility([], aspect: 1, precision: 1) == nil)
  }

  @Test("A box is inside an area only with every corner and without a hole in it")
  func holds() {
    let ring = [(0, 0), (100, 0), (100, 60), (0, 60)].map { PagePosition($0.0, $0.1) }
    let hole = [(48, 28), (52, 28), (52, 32), (48, 32)].map { PagePosition($0.0, $0.1) }
    let box = PageRect(center: PagePosition(50, 30), width: 40, height: 20)
    #expect(area([ring], holds: box))
    #expect(!area([ring, hole], holds: box))
    #expect(!area([ring], holds: PageRect(center: PagePosition(90, 30), width: 40, height: 20)))
    #expect(!area([ring], holds: PageRect(center: PagePosition(150, 30), width: 40, height: 20)))
  }

  @Test("Hatch lines lie inside and cover an area in proportion", arguments: [0, 0.4, 1.2, 2.0])
  func hatch(angle: Double) {
    let ring = [(10, 10), (210, 30), (180, 190), (90, 120), (20, 200)].map { PagePosition($0.0, $0.1) }
    let hole = [(60, 60), (120, 60), (90, 100)].map { PagePosition($0.0, $0.1) }
    func area(_ ring: [PagePosition]) -> Double {
      abs(zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }) / 2
    }
    let lines = hatchLines(in: [ring, hole], angle: angle, spacing: 0.5)
    let covered = lines.reduce(0) { $0 + ($1.1 - $1.0).length } * 0.5
    #expect(abs(covered / (area(ring) - area(hole)) - 1) < 0.01)
    #expect(lines.allSatisfy { depth(of: ($0.0 + $0.1) / 2, in: [ring, hole]) > -1e-9 })
  }

}
