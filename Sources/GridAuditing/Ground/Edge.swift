/// A directed edge between two numbered vertices, with its ground on the left.
///
/// An edge and its opposite are neighbours in sorting order, so that cancelling is a sort and one pass.
struct Edge: Hashable, Sendable, BitwiseCopyable {
  let bits: UInt64

  /// - Precondition: The vertices differ and are not negative.
  init(from: Int32, to: Int32) {
    let low = UInt64(UInt32(bitPattern: min(from, to)))
    let high = UInt64(UInt32(bitPattern: max(from, to)))
    bits = low << 32 | high << 1 | (from > to ? 1 : 0)
  }

  private init(bits: UInt64) { self.bits = bits }

  private var low: Int { Int(bits >> 32) }
  private var high: Int { Int((bits >> 1) & 0x7fff_ffff) }
  var isForward: Bool { bits & 1 == 0 }
  var from: Int { isForward ? low : high }
  var to: Int { isForward ? high : low }
  var opposite: Edge { Edge(bits: bits ^ 1) }
  /// The edge or its opposite, whichever runs from the lower number.
  var forward: Edge { Edge(bits: bits & ~1) }
  /// Equal for an edge and its opposite.
  var undirected: UInt64 { bits >> 1 }
}

/// The directed outlines of a layer's polygons: outer rings counter-clockwise, holes clockwise.
struct EdgeLayer: Sendable {
  private(set) var edges: [Edge] = []
  private var starts: [Int] = [0]

  subscript(index: Int) -> ArraySlice<Edge> { edges[starts[index]..<starts[index + 1]] }

  mutating func append(_ rings: [(vertices: [Int32], isReversed: Bool)]) {
    for ring in rings where ring.vertices.count > 1 {
      for index in 1..<ring.vertices.count {
        let a = ring.vertices[index - 1]
        let b = ring.vertices[index]
        if a != b { edges.append(ring.isReversed ? Edge(from: b, to: a) : Edge(from: a, to: b)) }
      }
    }
    starts.append(edges.count)
  }
}

/// A sum of directed edges.
///
/// Adding the outlines of polygons adds up how often each place is covered; the count of covers
/// changes only across edges that are left when opposite ones have cancelled. Two sets of ground
/// whose difference leaves no edge cover every place equally often: an exact proof, without a tolerance.
struct EdgeChain {
  private var edges: [Edge] = []

  mutating func removeAll() { edges.removeAll(keepingCapacity: true) }

  mutating func add(_ outline: ArraySlice<Edge>) { edges.append(contentsOf: outline) }

  mutating func subtract(_ outline: ArraySlice<Edge>) {
    for edge in outline { edges.append(edge.opposite) }
  }

  /// What is left when opposite edges have cancelled, each as often as it remains, in a fixed order.
  ///
  /// - Complexity: O(n log n) in the number of edges added.
  mutating func remainder() -> [Edge] {
    edges.sort { $0.bits < $1.bits }
    var left: [Edge] = []
    var index = 0
    while index < edges.count {
      let first = edges[index]
      var balance = 0
      while index < edges.count, edges[index].undirected == first.undirected {
        balance += edges[index].isForward ? 1 : -1
        index += 1
      }
      if balance == 0 { continue }
      let forward = first.isForward ? first : first.opposite
      left.append(contentsOf: repeatElement(balance > 0 ? forward : forward.opposite, count: abs(balance)))
    }
    return left
  }

  /// Every edge once, in a fixed order.
  static func distinct(_ edges: [Edge]) -> [Edge] {
    let sorted = edges.sorted { $0.bits < $1.bits }
    return sorted.indices.filter { $0 == 0 || sorted[$0] != sorted[$0 - 1] }.map { sorted[$0] }
  }
}
