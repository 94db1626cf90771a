public import GridGeometry

/// Ways joined at the points they share: nodes where they meet or end, edges between them, both directions walked.
///
/// All tables are dense; numbers are 32 bits wide, so that a county's network fits the processor's cache.
public struct TravelNetwork: Hashable, Sendable {
  /// Where ways meet or end.
  public let nodes: [Point]
  /// The two nodes of each edge.
  let edgeStart, edgeEnd: [Int32]
  /// The course of edge `e` is `courses[courseStarts[e]..<courseStarts[e + 1]]`, both nodes included.
  let courseStarts: [Int32]
  let courses: [Point]
  /// The length of each edge in metres.
  let lengths: [Double]
  /// The minutes a metre of each edge takes.
  let rates: [Double]
  /// The arcs that leave node `n` are `arcStarts[n]..<arcStarts[n + 1]`.
  let arcStarts: [Int32]
  let arcHeads: [Int32]
  let arcEdges: [Int32]
  /// The minutes each arc takes.
  let arcMinutes: [Double]

  public var edgeCount: Int { lengths.count }
  /// The length of all edges in metres.
  public var totalLength: Double { lengths.reduce(0, +) }

  /// The two nodes, the length in metres and the minutes of an edge.
  public func edge(_ index: Int) -> (start: Int, end: Int, length: Double, minutes: Double) {
    (Int(edgeStart[index]), Int(edgeEnd[index]), lengths[index], lengths[index] * rates[index])
  }

  /// The course of an edge from its start to its end.
  public func course(ofEdge edge: Int) -> ArraySlice<Point> {
    courses[Int(courseStarts[edge])..<Int(courseStarts[edge + 1])]
  }

  /// Joins ways where they share a vertex, to the millimetre.
  ///
  /// One-way signs are for vehicles and play no part. Ways of classes without a speed, and ways without length, are
  /// passed over.
  ///
  /// - Parameter joinsCrossings: Whether ways that cross without a common vertex are joined too, unless one of them is a
  ///   bridge or a tunnel.
  /// - Throws: ``AccessError/emptyNetwork`` when nothing can be walked.
  /// - Complexity: O(v) in vertices; with crossings about O(v log v) for segments that are short beside the county.
  public init(_ ways: [WayLine], speeds: WalkingSpeeds, joinsCrossings: Bool = false) throws(AccessError) {
    var walked: [WayLine] = []
    for way in ways where speeds.minutesPerMetre(of: way.category) != nil {
      var points: [Point] = []
      for point in way.points where point.isOnEarth && points.last.map({ MillimetreKey($0) != MillimetreKey(point) }) ?? true {
        points.append(point)
      }
      if points.count > 1 { walked.append(WayLine(points, category: way.category, isDetached: way.isDetached)) }
    }
    if joinsCrossings { walked = Crossings.joined(walked) }
    guard !walked.isEmpty else { throw .emptyNetwork }
    var assembly = NetworkAssembly(walked)
    for way in walked { assembly.add(way, rate: speeds.minutesPerMetre(of: way.category) ?? speeds.minutesPerMetre) }
    self.init(assembly)
  }

  private init(_ assembly: NetworkAssembly) {
    nodes = assembly.nodes
    edgeStart = assembly.edgeStart
    edgeEnd = assembly.edgeEnd
    courseStarts = assembly.courseStarts
    courses = assembly.courses
    lengths = assembly.lengths
    rates = assembly.rates
    var starts = [Int32](repeating: 0, count: assembly.nodes.count + 1)
    for edge in assembly.lengths.indices {
      starts[Int(assembly.edgeStart[edge]) + 1] += 1
      starts[Int(assembly.edgeEnd[edge]) + 1] += 1
    }
    for node in assembly.nodes.indices { starts[node + 1] += starts[node] }
    var next = starts
    var heads = [Int32](repeating: 0, count: 2 * assembly.lengths.count)
    var edges = heads
    var minutes = [Double](repeating: 0, count: heads.count)
    for edge in assembly.lengths.indices {
      let ends = (assembly.edgeStart[edge], assembly.edgeEnd[edge])
      for (tail, head) in [ends, (ends.1, ends.0)] {
        let arc = Int(next[Int(tail)])
        next[Int(tail)] += 1
        heads[arc] = head
        edges[arc] = Int32(edge)
        minutes[arc] = assembly.lengths[edge] * assembly.rates[edge]
      }
    }
    arcStarts = starts
    arcHeads = heads
    arcEdges = edges
    arcMinutes = minutes
  }
}

extension Point {
  /// Whether the point can be one of a projected map; farther out the arithmetic of cells would fail.
  var isOnEarth: Bool { abs(x) < 1e9 && abs(y) < 1e9 }
}

/// A point to the millimetre: vertices of one key are one vertex.
struct MillimetreKey: Hashable {
  let x, y: Int64

  init(_ point: Point) {
    x = Int64((max(-1e9, min(1e9, point.x)) * 1000).rounded())
    y = Int64((max(-1e9, min(1e9, point.y)) * 1000).rounded())
  }
}

/// Nodes and edges in the order in which the ways bring them.
private struct NetworkAssembly {
  private(set) var nodes: [Point] = []
  private(set) var edgeStart: [Int32] = []
  private(set) var edgeEnd: [Int32] = []
  private(set) var courseStarts: [Int32] = [0]
  private(set) var courses: [Point] = []
  private(set) var lengths: [Double] = []
  private(set) var rates: [Double] = []
  /// Vertices that are ends or that more than one way passes.
  private var joints: Set<MillimetreKey> = []
  private var nodeOfKey: [MillimetreKey: Int32] = [:]

  init(_ ways: [WayLine]) {
    var seen = Set<MillimetreKey>(minimumCapacity: ways.reduce(0) { $0 + $1.points.count })
    for way in ways {
      for (position, point) in way.points.enumerated() {
        let key = MillimetreKey(point)
        let isEnd = position == 0 || position == way.points.count - 1
        if !seen.insert(key).inserted || isEnd { joints.insert(key) }
      }
    }
  }

  mutating func add(_ way: WayLine, rate: Double) {
    var start = 0
    for position in way.points.indices.dropFirst() where joints.contains(MillimetreKey(way.points[position])) {
      let course = way.points[start...position]
      edgeStart.append(node(way.points[start]))
      edgeEnd.append(node(way.points[position]))
      lengths.append(zip(course, course.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) })
      rates.append(rate)
      courses += course
      courseStarts.append(Int32(courses.count))
      start = position
    }
  }

  private mutating func node(_ point: Point) -> Int32 {
    let key = MillimetreKey(point)
    if let known = nodeOfKey[key] { return known }
    let number = Int32(nodes.count)
    nodes.append(point)
    nodeOfKey[key] = number
    return number
  }
}
