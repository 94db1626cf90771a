import GridGeometry

/// A grid is one piece of ground unless it is declared an exclave; a corner shared is no connection.
struct BrokenGrid: AuditRule {
  let id = "broken-grid"
  let claim = Wording(en: "A grid is connected, or declared an exclave.", zh: "网格连通，否则须声明为飞地。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.grids.indices.compactMap { index in
      let grid = evidence.input.grids[index]
      if grid.isExclave { return nil }
      let parts = evidence.connectedParts(ofGrid: index)
      guard parts.count > 1 else { return nil }
      let lost = parts.sorted { $0.area > $1.area }.dropFirst()
      let area = lost.reduce(0) { $0 + $1.area }
      return Finding(
        id, .error, subjects: [grid.code], grids: [grid.code], place: .multiPolygon(MultiPolygon(Array(lost))),
        measure: Double(parts.count), unit: "parts",
        Wording(
          en: "Grid \(grid.code) lies in \(counted(parts.count, "part")); \(figure(area)) m² are cut off from the largest.",
          zh: "网格 \(grid.code) 分为 \(parts.count) 块，与最大一块分离的面积为 \(figure(area)) 平方米。"))
    }
  }
}

extension AuditEvidence {
  /// The parts of a grid's stored ground; a valid ground has as many as it has polygons.
  func connectedParts(ofGrid grid: Int) -> [Polygon] {
    let ground = input.grids[grid].ground
    if case .invalid = grids.states[grid] { return ConnectedParts.of(ground) }
    return ground.polygons
  }
}

/// The pieces of a ground between which one cannot walk without leaving it.
enum ConnectedParts {
  /// Every polygon is a part, and so is every loop of an outer ring that passes a corner twice and keeps its turn.
  static func of(_ ground: MultiPolygon) -> [Polygon] {
    ground.polygons.flatMap { polygon -> [Polygon] in
      let loops = simpleLoops(of: polygon.exterior)
      let turn = polygon.exterior.isCounterClockwise
      let outer = loops.filter { $0.isCounterClockwise == turn && $0.signedArea != 0 }
      return outer.count > 1 ? outer.map { Polygon(exterior: $0) } : [polygon]
    }
  }

  /// The loops a ring falls into where it passes a corner again.
  private static func simpleLoops(of ring: Ring) -> [Ring] {
    var path: [Point] = []
    var place: [Point: Int] = [:]
    var loops: [Ring] = []
    for point in ring.points {
      if let first = place[point] {
        let loop = Array(path[first...]) + [point]
        for left in path[(first + 1)...] { place[left] = nil }
        path.removeSubrange((first + 1)...)
        if loop.count >= 4 { loops.append(Ring(unchecked: loop)) }
      } else {
        place[point] = path.count
        path.append(point)
      }
    }
    return loops
  }
}
