/// What a public map tells by leaving it out: who takes the points of a grid from its count knows how many cases are of
/// the classes that have none. Such a remainder is a count like any other, 0 or at least k; where it is not, the grid
/// keeps its count and loses its points.
struct PublicRemainders {
  /// By node of the tree; `nil` where suppressed.
  private let open: [Int?]
  private let k: Int

  init(open: [Int?], k: Int) {
    self.open = open
    self.k = max(2, k)
  }

  /// The nodes of grids whose points tell of fewer than k others.
  ///
  /// - Parameter points: The node of the grid that each lies in.
  /// - Complexity: O(n) in the points.
  func telling(_ points: [Int]) -> Set<Int> {
    var count: [Int: Int] = [:]
    for node in points { count[node, default: 0] += 1 }
    return Set(
      count.filter { node, shown in
        let remainder = (open[node] ?? 0) - shown
        return remainder != 0 && remainder < k
      }.keys)
  }
}
