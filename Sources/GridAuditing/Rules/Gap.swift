import GridGeometry

/// No ground of the communities is without a base grid.
public struct Gap: AuditRule {
  public let id = "gap"
  public let claim = Wording(
    en: "First-level and dedicated grids leave no ground of the county uncovered.", zh: "一级网格与专属网格覆盖全部范围，无空白。")

  public init() {}

  public func findings(in evidence: AuditEvidence) -> [Finding] {
    let difference = evidence.tiling.difference
    var findings: [Finding] = []
    if let failure = difference.failure {
      findings.append(.notChecked(id, subject: "the tiling of the county", because: failure))
    }
    for piece in difference.missing {
      let size = PieceSize(piece)
      let owners = evidence.baseGrids(touching: piece).map(evidence.code)
      let isSliver = size.width < 1
      findings.append(
        Finding(
          id, .error, subjects: [], anchor: piece.interiorPoint, grids: owners, place: .polygon(piece),
          measure: size.area, unit: "m2",
          Wording(
            en: "\(isSliver ? "A sliver" : "Ground") in no grid, between \(Self.names(owners)): \(size.words.en).",
            zh: "\(isSliver ? "狭缝" : "空白区")不属于任何网格，相邻网格 \(Self.names(owners))：\(size.words.zh)。")))
    }
    return findings
  }

  private static func names(_ owners: [String]) -> String { owners.isEmpty ? "—" : AuditEvidence.list(owners) }
}

extension AuditEvidence {
  /// Base grids with an edge or corner on the rim of a piece of ground, ascending.
  func baseGrids(touching piece: Polygon) -> [Int] {
    let reach = 2 * input.tolerance
    let box = piece.envelope.expanded(by: reach)
    let rim = piece.rings.map { $0.points }
    func isNear(_ point: Point) -> Bool {
      box.contains(point)
        && rim.contains { ring in
          ring.indices.dropFirst().contains { point.distance(toSegment: ring[$0 - 1], ring[$0]) <= reach }
        }
    }
    return base.filter { grid in
      guard grids.envelopes[grid].intersects(box) else { return false }
      let lines = grids.grounds[grid].polygons.flatMap(\.rings).map(\.points)
      if lines.contains(where: { $0.contains(where: isNear) }) { return true }
      return rim.contains { ring in
        ring.contains { corner in
          lines.contains { line in
            line.indices.dropFirst().contains { corner.distance(toSegment: line[$0 - 1], line[$0]) <= reach }
          }
        }
      }
    }
  }
}
