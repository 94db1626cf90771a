import GridAuditing
import GridStaffing

extension StaffSummary {
  /// The summary for a person: who is placed, what is proved, before and after.
  func text(_ rules: StaffingRules) -> BilingualText {
    var lines = notes
    if let apportionment { lines.append(apportionment.text) }
    if let loadLimit { lines.append(loadLimit.text) }
    lines += whatIf.map(\.text)
    if posts > 0 {
      lines.append(
        BilingualText(
          en:
            "\(filled) of \(counted(posts, "post")) filled, \(vacant) vacant; \(placed) of \(counted(people, "person", "people")) with a post, \(withoutPost) without",
          zh: "岗位 \(posts) 个，已到岗 \(filled) 个，空缺 \(vacant) 个；名册 \(people) 人，有岗位 \(placed) 人，无岗位 \(withoutPost) 人"))
      lines += roles.map(\.text)
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
      let now = row.text(BilingualText(en: "after", zh: "调整后"))
      guard let then = earlier.first(where: { $0.role == row.role }) else { return [now] }
      return [then.text(BilingualText(en: "before", zh: "调整前")), now]
    }
  }
}

extension Double {
  /// With so many digits after the point at most.
  fileprivate func shown(_ digits: Int = 1) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let rounded = (self * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : "\(rounded)"
  }
}

extension StaffSummary.Role {
  fileprivate var text: BilingualText {
    let proof =
      proved
      ? BilingualText(en: "proved to be the best", zh: "已证明最优")
      : BilingualText(
        en: "greatest load at least \(greatestLoadBound.shown()), ways at least \((travelBound / 1000).shown()) km",
        zh: "最大负荷下界 \(greatestLoadBound.shown())，路程下界 \((travelBound / 1000).shown()) 千米")
    return BilingualText(
      en:
        "\(role): \(filled) of \(counted(posts, "post")), \(placed) of \(counted(people, "person", "people")); greatest load \(greatestLoad.shown()) households, "
        + "ways \((travel / 1000).shown()) km in all, \(changes) changes of post; \(proof.en)",
      zh: "\(name.zh)（\(role)）：岗位 \(posts) 个中 \(filled) 个，人员 \(people) 人中 \(placed) 人；最大负荷 \(greatestLoad.shown()) 户，"
        + "路程合计 \((travel / 1000).shown()) 千米，换岗 \(changes)；\(proof.zh)")
  }
}

extension StaffSummary.Balance {
  fileprivate func text(_ when: BilingualText) -> BilingualText {
    func ratio(_ value: Double?) -> String { value.map { $0.shown(3) } ?? "–" }
    let band = inBand.map {
      BilingualText(en: ", \($0) of \(workers) in the band", zh: "，\(workers) 人中 \($0) 人在区间内")
    }
    let apart =
      workersWithoutHouseholds > 0
      ? BilingualText(
        en: "; apart from \(workersWithoutHouseholds) in posts where no household counts",
        zh: "；另有 \(workersWithoutHouseholds) 人的岗位不计户数，不在其内") : BilingualText("")
    guard let min, let mean, let max, let standardDeviation else {
      return BilingualText(
        en: "\(role), \(when.en): nobody has households\(apart.en)", zh: "\(role)，\(when.zh)：无人负责住户\(apart.zh)")
    }
    return BilingualText(
      en:
        "\(role), \(when.en): households per worker \(min.shown()) / \(mean.shown()) / \(max.shown()) (least / mean / most of "
        + "\(workers)), deviation \(standardDeviation.shown()), most/mean \(ratio(maxOverMean)), Gini \(ratio(gini)), "
        + "Jain \(ratio(jain))\(band?.en ?? "")\(apart.en)",
      zh: "\(role)，\(when.zh)：每人户数 \(min.shown()) / \(mean.shown()) / \(max.shown())（\(workers) 人的最少 / 平均 / 最多），标准差 "
        + "\(standardDeviation.shown())，最大/平均 \(ratio(maxOverMean))，基尼系数 \(ratio(gini))，Jain \(ratio(jain))\(band?.zh ?? "")\(apart.zh)"
    )
  }
}

extension StaffSummary.Apportionment {
  fileprivate var text: BilingualText {
    let lines = townships.map { share in
      BilingualText(
        en: "  \(share.code): \(counted(share.posts, "post")) for \(counted(share.grids, "grid")), \(share.households.shown()) households",
        zh: "  \(share.code)：\(share.posts) 个岗位，\(share.grids) 个网格，\(share.households.shown()) 户")
    }
    return
      ([BilingualText(en: "\(counted(headCount, "person", "people")) by \(method):", zh: "\(headCount) 人，按 \(method) 分配：")] + lines).joined(
        separator: "\n")
  }
}

extension StaffSummary.Limit {
  fileprivate var text: BilingualText {
    BilingualText(
      en:
        "at most \(counted(limit, "household")) a person: \(counted(people, "person", "people")), each in one grid; \(peopleSharing) where grids of a community "
        + "are shared (at least \(peopleSharingBound))",
      zh: "每人不超过 \(limit) 户：一人一格需 \(people) 人；同一社区可兼管时需 \(peopleSharing) 人（至少 \(peopleSharingBound) 人）")
  }
}

extension StaffSummary.Outcome {
  fileprivate var text: BilingualText {
    BilingualText(
      en: "\(counted(headCount, "person", "people")): mean \(meanLoad.shown()) households, greatest \(greatestLoad.shown()) (at least "
        + "\(greatestLoadBound.shown()))\(emptyCommunities > 0 ? ", \(counted(emptyCommunities, "community", "communities")) without anybody" : "")",
      zh: "\(headCount) 人：平均 \(meanLoad.shown()) 户，最多 \(greatestLoad.shown()) 户（下界 \(greatestLoadBound.shown())）"
        + "\(emptyCommunities > 0 ? "，\(emptyCommunities) 个社区无人" : "")")
  }
}
