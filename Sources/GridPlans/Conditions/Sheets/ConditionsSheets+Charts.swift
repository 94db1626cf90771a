import GridCases
import GridMaps
import GridVisits

/// The pages of charts.
extension ConditionsSheets {
  /// - Parameter township: Its place in the map's townships; `nil` for the charts of the county.
  func chartSheet(_ township: Int?, _ page: MapSheet.Page) -> ChartSheet {
    let place = township.map { map.townships[$0] }
    let figures = place?.figures ?? map.county
    var charts: [CaseChart] = []
    if let chart = classChart(figures, cases: place.map { cases(ofTownship: $0.code) } ?? map.cases) {
      charts.append(.counts(chart))
    }
    if let trends {
      charts += [.counts(ageChart(trends)), .rates(rateChart(trends)), .flow(flowChart(trends))]
    } else {
      if place == nil, let chart = placeChart(words("Open cases by township", "未结案件（按镇街）"), map.townships) {
        charts.append(.counts(chart))
      }
      let communities = map.communities.filter { place == nil || $0.township == place?.code }
      if let chart = placeChart(words("Open cases by community", "未结案件（按社区）"), communities) {
        charts.append(.counts(chart))
      }
    }
    let name = place.map { "\($0.name) · \(map.name)" } ?? map.name
    return ChartSheet(
      title: words("\(name): figures", "\(words.spaced(name))民情图表"),
      subtitle: "\(asOf) · \(words.summary(figures))",
      charts: charts, notes: notes, stamp: stamp, source: source, date: date, language: words.mapLanguage, size: .a4,
      page: page)
  }

  private static let mostRows = 12

  private func cases(ofTownship code: String) -> [ConditionsCase] {
    cases(in: leaves.filter { map.grids[$0].township == code }).map { map.cases[Int($0)] }
  }

  /// Open cases by class, those with most first; the others together.
  private func classChart(_ figures: ConditionsFigures, cases: [ConditionsCase]) -> CountChart? {
    guard let counts = figures.byClass, !counts.isEmpty else { return nil }
    var byColor: [Int: [Int]] = [:]
    if isTold {
      for item in cases {
        guard let color = item.color else { continue }
        byColor[item.caseClass, default: Array(repeating: 0, count: map.colors.count)][color] += 1
      }
    }
    let order = counts.sorted { ($1.value.number ?? 0, $0.key) < ($0.value.number ?? 0, $1.key) }
    let none = [Int?](repeating: 0, count: map.colors.count)
    var rows = order.map { number, count in
      guard isTold else {
        return CountChart.Row(name: words(map.classes[number].name), counts: [count.number], total: count.number)
      }
      var parts = none
      for (color, count) in (byColor[number] ?? []).enumerated() { parts[color] = count }
      return CountChart.Row(name: words(map.classes[number].name), counts: parts, total: count.number)
    }
    if rows.count > Self.mostRows {
      let rest = rows[(Self.mostRows - 1)...]
      let totals = rest.map(\.total)
      let sum = CountChart.Row(
        name: words("\(rest.count) other classes", "其他 \(rest.count) 类"),
        counts: rows[0].counts.indices.map { kind in rest.reduce(0) { $0 + ($1.counts[kind] ?? 0) } },
        total: totals.contains(nil) ? nil : totals.reduce(0) { $0 + ($1 ?? 0) })
      rows.removeSubrange((Self.mostRows - 1)...)
      rows.append(sum)
    }
    return CountChart(
      title: words("Open cases by class", "未结案件（按类别）"),
      kinds: isTold ? Array(kinds.prefix(map.colors.count)) : [Self.plain], rows: rows, direction: .across,
      keptBack: words("not published", "不予公布"))
  }

  /// Townships or communities, those with most first and those without last; `nil` where there is nothing to compare.
  private func placeChart(_ title: String, _ places: [ConditionsPlace]) -> CountChart? {
    guard places.count > 1 else { return nil }
    // What is not told is some.
    func rank(_ place: ConditionsPlace) -> Double { place.figures.open.number.map(Double.init) ?? 0.5 }
    let order = places.sorted { (rank($1), $0.code) < (rank($0), $1.code) }
    let rows = order.prefix(Self.mostPlaces).map {
      CountChart.Row(name: $0.name, counts: [$0.figures.open.number], total: $0.figures.open.number)
    }
    return CountChart(
      title: title,
      subtitle: places.count > rows.count
        ? words("the first \(rows.count) of \(places.count)", "共 \(places.count) 个，列前 \(rows.count) 个") : "",
      kinds: [Self.plain], rows: rows, direction: .across, keptBack: words("not published", "不予公布"))
  }

  private static let mostPlaces = 20

  private static let plain = MarkKind(name: "", letter: "", color: MapColor(0x5B7C99))

  private func ageChart(_ trends: ConditionsTrends) -> CountChart {
    let rows = trends.ageing.enumerated().map { band, open in
      let (from, to) = (band == 0 ? 0 : trends.bands[band - 1], band < trends.bands.count ? trends.bands[band] : nil)
      let name =
        to.map { from == 0 ? words("under \($0) d", "\($0) 天内") : words("\(from)–\($0) d", "\(from)–\($0) 天") }
        ?? words("\(from) d and more", "\(from) 天及以上")
      return CountChart.Row(name: name, counts: [open], total: open)
    }
    return CountChart(
      title: words("Age of open cases", "未结案件存续时间"),
      subtitle: words("days since they were reported", "自上报起的天数"), kinds: [Self.plain], rows: rows, direction: .up)
  }

  private func rateChart(_ trends: ConditionsTrends) -> RateChart {
    let due = words("cases due", "应结案数")
    let series = [
      RateChart.Series(
        kind: MarkKind(name: words("closing rate", "结案率"), letter: "1", color: MapColor(0x0072B2)),
        counted: words("cases closed", "结案数"), base: due),
      RateChart.Series(
        kind: MarkKind(
          name: words("closed in time", "按期结案率"), letter: "2", color: MapColor(0xD55E00), shape: .square),
        counted: words("cases closed in time", "按期结案数"), base: due),
    ]
    let spans = trends.months.map {
      RateChart.Span(name: $0.name, numerators: [$0.closed, $0.inTime], denominators: [$0.due, $0.due])
    }
    let none = RateChart.Span(name: "", numerators: [0, 0], denominators: [0, 0])
    return RateChart(
      title: words("Closing rates by the month that the limit ran out in", "结案率（按时限到期月份）"),
      subtitle: spans.isEmpty ? words("no limit has run out yet", "尚无到期案件") : "", series: series,
      spans: spans.isEmpty ? [none] : spans)
  }

  private func flowChart(_ trends: ConditionsTrends) -> FlowChart {
    FlowChart(
      title: words("What each tier did with the cases that came to it", "案件流转（各级经办情况）"),
      tiers: trends.tiers.map { tier, flow in
        FlowChart.Tier(
          name: words(tier.words), cases: flow.cases, closed: flow.closed, open: flow.open, raised: flow.raised,
          lowered: flow.lowered)
      },
      words: FlowChart.Words(
        closed: words("closed there", "本级办结"), open: words("open there", "本级未结"),
        passedOn: words("passed on, merged or withdrawn", "转出、并案或撤回"), raised: words("raised", "上报"),
        lowered: words("lowered", "下派")))
  }
}
