public import GridGeometry

/// The ground as one map of shared borders: nodes, arcs between them, faces between the arcs.
///
/// Every border exists once, as an arc with a face on either side; whatever is made of faces fits together without gap
/// or overlap because it is made of the same arcs. Positions lie on a precision grid and all decisions are exact in
/// integers. Vertices, arcs and faces are numbered by position alone: neither the order of the input nor of GEOS's
/// output shows in the result.
public struct PlanarMap: Sendable {
  /// A piece of ground enclosed by arcs, without any arc inside it except around its holes.
  public struct Face: Hashable, Sendable {
    /// In square metres, holes subtracted.
    public let area: Double
    /// In metres, the borders of holes included.
    public let perimeter: Double
    public let holeCount: Int
    public let envelope: Envelope
  }

  /// A border between two faces, from node to node, or a whole ring that no other arc meets.
  public struct Arc: Hashable, Sendable {
    /// The face on the left when walking from the first to the last point; −1 is outside.
    public let left: Int32
    /// The face on the right; −1 is outside.
    public let right: Int32
    /// In metres.
    public let length: Double
    /// Whether it ends where it begins.
    public let isClosed: Bool
  }

  public let grid: PrecisionGrid
  public let statistics: PlanarMapStatistics
  /// Ordered by lowest vertex: west to east, then south to north.
  public let faces: [Face]
  /// Ordered by first vertex.
  public let arcs: [Arc]
  /// The open ends of lines that bound no face, in order of position.
  public let freeEnds: [FreeEnd]
  /// Edges dropped because they end in the open.
  public let dangling: [LineString]
  /// Edges dropped because the same face lies on both sides of them.
  public let cutEdges: [LineString]

  let edges: EdgeSet
  let cycles: Cycles
  let tracing: FaceTracing
  let table: ArcTable
  private let arcStartsOfFace: [Int32]
  private let arcsOfFace: [Int32]

  /// Maps lines that may cross and overlap in any way: they are noded by snap rounding first.
  ///
  /// - Parameters:
  ///   - lines: In metres, in any order.
  ///   - precision: The width of the precision grid in metres.
  /// - Throws: ``CoverageError/notFinite(line:)``, ``CoverageError/extentTooLarge(extent:limit:)``,
  ///   ``CoverageError/geometry(_:)`` from GEOS.
  /// - Complexity: O(*n* log *n*), nearly all of it the noding.
  public init(lines: [NetworkLine], precision: Double = 0.01) throws(CoverageError) {
    let grid = try PrecisionGrid(precision: precision)
    if let bad = lines.firstIndex(where: { !$0.points.allSatisfy(\.isFinite) }) { throw .notFinite(line: bad) }
    let noded = try GridChains(noding: lines.map(\.points), on: grid)
    try self.init(noded: noded, on: grid)
  }

  /// Maps chains that meet at common vertices only.
  ///
  /// - Throws: ``CoverageError/notNoded(at:)`` when that is seen not to hold.
  init(noded chains: GridChains, on grid: PrecisionGrid) throws(CoverageError) {
    try self.init(noded: EdgeSet(chains, on: grid))
  }

  /// - Throws: ``CoverageError/notNoded(at:)`` when the edges are seen not to be planar.
  init(noded given: EdgeSet) throws(CoverageError) {
    var edges = given
    edges.keep([Bool](repeating: true, count: edges.edgeCount))
    let nodedSegments = edges.edgeCount
    var pruning = Pruning()
    pruning.removeDangles(from: &edges)
    var cycles = Cycles(edges)
    if pruning.removeCutEdges(from: &edges, cycles: cycles) { cycles = Cycles(edges) }
    let tracing = try FaceTracing(edges, cycles)
    let table = ArcTable(edges, cycles)
    grid = edges.grid
    self.edges = edges
    self.cycles = cycles
    self.tracing = tracing
    self.table = table
    freeEnds = pruning.freeEnds
    dangling = pruning.dangling
    cutEdges = pruning.cutEdges
    arcs = Self.measureArcs(edges, tracing, table)
    (arcStartsOfFace, arcsOfFace) = Self.arcsByFace(arcs, faceCount: tracing.outerStart.count)
    faces = Self.measureFaces(edges, tracing, table, arcs)
    statistics = PlanarMapStatistics(
      nodedSegments: nodedSegments, segments: edges.edgeCount, vertices: edges.vertexCount,
      danglingSegments: pruning.dangling.count, danglingLength: pruning.danglingLength,
      cutEdges: pruning.cutEdges.count, cutEdgeLength: pruning.cutEdgeLength, components: tracing.componentCount)
  }

  public var faceCount: Int { faces.count }

  /// The points of an arc; the first is repeated at the end of a closed one.
  public func points(ofArc arc: Int) -> [Point] { table.vertices(of: arc).map { edges.point($0) } }

  /// The arcs around a face, those of its holes included, ascending.
  public func arcs(ofFace face: Int) -> ArraySlice<Int32> {
    arcsOfFace[Int(arcStartsOfFace[face])..<Int(arcStartsOfFace[face + 1])]
  }
}

/// What went into a map and what was left out of it.
public struct PlanarMapStatistics: Hashable, Sendable {
  /// Segments after noding, each once.
  public let nodedSegments: Int
  /// Segments that bound faces.
  public let segments: Int
  public let vertices: Int
  /// Segments that lead to a free end, and their length in metres.
  public let danglingSegments: Int
  public let danglingLength: Double
  /// Segments with the same face on both sides, and their length in metres.
  public let cutEdges: Int
  public let cutEdgeLength: Double
  /// Pieces of network that do not touch each other.
  public let components: Int
}

extension GridChains {
  /// Lines cut at their crossings by GEOS's snap rounding, on the grid.
  init(noding lines: [[Point]], on grid: PrecisionGrid) throws(CoverageError) {
    let usable = lines.filter { $0.count > 1 }
    guard !usable.isEmpty else {
      self.init()
      return
    }
    let noded: [[Point]]
    do { noded = try Noding.snapRounded(usable, precision: grid.precision) } catch { throw .geometry(error) }
    try self.init(noded, on: grid)
  }
}

extension PlanarMap {
  fileprivate static func measureArcs(_ edges: EdgeSet, _ tracing: FaceTracing, _ table: ArcTable) -> [Arc] {
    (0..<table.count).map { arc in
      let vertices = table.vertices(of: arc)
      var length = 0.0
      var last = vertices[vertices.startIndex]
      for vertex in vertices.dropFirst() {
        let dx = Double(edges.x[Int(vertex)] - edges.x[Int(last)]), dy = Double(edges.y[Int(vertex)] - edges.y[Int(last)])
        length += (dx * dx + dy * dy).squareRoot()
        last = vertex
      }
      let half = Int(table.firstHalf[arc])
      return Arc(
        left: tracing.face[half], right: tracing.face[half ^ 1], length: length * edges.grid.precision,
        isClosed: vertices.first == vertices.last)
    }
  }

  fileprivate static func arcsByFace(_ arcs: [Arc], faceCount: Int) -> (starts: [Int32], arcs: [Int32]) {
    var starts = [Int32](repeating: 0, count: faceCount + 1)
    for arc in arcs {
      if arc.left >= 0 { starts[Int(arc.left) + 1] += 1 }
      if arc.right >= 0 { starts[Int(arc.right) + 1] += 1 }
    }
    for face in 0..<faceCount { starts[face + 1] += starts[face] }
    var next = starts
    var list = [Int32](repeating: 0, count: Int(starts[faceCount]))
    for (index, arc) in arcs.enumerated() {
      for face in [arc.left, arc.right] where face >= 0 {
        list[Int(next[Int(face)])] = Int32(index)
        next[Int(face)] += 1
      }
    }
    return (starts, list)
  }

  fileprivate static func measureFaces(
    _ edges: EdgeSet, _ tracing: FaceTracing, _ table: ArcTable, _ arcs: [Arc]
  ) -> [Face] {
    let count = tracing.outerStart.count
    var perimeter = [Double](repeating: 0, count: count)
    var envelope = [Envelope](repeating: .empty, count: count)
    for (index, arc) in arcs.enumerated() {
      var box = Envelope.empty
      for vertex in table.vertices(of: index) { box.form(union: edges.point(vertex)) }
      for face in [arc.left, arc.right] where face >= 0 {
        perimeter[Int(face)] += arc.length
        envelope[Int(face)].form(union: box)
      }
    }
    let cellArea = edges.grid.precision * edges.grid.precision / 2
    return (0..<count).map { face in
      Face(
        area: Double(tracing.doubleArea[face]) * cellArea, perimeter: perimeter[face],
        holeCount: Int(tracing.holeCount[face]), envelope: envelope[face])
    }
  }
}
