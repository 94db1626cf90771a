/// No two atoms have one id: an atom listed twice would be in two grids.
struct DuplicateAtom: AuditRule {
  let id = "duplicate-atom"
  let claim = Wording(en: "Atom ids are unique.", zh: "单元编号唯一。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    let first = AuditEvidence.firstIndex(of: evidence.input.atoms.map(\.id))
    return evidence.repeatedAtoms.sorted().compactMap { index in
      let atom = evidence.input.atoms[index]
      guard let original = first[atom.id] else { return nil }
      let (earlier, later) = (evidence.namedGrid(ofAtom: original), evidence.namedGrid(ofAtom: index))
      let grids = earlier == later ? earlier : earlier + later
      return Finding(
        id, .error, subjects: [atom.id], grids: grids, place: evidence.spot(ofAtom: index), measure: 2, unit: "atoms",
        Wording(
          en: "Atom \(atom.id) is listed more than once, in \(AuditEvidence.list(grids)).",
          zh: "单元 \(atom.id) 重复出现，所属网格：\(AuditEvidence.list(grids))。"))
    }
  }
}
