import GridAuditing
import GridStaffing

extension StaffSummary {
  /// What was asked of numbers of people, each answer by the same model.
  func headCounts(_ rules: StaffingRules) -> [BilingualText] {
    guard let countedRole, let role = rules.role(countedRole) else { return [] }
    let who =
      rules.roles.count > 1
      ? BilingualText(en: " of the role \(countedRole)", zh: "（角色 \(rules.roles[role].name.zh)）") : BilingualText("")
    var lines: [BilingualText] = []
    if let apportionment { lines.append(apportionment.text(who, rules.load)) }
    if let loadLimit { lines.append(loadLimit.text(who, rules.load)) }
    lines += whatIf.map { $0.text(who, rules.load) }
    lines.append(
      BilingualText(
        en:
          "shared: people of a community divide its grids; one may hold several, a grid too heavy for one has several of its own, whatever numbers of posts and of grids a person the rules state",
        zh: "兼管：同一社区的人员共同分担其网格，一人可管多格，一人管不过来的网格由多人专管，不受规则的岗位数和每人网格数限制"))
    return lines
  }
}

extension Double {
  /// A load a person, which is told to the thousandth where it is less than one.
  fileprivate var asLoad: String { shown(self < 1 ? 3 : 1) }
}

extension LoadRule {
  /// What comes after a number where it is said already that it is a load.
  var unit: StaffText { isWeighted ? StaffText(en: "", zh: "") : StaffText(en: " households", zh: " 户") }

  /// Of a post or a grid that weighs nothing.
  var nothing: StaffText {
    isWeighted
      ? StaffText(en: "without any load", zh: "没有加权负荷") : StaffText(en: "where no household counts", zh: "不计户数")
  }
}

extension StaffSummary.Apportionment {
  fileprivate func text(_ who: BilingualText, _ load: LoadRule) -> BilingualText {
    let lines = townships.map { share in
      let weight = load.words(share.households.shown())
      return BilingualText(
        en: "  \(share.code): \(counted(share.posts, "post")) for \(counted(share.grids, "grid")), \(weight.en)",
        zh: "  \(share.code)：\(share.posts) 个岗位，\(share.grids) 个网格，\(weight.zh)")
    }
    let head = BilingualText(
      en: "\(counted(headCount, "person", "people"))\(who.en) by \(method):", zh: "\(headCount) 人\(who.zh)，按 \(method) 分配：")
    return ([head] + lines + limits + [outcome.text(who, load)]).joined(separator: "\n")
  }

  /// Where shares are not those of the loads.
  private var limits: [BilingualText] {
    var lines: [BilingualText] = []
    if communitiesAtLeast > 0 {
      lines.append(
        BilingualText(
          en: "  \(counted(communitiesAtLeast, "community", "communities")) of \(communities.count) \(communitiesAtLeast == 1 ? "has" : "have") the least promised, which is more than the share by load; the others have less than theirs for it",
          zh: "  \(communities.count) 个社区中有 \(communitiesAtLeast) 个按保底数配置，多于按负荷应得；其余社区因此少于应得"))
    }
    if communitiesAtMost > 0 {
      lines.append(
        BilingualText(
          en: "  \(counted(communitiesAtMost, "community", "communities")) of \(communities.count) \(communitiesAtMost == 1 ? "has" : "have") the posts of the rules (or the first one), which is less than the share by load: more come when all have as much",
          zh: "  \(communities.count) 个社区中有 \(communitiesAtMost) 个已达规则的岗位数（或已有首人），少于按负荷应得：其他社区达到同样水平后再增加"))
    }
    lines += Self.offQuota(townshipsOffQuota, of: townships.count, ("township", "townships", "乡镇"))
    lines += Self.offQuota(communitiesOffQuota, of: communities.count, ("community", "communities", "社区"))
    return lines
  }

  private static func offQuota(
    _ places: [OffQuota], of all: Int, _ words: (one: String, many: String, zh: String)
  ) -> [BilingualText] {
    let sorted = places.sorted { abs(Double($0.posts) - $0.quota) > abs(Double($1.posts) - $1.quota) }
    guard let first = sorted.first else { return [] }
    return [
      BilingualText(
        en:
          "  \(counted(places.count, words.one, words.many)) of \(all) \(places.count == 1 ? "is" : "are") a post or more off the quota, people times share of the load; furthest \(first.code), \(counted(first.posts, "post")) for \(first.quota.shown(2))",
        zh:
          "  \(all) 个\(words.zh)中有 \(places.count) 个与应得数（人数 × 负荷占比）相差一个岗位以上；最多为 \(first.code)，应得 \(first.quota.shown(2))，实得 \(first.posts)")
    ]
  }
}

extension StaffSummary.Limit {
  fileprivate func text(_ who: BilingualText, _ load: LoadRule) -> BilingualText {
    let most = load.words("\(limit)", isOne: limit == 1)
    let apart =
      peopleWithoutHouseholds > 0
      ? BilingualText(
        en: " (\(peopleWithoutHouseholds) of them \(load.nothing.en), because the rules ask for them)",
        zh: "（其中 \(peopleWithoutHouseholds) 人的岗位\(load.nothing.zh)，系规则要求）") : BilingualText("")
    return BilingualText(
      en:
        "at most \(most.en) a person: \(counted(people, "person", "people"))\(who.en), each in one grid\(apart.en); \(peopleSharing) where grids of a community "
        + "are shared (at least \(peopleSharingBound))",
      zh: "每人不超过\(load.isWeighted ? "" : " ")\(most.zh)：一人一格需 \(people) 人\(who.zh)\(apart.zh)；同一社区可兼管时需 \(peopleSharing) 人（至少 \(peopleSharingBound) 人）")
  }
}

extension StaffSummary.Outcome {
  fileprivate func text(_ who: BilingualText, _ load: LoadRule) -> BilingualText {
    let unit = load.unit
    let mean = BilingualText(
      en: "mean \(load.isWeighted ? "load " : "")\(meanLoad.asLoad)\(unit.en)",
      zh: "平均\(load.isWeighted ? "加权负荷" : "") \(meanLoad.asLoad)\(unit.zh)")
    let without =
      emptyCommunities > 0
      ? BilingualText(
        en: "; \(counted(emptyCommunities, "community", "communities")) with \(load.words(unserved.shown()).en) without anybody, not counted in these",
        zh: "；另有 \(emptyCommunities) 个社区（\(load.words(unserved.shown()).zh)）无人负责，未计入") : BilingualText("")
    return eachInOneGrid ? apart(mean, who, load) : shared(mean, without, who, load)
  }

  private func apart(_ mean: BilingualText, _ who: BilingualText, _ load: LoadRule) -> BilingualText {
    let best = greatestLoadBound.asLoad
    let idle =
      workersWithoutHouseholds > 0
      ? BilingualText(
        en: ", apart from \(workersWithoutHouseholds) in posts \(load.nothing.en), for which the rules ask",
        zh: "，另有 \(workersWithoutHouseholds) 人的岗位\(load.nothing.zh)，系规则要求") : BilingualText("")
    let isBest = greatestLoad <= greatestLoadBound
    return BilingualText(
      en: "\(counted(headCount, "person", "people"))\(who.en), each in one grid: \(mean.en), greatest \(greatestLoad.asLoad) by \(method)"
        + "\(isBest ? " (none is smaller)" : ", \(best) by min-max (none is smaller)")\(idle.en); grids of a community shared: greatest \(greatestLoadSharing.asLoad) (at least \(greatestLoadSharingBound.asLoad))",
      zh: "\(headCount) 人\(who.zh)，一人一格：\(mean.zh)，按 \(method) 最多 \(greatestLoad.asLoad)\(load.unit.zh)"
        + "\(isBest ? "（已为最小）" : "，按 min-max 最多 \(best)\(load.unit.zh)（已为最小）")\(idle.zh)；同一社区可兼管时最多 \(greatestLoadSharing.asLoad)\(load.unit.zh)（下界 \(greatestLoadSharingBound.asLoad)）")
  }

  private func shared(
    _ mean: BilingualText, _ without: BilingualText, _ who: BilingualText, _ load: LoadRule
  ) -> BilingualText {
    let least = greatestLoadSharingBound.asLoad
    let found =
      greatestLoadSharing < greatestLoad
      ? BilingualText(
        en: ", \(greatestLoadSharing.asLoad) by min-max (at least \(least))",
        zh: "，按 min-max 最多 \(greatestLoadSharing.asLoad)\(load.unit.zh)（下界 \(least)）")
      : BilingualText(en: " (at least \(least))", zh: "（下界 \(least)）")
    return BilingualText(
      en: "\(counted(headCount, "person", "people"))\(who.en), grids of a community shared (each in one grid takes \(needed)): \(mean.en), greatest \(greatestLoad.asLoad) by \(method)\(found.en)\(without.en)",
      zh: "\(headCount) 人\(who.zh)，同一社区兼管（一人一格需 \(needed) 人）：\(mean.zh)，按 \(method) 最多 \(greatestLoad.asLoad)\(load.unit.zh)\(found.zh)\(without.zh)")
  }
}
