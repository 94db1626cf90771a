public import GridGeometry
import GridPartitioning

/// A place on a network: the foot of a point on the nearest edge.
public struct NetworkPosition: Hashable, Sendable {
  public let edge: Int32
  /// Metres along the edge from its start.
  public let offset: Double
  /// Metres from the point to the edge, as the crow flies.
  public let gap: Double
}

/// Finds the place on a network nearest to a point: on an edge, not only at a node.
public struct NetworkLocator: Sendable {
  private let network: TravelNetwork
  private let grid: SegmentGrid
  /// The edge of each segment and the metres along it at which the segment starts.
  private let edges: [Int32]
  private let offsets: [Double]

  /// - Complexity: O(n) in segments.
  public init(_ network: TravelNetwork) {
    self.network = network
    var starts: [Point] = []
    var ends: [Point] = []
    var edges: [Int32] = []
    var offsets: [Double] = []
    for edge in 0..<network.edgeCount {
      let course = network.course(ofEdge: edge)
      var passed = 0.0
      for (first, second) in zip(course, course.dropFirst()) {
        starts.append(first)
        ends.append(second)
        edges.append(Int32(edge))
        offsets.append(passed)
        passed += first.distance(to: second)
      }
    }
    grid = SegmentGrid(starts: starts, ends: ends)
    self.edges = edges
    self.offsets = offsets
  }

  /// The nearest place, `nil` when every edge is farther away than `limit` metres.
  public func locate(_ point: Point, limit: Double) -> NetworkPosition? {
    guard let found = grid.nearest(to: point, limit: limit) else { return nil }
    let edge = edges[found.segment]
    let length =
      found.segment + 1 < edges.count && edges[found.segment + 1] == edge
      ? offsets[found.segment + 1] - offsets[found.segment] : network.lengths[Int(edge)] - offsets[found.segment]
    return NetworkPosition(edge: edge, offset: offsets[found.segment] + found.share * length, gap: found.distance)
  }

  /// The same for many points, in their order.
  public func locate(_ points: [Point], limit: Double, threads: Int = 1) -> [NetworkPosition?] {
    let run = 1024
    return inParallel(count: (points.count + run - 1) / run, threads: threads) { part in
      points[(part * run)..<min(points.count, (part + 1) * run)].map { locate($0, limit: limit) }
    }.flatMap { $0 }
  }
}
