package import GridGeometry

/// Segments joined into chains at every point where exactly two of them end.
///
/// Noding costs per line as well as per segment, so chains are far cheaper than their pieces.
/// - Returns: The same ground of lines; chains in the order of their first segment.
/// - Complexity: O(n log n).
package func chained(_ segments: [LineString]) -> [[Point]] {
  /// An end of a segment: `2 · segment`, one more for its last point.
  var ends: [(point: Point, end: Int32)] = []
  for (index, segment) in segments.enumerated() {
    guard let first = segment.points.first, let last = segment.points.last else { continue }
    ends.append((first, Int32(2 * index)))
    ends.append((last, Int32(2 * index + 1)))
  }
  ends.sort { ($0.point.x, $0.point.y, $0.end) < ($1.point.x, $1.point.y, $1.end) }
  // The end that goes on from each end, −1 at tips and junctions.
  var partner = [Int32](repeating: -1, count: 2 * segments.count)
  var start = 0
  while start < ends.count {
    var stop = start + 1
    while stop < ends.count, ends[stop].point == ends[start].point { stop += 1 }
    if stop - start == 2 {
      partner[Int(ends[start].end)] = ends[start + 1].end
      partner[Int(ends[start + 1].end)] = ends[start].end
    }
    start = stop
  }
  var isUsed = [Bool](repeating: false, count: segments.count)
  var chains: [[Point]] = []
  func follow(from end: Int32) {
    var chain: [Point] = []
    var end = end
    while end >= 0, !isUsed[Int(end >> 1)] {
      isUsed[Int(end >> 1)] = true
      let points = segments[Int(end >> 1)].points
      let ordered = end & 1 == 0 ? points : points.reversed()
      chain.append(contentsOf: chain.isEmpty ? ordered[...] : ordered.dropFirst())
      end = partner[Int(end ^ 1)]
    }
    if chain.count > 1 { chains.append(chain) }
  }
  for end in 0..<Int32(2 * segments.count) where partner[Int(end)] < 0 && !isUsed[Int(end >> 1)] { follow(from: end) }
  // What is left are rings.
  for index in segments.indices where !isUsed[index] { follow(from: Int32(2 * index)) }
  return chains
}
