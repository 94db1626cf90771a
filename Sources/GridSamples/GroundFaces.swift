import GridGeometry

/// Faces of ground that share their vertices: every edge is stored once for each side, so neighbours can never disagree.
///
/// Only cutting is offered. A vertex put on an edge enters both faces of that edge.
struct GroundFaces {
  /// What an edge is, the more important the smaller.
  enum EdgeKind: UInt8 { case outline, river, township, community }

  private(set) var points: [Point] = []
  /// The vertices of each face, counter-clockwise.
  private(set) var loops: [[Int32]] = []
  /// The number of edges that meet in each vertex.
  private(set) var degree: [Int32] = []
  private var leftFace: [UInt64: Int32] = [:]
  private var kinds: [UInt64: EdgeKind] = [:]

  init(outline: Loop) {
    points = outline
    loops = [(0..<Int32(outline.count)).map { $0 }]
    degree = Array(repeating: 2, count: outline.count)
    for index in outline.indices {
      let a = Int32(index)
      let b = Int32((index + 1) % outline.count)
      leftFace[Self.directed(a, b)] = 0
      kinds[Self.undirected(a, b)] = .outline
    }
  }

  private static func directed(_ a: Int32, _ b: Int32) -> UInt64 { UInt64(UInt32(a)) << 32 | UInt64(UInt32(b)) }
  private static func undirected(_ a: Int32, _ b: Int32) -> UInt64 { directed(min(a, b), max(a, b)) }

  func loop(of face: Int) -> Loop { loops[face].map { points[Int($0)] } }
  func kind(_ a: Int32, _ b: Int32) -> EdgeKind { kinds[Self.undirected(a, b)] ?? .community }
  /// The face on the left of an edge, −1 outside the county.
  func face(leftOf a: Int32, _ b: Int32) -> Int32 { leftFace[Self.directed(a, b)] ?? -1 }

  /// Puts a vertex on the edge from `a` to `b`.
  private mutating func insertVertex(_ point: Point, between a: Int32, _ b: Int32) -> Int32 {
    let new = Int32(points.count)
    points.append(point)
    degree.append(2)
    let kind = kind(a, b)
    kinds[Self.undirected(a, b)] = nil
    kinds[Self.undirected(a, new)] = kind
    kinds[Self.undirected(new, b)] = kind
    for (from, to) in [(a, b), (b, a)] {
      guard let face = leftFace.removeValue(forKey: Self.directed(from, to)) else { continue }
      leftFace[Self.directed(from, new)] = face
      leftFace[Self.directed(new, to)] = face
      guard let index = loops[Int(face)].firstIndex(of: from) else { continue }
      loops[Int(face)].insert(new, at: index + 1)
    }
    return new
  }

  /// Where a cut may end: at a vertex of the face, or on one of its edges.
  enum Anchor: Equatable {
    case vertex(Int32)
    case edge(Int32, Int32, Point)

    func position(in faces: GroundFaces) -> Point {
      switch self {
      case .vertex(let vertex): faces.points[Int(vertex)]
      case .edge(_, _, let point): point
      }
    }
  }

  /// Cuts a face in two along a path of new vertices. The left part keeps the number of the face.
  ///
  /// The caller has made sure that the path lies inside the face and meets its edge at the anchors only.
  ///
  /// - Returns: The number of the right part.
  mutating func split(_ face: Int, from start: Anchor, to end: Anchor, along path: [Point], as kind: EdgeKind) -> Int {
    func vertex(_ anchor: Anchor) -> Int32 {
      switch anchor {
      case .vertex(let vertex): vertex
      case .edge(let a, let b, let point): insertVertex(point, between: a, b)
      }
    }
    let first = vertex(start)
    let last = vertex(end)
    var chain = [first]
    for point in path {
      chain.append(Int32(points.count))
      points.append(point)
      degree.append(2)
    }
    chain.append(last)
    degree[Int(first)] += 1
    degree[Int(last)] += 1
    let loop = loops[face]
    func walk(from a: Int32, to b: Int32) -> [Int32] {
      var index = loop.firstIndex(of: a) ?? 0
      var found: [Int32] = []
      repeat {
        found.append(loop[index])
        index = (index + 1) % loop.count
      } while found.last != b && found.count <= loop.count
      return found
    }
    let left = walk(from: last, to: first) + chain.dropFirst().dropLast()
    let right = walk(from: first, to: last) + chain.dropFirst().dropLast().reversed()
    let new = loops.count
    loops[face] = left
    loops.append(right)
    for index in right.indices { leftFace[Self.directed(right[index], right[(index + 1) % right.count])] = Int32(new) }
    for (a, b) in zip(chain, chain.dropFirst()) {
      leftFace[Self.directed(a, b)] = Int32(face)
      leftFace[Self.directed(b, a)] = Int32(new)
      kinds[Self.undirected(a, b)] = kind
    }
    return new
  }
}

/// A stretch of edge between two junctions, the same two faces beside it all the way.
struct GroundArc {
  /// Vertices from junction to junction.
  var vertices: [Int32]
  var left: Int32
  /// −1 outside the county.
  var right: Int32
  var kind: GroundFaces.EdgeKind
}

extension GroundFaces {
  /// Every arc once, in the order of its left face.
  ///
  /// - Complexity: O(vertices).
  func arcs() -> [GroundArc] {
    var arcs: [GroundArc] = []
    for face in loops.indices {
      let loop = loops[face]
      guard let first = loop.indices.first(where: { degree[Int(loop[$0])] > 2 }) else { continue }
      var chain = [loop[first]]
      for step in 1...loop.count {
        let vertex = loop[(first + step) % loop.count]
        chain.append(vertex)
        guard degree[Int(vertex)] > 2 else { continue }
        let right = self.face(leftOf: chain[1], chain[0])
        if right < 0 || right > Int32(face) {
          arcs.append(GroundArc(vertices: chain, left: Int32(face), right: right, kind: kind(chain[0], chain[1])))
        }
        chain = [vertex]
      }
    }
    return arcs
  }
}
