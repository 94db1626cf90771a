/// Parents and children by code, whatever the codes say: orphans, cycles and repeated codes included.
struct GridTree: Sendable {
  /// The first grid with each code.
  let gridOfCode: [String: Int]
  /// Codes of more than one grid.
  let repeated: Set<String>
  /// The parent each grid names, −1 for none or an unknown one.
  let parents: [Int]
  /// The grids that name each grid as their parent, ascending.
  let children: Buckets
  /// The ancestor without a known parent, the grid itself when it has none, −1 inside or below a cycle.
  let tops: [Int]

  init(_ grids: [AuditGrid]) {
    let gridOfCode = AuditEvidence.firstIndex(of: grids.map(\.code))
    let parents = grids.map { grid in grid.statedParent.flatMap { gridOfCode[$0] } ?? -1 }
    self.gridOfCode = gridOfCode
    self.parents = parents
    repeated = Set(grids.indices.filter { gridOfCode[grids[$0].code] != $0 }.map { grids[$0].code })
    children = Buckets(parents, count: grids.count)
    tops = grids.indices.map { grid in
      var top = grid
      for _ in 0...grids.count {
        if parents[top] < 0 { return top }
        top = parents[top]
        if top == grid { return -1 }
      }
      return -1
    }
  }

  func isLeaf(_ grid: Int) -> Bool { children[grid].isEmpty }

  /// The ancestor, or the grid itself, that is at most `depth` steps below its top; −1 in a cycle.
  func ancestor(of grid: Int, atDepth depth: Int) -> Int {
    guard tops[grid] >= 0 else { return -1 }
    var line = [grid]
    while let last = line.last, parents[last] >= 0 { line.append(parents[last]) }
    return line[max(0, line.count - 1 - depth)]
  }
}

extension AuditGrid {
  /// The parent's code, `nil` when none is stated; files also write none as an empty text.
  var statedParent: String? { parent.flatMap { $0.isEmpty ? nil : $0 } }
}
