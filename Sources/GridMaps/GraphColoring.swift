/// Numbers for the places of a map so that neighbours differ, as few as the method finds.
///
/// The place with the fewest neighbours left is set aside, again and again; then places get, in reverse, the least used
/// number that no neighbour has. A map in the plane always has a place with at most five neighbours, so six numbers
/// suffice for it; other graphs may need more.
///
/// - Parameters:
///   - count: Places are `0..<count`.
///   - neighbours: Pairs that must differ; pairs out of range or of a place with itself are left out.
/// - Returns: For each place a number from 0.
/// - Complexity: O(n + m) in places and pairs.
/// - SeeAlso: Matula & Beck, "Smallest-last ordering and clustering and graph coloring algorithms", JACM 30(3), 1983.
public func mapColors(count: Int, neighbours: [(Int, Int)]) -> [Int] {
  var adjacent = [[Int]](repeating: [], count: max(0, count))
  for (a, b) in neighbours where a != b && adjacent.indices.contains(a) && adjacent.indices.contains(b) {
    adjacent[a].append(b)
    adjacent[b].append(a)
  }
  let order = smallestLast(adjacent)
  var colors = [Int](repeating: -1, count: adjacent.count)
  var uses = [Int](repeating: 0, count: 6)
  for place in order.reversed() {
    var taken = Set<Int>()
    for other in adjacent[place] where colors[other] >= 0 { taken.insert(colors[other]) }
    if let free = uses.indices.filter({ !taken.contains($0) }).min(by: { (uses[$0], $0) < (uses[$1], $1) }) {
      colors[place] = free
      uses[free] += 1
    } else {
      colors[place] = uses.count
      uses.append(1)
    }
  }
  return colors
}

/// The places in the order they are set aside, by buckets of the number of neighbours left.
private func smallestLast(_ adjacent: [[Int]]) -> [Int] {
  var degree = adjacent.map(\.count)
  var buckets = [[Int]](repeating: [], count: (degree.max() ?? 0) + 1)
  for place in adjacent.indices.reversed() { buckets[degree[place]].append(place) }
  var isGone = [Bool](repeating: false, count: adjacent.count)
  var order: [Int] = []
  var lowest = 0
  while order.count < adjacent.count {
    guard let place = buckets[lowest].popLast() else {
      lowest += 1
      continue
    }
    // A place stands in a bucket once for every degree it has had; only the last one counts.
    guard !isGone[place], degree[place] == lowest else { continue }
    isGone[place] = true
    order.append(place)
    for other in adjacent[place] where !isGone[other] {
      degree[other] -= 1
      buckets[degree[other]].append(other)
      lowest = min(lowest, degree[other])
    }
  }
  return order
}
