/// Every atom is in a leaf grid of the plan.
struct AtomWithoutLeaf: AuditRule {
  static let rule = "atom-without-leaf"
  let id = AtomWithoutLeaf.rule
  let meaning: GapMeaning? = .households
  let claim = Wording(en: "Every atom, and so every household, is in a leaf grid.", zh: "所有单元（住户）均属于末级网格。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    let total = evidence.input.atoms.reduce(0) { $0 + $1.households }
    return evidence.atomsWithoutLeaf.map { index in
      let atom = evidence.input.atoms[index]
      let isKnown = evidence.gridOfAtom[index] >= 0
      let fault: Wording
      if atom.grid.isEmpty {
        fault = Wording(en: "is in no grid", zh: "不属于任何网格")
      } else if isKnown {
        fault = Wording(en: "names \(atom.grid), which is divided further", zh: "所属网格 \(atom.grid) 还有下级")
      } else {
        fault = Wording(en: "names \(atom.grid), which is no grid of the plan", zh: "所属网格 \(atom.grid) 不在方案中")
      }
      return Finding(
        id, .error, subjects: [atom.id], grids: isKnown ? [atom.grid] : [], place: evidence.spot(ofAtom: index),
        measure: Double(atom.households), unit: "households", denominator: Double(total), base: "households of the county",
        Wording(
          en: "Atom \(atom.id) with \(counted(atom.households, "household")) \(fault.en).",
          zh: "单元 \(atom.id)（\(atom.households) 户）\(fault.zh)。"))
    }
  }
}

extension AuditEvidence {
  var atomsWithoutLeaf: [Int] {
    gridOfAtom.indices.filter { gridOfAtom[$0] < 0 || !tree.isLeaf(gridOfAtom[$0]) }
  }
}
