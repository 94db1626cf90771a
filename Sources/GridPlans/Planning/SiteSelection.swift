import GridCoverages
import GridGeometry

extension Policy.Dedicated {
  /// The sites that get a grid: all of them, or the most important where the policy states a count.
  ///
  /// - Parameter households: Households inside each site, used by the order of the same name.
  /// - Returns: The chosen sites in the order of importance, and the rest.
  func select(_ sites: [SiteArea], households: [Int]) -> (chosen: [SiteArea], rest: [SiteArea]) {
    let order = sites.indices.sorted { a, b in
      let (first, second) = (sites[a], sites[b])
      let key: (Double, Double)
      switch self.order {
      case .rank: key = (first.rank, second.rank)
      case .area: key = (0, 0)
      case .households: key = (Double(households[a]), Double(households[b]))
      }
      return (-key.0, -first.ground.area, first.id) < (-key.1, -second.ground.area, second.id)
    }
    let ranked = order.map { sites[$0] }
    guard let count, count < ranked.count else { return (ranked, []) }
    return (Array(ranked[..<count]), Array(ranked[count...]))
  }
}
