/// Which strokes the chains of a sheet bear: of all that layers ask for the widest solid one, and the widest dashed one over
/// it.
package struct OutlineStrokes: Sendable {
  /// A polygon of a layer, asking for a stroke along its outline.
  package struct Request: Sendable {
    let stroke: MapStroke
    /// The side of a square as large as the polygon, in millimetres on paper.
    let side: Double
    /// Its chains, a chain and its complement meaning the same.
    let links: [Int32]

    package init(stroke: MapStroke, side: Double, links: [Int32]) {
      self.stroke = stroke
      self.side = side
      self.links = links
    }
  }

  /// All strokes in use, in the order they were first asked for.
  package private(set) var strokes: [MapStroke] = []
  /// For each chain an index into ``strokes``, or −1.
  package private(set) var solid: [Int32]
  package private(set) var dashed: [Int32]
  private var numbers: [MapStroke: Int32] = [:]

  package init(chainCount: Int) {
    solid = [Int32](repeating: -1, count: chainCount)
    dashed = solid
  }

  /// Adds a layer.
  ///
  /// Lines suit the ground they enclose: a layer of small polygons gets thin outlines, and within a layer a small polygon
  /// among large ones is not smothered by the outline it shares with them. Another layer's line may be wider.
  ///
  /// - Complexity: O(links).
  package mutating func add(_ layer: [Request]) {
    guard !layer.isEmpty else { return }
    let mean = (layer.reduce(0) { $0 + $1.side * $1.side } / Double(layer.count)).squareRoot()
    let usual = max(0.04, mean * 0.05)
    var narrowest: [Int32: Double] = [:]
    for request in layer {
      // In steps, so that few strokes differ.
      let limit = min(usual, max(0.1, (request.side * 0.08 * 20).rounded(.down) / 20))
      for link in request.links {
        let chain = link < 0 ? ~link : link
        narrowest[chain] = min(narrowest[chain] ?? limit, limit)
      }
    }
    for request in layer {
      for link in request.links {
        let chain = link < 0 ? ~link : link
        choose(request.stroke.narrowed(to: narrowest[chain] ?? usual), for: Int(chain))
      }
    }
  }

  private mutating func choose(_ stroke: MapStroke, for chain: Int) {
    let present = stroke.dashes.isEmpty ? solid[chain] : dashed[chain]
    if present >= 0, strokes[Int(present)].width >= stroke.width { return }
    let number = numbers[stroke] ?? Int32(strokes.count)
    if Int(number) == strokes.count {
      strokes.append(stroke)
      numbers[stroke] = number
    }
    if stroke.dashes.isEmpty { solid[chain] = number } else { dashed[chain] = number }
  }

  /// The chains of each stroke, from thin to thick.
  package var groups: [(stroke: MapStroke, chains: [Int])] {
    var members = [[Int]](repeating: [], count: strokes.count)
    for chosen in [solid, dashed] {
      for (chain, number) in chosen.enumerated() where number >= 0 { members[Int(number)].append(chain) }
    }
    let order = strokes.indices.sorted { (strokes[$0].width, $0) < (strokes[$1].width, $1) }
    return order.map { (strokes[$0], members[$0]) }
  }
}
