package import GridGeometry

/// Ground that hangs together only by places narrower than a width, and the lines that part it there.
///
/// The ground is opened by a disc: shrunk by half the width and grown again, it falls into bodies. What no body covers is
/// a neck where it touches two of them, and is cut off at its mouths, so that it becomes ground of its own, which a
/// neighbour along it can take.
/// - SeeAlso: Serra, "Image Analysis and Mathematical Morphology", 1982, on openings.
package struct Necks {
  /// Straight across the mouths, 3 cm longer at either end so that they surely meet what bounds the ground.
  package private(set) var cuts: [(Point, Point)] = []
  private var bodies: [PolygonIndex] = []

  /// - Parameters:
  ///   - width: In metres.
  ///   - leastArea: Bodies smaller than this, in square metres, are no more than bulges.
  /// - Returns: `nil` for ground without necks.
  /// - Complexity: O(*n*) where no two stretches of the outline come near each other; else that of GEOS' buffer.
  package init?(of ground: Polygon, narrowerThan width: Double, leastArea: Double) {
    guard width > 0, Outline(ground).comesNearItself(within: width),
      let bodies = Self.bodies(of: ground, width, leastArea), bodies.count > 1,
      let rest = try? Overlay.difference(MultiPolygon(ground), Overlay.union(bodies))
    else { return nil }
    self.bodies = bodies.map { PolygonIndex(MultiPolygon($0)) }
    let outline = Outline(ground)
    for piece in rest.polygons {
      let mouths = mouths(of: piece, outline)
      guard Set(mouths.map(\.body)).count > 1 else { continue }
      cuts += mouths.map { Self.extended($0.from, $0.to) }
    }
    if cuts.isEmpty { return nil }
  }

  /// Which part a place belongs to: a body, or what is none.
  package func part(of place: Point) -> Int32 { body(at: place) ?? Int32(bodies.count) }

  private func body(at place: Point) -> Int32? {
    bodies.firstIndex { $0.contains(place) }.map(Int32.init)
  }

  private static func bodies(of ground: Polygon, _ width: Double, _ leastArea: Double) -> [Polygon]? {
    guard let cores = try? Overlay.buffer(.polygon(ground), by: -width / 2), cores.polygons.count > 1 else { return nil }
    // Grown by a little more, so that nothing is left along straight edges.
    return cores.polygons.compactMap { core in
      let body = try? Overlay.buffer(.polygon(core), by: 0.51 * width)
      return body?.polygons.max { $0.area < $1.area }.flatMap { $0.area >= leastArea ? $0 : nil }
    }
  }

  private struct Mouth {
    let from, to: Point
    let body: Int32
  }

  /// The stretches of a piece's outline that lie on bodies, and not on the outline of the ground.
  private func mouths(of piece: Polygon, _ outline: Outline) -> [Mouth] {
    var mouths: [Mouth] = []
    for ring in piece.rings.map(\.points) where ring.count > 3 {
      let edges = ring.count - 1
      let isOpen = (0..<edges).map { edge in
        let (a, b) = (ring[edge], ring[edge + 1])
        return !outline.passes(Point((a.x + b.x) / 2, (a.y + b.y) / 2), within: 1e-4)
      }
      guard let first = (0..<edges).first(where: { isOpen[$0] && !isOpen[($0 + edges - 1) % edges] }) else { continue }
      var run: [Int] = []
      for step in 0...edges {
        let edge = (first + step) % edges
        if step < edges, isOpen[edge] {
          run.append(edge)
        } else if let start = run.first, let end = run.last {
          if let body = body(along: ring, run) { mouths.append(Mouth(from: ring[start], to: ring[end + 1], body: body)) }
          run = []
        }
      }
    }
    return mouths
  }

  /// The body on the other side of a stretch of an outline.
  private func body(along ring: [Point], _ edges: [Int]) -> Int32? {
    let edge = edges[edges.count / 2]
    let (a, b) = (ring[edge], ring[edge + 1])
    let length = max(a.distance(to: b), 1e-9)
    for side in [0.05, -0.05] {
      let place = Point((a.x + b.x) / 2 - (b.y - a.y) / length * side, (a.y + b.y) / 2 + (b.x - a.x) / length * side)
      if let body = body(at: place) { return body }
    }
    return nil
  }

  private static func extended(_ from: Point, _ to: Point) -> (Point, Point) {
    let length = max(from.distance(to: to), 1e-9)
    let (dx, dy) = ((to.x - from.x) / length * 0.03, (to.y - from.y) / length * 0.03)
    return (Point(from.x - dx, from.y - dy), Point(to.x + dx, to.y + dy))
  }
}

/// The outline of ground, filed by place.
private struct Outline {
  private struct Edge {
    let segment: Segment
    let ring: Int
    /// Along the ring.
    let start, length: Double
  }

  private var edges: [Edge] = []
  private var lengths: [Double] = []
  private let cells: SegmentCells

  init(_ ground: Polygon) {
    for (number, ring) in ground.rings.enumerated() {
      var along = 0.0
      for (a, b) in zip(ring.points, ring.points.dropFirst()) where a != b {
        let length = a.distance(to: b)
        edges.append(Edge(segment: Segment(a, b), ring: number, start: along, length: length))
        along += length
      }
      lengths.append(along)
    }
    cells = SegmentCells(count: edges.count) { [edges] in edges[$0].segment }
  }

  /// Whether it passes a place at less than a distance.
  func passes(_ place: Point, within distance: Double) -> Bool {
    var isNear = false
    cells.forEach(near: Envelope(place, place).expanded(by: distance)) { edge in
      if edges[edge].segment.squaredDistance(toX: place.x, y: place.y) < distance * distance { isNear = true }
    }
    return isNear
  }

  /// Whether two stretches of it are nearer to each other than a distance, though far apart along the outline: only
  /// then can ground be narrow. Where two stretches are nearest, one of them has a vertex.
  func comesNearItself(within distance: Double) -> Bool {
    edges.contains { edge in
      let place = Point(edge.segment.ax, edge.segment.ay)
      var isNear = false
      cells.forEach(near: Envelope(place, place).expanded(by: distance)) { number in
        let other = edges[number]
        guard !isNear, other.segment.squaredDistance(toX: place.x, y: place.y) < distance * distance else { return }
        if other.ring != edge.ring { isNear = true }
        // The way round to the nearer end of the other stretch.
        let ahead = other.start - edge.start, whole = lengths[edge.ring]
        let gap = ahead >= 0 ? min(ahead, whole - ahead - other.length) : min(-ahead - other.length, whole + ahead)
        if gap > 3 * distance { isNear = true }
      }
      return isNear
    }
  }
}
