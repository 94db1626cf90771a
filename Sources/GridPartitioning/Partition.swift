/// Every atom of a graph in exactly one zone.
public struct Partition: Hashable, Sendable {
  /// The zone of each atom, in `0..<zoneCount`; every number occurs.
  public let zones: [Int32]

  /// Number of zones.
  public let zoneCount: Int

  /// A partition from any labels, which are renumbered in order of first appearance; equal partitions become equal
  /// values whatever their labels were.
  ///
  /// - Complexity: O(n) where labels lie in `0..<n`, else O(n log n).
  public init(labels: [Int32]) {
    var zones = [Int32](repeating: 0, count: labels.count)
    var count: Int32 = 0
    if labels.allSatisfy({ $0 >= 0 && $0 < labels.count }) {
      var number = [Int32](repeating: -1, count: labels.count)
      for (atom, label) in labels.enumerated() {
        if number[Int(label)] < 0 {
          number[Int(label)] = count
          count += 1
        }
        zones[atom] = number[Int(label)]
      }
    } else {
      var number: [Int32: Int32] = [:]
      for (atom, label) in labels.enumerated() {
        let known = number[label] ?? count
        if known == count {
          number[label] = count
          count += 1
        }
        zones[atom] = known
      }
    }
    self.zones = zones
    zoneCount = Int(count)
  }

  /// The zone of an atom.
  public subscript(atom: AtomIndex) -> ZoneID { ZoneID(zones[atom.position]) }

  /// The atoms of each zone, ascending.
  public func members() -> [[AtomIndex]] {
    var result = [[AtomIndex]](repeating: [], count: zoneCount)
    for (atom, zone) in zones.enumerated() { result[Int(zone)].append(AtomIndex(atom)) }
    return result
  }

  /// The weight of each zone.
  public func zoneWeights(in graph: AtomGraph) -> [Int] {
    var result = [Int](repeating: 0, count: zoneCount)
    for (atom, zone) in zones.enumerated() { result[Int(zone)] += graph.weights[atom] }
    return result
  }

  /// The borders whose atoms lie in different zones, links left out, as positions in `graph.borders`.
  public func cutEdges(in graph: AtomGraph) -> [Int] {
    graph.borders.indices.filter { index in
      let border = graph.borders[index]
      return !border.isLink && zones[border.a.position] != zones[border.b.position]
    }
  }

  /// The sum of costs of all cut edges, links included.
  public func cutCost(in graph: AtomGraph) -> Double {
    graph.borders.reduce(0) { $0 + (zones[$1.a.position] != zones[$1.b.position] ? $1.cost : 0) }
  }

  /// The length of all lines between zones, in metres.
  public func cutLength(in graph: AtomGraph) -> Double {
    graph.borders.reduce(0) { $0 + (zones[$1.a.position] != zones[$1.b.position] ? $1.length : 0) }
  }

  /// The connected pieces of each zone, links counted as connections.
  public func pieces(in graph: AtomGraph) -> [Int] {
    var pieces = [Int](repeating: 0, count: zoneCount)
    var seen = [Bool](repeating: false, count: zones.count)
    var stack: [Int32] = []
    for first in zones.indices where !seen[first] {
      pieces[Int(zones[first])] += 1
      seen[first] = true
      stack.append(Int32(first))
      while let atom = stack.popLast() {
        for arc in graph.row(Int(atom)) where !seen[Int(arc.target)] && zones[Int(arc.target)] == zones[first] {
          seen[Int(arc.target)] = true
          stack.append(arc.target)
        }
      }
    }
    return pieces
  }

  /// Whether every zone is in one piece.
  public func isConnected(in graph: AtomGraph) -> Bool { pieces(in: graph).allSatisfy { $0 == 1 } }

  /// The Polsby–Popper compactness of each zone, `4π · area / perimeter²`; `nil` where the graph has no areas or
  /// perimeters, or a zone has no outline.
  public func polsbyPopper(in graph: AtomGraph) -> [Double?] {
    guard !graph.areas.isEmpty, !graph.perimeters.isEmpty else { return Array(repeating: nil, count: zoneCount) }
    let merged = graph.quotient(zones, count: zoneCount)
    return (0..<zoneCount).map { zone in
      let perimeter = merged.perimeters[zone]
      return perimeter > 0 ? min(1, 4 * .pi * merged.areas[zone] / (perimeter * perimeter)) : nil
    }
  }

  /// The weight of atoms whose zone differs from last time's, with zones matched greedily by shared weight; atoms
  /// without a previous zone (negative) are not counted.
  public func movedWeight(from previous: [Int32], in graph: AtomGraph) -> Int {
    let identity = ZoneIdentity.match(zones, zoneCount: zoneCount, previous: previous, weights: graph.weights)
    var moved = 0
    for (atom, zone) in zones.enumerated() where previous[atom] >= 0 && identity[Int(zone)] != previous[atom] {
      moved += graph.weights[atom]
    }
    return moved
  }
}

/// Which zone of last time a zone continues.
enum ZoneIdentity {
  /// The previous zone of each zone, or −1: pairs with most shared weight first, each previous zone once.
  static func match(_ zones: [Int32], zoneCount: Int, previous: [Int32], weights: [Int]) -> [Int32] {
    var pairs = zones.indices.filter { previous[$0] >= 0 }
      .map { (zone: zones[$0], previous: previous[$0], weight: weights[$0] + 1) }
    pairs.sort { ($0.zone, $0.previous) < ($1.zone, $1.previous) }
    var merged: [(zone: Int32, previous: Int32, weight: Int)] = []
    for pair in pairs {
      if let last = merged.last, last.zone == pair.zone, last.previous == pair.previous {
        merged[merged.count - 1].weight += pair.weight
      } else {
        merged.append(pair)
      }
    }
    merged.sort { ($1.weight, $0.zone, $0.previous) < ($0.weight, $1.zone, $1.previous) }
    var identity = [Int32](repeating: -1, count: zoneCount)
    var taken: Set<Int32> = []
    for pair in merged where identity[Int(pair.zone)] < 0 && !taken.contains(pair.previous) {
      identity[Int(pair.zone)] = pair.previous
      taken.insert(pair.previous)
    }
    return identity
  }
}
