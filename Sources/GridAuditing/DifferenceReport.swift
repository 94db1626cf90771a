import GridGeometry

/// Words for parts that do not tile their whole: children and parent, atoms and leaf.
struct DifferenceReport {
  let rule: String
  let whole: Wording
  let subject: String
  let parts: Wording
  /// The name of a part.
  let name: (Int) -> String
  /// The codes to list for a finding about these parts.
  let grids: ([Int]) -> [String]

  func findings(of difference: GroundDifference, frame: GroundFrame) -> [Finding] {
    if difference.unmatched.isEmpty { return [] }
    if let failure = difference.failure {
      return [.notChecked(rule, subject: whole.en, grids: grids([]), because: failure)]
    }
    var findings: [Finding] = []
    for piece in difference.missing {
      findings.append(
        finding(
          piece, owners: [],
          Wording(en: "The \(parts.en) of \(whole.en) leave ground uncovered", zh: "\(whole.zh)的\(parts.zh)留有空白")))
    }
    for (owner, pieces) in difference.beyond {
      for piece in pieces {
        findings.append(
          finding(
            piece, owners: [owner],
            Wording(en: "\(name(owner)) reaches beyond \(whole.en)", zh: "\(name(owner)) 超出\(whole.zh)")))
      }
    }
    for overlap in difference.overlaps {
      let pair = (name(overlap.first), name(overlap.second))
      for piece in overlap.pieces {
        findings.append(
          finding(
            piece, owners: [overlap.first, overlap.second],
            Wording(en: "In \(whole.en) \(pair.0) and \(pair.1) overlap", zh: "\(whole.zh)中 \(pair.0) 与 \(pair.1) 重叠")))
      }
    }
    return findings.isEmpty ? [unmatchedEdges(difference, frame: frame)] : findings
  }

  private func finding(_ piece: Polygon, owners: [Int], _ words: Wording) -> Finding {
    let size = PieceSize(piece)
    return Finding(
      rule, .error, subjects: [subject] + owners.map(name), anchor: piece.interiorPoint, grids: grids(owners),
      place: .polygon(piece), measure: size.area, unit: "m2",
      Wording(en: "\(words.en): \(size.words.en).", zh: "\(words.zh)：\(size.words.zh)。"))
  }

  /// The ground agrees to within the tolerance, the vertices do not.
  private func unmatchedEdges(_ difference: GroundDifference, frame: GroundFrame) -> Finding {
    let length = frame.length(difference.unmatched)
    let lines = difference.unmatched.map { LineString(unchecked: [frame.start($0), frame.end($0)]) }
    return Finding(
      rule, .warning, subjects: [subject, "edges"], grids: grids([]), place: .multiLineString(lines), measure: length,
      unit: "m",
      Wording(
        en: "The \(parts.en) of \(whole.en) cover it, but \(figure(length)) m of edges do not match vertex for vertex.",
        zh: "\(whole.zh)的\(parts.zh)铺满了它，但有 \(figure(length)) 米边线的顶点不一致。"))
  }
}
