/// Ground with its edges filed by height, for many questions about the same ground. Tasks may share it.
public final class PreparedPolygon: Sendable {
  public let envelope: Envelope
  private let ground: MultiPolygon
  /// Both ends of the edges of slab `s` stand at `starts[s]..<starts[s + 1]`.
  private let starts: [Int32]
  private let edges: [(Point, Point)]
  private let slabsPerMetre: Double

  /// - Complexity: O(n).
  public init(_ ground: MultiPolygon) {
    self.ground = ground
    envelope = ground.envelope
    var all: [(Point, Point)] = []
    for ring in ground.polygons.lazy.flatMap(\.rings) {
      for index in 1..<max(ring.points.count, 1) where ring.points[index - 1].y != ring.points[index].y {
        all.append((ring.points[index - 1], ring.points[index]))
      }
    }
    // Ground like a comb would stand in every slab with every edge: no more than eight slabs to an edge on average.
    let climb = all.reduce(0.0) { $0 + abs($1.0.y - $1.1.y) }
    let few = climb > 0 ? 7 * Double(all.count) * envelope.height / climb : 1
    let slabs = max(1, min(all.count / 2, few < 1e6 ? Int(few) : 1_000_000))
    let scale = envelope.height > 0 ? Double(slabs) / envelope.height : 0
    slabsPerMetre = scale.isFinite ? scale : 0
    (starts, edges) = Self.filed(all, slabs: slabs, scale: slabsPerMetre, low: envelope.minY)
  }

  /// Whether the point belongs to the ground, by the half-open rule of ``Polygon/contains(_:)``.
  ///
  /// - Complexity: O(edges at the height of the point), a handful for compact ground.
  public func contains(_ point: Point) -> Bool {
    guard envelope.contains(point) else { return false }
    let slab = Self.slab(of: point.y, low: envelope.minY, scale: slabsPerMetre, count: starts.count - 1)
    var odd = false
    for index in Int(starts[slab])..<Int(starts[slab + 1]) {
      let (a, b) = edges[index]
      if rayEast(from: point, crosses: a, b) { odd.toggle() }
    }
    return odd
  }

  /// Whether the window and the ground share at least a point, borders included.
  ///
  /// - Complexity: O(n) at worst.
  public func intersects(_ window: Envelope) -> Bool {
    guard envelope.intersects(window) else { return false }
    let corners = [
      Point(window.minX, window.minY), Point(window.maxX, window.minY), Point(window.maxX, window.maxY),
      Point(window.minX, window.maxY),
    ]
    if contains(corners[0]) { return true }
    for ring in ground.polygons.lazy.flatMap(\.rings) {
      for index in 1..<max(ring.points.count, 1) {
        if window.meets(ring.points[index - 1], ring.points[index], corners: corners) { return true }
      }
    }
    return false
  }

  private static func slab(of y: Double, low: Double, scale: Double, count: Int) -> Int {
    // Written so that no number, nor what is none, is too large for an Int.
    let place = (y - low) * scale
    guard place > 0 else { return 0 }
    return place < Double(count) ? Int(place) : count - 1
  }

  private static func filed(
    _ all: [(Point, Point)], slabs: Int, scale: Double, low: Double
  ) -> (starts: [Int32], edges: [(Point, Point)]) {
    var starts = [Int32](repeating: 0, count: slabs + 1)
    func range(_ edge: (Point, Point)) -> ClosedRange<Int> {
      let first = slab(of: min(edge.0.y, edge.1.y), low: low, scale: scale, count: slabs)
      return first...max(first, slab(of: max(edge.0.y, edge.1.y), low: low, scale: scale, count: slabs))
    }
    for edge in all { for slab in range(edge) { starts[slab + 1] += 1 } }
    for slab in 0..<slabs { starts[slab + 1] += starts[slab] }
    var filed = [(Point, Point)](repeating: (Point(0, 0), Point(0, 0)), count: Int(starts[slabs]))
    var next = starts
    for edge in all {
      for slab in range(edge) {
        filed[Int(next[slab])] = edge
        next[slab] += 1
      }
    }
    return (starts, filed)
  }
}

extension Envelope {
  /// Whether a segment shares a point with the rectangle.
  fileprivate func meets(_ a: Point, _ b: Point, corners: [Point]) -> Bool {
    guard intersects(Envelope(a, b)) else { return false }
    if contains(a) || contains(b) { return true }
    // The envelopes meet and both ends are outside: they meet unless all corners lie on one side of the line.
    let first = Orientation.turn(a, b, corners[0])
    return first == 0 || corners.dropFirst().contains { Orientation.turn(a, b, $0) != first }
  }
}
