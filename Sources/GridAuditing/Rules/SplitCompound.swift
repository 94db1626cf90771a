/// The atoms of a compound lie in one grid, at the base level and as deep as the policy keeps compounds whole.
struct SplitCompound: AuditRule {
  let id = "split-compound"
  let claim = Wording(en: "Compounds are whole.", zh: "小区不被分割。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.splits(by: \.statedCompound).map { split in
      split.finding(rule: id, noun: Wording(en: "Compound", zh: "小区"), evidence: evidence)
    }
  }
}
