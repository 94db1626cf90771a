import GridGeometry

/// No base grid holds ground outside every community.
struct OutsideGround: AuditRule {
  let id = "outside"
  let claim = Wording(en: "No grid reaches beyond the county.", zh: "网格不超出县域范围。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.tiling.difference.beyond.flatMap { owner, pieces in
      let code = evidence.code(owner)
      return pieces.map { piece in
        let size = PieceSize(piece)
        return Finding(
          id, .error, subjects: [code], anchor: piece.interiorPoint, grids: [code], place: .polygon(piece),
          measure: size.area, unit: "m2",
          Wording(
            en: "Grid \(code) holds ground outside every community: \(size.words.en).",
            zh: "网格 \(code) 超出所有社区范围：\(size.words.zh)。"))
      }
    }
  }
}
