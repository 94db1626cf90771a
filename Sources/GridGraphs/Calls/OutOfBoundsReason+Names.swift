import GridPartitioning

extension OutOfBoundsReason {
  /// The reason with atoms named as their file names them.
  func text(_ names: AtomNames) -> GraphText {
    switch self {
    case .atomAboveMaximum(let atom, let weight):
      GraphText(
        en: "atom \(names[atom]), or the group it belongs to, weighs \(weight), more than the maximum",
        zh: "原子 \(names[atom])（或其所属分组）的权重为 \(weight)，超过上限")
    case .totalFitsNoCount(let total):
      GraphText(
        en: "a total of \(total) fits the band with no number of zones", zh: "总权重 \(total) 无论分成几个分区都不能全部落在范围内")
    case .componentTooSmall(let weight):
      GraphText(
        en: "the part is separate from the rest and weighs \(weight), less than the minimum",
        zh: "该部分与其余部分不相连，权重仅 \(weight)，低于下限")
    case .noWeight: GraphText(en: "the part has no weight", zh: "该部分没有权重")
    case .chokePoint(let atom):
      GraphText(
        en: "what hangs on atom \(names[atom]) cannot be divided into the band", zh: "仅经原子 \(names[atom]) 相连的部分无法划分到范围内"
      )
    case .provedInfeasible(let method):
      GraphText(en: "no division keeps the band (\(method))", zh: "经证明不存在符合范围的划分")
    case .notFound(let moves):
      GraphText(
        en: "no division inside the band was found in \(moves) moves, which is no proof",
        zh: "经 \(moves) 步搜索未找到符合范围的划分（并非证明）")
    case .fewerAtomsThanZones(let atoms, let zones):
      GraphText(
        en: "\(zones) zones were asked for, but there are \(atoms) atoms", zh: "要求 \(zones) 个分区，但只有 \(atoms) 个原子")
    case .fewerZonesThanComponents(let zones, let components):
      GraphText(
        en: "\(zones) zones were asked for, but locked zones and separate parts make \(components)",
        zh: "要求 \(zones) 个分区，但锁定的分区与互不相连的部分共有 \(components) 个")
    case .totalFitsNotThisCount(let total, let zones):
      GraphText(
        en: "a total of \(total) does not fit the band with \(zones) zones", zh: "总权重 \(total) 分成 \(zones) 个分区不能全部落在范围内"
      )
    case .locked: GraphText(en: "the zone is locked as it is", zh: "该分区已锁定")
    }
  }

  /// The atoms the reason speaks of.
  var atoms: [AtomIndex] {
    switch self {
    case .atomAboveMaximum(let atom, _), .chokePoint(let atom): [atom]
    default: []
    }
  }
}
