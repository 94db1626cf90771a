import GridGeometry

/// Ground cut into parcels by lanes, recursively and mostly at right angles.
struct BlockDivision {
  struct Parcel {
    var loop: Loop
    /// Whether it was left several times larger than the rest, for a park, a school or a works.
    var isLarge: Bool
  }
  private(set) var parcels: [Parcel] = []
  private(set) var lanes: [RoadLine] = []

  /// - Parameters:
  ///   - axis: The direction the lanes follow or cross.
  ///   - target: The wanted area of a parcel, in square metres.
  ///   - jitter: How far lanes turn from the axis, in radians.
  mutating func divide(
    _ ground: Loop, axis: Double, target: Double, isUrban: Bool, jitter: Double, using random: inout SampleRandom
  ) {
    var pending = [ground]
    while let loop = pending.popLast() {
      let area = loop.loopArea
      let ratio = area / target
      if ratio > 2 && ratio < 4 && random.chance(0.07) {
        parcels.append(Parcel(loop: loop, isLarge: true))
        continue
      }
      guard ratio > random.uniform(1.25, 1.6), parcels.count + pending.count < 4_000,
        let (left, right, lane) = Self.halves(of: loop, axis: axis + random.bell() * jitter, using: &random)
      else {
        parcels.append(Parcel(loop: loop, isLarge: false))
        continue
      }
      lanes.append(RoadLine(category: Self.category(ratio: ratio, isUrban: isUrban, using: &random), points: lane))
      pending.append(right)
      pending.append(left)
    }
  }

  private static func category(ratio: Double, isUrban: Bool, using random: inout SampleRandom) -> RoadClass {
    if isUrban {
      if ratio > 30 { return .tertiary }
      return ratio > 5 ? .residential : .service
    }
    if ratio > 7 { return .residential }
    return random.chance(0.2) ? .path : .service
  }

  /// A loop cut across its longer side near the middle.
  private static func halves(of loop: Loop, axis: Double, using random: inout SampleRandom) -> (Loop, Loop, [Point])? {
    let along = direction(axis)
    let across = along.left
    let u = loop.extent(along: along)
    let v = loop.extent(along: across)
    let isLong = (u.high - u.low) > (v.high - v.low) * random.uniform(0.85, 1.15)
    for turned in [false, true] {
      let normal = isLong != turned ? along : across
      let extent = isLong != turned ? u : v
      let shift = (extent.high - extent.low) * random.uniform(-0.1, 0.1)
      let origin = loop.loopCentroid + normal * shift
      guard var chord = loop.chord(through: origin, along: Point(normal.y, -normal.x)) else { continue }
      chord.start.point = chord.start.point.snapped
      chord.end.point = chord.end.point.snapped
      guard chord.start.edge != chord.end.edge, chord.length > 4 else { continue }
      let parts = loop.split(at: chord, between: [])
      let least = 0.2 * loop.loopArea
      guard parts.left.loopArea > least, parts.right.loopArea > least, parts.left.count > 2, parts.right.count > 2 else { continue }
      return (parts.left, parts.right, [chord.start.point, chord.end.point])
    }
    return nil
  }
}
