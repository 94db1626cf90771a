package import GridGeometry

/// Something a cut should not go through, with households that stay together.
package struct CutItem {
  /// Its outline, or a single point.
  package var outline: [Point]
  package var households: Int
  /// Decides on which side of a cut it is.
  package var anchor: Point
  /// What one crossing costs: high for a footprint, low for a compound, which is kept whole by going round it.
  package var crossingCost: Double

  package init(outline: [Point], households: Int, anchor: Point, crossingCost: Double) {
    self.outline = outline
    self.households = households
    self.anchor = anchor
    self.crossingCost = crossingCost
  }
}

/// A block divided by straight lines, each dividing one cell in two: a tree of half-planes, and the chords to draw.
package struct CutTree {
  private struct Node {
    /// Points with `x · normalX + y · normalY > offset`, relative to the origin, are on the high side.
    var normalX, normalY, offset: Double
    /// A node, or a leaf as its bitwise complement.
    var low, high: Int32
  }

  private let origin: Point
  private var nodes: [Node] = []
  package private(set) var leafCount = 1
  package private(set) var chords: [(Point, Point)] = []

  /// The leaf, in `0..<leafCount`, whose half-planes hold the point.
  package func leaf(of point: Point) -> Int32 {
    guard !nodes.isEmpty else { return 0 }
    var next: Int32 = 0
    while next >= 0 {
      let node = nodes[Int(next)]
      let side = (point.x - origin.x) * node.normalX + (point.y - origin.y) * node.normalY - node.offset
      next = side > 0 ? node.high : node.low
    }
    return ~next
  }

  private struct Cell {
    var rings: [[Point]]
    var members: [Int32]
    var households: Int
    /// Which child of which node it is; −1 for the root.
    var parent: Int32
    var isHigh: Bool
  }

  /// Divides a block until no cell holds more than `maximum` households, or no line parts its items.
  ///
  /// Weighted bisection: eight directions from the long axis, every position between two items, scored by balance,
  /// crossings, the width of the gap, the length of the chord and the pieces it falls into.
  package init(block: Polygon, items: [CutItem], target: Int, maximum: Int) {
    let origin = block.exterior.points.first ?? Point(0, 0)
    self.origin = origin
    func shifted(_ points: [Point]) -> [Point] { points.map { Point($0.x - origin.x, $0.y - origin.y) } }
    let local = items.map {
      CutItem(
        outline: shifted($0.outline), households: $0.households, anchor: shifted([$0.anchor])[0],
        crossingCost: $0.crossingCost)
    }
    var stack = [
      Cell(
        rings: block.rings.map { shifted($0.points) }, members: items.indices.map(Int32.init),
        households: items.reduce(0) { $0 + $1.households }, parent: -1, isHigh: false)
    ]
    var leaves: Int32 = 0
    while let cell = stack.popLast() {
      guard cell.households > maximum,
        let line = CutLine(through: cell.rings, cell.members, local, cell.households, target)
      else {
        attach(~leaves, to: cell.parent, isHigh: cell.isHigh)
        leaves += 1
        continue
      }
      let node = Int32(nodes.count)
      nodes.append(Node(normalX: line.normalX, normalY: line.normalY, offset: line.offset, low: ~0, high: ~0))
      attach(node, to: cell.parent, isHigh: cell.isHigh)
      for chord in line.chords(in: cell.rings) { chords.append(extended(chord, by: 0.03)) }
      let high = cell.members.filter { line.side(of: local[Int($0)].anchor) > 0 }
      let low = cell.members.filter { line.side(of: local[Int($0)].anchor) <= 0 }
      for (members, isHigh) in [(high, true), (low, false)] {
        stack.append(
          Cell(
            rings: line.clipped(cell.rings, keepingHigh: isHigh), members: members,
            households: members.reduce(0) { $0 + local[Int($1)].households }, parent: node, isHigh: isHigh))
      }
    }
    leafCount = Int(leaves)
  }

  private mutating func attach(_ child: Int32, to parent: Int32, isHigh: Bool) {
    guard parent >= 0 else { return }
    if isHigh { nodes[Int(parent)].high = child } else { nodes[Int(parent)].low = child }
  }

  /// The chord in map coordinates, a little longer at both ends so that it surely crosses what bounds it.
  private func extended(_ chord: (Point, Point), by distance: Double) -> (Point, Point) {
    let length = max(chord.0.distance(to: chord.1), 1e-9)
    let dx = (chord.1.x - chord.0.x) / length * distance
    let dy = (chord.1.y - chord.0.y) / length * distance
    return (
      Point(chord.0.x - dx + origin.x, chord.0.y - dy + origin.y),
      Point(chord.1.x + dx + origin.x, chord.1.y + dy + origin.y)
    )
  }
}
