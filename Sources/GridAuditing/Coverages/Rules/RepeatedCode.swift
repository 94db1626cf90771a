import GridGeometry

/// No two features have the same code.
struct RepeatedCode: CoverageRule {
  let id = "duplicate-code"
  let claim = Wording(en: "No code is used twice.", zh: "编码不重复。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    var order: [String] = []
    var owners: [String: [Int]] = [:]
    for (index, feature) in evidence.input.grounds.enumerated() {
      guard let code = feature.code else { continue }
      if owners[code] == nil { order.append(code) }
      owners[code, default: []].append(index)
    }
    return order.compactMap { code in
      guard let twins = owners[code], twins.count > 1 else { return nil }
      let ordinals = evidence.ordinals(twins)
      let list = AuditEvidence.list(ordinals.map(String.init))
      let places = twins.compactMap { evidence.input.grounds[$0].ground.interiorPoint }
      let finding = Finding(
        id, .error, subjects: [code], grids: [code], place: places.isEmpty ? nil : .multiPoint(places),
        measure: Double(twins.count), unit: "features",
        Wording(
          en: "Code \(code) is used by \(counted(twins.count, "feature")): \(list).",
          zh: "编码 \(code) 被 \(twins.count) 个要素使用：\(list)。"))
      return ItemisedFinding(
        finding, features: ordinals,
        fix: Wording(
          en: "Give each a code of its own, or dissolve the parts into one multipolygon", zh: "各用各的编码，或把各部分合并成一个多部件面"))
    }
  }
}
