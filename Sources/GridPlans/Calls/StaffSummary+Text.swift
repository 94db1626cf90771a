import GridAuditing
import GridStaffing

extension StaffSummary {
  /// The summary for a person: who is placed, what is proved, before and after.
  func text(_ rules: StaffingRules) -> BilingualText {
    var lines = notes
    lines += headCounts(rules)
    if posts > 0 {
      lines.append(
        BilingualText(
          en:
            "\(filled) of \(counted(posts, "post")) filled, \(vacant) vacant; \(placed) of \(counted(people, "person", "people")) with a post, \(withoutPost) without",
          zh: "岗位 \(posts) 个，已到岗 \(filled) 个，空缺 \(vacant) 个；名册 \(people) 人，有岗位 \(placed) 人，无岗位 \(withoutPost) 人"))
      lines += roles.map { $0.text(rules.load) }
      lines.append(ways)
      lines += tables(rules)
      let count = findings.values.reduce(0, +)
      lines.append(
        BilingualText(
          en: "findings: \(count) (\(new) new, \(still) still there), \(cured) cured",
          zh: "发现：\(count) 项（新增 \(new)，仍存在 \(still)），已消除 \(cured) 项"))
    }
    let total = seconds.read + seconds.apportion + seconds.assign + seconds.audit + seconds.write
    lines += charts.map { BilingualText("→ \($0)") }
    lines.append(BilingualText("\((total * 10).rounded() / 10) s"))
    return lines.joined(separator: "\n")
  }

  /// How ways are measured.
  private var ways: BilingualText {
    guard let postsOffNetwork else {
      return BilingualText(
        en: "ways are straight lines times \(detour.shown(2))", zh: "路程按直线距离乘以 \(detour.shown(2)) 计")
    }
    return BilingualText(
      en:
        "ways follow the walking network; of \(filled) filled posts \(postsOffNetwork) are not joined to home by it and take the straight line times \(detour.shown(2))",
      zh: "路程按步行路网计；已到岗的 \(filled) 个岗位中有 \(postsOffNetwork) 个路网不通，按直线距离乘以 \(detour.shown(2)) 计")
  }

  /// County-wide figures, before and after, a line a role.
  private func tables(_ rules: StaffingRules) -> [BilingualText] {
    let after = balance.filter { $0.township == nil && $0.community == nil }
    let earlier = before.filter { $0.township == nil }
    return after.flatMap { row -> [BilingualText] in
      let now = row.text(BilingualText(en: "after", zh: "调整后"), rules.load)
      guard let then = earlier.first(where: { $0.role == row.role }) else { return [now] }
      return [then.text(BilingualText(en: "before", zh: "调整前"), rules.load), now]
    }
  }
}

extension Double {
  /// With so many digits after the point at most.
  func shown(_ digits: Int = 1) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let rounded = (self * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : "\(rounded)"
  }
}

extension StaffSummary.Role {
  fileprivate func text(_ load: LoadRule) -> BilingualText {
    let head = BilingualText(
      en: "\(role): \(filled) of \(counted(posts, "post")), \(placed) of \(counted(people, "person", "people"))",
      zh: "\(name.zh)（\(role)）：岗位 \(posts) 个中 \(filled) 个，人员 \(people) 人中 \(placed) 人")
    guard placed > 0 else {
      return BilingualText(en: "\(head.en); nobody works in this role", zh: "\(head.zh)；该角色无人在岗")
    }
    let proof = proved ? BilingualText(en: "proved to be the best", zh: "已证明最优") : bounds(load)
    let unit = load.unit
    return BilingualText(
      en: "\(head.en); greatest load \(greatestLoad.shown())\(unit.en), "
        + "ways \((travel / 1000).shown()) km in all, \(counted(changes, "change")) of post; \(proof.en)",
      zh: "\(head.zh)；最大\(load.isWeighted ? "加权" : "")负荷 \(greatestLoad.shown())\(unit.zh)，路程合计 \((travel / 1000).shown()) 千米，换岗 \(changes)；\(proof.zh)")
  }

  /// What is not proved, from the first aim on.
  private func bounds(_ load: LoadRule) -> BilingualText {
    var parts: [BilingualText] = []
    if filled < filledBound {
      parts.append(
        BilingualText(en: "at most \(filledBound) posts can be filled", zh: "至多可到岗 \(filledBound) 个"))
    }
    if householdsWithoutBound < householdsWithout {
      let space = load.isWeighted ? "" : " "
      let (without, least) = (load.words(householdsWithout.shown()), load.words(householdsWithoutBound.shown()))
      parts.append(
        BilingualText(
          en: "posts for \(without.en) are vacant, with as many filled at least for \(householdsWithoutBound.shown())",
          zh: "空缺岗位涉及\(space)\(without.zh)，到岗数相同时至少\(space)\(least.zh)"))
    }
    parts.append(
      BilingualText(
        en: "greatest load at least \(greatestLoadBound.shown()), ways at least \((travelBound / 1000).shown()) km",
        zh: "最大负荷下界 \(greatestLoadBound.shown())，路程下界 \((travelBound / 1000).shown()) 千米"))
    return BilingualText(en: parts.map(\.en).joined(separator: "; "), zh: parts.map(\.zh).joined(separator: "；"))
  }
}

extension StaffSummary.Balance {
  fileprivate func text(_ when: BilingualText, _ load: LoadRule) -> BilingualText {
    func ratio(_ value: Double?) -> String { value.map { $0.shown(3) } ?? "–" }
    let band = inBand.map {
      BilingualText(en: ", \($0) of \(workers) in the band", zh: "，\(workers) 人中 \($0) 人在区间内")
    }
    let apart =
      workersWithoutHouseholds > 0
      ? BilingualText(
        en: "; apart from \(workersWithoutHouseholds) in posts \(load.nothing.en)",
        zh: "；另有 \(workersWithoutHouseholds) 人的岗位\(load.nothing.zh)，不在其内") : BilingualText("")
    guard let min, let mean, let max, let standardDeviation else {
      return BilingualText(
        en: "\(role), \(when.en): nobody has \(load.isWeighted ? "any load" : "households")\(apart.en)",
        zh: "\(role)，\(when.zh)：\(load.isWeighted ? "无人有加权负荷" : "无人负责住户")\(apart.zh)")
    }
    return BilingualText(
      en:
        "\(role), \(when.en): \(load.isWeighted ? "load" : "households") per worker \(min.shown()) / \(mean.shown()) / \(max.shown()) (least / mean / most of "
        + "\(workers)), deviation \(standardDeviation.shown()), most/mean \(ratio(maxOverMean)), Gini \(ratio(gini)), "
        + "Jain \(ratio(jain))\(band?.en ?? "")\(apart.en)",
      zh: "\(role)，\(when.zh)：每人\(load.isWeighted ? "加权负荷" : "户数") \(min.shown()) / \(mean.shown()) / \(max.shown())（\(workers) 人的最少 / 平均 / 最多），标准差 "
        + "\(standardDeviation.shown())，最大/平均 \(ratio(maxOverMean))，基尼系数 \(ratio(gini))，Jain \(ratio(jain))\(band?.zh ?? "")\(apart.zh)"
    )
  }
}
