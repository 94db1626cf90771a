/// The simple rings that bound labelled ground, each with the ground on its left.
struct LabelRings {
  struct Ring {
    /// Closed: the first vertex repeated as the last; it is the lowest of the ring.
    var vertices: [Int32]
    /// A face just left of the ring.
    var face: Int32
    /// Twice the signed area in cells: positive for a shell.
    var doubleArea: Int64
  }

  /// In order of lowest vertex, then second vertex.
  private(set) var rings: [Ring] = []
  private let map: PlanarMap
  private let labels: [Int32]
  private let shapes: ArcShapes
  private var places: VertexPlaces

  /// The rings of all labels.
  ///
  /// - Parameter shapes: The course of each arc between its ends, when it is not to be its own.
  /// - Complexity: O(*n*) in the vertices of the map.
  init(_ map: PlanarMap, labels: [Int32], shapes: ArcShapes? = nil) {
    precondition(labels.count == map.faceCount, "one label for each face")
    self.map = map
    self.labels = labels
    self.shapes = shapes ?? map.table.shapes
    places = VertexPlaces(vertexCount: map.edges.vertexCount)
    var isUsed = [Bool](repeating: false, count: 2 * map.table.count)
    for arc in 0..<map.table.count { trace(arc, &isUsed) }
    sort()
  }

  /// The rings of one face.
  ///
  /// - Complexity: O(*k*) in the vertices of the face.
  init(_ map: PlanarMap, face: Int32) {
    self.map = map
    labels = []
    shapes = map.table.shapes
    places = VertexPlaces(vertexCount: 0)
    var used = Set<Int32>()
    for arc in map.arcs(ofFace: Int(face)) {
      let forward = map.table.firstHalf[Int(arc)], backward = map.table.lastHalf[Int(arc)] ^ 1
      let start = map.tracing.face[Int(forward)] == face ? forward : backward
      guard !used.contains(map.table.arcOfHalf[Int(start)]) else { continue }
      var chain: [Int32] = []
      var half = start
      repeat {
        let directed = map.table.arcOfHalf[Int(half)]
        used.insert(directed)
        half = map.cycles.next[Int(append(directed, to: &chain))]
      } while half != start
      split(chain, face: face)
    }
    sort()
  }

  private mutating func sort() {
    let order = RadixSort.order(of: rings.map { UInt64($0.vertices[0]) << 32 | UInt64($0.vertices[1]) })
    rings = order.map { rings[Int($0)] }
  }

  private func label(leftOf half: Int32) -> Int32 {
    let face = map.tracing.face[Int(half)]
    return face < 0 ? -1 : labels[Int(face)]
  }

  private mutating func trace(_ arc: Int, _ isUsed: inout [Bool]) {
    let forward = map.table.firstHalf[arc], backward = map.table.lastHalf[arc] ^ 1
    let left = label(leftOf: forward), right = label(leftOf: backward)
    guard left != right else { return }
    if left >= 0, !isUsed[2 * arc] { walk(from: forward, label: left, &isUsed) }
    if right >= 0, !isUsed[2 * arc + 1] { walk(from: backward, label: right, &isUsed) }
  }

  /// Follows the border of one connected piece of ground, arc by arc, back to its beginning.
  private mutating func walk(from start: Int32, label wanted: Int32, _ isUsed: inout [Bool]) {
    var chain: [Int32] = []
    var half = start
    repeat {
      let directed = map.table.arcOfHalf[Int(half)]
      isUsed[Int(directed)] = true
      half = map.cycles.next[Int(append(directed, to: &chain))]
      // Turn over the arcs inside the ground until one has other ground on its right.
      while label(leftOf: half ^ 1) == wanted { half = map.cycles.next[Int(half ^ 1)] }
    } while half != start
    split(chain, face: map.tracing.face[Int(start)])
  }

  /// Adds the vertices of an arc but the last; returns the last half-edge of the arc.
  private func append(_ directed: Int32, to chain: inout [Int32]) -> Int32 {
    let arc = Int(directed >> 1)
    if directed & 1 == 0 {
      chain.append(contentsOf: shapes[arc].dropLast())
      return map.table.lastHalf[arc]
    }
    chain.append(contentsOf: shapes[arc].dropFirst().reversed())
    return map.table.firstHalf[arc] ^ 1
  }

  /// Cuts a closed walk into rings that visit no vertex twice.
  private mutating func split(_ chain: [Int32], face: Int32) {
    var stack: [Int32] = []
    stack.reserveCapacity(chain.count + 1)
    for vertex in chain {
      let place = places[vertex]
      if place >= 0 {
        close(stack[Int(place)...], face: face)
        for dropped in stack[Int(place + 1)...] { places[dropped] = -1 }
        stack.removeSubrange(Int(place + 1)...)
      } else {
        places[vertex] = Int32(stack.count)
        stack.append(vertex)
      }
    }
    for vertex in stack { places[vertex] = -1 }
    close(stack[...], face: face)
  }

  private mutating func close(_ open: ArraySlice<Int32>, face: Int32) {
    var lowest = open.startIndex
    for index in open.indices where open[index] < open[lowest] { lowest = index }
    var vertices = Array(open[lowest...])
    vertices.append(contentsOf: open[..<lowest])
    vertices.append(vertices[0])
    var sum: Int64 = 0
    for index in 1..<vertices.count {
      let a = Int(vertices[index - 1]), b = Int(vertices[index])
      sum &+= Int64(map.edges.x[a]) &* Int64(map.edges.y[b]) &- Int64(map.edges.y[a]) &* Int64(map.edges.x[b])
    }
    rings.append(Ring(vertices: vertices, face: face, doubleArea: sum))
  }
}

/// The place of each vertex in a chain, −1 when it is not in it: an array when all vertices may come, else a table.
private struct VertexPlaces {
  private var dense: [Int32]
  private var sparse: [Int32: Int32] = [:]

  init(vertexCount: Int) { dense = [Int32](repeating: -1, count: vertexCount) }

  subscript(vertex: Int32) -> Int32 {
    get { dense.isEmpty ? sparse[vertex] ?? -1 : dense[Int(vertex)] }
    set { if dense.isEmpty { sparse[vertex] = newValue } else { dense[Int(vertex)] = newValue } }
  }
}
