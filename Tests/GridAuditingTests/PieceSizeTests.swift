import GridAuditing
import GridGeometry
import Testing

@Suite("The size of a piece of ground")
struct PieceSizeTests {
  @Test(
    "A rectangle is as wide as its shorter side, however long",
    arguments: [
      (10.0, 10.0), (100, 10), (1000, 1), (20_000, 0.02), (3, 0.004),
    ])
  func rectangle(length: Double, width: Double) {
    let scale = DrawnPlan.side
    let size = PieceSize(DrawnPlan.rectangle(0, 0, length / scale, width / scale))
    #expect(abs(size.width - width) < 0.015 * width)
    #expect(abs(size.area - length * width) < 1e-3 * length * width)
  }

  @Test("A thread with a room in it is as wide as the room")
  func room() {
    let points = [(0.0, 0.0), (900, 0), (900, -5), (920, -5), (920, 15), (900, 15), (900, 0.1), (0, 0.1), (0, 0)]
    let thread = Polygon(exterior: Ring(unchecked: points.map { Point($0.0, $0.1) }))
    #expect(abs(PieceSize(thread).width - 20) < 0.3)
  }
}
