import GridAuditing
import GridPartitioning

extension OutOfBoundsReason {
  /// What the audit can recompute about the reason: nothing that locked grids brought about.
  func auditCause(besideLocks: Bool) -> AuditReason.Cause {
    switch self {
    case .atomAboveMaximum where !besideLocks: .atomAboveMaximum
    case .totalFitsNoCount where !besideLocks: .totalFitsNoCount
    default: .other
    }
  }

  /// The reason in words a planner can repeat to a resident.
  ///
  /// - Parameter besideLocks: Locked grids brought it about.
  func text(weight: Int, community: String, besideLocks: Bool) -> BilingualText {
    switch self {
    case .atomAboveMaximum(_, let heavy) where besideLocks:
      BilingualText(
        en: "\(community): ground that locked grids hold together has \(heavy) households",
        zh: "\(community)：因网格锁定而须保持在一起的地块共 \(heavy) 户")
    case .totalFitsNoCount(let total) where besideLocks:
      BilingualText(
        en: "\(community): the \(total) households beside the locked grids fit the band with no number of grids",
        zh: "\(community)：锁定网格以外共 \(total) 户，无论划分几个网格都不能全部落在户数范围内")
    case .atomAboveMaximum(_, let heavy):
      BilingualText(
        en:
          "\(community): one piece of ground that is never split (a unit, compound or building) alone holds \(heavy) households",
        zh: "\(community)：一块不可分割的地块（单元、小区或楼栋）本身就有 \(heavy) 户")
    case .totalFitsNoCount(let total):
      BilingualText(
        en: "\(community): the \(total) households of the ground to be divided fit the band with no number of grids",
        zh: "\(community)：待划分范围共 \(total) 户，无论划分几个网格都不能全部落在户数范围内")
    case .componentTooSmall(let part):
      BilingualText(
        en: "\(community): this part is cut off from the rest and holds only \(part) households",
        zh: "\(community)：该部分与其余部分不相连，仅有 \(part) 户")
    case .noWeight:
      BilingualText(en: "\(community): nobody lives on this ground", zh: "\(community)：该范围内没有住户")
    case .chokePoint:
      BilingualText(
        en:
          "\(community): the ground hangs together at a single piece, and what hangs there cannot be divided into the band (proved)",
        zh: "\(community)：地块仅通过一处相连，经证明无法划分到户数范围内")
    case .provedInfeasible(let method):
      BilingualText(
        en: "\(community): no connected division keeps the band (proved by \(method))",
        zh: "\(community)：经证明（\(method)）不存在既连片又符合户数范围的划分")
    case .notFound(let moves):
      BilingualText(
        en: "\(community): no division inside the band was found in \(moves) moves; this is not a proof",
        zh: "\(community)：经 \(moves) 步搜索未找到符合户数范围的划分（并非证明）")
    case .fewerAtomsThanZones(let atoms, let zones):
      BilingualText(
        en: "\(community): \(zones) grids were asked for, but the ground has only \(atoms) pieces",
        zh: "\(community)：要求 \(zones) 个网格，但只有 \(atoms) 个地块")
    default:
      BilingualText(en: "\(community): \(message)", zh: "\(community)：\(message)")
    }
  }
}
