/// The atoms of a unit lie in one grid; only for plans that keep the units of their atoms.
struct SplitUnit: AuditRule {
  let id = "split-unit"
  let claim = Wording(en: "Units are whole.", zh: "基础单元不被分割。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.splits(by: \.statedUnit).map { split in
      split.finding(rule: id, noun: Wording(en: "Unit", zh: "基础单元"), evidence: evidence)
    }
  }
}
