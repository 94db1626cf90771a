import GridAccess

/// Households stand on ways that lead to a service, not on a piece of the network cut off from all of them.
struct NetworkInPieces: AuditRule {
  let id = "network-in-pieces"
  let claim = Wording(
    en: "From every household some way leads to a service point.", zh: "从每户出发都有路通往服务点。")

  func applies(to evidence: AuditEvidence) -> Bool { evidence.reach != nil }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let reach = evidence.reach else { return [] }
    return reach.checked.compactMap { checked in
      guard let pieces = checked.pieces, pieces.count > 1 else { return nil }
      let served = Set(checked.pieceOfService.filter { $0 >= 0 })
      var households = [Double](repeating: 0, count: pieces.count)
      for (place, piece) in checked.pieceOfPlace.enumerated() where piece >= 0 { households[Int(piece)] += reach.weights[place] }
      let cut = (0..<pieces.count).filter { !served.contains(Int32($0)) && households[$0] > 0 }
      let sum = cut.reduce(0) { $0 + households[$1] }
      let total = reach.weights.reduce(0, +)
      let largest = figure(pieces.lengths[0] / 1000, decimals: 1)
      let rest = figure(pieces.lengths.dropFirst().reduce(0, +) / 1000, decimals: 1)
      let what = checked.promise.words
      return Finding(
        id, sum > 0 ? .warning : .info, subjects: [checked.promise.category], measure: sum, unit: "households",
        denominator: total, base: "households of the county",
        Wording(
          en:
            "The network is in \(counted(pieces.count, "piece")), the largest of \(largest) km, the others of \(rest) km together; \(figure(sum)) of \(figure(total)) households stand on \(counted(cut.count, "piece")) without a \(what.en).",
          zh:
            "路网分为 \(pieces.count) 片，最大的一片 \(largest) 千米，其余共 \(rest) 千米；\(figure(total)) 户中有 \(figure(sum)) 户位于 \(cut.count) 片没有\(what.zh)的路网上。"))
    }
  }
}
