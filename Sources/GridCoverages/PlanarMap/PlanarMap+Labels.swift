/// Two labels that share border, and how much of it.
public struct LabelContact: Hashable, Sendable {
  /// The lower label.
  public let a: Int32
  /// The higher label.
  public let b: Int32
  /// The shared border in metres.
  public let length: Double
  /// The arcs it consists of, ascending.
  public let arcs: [Int32]
}

/// The size of a label's ground.
public struct LabelMeasure: Hashable, Sendable {
  /// In square metres.
  public var area = 0.0
  /// In metres: the border with other labels and with ground that has none.
  public var perimeter = 0.0
  /// The part of the perimeter beyond which there is no labelled ground, in metres.
  public var outsideLength = 0.0
}

extension PlanarMap {
  /// Which labels share arcs; pairs that touch at points only share none.
  ///
  /// - Returns: Ordered by lower, then higher label.
  /// - Complexity: O(*n*).
  public func adjacency(labels: [Int32]) -> [LabelContact] {
    precondition(labels.count == faceCount, "one label for each face")
    var keys: [UInt64] = []
    var shared: [Int32] = []
    for (index, arc) in arcs.enumerated() where arc.left >= 0 && arc.right >= 0 {
      let a = labels[Int(arc.left)], b = labels[Int(arc.right)]
      guard a >= 0, b >= 0, a != b else { continue }
      keys.append(EdgeSet.key(a, b))
      shared.append(Int32(index))
    }
    var contacts: [LabelContact] = []
    var group: [Int32] = []
    var length = 0.0
    let order = RadixSort.order(of: keys)
    for (place, position) in order.enumerated() {
      let key = keys[Int(position)]
      group.append(shared[Int(position)])
      length += arcs[Int(shared[Int(position)])].length
      if place + 1 < order.count, keys[Int(order[place + 1])] == key { continue }
      contacts.append(
        LabelContact(
          a: Int32(truncatingIfNeeded: key >> 32), b: Int32(truncatingIfNeeded: key & 0xffff_ffff), length: length,
          arcs: group))
      group.removeAll(keepingCapacity: true)
      length = 0
    }
    return contacts
  }

  /// Area, perimeter and open border of each label.
  ///
  /// - Complexity: O(*n*).
  public func measures(labels: [Int32], labelCount: Int) -> [LabelMeasure] {
    precondition(labels.count == faceCount, "one label for each face")
    var doubleAreas = [Int64](repeating: 0, count: labelCount)
    var measures = [LabelMeasure](repeating: LabelMeasure(), count: labelCount)
    for face in 0..<faceCount where labels[face] >= 0 { doubleAreas[Int(labels[face])] += tracing.doubleArea[face] }
    let cellArea = grid.precision * grid.precision / 2
    for label in 0..<labelCount { measures[label].area = Double(doubleAreas[label]) * cellArea }
    for arc in arcs {
      let left = arc.left < 0 ? -1 : labels[Int(arc.left)], right = arc.right < 0 ? -1 : labels[Int(arc.right)]
      guard left != right else { continue }
      if left >= 0 {
        measures[Int(left)].perimeter += arc.length
        if right < 0 { measures[Int(left)].outsideLength += arc.length }
      }
      if right >= 0 {
        measures[Int(right)].perimeter += arc.length
        if left < 0 { measures[Int(right)].outsideLength += arc.length }
      }
    }
    return measures
  }
}
