/// The place in an area farthest from its outline, for a label of a given shape.
///
/// Distances across are shortened by the label's aspect, so a wide label looks for a wide place.
///
/// - Parameters:
///   - rings: Open rings in points, outer and holes in any order, even-odd.
///   - aspect: Width of the label divided by its height, at least 1.
///   - precision: In points; the result is not farther than this from the best distance.
/// - Returns: `nil` for rings without area.
/// - Complexity: O(n · c) for n vertices and c cells searched, usually below a hundred.
/// - SeeAlso: Garcia-Castellanos & Lombardo, "Poles of Inaccessibility", Scottish Geographical Journal 123(3), 2007; the
///   quadtree search with a bound is V. Agafonkin's, "A new algorithm for finding a visual center of a polygon", 2016.
package func poleOfInaccessibility(_ rings: [[PagePosition]], aspect: Double, precision: Double) -> PagePosition? {
  let squeeze = PagePosition(1 / max(1, aspect), 1)
  let outlines = rings.filter { $0.count > 2 }.map { ring in ring.map { $0 * squeeze } }
  guard let outline = outlines.first, let start = outline.first else { return nil }
  var (low, high) = (start, start)
  for point in outlines.joined() {
    low = pointwiseMin(low, point)
    high = pointwiseMax(high, point)
  }
  let size = high - low
  let side = max(min(size.x, size.y), precision)
  guard size.x > 0, size.y > 0, size.max() / side < 4096 else { return nil }

  var best = SearchCell(center: centroid(of: outline), half: 0, outlines)
  var queue: [SearchCell] = []
  var y = low.y
  while y < high.y {
    var x = low.x
    while x < high.x {
      queue.append(SearchCell(center: PagePosition(x, y) + side / 2, half: side / 2, outlines))
      x += side
    }
    y += side
  }
  var budget = 600
  while budget > 0, let index = queue.indices.max(by: { queue[$0].bound < queue[$1].bound }) {
    budget -= 1
    let cell = queue.remove(at: index)
    if cell.bound - best.distance <= precision { break }
    if cell.distance > best.distance { best = cell }
    let half = cell.half / 2
    for corner in [
      PagePosition(-half, -half), PagePosition(half, -half), PagePosition(-half, half), PagePosition(half, half),
    ] {
      let child = SearchCell(center: cell.center + corner, half: half, outlines)
      if child.distance > best.distance { best = child }
      if child.bound - best.distance > precision { queue.append(child) }
    }
  }
  return best.distance > 0 ? best.center / squeeze : nil
}

/// A square of the search with the distance of its centre and the most any place in it can have.
private struct SearchCell {
  let center: PagePosition
  let half: Double
  let distance: Double
  let bound: Double

  init(center: PagePosition, half: Double, _ rings: [[PagePosition]]) {
    self.center = center
    self.half = half
    distance = depth(of: center, in: rings)
    bound = distance + half * 2.0.squareRoot()
  }
}

/// The distance of a position from the outline, negative outside.
package func depth(of position: PagePosition, in rings: [[PagePosition]]) -> Double {
  var isInside = false
  var nearest = Double.infinity
  for ring in rings {
    var a = ring[ring.count - 1]
    for b in ring {
      if (a.y > position.y) != (b.y > position.y),
        position.x < (b.x - a.x) * (position.y - a.y) / (b.y - a.y) + a.x
      {
        isInside.toggle()
      }
      let along = b - a
      let squared = (along * along).sum()
      let t = squared > 0 ? min(1, max(0, ((position - a) * along).sum() / squared)) : 0
      let away = position - a - along * t
      nearest = min(nearest, (away * away).sum())
      a = b
    }
  }
  let distance = nearest.squareRoot()
  return isInside ? distance : -distance
}

private func centroid(of ring: [PagePosition]) -> PagePosition {
  let origin = ring[0]
  var sum = PagePosition.zero
  var twice = 0.0
  for (p, q) in zip(ring, ring.dropFirst()) {
    let (a, b) = (p - origin, q - origin)
    let cross = a.x * b.y - b.x * a.y
    sum += (a + b) * cross
    twice += cross
  }
  return twice == 0 ? origin : origin + sum / (3 * twice)
}
