/// Codes have the shape of the house: 12 digits of the community and a 3-digit serial; children add `-NN`.
struct CodeShape: AuditRule {
  let id = "code-shape"
  let claim = Wording(
    en: "A code is its community's 12 digits and 3 more; a child's is its parent's and -NN.",
    zh: "编码由 12 位社区代码加 3 位序号组成，下级网格在上级编码后加“-NN”。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard evidence.input.codeShape == .standard else { return [] }
    return evidence.input.grids.indices.compactMap { index in
      let grid = evidence.input.grids[index]
      let isHomeKnown = evidence.communityOfGrid[index] >= 0
      guard !grid.code.isEmpty, let fault = fault(of: grid, isHomeKnown: isHomeKnown) else { return nil }
      return Finding(
        id, .error, subjects: [grid.code], grids: [grid.code], place: evidence.spot(ofGrid: index),
        Wording(en: "Code \(grid.code) \(fault.en).", zh: "编码 \(grid.code) \(fault.zh)。"))
    }
  }

  private func fault(of grid: AuditGrid, isHomeKnown: Bool) -> Wording? {
    if let parent = grid.statedParent {
      let serial = grid.code.dropFirst(parent.count)
      guard grid.code.hasPrefix(parent), serial.count == 3, serial.first == "-", serial.dropFirst().isAllDigits else {
        return Wording(en: "is not its parent's \(parent) and -NN", zh: "不是上级编码 \(parent) 加“-NN”")
      }
      return nil
    }
    guard grid.code.utf8.count == 15, grid.code[...].isAllDigits else {
      return Wording(en: "is not 15 digits", zh: "不是 15 位数字")
    }
    guard !isHomeKnown || grid.code.hasPrefix(grid.community) else {
      return Wording(
        en: "does not start with its community's code \(grid.community)", zh: "没有以所属社区代码 \(grid.community) 开头")
    }
    return nil
  }
}

extension Substring {
  fileprivate var isAllDigits: Bool { !isEmpty && utf8.allSatisfy { (48...57).contains($0) } }
}
