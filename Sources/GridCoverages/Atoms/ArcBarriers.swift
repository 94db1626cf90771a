import GridGeometry

/// What runs along an arc of the map, or along the border of two labels.
package struct BarrierShare {
  /// In metres.
  package var length = 0.0
  /// Barrier weight times length.
  package var weighted = 0.0
  /// Length under a hard barrier.
  package var hard = 0.0
  /// The category along the greatest part, and how long that part is.
  var category: Int32 = -1
  var categoryLength = 0.0

  package init() {}

  var meanWeight: Double { length > 0 ? weighted / length : 0 }

  /// Whether a hard barrier leaves less than `contact` metres open.
  func isHard(leaving contact: Double) -> Bool { hard > 0 && length - hard < contact }

  mutating func add(_ other: BarrierShare) {
    length += other.length
    weighted += other.weighted
    hard += other.hard
    // Only an estimate once more than two categories meet, and only used to name the border.
    if other.category == category {
      categoryLength += other.categoryLength
    } else if other.categoryLength > categoryLength {
      category = other.category
      categoryLength = other.categoryLength
    }
  }
}

extension PlanarMap {
  /// What runs along each arc: noding forgets where its lines came from, lying on a line brings it back.
  ///
  /// - Parameter lines: Their attributes are categories.
  func barrierShares(from lines: [NetworkLine], categories: BorderCategories) -> [BarrierShare] {
    let sources = self.sources(lines)
    return arcs.indices.map { arc in
      var share = BarrierShare()
      share.length = arcs[arc].length
      for (attribute, length) in sources[arc] {
        guard let kind = categories.kind(attribute) else { continue }
        share.weighted += kind.weight * length
        if kind.isHard { share.hard += length }
        if length >= share.categoryLength {
          share.category = attribute
          share.categoryLength = length
        }
      }
      share.weighted = min(share.weighted, categories.greatestWeight * share.length)
      return share
    }
  }
}
