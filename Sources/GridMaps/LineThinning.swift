/// The cells of a chain that matter at a tolerance, both ends among them.
///
/// A closed chain (first and last cell equal) is first split at its farthest cell. The result depends on the direction
/// of the chain where distances tie; give a shared chain in one direction always.
///
/// - Parameter tolerance: In lattice steps.
/// - Complexity: O(n log n) usual, O(n²) worst.
/// - SeeAlso: Douglas & Peucker, Cartographica 10(2), 1973.
func thinned(_ chain: [Cell], tolerance: Double) -> [Cell] {
  guard chain.count > 2 else { return chain }
  var keeps = [Bool](repeating: false, count: chain.count)
  keeps[0] = true
  keeps[chain.count - 1] = true
  var open = [(0, chain.count - 1)]
  while let (start, end) = open.popLast() {
    var farthest = tolerance * tolerance
    var split = -1
    var index = start + 1
    while index < end {
      let distance = squaredDistance(chain[index], chain[start], chain[end])
      if distance > farthest {
        farthest = distance
        split = index
      }
      index += 1
    }
    guard split > 0 else { continue }
    keeps[split] = true
    open.append((start, split))
    open.append((split, end))
  }
  return zip(chain, keeps).filter(\.1).map(\.0)
}

/// The squared distance of a cell from a segment, in lattice steps.
private func squaredDistance(_ cell: Cell, _ a: Cell, _ b: Cell) -> Double {
  let (dx, dy) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
  var (px, py) = (Double(cell.x) - Double(a.x), Double(cell.y) - Double(a.y))
  let squared = dx * dx + dy * dy
  if squared > 0 {
    let t = min(1, max(0, (px * dx + py * dy) / squared))
    px -= t * dx
    py -= t * dy
  }
  return px * px + py * py
}
