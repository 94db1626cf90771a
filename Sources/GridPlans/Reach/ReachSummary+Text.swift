import GridAuditing

extension ReachSummary {
  /// A few lines for people, every rate with its numerator and denominator.
  public var text: BilingualText {
    var lines = problems
    let modelled =
      modelledHouseholds > 0
      ? BilingualText(en: " (households modelled from buildings, not counted)", zh: "（户数由建筑推算，并非统计）") : BilingualText("")
    lines.append(
      BilingualText(
        en:
          "\(category): \(beyond) of \(counted(households, "household")) (\(Self.percent(beyond, households))) are more than \(minutes.short) minutes' walk from the nearest of \(counted(points.count, "point"))\(modelled.en)",
        zh:
          "\(category)：\(households) 户中有 \(beyond) 户（\(Self.percent(beyond, households))）步行 \(minutes.short) 分钟到不了 \(points.count) 个点中最近的一个\(modelled.zh)"))
    if let mean = meanMinutes {
      lines.append(
        BilingualText(
          en: "mean walk to the nearest \(mean.short) minutes, over \(counted(households - unreached, "household")) that can reach one",
          zh: "到最近点平均步行 \(mean.short) 分钟（按可到达的 \(households - unreached) 户计）"))
    }
    lines.append(way)
    if let network, network.pieces > 1, network.householdsCutOff * 5 > households {
      lines.append(
        BilingualText(
          en: "many households stand on ways that lead to no point; if ways cross without a common vertex, --join-crossings joins them",
          zh: "许多住户所在的道路不通向任何服务点；如道路交叉处没有公共顶点，请用 --join-crossings 连通"))
    }
    if let siting { lines += siting.lines(minutes: minutes) }
    return lines.joined(separator: "\n")
  }

  private var way: BilingualText {
    guard let network else {
      return BilingualText(
        en: "straight lines times \((detour ?? 1).short), at \(speed.short) km/h",
        zh: "按直线距离乘以 \((detour ?? 1).short)，步速每小时 \(speed.short) 千米")
    }
    return BilingualText(
      en:
        "network of \(network.kilometres.short) km in \(counted(network.pieces, "piece")), \(speed.short) km/h; of \(counted(households, "household")) \(network.householdsCutOff) on pieces without a point, \(network.householdsOffNetwork) farther than \((snap ?? 0).short) m from any way",
      zh:
        "路网 \(network.kilometres.short) 千米，分为 \(network.pieces) 片，步速每小时 \(speed.short) 千米；\(households) 户中 \(network.householdsCutOff) 户所在的一片没有服务点，\(network.householdsOffNetwork) 户离道路超过 \((snap ?? 0).short) 米")
  }

  static func percent(_ part: Int, _ whole: Int) -> String {
    whole > 0 ? "\((Double(part) * 1000 / Double(whole)).rounded() / 10) %" : "–"
  }
}

extension ReachSummary.Siting {
  fileprivate func lines(minutes: Double) -> [BilingualText] {
    let certainty =
      proved
      ? BilingualText(en: "proved best", zh: "已证明最优")
      : BilingualText(
        en: "bound \(bound.short), gap \((gap * 100).short) %", zh: "界限 \(bound.short)，差距 \((gap * 100).short) %")
    var lines = [
      BilingualText(
        en:
          "\(objective): \(counted(points.count, "new point")) of \(counted(candidates, "candidate")); \(value.short) \(unit), \(certainty.en); \(counted(leftOut - onOtherPieces, "household")) that nothing can serve take no part",
        zh:
          "\(objective)：从 \(candidates) 个候选点中新设 \(points.count) 个；\(value.short) \(unit)，\(certainty.zh)；\(leftOut - onOtherPieces) 户无法服务，未计入"),
      BilingualText(
        en:
          "households beyond \(minutes.short) minutes: \(before.beyond) of \(before.households) before, \(after.beyond) of \(after.households) after",
        zh: "超出 \(minutes.short) 分钟的住户：之前 \(before.households) 户中 \(before.beyond) 户，之后 \(after.households) 户中 \(after.beyond) 户"),
    ]
    if objective == ReachOptions.Siting.Goal.lscp.rawValue {
      let covered = after.households - after.beyond
      lines.append(
        BilingualText(
          en: "covered: \(covered) of all \(counted(after.households, "household")) (\(ReachSummary.percent(covered, after.households)))",
          zh: "已覆盖：全部 \(after.households) 户中 \(covered) 户（\(ReachSummary.percent(covered, after.households))）"))
    }
    if onOtherPieces > 0 {
      lines.append(
        BilingualText(
          en:
            "only the largest piece of the network and those with a point were looked at, as there are more pieces than new points: \(counted(onOtherPieces, "household")) on the others take no part in the value and its proof",
          zh: "路网片数多于新设点数，只考察最大的一片和已有服务点的各片；其余各片上的 \(onOtherPieces) 户未计入结果及其证明"))
    }
    for place in points {
      lines.append(
        BilingualText(
          en: "  \(place.id) in grid \(place.grid ?? "–") (\(place.longitude), \(place.latitude)): \(counted(place.households, "household")) within \(minutes.short) minutes",
          zh: "  \(place.id)，网格 \(place.grid ?? "–")（\(place.longitude), \(place.latitude)）：\(minutes.short) 分钟内 \(place.households) 户"))
    }
    return lines
  }
}
