import GridGeometry

/// Extends lines that stop short until they meet another, where that divides a block that is too heavy.
struct DeadEnds {
  private let network: SegmentGrid
  private let footprints: SegmentGrid

  /// - Parameters:
  ///   - network: What an extension may end at.
  ///   - footprints: What it must not meet before.
  init(network: SegmentGrid, footprints: SegmentGrid) {
    self.network = network
    self.footprints = footprints
  }

  /// Straight on, then 20, 40 and 60 degrees to either side, as cosine and sine.
  private static let turns: [(cosine: Double, sine: Double)] = [
    (1, 0), (0.939692620785908, 0.342020143325669), (0.939692620785908, -0.342020143325669),
    (0.766044443118978, 0.642787609686539), (0.766044443118978, -0.642787609686539),
    (0.5, 0.866025403784439), (0.5, -0.866025403784439),
  ]

  /// The shortest way on from a dead end, a turn counting as a detour; `nil` when nothing is in reach or only
  /// through a footprint.
  ///
  /// - Parameters:
  ///   - end: The dead end.
  ///   - after: The vertex before it, which gives the direction.
  /// - Returns: The stretch to add, ending 3 cm beyond what it meets.
  func wayOn(from end: Point, after: Point, reach: Double) -> (Point, Point)? {
    let length = after.distance(to: end)
    guard length > 0, reach > 0 else { return nil }
    let ux = (end.x - after.x) / length
    let uy = (end.y - after.y) / length
    var best: (cost: Double, tip: Point)?
    var near: [Int32] = []
    for turn in Self.turns {
      let dx = ux * turn.cosine - uy * turn.sine
      let dy = ux * turn.sine + uy * turn.cosine
      let start = Point(end.x + dx * 0.05, end.y + dy * 0.05)
      let tip = Point(end.x + dx * reach, end.y + dy * reach)
      guard let hit = firstMeeting(in: network, from: start, to: tip, &near) else { continue }
      let distance = hit * (reach - 0.05) + 0.05
      let cost = distance * (2 - turn.cosine)
      guard best.map({ cost < $0.cost }) ?? true else { continue }
      let target = Point(end.x + dx * (distance + 0.03), end.y + dy * (distance + 0.03))
      if firstMeeting(in: footprints, from: end, to: target, &near) != nil { continue }
      best = (cost, target)
    }
    return best.map { (end, $0.tip) }
  }

  /// The way straight on to the next line; `nil` when nothing is in reach or only through a footprint.
  ///
  /// - Returns: As ``wayOn(from:after:reach:)``.
  func straightOn(from end: Point, after: Point, reach: Double) -> (Point, Point)? {
    let length = after.distance(to: end)
    guard length > 0 else { return nil }
    let dx = (end.x - after.x) / length
    let dy = (end.y - after.y) / length
    var near: [Int32] = []
    let start = Point(end.x + dx * 0.05, end.y + dy * 0.05)
    let tip = Point(end.x + dx * reach, end.y + dy * reach)
    guard let hit = firstMeeting(in: network, from: start, to: tip, &near) else { return nil }
    let distance = hit * (reach - 0.05) + 0.08
    let target = Point(end.x + dx * distance, end.y + dy * distance)
    return firstMeeting(in: footprints, from: start, to: target, &near) == nil ? (end, target) : nil
  }

  private func firstMeeting(in grid: SegmentGrid, from a: Point, to b: Point, _ near: inout [Int32]) -> Double? {
    grid.candidates(from: a, to: b, into: &near)
    var first: Double?
    for candidate in near {
      let segment = grid.segments[Int(candidate)]
      if let share = meetingShare(from: a, to: b, with: segment.a, segment.b), share < first ?? 2 { first = share }
    }
    return first
  }
}
