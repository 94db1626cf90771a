import GridCoverages
import GridGeometry
import Testing

@Suite("Ground divided by other layers")
struct DividedGroundTests {
  private let grids = [square(0, 0, 100, 100), square(100, 0, 200, 100)]

  @Test("Parts tile the first layer, and know who has them in the others")
  func parts() throws {
    let parts = try DividedGround([grids, [square(0, 0, 200, 40)]]).parts(byFirst: 2)
    #expect(parts.map(\.owners) == [[0, nil], [0, 0], [1, nil], [1, 0]])
    #expect(parts.map(\.area) == [6000, 4000, 6000, 4000])
    #expect(try validateCoverage(parts.map(\.ground), criteria: CoverageCriteria(sliverWidth: 0)).isCoverage)
  }

  @Test("Ground that the first layer leaves out is a part too")
  func leftOut() throws {
    let parts = try DividedGround([grids, [square(0, 0, 300, 100)]]).parts(byFirst: 2)
    #expect(parts.map(\.owners) == [[nil, 0], [0, 0], [1, 0]])
    #expect(parts.map(\.area) == [10_000, 10_000, 10_000])
  }

  @Test("Lines that run beside each other are one line where noise is named, that of the first layer")
  func noise() throws {
    // The communities' line lies 30 cm west of the grids', and their outline 20 cm beyond.
    let layers = [grids, [square(-0.2, 0, 99.7, 100), square(99.7, 0, 200, 100)]]
    #expect(try DividedGround(layers).parts(byFirst: 2).map(\.owners) == [[nil, 0], [0, 0], [0, 1], [1, 1]])
    let joined = try DividedGround(layers, noiseWidth: 1).parts(byFirst: 2)
    #expect(joined.map(\.owners) == [[0, 0], [1, 1]])
    #expect(joined.map(\.area) == [10_000, 10_000])
  }

  @Test("Ground beyond every community goes with its neighbour only where it is noise", arguments: [(0.5, 1), (5.0, 2)])
  func beyond(overhang: Double, count: Int) throws {
    let parts = try DividedGround(
      [[square(0, 0, 100 + overhang, 100)], [square(0, 0, 100, 100)]], noiseWidth: 1
    ).parts(byFirst: 2)
    #expect(parts.count == count)
    #expect(parts.map(\.area).reduce(0, +) == (100 + overhang) * 100)
  }

  @Test("Of two that claim the same ground in one layer the first has it")
  func contested() throws {
    let parts = try DividedGround([[square(0, 0, 10, 10)], [square(0, 0, 6, 10), square(4, 0, 10, 10)]]).parts(
      byFirst: 2)
    #expect(parts.map(\.owners) == [[0, 0], [0, 1]])
    #expect(parts.map(\.area) == [60, 40])
  }

  @Test("Fewer layers give the same ground in larger parts")
  func fewer() throws {
    let divided = try DividedGround([grids, [square(0, 0, 200, 40)], [square(50, 0, 150, 100)]])
    #expect(divided.parts(byFirst: 3).count == 8)
    #expect(divided.parts(byFirst: 2).map(\.area) == [6000, 4000, 6000, 4000])
    #expect(divided.parts(byFirst: 1).map(\.area) == [10_000, 10_000])
  }
}
