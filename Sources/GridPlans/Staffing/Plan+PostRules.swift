import GridAuditing
import GridStaffing

extension Plan {
  /// Rules that ask for nobody in this plan: of sites that it does not have, most likely misspelt, or of grids.
  func postRuleFindings(_ rules: StaffingRules, _ grids: [StaffedGrid]) -> [Finding] {
    let known = Set(sites.map(\.category)).subtracting([""]).sorted()
    var findings: [Finding] = []
    for (number, rule) in rules.posts.enumerated() {
      let strangers = rule.sites.subtracting(known).sorted()
      for stranger in strangers {
        findings.append(
          Finding(
            "post-rule", .warning, subjects: [rule.role, "\(number)", stranger],
            Self.unknownSite(stranger, of: rule.role, known)))
      }
      guard strangers.isEmpty, rule.quantity != .each(0), !grids.contains(where: { rule.count(for: $0) > 0 }) else {
        continue
      }
      findings.append(
        Finding(
          "post-rule", .info, subjects: [rule.role, "\(number)"],
          Wording(
            en: "Post rule \(number + 1), for the role \(rule.role), asks for nobody: no grid of the plan is what it names.",
            zh: "第 \(number + 1) 条岗位规则（角色 \(rule.role)）没有产生任何岗位：方案中没有符合条件的网格。")))
    }
    return findings
  }

  private static func unknownSite(_ stranger: String, of role: String, _ known: [String]) -> Wording {
    let hint = stranger.nearest(among: known)
    let list = known.prefix(20)
    let rest = known.count > 20 ? ", …" : ""
    return Wording(
      en: "Posts of the role \(role) are asked for at sites of the class `\(stranger.shortened)`, of which the plan has none"
        + (hint.map { "; did you mean `\($0)`?" } ?? ".")
        + (known.isEmpty ? " It has no sites." : " Its classes: \(list.joined(separator: ", "))\(rest)."),
      zh: "角色 \(role) 的岗位规则所列场所类别 `\(stranger.shortened)` 在方案中不存在"
        + (hint.map { "；是否应为 `\($0)`？" } ?? "。")
        + (known.isEmpty ? "方案没有任何场所。" : "现有类别：\(list.joined(separator: "、"))\(rest)。"))
  }

  /// Refuses rules that ask for nobody at all.
  ///
  /// - Parameter source: What states the rules.
  func requirePosts(_ rules: StaffingRules, _ grids: [StaffedGrid], source: String) throws(PlanError) {
    guard !grids.contains(where: { rules.staffs($0) }) else { return }
    let hints = postRuleFindings(rules, grids).filter { $0.severity == .warning }
    throw .badInput(
      InputProblem(
        source: source, place: BilingualText("`staffing.posts`"),
        cause: BilingualText(en: "the rules ask for nobody in any grid of the plan", zh: "这些规则在方案的任何网格中都没有产生岗位"),
        remedy: hints.isEmpty
          ? BilingualText(
            en: "Look at `count`, `on`, `kinds` and `sites` of each rule", zh: "请检查各条规则的 `count`、`on`、`kinds` 和 `sites`")
          : BilingualText(
            en: hints.map(\.text).joined(separator: " ").withoutFullStop,
            zh: hints.map(\.textZH).joined(separator: "").withoutFullStop)))
  }
  /// Refuses weights that leave every grid without load though people live there: no figure of loads would say anything.
  ///
  /// - Parameter source: What states the rules.
  func requireLoad(_ rules: StaffingRules, _ grids: [StaffedGrid], source: String) throws(PlanError) {
    guard rules.load.isWeighted, grids.contains(where: { $0.households > 0 }), grids.allSatisfy({ $0.load == 0 }) else {
      return
    }
    throw .badInput(
      InputProblem(
        source: source, place: BilingualText("`staffing.load`"),
        cause: BilingualText(
          en: "by these weights no grid of the plan has any load, though people live there", zh: "按这些权重，方案中有住户的网格全都没有负荷"),
        remedy: BilingualText(
          en: "Give a weight to `urban`, `rural`, `kilometre`, or to groups and visits that the plan counts",
          zh: "请为 `urban`、`rural`、`kilometre`，或方案中有计数的户群和走访给出权重")))
  }
}
