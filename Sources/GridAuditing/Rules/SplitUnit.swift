/// The atoms of a unit lie in one grid; only for plans that keep the units of their atoms.
public struct SplitUnit: AuditRule {
  public let id = "split-unit"
  public let claim = Wording(en: "Units are whole.", zh: "基础单元不被分割。")

  public init() {}

  public func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.splits(by: \.statedUnit).map { split in
      split.finding(rule: id, noun: Wording(en: "Unit", zh: "基础单元"), evidence: evidence)
    }
  }
}
