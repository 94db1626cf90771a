/// A declared reason belongs to a grid out of its band, and what it claims can be recomputed.
struct UnfoundedReason: AuditRule {
  let id = "unfounded-reason"
  let claim = Wording(en: "Declared reasons hold.", zh: "所说明的理由成立。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    let reasons = evidence.input.reasons
    let unknown = reasons.keys.filter { evidence.tree.gridOfCode[$0] == nil }.sorted().map { code in
      Finding(
        id, .warning, subjects: [code],
        Wording(
          en: "A reason is declared for \(code), which is no grid of the plan.", zh: "对 \(code) 说明了理由，但方案中没有该网格。"))
    }
    let totals = Totals(evidence)
    return unknown
      + evidence.input.grids.indices.compactMap { index in
        let code = evidence.code(index)
        guard let reason = reasons[code], evidence.tree.gridOfCode[code] == index else { return nil }
        guard let fault = fault(of: reason, grid: index, totals: totals, evidence: evidence) else { return nil }
        return Finding(
          id, .warning, subjects: [code], grids: [code], place: evidence.spot(ofGrid: index),
          measure: Double(evidence.households[index]), unit: "households",
          Wording(
            en: "The reason declared for grid \(code) does not hold: \(fault.en).",
            zh: "网格 \(code) 说明的理由不成立：\(fault.zh)。"))
      }
  }

  private func fault(of reason: AuditReason, grid: Int, totals: Totals, evidence: AuditEvidence) -> Wording? {
    guard let band = evidence.band(ofGrid: grid) else {
      return Wording(en: "its kind has no band", zh: "该类别没有户数区间")
    }
    let households = evidence.households[grid]
    if band.contains(households) {
      return Wording(en: "its \(counted(households, "household")) are inside the band", zh: "\(households) 户在区间之内")
    }
    switch reason.cause {
    case .other: return nil
    case .atomAboveMaximum:
      let heaviest = evidence.heaviestWhole(inGrid: grid)
      if heaviest > band.maximum { return nil }
      return Wording(
        en: "no atom or compound in it has more than \(counted(heaviest, "household"))", zh: "其中单元或小区最多只有 \(heaviest) 户")
    case .totalFitsNoCount:
      let total = totals.total(ofGrid: grid, in: evidence)
      guard band.fits(total) else { return nil }
      return Wording(en: "\(counted(total, "household")) can be divided within the band", zh: "\(total) 户可以在区间内划分")
    }
  }

  /// Households to be divided, by kind and by what is divided: a parent grid, or a community.
  private struct Totals {
    private struct Key: Hashable {
      let kind: String
      let whole: String
    }

    private var sums: [Key: Int] = [:]

    init(_ evidence: AuditEvidence) {
      for grid in evidence.input.grids.indices {
        sums[Self.key(grid, evidence), default: 0] += evidence.households[grid]
      }
    }

    func total(ofGrid grid: Int, in evidence: AuditEvidence) -> Int { sums[Self.key(grid, evidence)] ?? 0 }

    private static func key(_ grid: Int, _ evidence: AuditEvidence) -> Key {
      let record = evidence.input.grids[grid]
      return Key(kind: record.kind, whole: record.statedParent ?? record.community)
    }
  }
}

extension AuditBand {
  /// Whether a grid may hold so many households.
  func contains(_ households: Int) -> Bool { households >= minimum && households <= maximum }

  /// Whether some number of grids inside the band can hold so many households: ⌈total/max⌉ ≤ ⌊total/min⌋.
  public func fits(_ total: Int) -> Bool {
    guard maximum > 0, total >= 0 else { return false }
    if minimum <= 0 { return true }
    return total > 0 && (total + maximum - 1) / maximum <= total / minimum
  }
}

extension AuditEvidence {
  /// The households of the heaviest atom or compound in a grid.
  fileprivate func heaviestWhole(inGrid grid: Int) -> Int {
    var compounds: [String: Int] = [:]
    var heaviest = 0
    var open = [grid]
    while let next = open.popLast(), open.count <= input.grids.count {
      for atom in atomsOfGrid[next] {
        let record = input.atoms[atom]
        heaviest = max(heaviest, record.households)
        guard let compound = record.statedCompound else { continue }
        compounds[compound, default: 0] += record.households
        heaviest = max(heaviest, compounds[compound] ?? 0)
      }
      if tree.tops[next] >= 0 { open += tree.children[next] }
    }
    return heaviest
  }
}

extension AuditAtom {
  var statedCompound: String? { compound.flatMap { $0.isEmpty ? nil : $0 } }
  var statedUnit: String? { unit.flatMap { $0.isEmpty ? nil : $0 } }
}
