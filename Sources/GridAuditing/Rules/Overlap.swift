import GridGeometry

/// No ground is in two base grids.
struct Overlap: AuditRule {
  let id = "overlap"
  let meaning: GapMeaning? = .ground
  let claim = Wording(en: "First-level and dedicated grids do not overlap.", zh: "一级网格与专属网格互不重叠。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.tiling.difference.overlaps.flatMap { overlap in
      let pair = [evidence.code(overlap.first), evidence.code(overlap.second)]
      return overlap.pieces.map { piece in
        let size = PieceSize(piece)
        return Finding(
          id, .error, subjects: pair, anchor: piece.interiorPoint, grids: pair, place: .polygon(piece),
          measure: size.area, unit: "m2", denominator: evidence.countyArea, base: "m2 of the county",
          Wording(
            en: "Grids \(pair[0]) and \(pair[1]) overlap: \(size.words.en).",
            zh: "网格 \(pair[0]) 与 \(pair[1]) 重叠：\(size.words.zh)。"))
      }
    }
  }
}
