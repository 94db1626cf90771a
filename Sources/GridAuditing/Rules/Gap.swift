import GridGeometry

/// No ground of the communities is without a base grid, and where they have none but that of the grids, none they enclose.
struct Gap: AuditRule {
  let id = "gap"
  let meaning: GapMeaning? = .ground
  let claim = Wording(
    en: "First-level and dedicated grids leave no ground of the county uncovered.", zh: "一级网格与专属网格覆盖全部范围，无空白。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    let difference = evidence.tiling.difference
    var findings: [Finding] = []
    if let failure = difference.failure ?? evidence.enclosed.failure {
      findings.append(.notChecked(id, subject: "the tiling of the county", because: failure))
    }
    for piece in difference.missing + evidence.enclosed.pieces {
      let size = PieceSize(piece)
      let owners = evidence.baseGrids(touching: piece).map(evidence.code)
      let isSliver = size.width < 1
      findings.append(
        Finding(
          id, .error, subjects: [], anchor: piece.interiorPoint, grids: owners, place: .polygon(piece),
          measure: size.area, unit: "m2", denominator: evidence.countyArea, base: "m2 of the county",
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
    let rim = piece.rings.flatMap { Self.segments(of: $0.points, in: box) }
    return base.filter { grid in
      guard grids.envelopes[grid].intersects(box) else { return false }
      return grids.grounds[grid].polygons.flatMap(\.rings).contains { ring in
        Self.segments(of: ring.points, in: box).contains { side in
          rim.contains { $0.comes(within: reach, of: side) }
        }
      }
    }
  }

  private static func segments(of points: [Point], in box: Envelope) -> [SegmentSweep.Segment] {
    points.indices.dropFirst().compactMap { index in
      let (a, b) = (points[index - 1], points[index])
      guard Envelope(a, b).intersects(box) else { return nil }
      return SegmentSweep.Segment(a: a, b: b, tag: 0)
    }
  }
}

extension SegmentSweep.Segment {
  /// Whether an end of one lies so near to the other.
  fileprivate func comes(within reach: Double, of other: Self) -> Bool {
    guard Envelope(a, b).expanded(by: reach).intersects(Envelope(other.a, other.b)) else { return false }
    return a.distance(toSegment: other.a, other.b) <= reach || b.distance(toSegment: other.a, other.b) <= reach
      || other.a.distance(toSegment: a, b) <= reach || other.b.distance(toSegment: a, b) <= reach
  }
}
