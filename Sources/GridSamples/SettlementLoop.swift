import GridGeometry

/// A star-shaped loop round a centre, inside a face and off its edge: the ground of a village or a town.
///
/// - Parameters:
///   - area: The wanted area in square metres; less where the face is narrow.
///   - margin: The least distance to the edge of the face along each ray, in metres.
///   - axis: The direction in which the loop is half as long again as across.
func settlementLoop(
  around center: Point, area: Double, within face: Loop, margin: Double, axis: Double, using random: inout SampleRandom
) -> Loop {
  let rays = 36
  let wiggle = Wiggle(octaves: 7, roughness: 0.55, using: &random)
  let stretch = random.uniform(1.05, 1.35)
  let directions = (0..<rays).map { direction(axis + 2 * .pi * Double($0) / Double(rays)) }
  let shape = (0..<rays).map { index -> Double in
    let turn = 2 * .pi * Double(index) / Double(rays)
    let x = cosine(turn) / stretch
    let y = sine(turn) * stretch
    return max(0.45, 1 + 0.17 * wiggle.cyclic(at: turn, from: 2)) / (x * x + y * y).squareRoot()
  }
  var reach = directions.map { max(2, face.distance(from: center, toward: $0) - margin) }
  for _ in 0..<8 {
    let loop = starLoop(center, directions, shape, reach, area: area)
    if isInside(loop, face) { return loop }
    reach = reach.map { max(2, $0 * 0.86) }
  }
  return starLoop(center, directions, shape, reach.map { $0 * 0.5 }, area: area)
}

/// The loop of a wanted area that keeps within its reach along every ray.
private func starLoop(_ center: Point, _ directions: [Point], _ shape: [Double], _ reach: [Double], area: Double) -> Loop {
  var radius = (area / .pi).squareRoot()
  var loop: Loop = []
  for _ in 0..<6 {
    loop = directions.indices.map { center + directions[$0] * min(reach[$0], radius * shape[$0]) }
    let found = loop.loopArea
    if found > area * 0.97 { break }
    radius *= min(1.6, (area / max(found, 1)).squareRoot())
  }
  return loop.snapped
}

/// Whether a loop lies in a face: its points and sides a metre from the edge, no corner of the face in it.
private func isInside(_ loop: Loop, _ face: Loop) -> Bool {
  guard loop.count > 2 else { return false }
  for index in loop.indices {
    let middle = (loop[index] + loop[(index + 1) % loop.count]) * 0.5
    for place in [loop[index], middle] where !face.loopContains(place) || face.distanceToEdge(place) < 1 { return false }
  }
  let box = Envelope(loop)
  return !face.contains { box.contains($0) && loop.loopContains($0) }
}

extension Loop {
  /// The distance from a point inside to the edge along a ray, in metres.
  func distance(from origin: Point, toward ray: Point) -> Double {
    var free = Double.infinity
    for index in indices {
      let a = self[index]
      let side = self[(index + 1) % count] - a
      let denominator = ray.cross(side)
      guard denominator != 0 else { continue }
      let along = (a - origin).cross(side) / denominator
      let across = (a - origin).cross(ray) / denominator
      if along > 0, across >= 0, across <= 1 { free = Swift.min(free, along) }
    }
    return free
  }
}
