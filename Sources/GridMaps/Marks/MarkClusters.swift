import Foundation

/// Marks on paper, gathered until none overlaps another.
///
/// Marks nearer to each other than half a mark start as one. Then, again and again, a cluster takes in the nearest one it
/// overlaps and moves to the middle of all its marks. The order of the marks settles ties, so the same marks always give
/// the same clusters.
package struct MarkClusters: Sendable {
  /// Marks that stand together.
  package struct Cluster: Hashable, Sendable {
    /// The middle of its marks, in points.
    package var center: PagePosition
    /// How many there are of each kind.
    package var counts: [Int]

    package var count: Int { counts.reduce(0, +) }
  }

  package private(set) var clusters: [Cluster] = []
  private let markRadius: Double
  private let sideBySide: Int

  /// - Parameters:
  ///   - marks: Positions in points with a kind in `0..<kinds`.
  ///   - markRadius: In points.
  ///   - sideBySide: So many marks stand side by side, more are one sign.
  /// - Complexity: O(n) usual for n marks.
  package init(
    _ marks: [(position: PagePosition, kind: Int)], kinds: Int, markRadius: Double, sideBySide: Int
  ) {
    self.markRadius = markRadius
    self.sideBySide = sideBySide
    var starts: [Square: Int] = [:]
    var gathered: [Cluster] = []
    for mark in marks {
      let square = Square(mark.position, side: markRadius / 2)
      if let known = starts[square] {
        gathered[known].take(mark.position, count: 1)
        gathered[known].counts[mark.kind] += 1
      } else {
        starts[square] = gathered.count
        var counts = [Int](repeating: 0, count: kinds)
        counts[mark.kind] = 1
        gathered.append(Cluster(center: mark.position, counts: counts))
      }
    }
    clusters = merged(gathered)
  }

  /// The radius of the sign of so many marks, in points.
  package func radius(of count: Int) -> Double {
    if count <= sideBySide { return markRadius * Self.spread(count).reach }
    var reach = 2.1
    var many = count
    // A little more for each doubling.
    while many > 8 {
      reach += 0.16
      many /= 2
    }
    return markRadius * min(4, reach)
  }

  /// Where so many marks stand around the middle, in radii of a mark, and the radius of the circle around all.
  ///
  /// - SeeAlso: The densest packings of up to seven equal discs in a disc (Graham, "Sets of points with given minimum
  ///   separation", 1968).
  package static func spread(_ count: Int) -> (places: [PagePosition], reach: Double) {
    switch count {
    case ...1: return ([.zero], 1)
    case 7:
      let ring = spread(6)
      return ([.zero] + ring.places, ring.reach)
    default:
      let step = 2 * Double.pi / Double(count)
      let distance = 1 / sin(step / 2)
      let places = (0..<count).map { PagePosition(sin(Double($0) * step), -cos(Double($0) * step)) * distance }
      return (places, 1 + distance)
    }
  }

  private func merged(_ start: [Cluster]) -> [Cluster] {
    var all: [Cluster?] = start
    // No sign is wider than this, so overlapping ones are in neighbouring squares.
    let side = 2 * 4 * markRadius
    var squares: [Square: [Int]] = [:]
    for (index, cluster) in start.enumerated() {
      squares[Square(cluster.center, side: side), default: []].append(index)
    }
    var waiting = Array(start.indices.reversed())
    while let index = waiting.popLast() {
      guard let cluster = all[index] else { continue }
      let reach = radius(of: cluster.count)
      var nearest: (distance: Double, index: Int)?
      for square in Square(cluster.center, side: side).withNeighbours {
        for other in squares[square] ?? [] where other != index {
          guard let candidate = all[other] else { continue }
          let distance = (candidate.center - cluster.center).length
          guard distance < reach + radius(of: candidate.count) else { continue }
          if nearest.map({ (distance, other) < ($0.distance, $0.index) }) ?? true { nearest = (distance, other) }
        }
      }
      guard let nearest, let other = all[nearest.index] else { continue }
      var sum = cluster
      sum.take(other.center, count: other.count)
      for kind in sum.counts.indices { sum.counts[kind] += other.counts[kind] }
      for (gone, place) in [(index, cluster.center), (nearest.index, other.center)] {
        all[gone] = nil
        squares[Square(place, side: side)]?.removeAll { $0 == gone }
      }
      squares[Square(sum.center, side: side), default: []].append(all.count)
      waiting.append(all.count)
      all.append(sum)
    }
    return all.compactMap(\.self)
  }
}

extension MarkClusters.Cluster {
  /// Moves the middle as if so many marks at a place came in; the counts are the caller's to add.
  fileprivate mutating func take(_ place: PagePosition, count added: Int) {
    center += (place - center) * (Double(added) / Double(count + added))
  }
}

/// A square of a mesh over the sheet.
private struct Square: Hashable {
  let x: Int
  let y: Int

  init(_ position: PagePosition, side: Double) {
    x = Int((position.x / side).rounded(.down))
    y = Int((position.y / side).rounded(.down))
  }

  private init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }

  /// Itself and the eight around it, always in the same order.
  var withNeighbours: [Square] {
    (-1...1).flatMap { row in (-1...1).map { Square(x: x + $0, y: y + row) } }
  }
}
