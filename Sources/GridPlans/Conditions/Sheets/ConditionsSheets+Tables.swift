import GridAuditing
import GridCases
import GridMaps
import GridVisits

/// The tables beside the maps.
extension ConditionsSheets {
  /// Open cases by class; inside the house also by colour.
  ///
  /// - Parameter cases: Positions of the cases that the figures count.
  func classTable(_ figures: ConditionsFigures, cases: [Int32]) -> SheetTable {
    let title = words("Open cases by class", "未结案件（按类别）")
    let open = words("open", "未结")
    guard let counts = figures.byClass else { return SheetTable(title: title, rows: []) }
    let order = counts.sorted { a, b in
      (-(a.value.number ?? 0), a.key) < (-(b.value.number ?? 0), b.key)
    }
    guard isTold else {
      return SheetTable(
        title: title, heads: [.text(open)],
        rows: order.map { [words(map.classes[$0.key].name), words.count($0.value)] },
        total: [words("in all", "合计"), words.count(figures.open)])
    }
    var byColor: [Int: [Int]] = [:]
    var sums = [Int](repeating: 0, count: map.colors.count)
    for number in cases {
      let item = map.cases[Int(number)]
      guard let color = item.color else { continue }
      byColor[item.caseClass, default: Array(repeating: 0, count: map.colors.count)][color] += 1
      sums[color] += 1
    }
    let none = [Int](repeating: 0, count: map.colors.count)
    let rows = order.map { number, count in
      [words(map.classes[number].name)] + (byColor[number] ?? none).map { "\($0)" } + [words.count(count)]
    }
    return SheetTable(
      title: title, heads: kinds.prefix(map.colors.count).map { .kind($0) } + [.text(open)], rows: rows,
      total: [words("in all", "合计")] + sums.map { "\($0)" } + [words.count(figures.open)])
  }

  /// Townships or communities, those with most open cases first.
  func placeTable(_ places: [ConditionsPlace]) -> SheetTable {
    let isTownship = places.first?.township.isEmpty ?? true
    return figureTable(
      isTownship ? words("Townships", "镇街") : words("Communities", "社区"),
      places.map { ($0.name, $0.figures) })
  }

  /// Grids, those without an open case together in the last row.
  func gridTable(_ grids: [Int]) -> SheetTable {
    let calm = grids.filter { map.grids[$0].figures.open.number == 0 }
    let others = calm.count > 1 ? Set(calm) : []
    var table = figureTable(
      words("Grids", "网格"),
      grids.filter { !others.contains($0) }.map { (shortName(map.grids[$0]), map.grids[$0].figures) })
    if !others.isEmpty {
      let name =
        others.count == grids.count
        ? words("all \(others.count)", "全部 \(others.count) 个") : words("\(others.count) others", "其余 \(others.count) 个")
      table.rows.append(isTold ? [name, "0", "0", "–"] : [name, "0"])
    }
    return table
  }

  private func figureTable(_ title: String, _ places: [(name: String, figures: ConditionsFigures)]) -> SheetTable {
    let order = places.indices.sorted {
      (-(places[$0].figures.open.number ?? 0), $0) < (-(places[$1].figures.open.number ?? 0), $1)
    }
    let heads = isTold ? [words("open", "未结"), words("overdue", "超期"), words("share", "占比")] : [words("open", "未结")]
    return SheetTable(
      title: title, heads: heads.map { .text($0) },
      rows: order.map { position in
        let (name, figures) = places[position]
        let open = words.count(figures.open)
        guard isTold else { return [name, open] }
        return [name, open, figures.overdue.map { "\($0)" } ?? "", figures.overdueRate?.percent(decimals: 1) ?? "–"]
      })
  }

  /// Positions of the clusters that hold some of the grids.
  func clusters(among grids: [Int]) -> [Int] {
    let numbers = Set(grids.compactMap { map.grids[$0].cluster })
    return map.clusters.indices.filter { numbers.contains(map.clusters[$0].number) }
  }

  /// Clusters with their cases, and as many as their households explain.
  func clusterTable(_ grids: [Int]) -> SheetTable {
    SheetTable(
      title: words("Clusters (scan statistic)", "聚集区（扫描统计）"),
      heads: [words("open", "未结"), words("expected", "应有"), "p"].map { .text($0) },
      rows: clusters(among: grids).map { position in
        let cluster = map.clusters[position]
        let grids = words(counted(cluster.grids.count, "grid"), "网格 \(cluster.grids.count) 个")
        return ["\(cluster.sign) · \(grids)", "\(cluster.cases)", cluster.expected.decimals(1), cluster.p.decimals(3)]
      })
  }

  /// Open cases in no grid, which no other page counts.
  func elsewhere() -> SheetTable {
    let totals = map.totals
    let rows = [
      (words("outside all grids", "网格外"), totals.outside), (words("in several grids", "同属多个网格"), totals.ambiguous),
      (words("without a place", "无位置"), totals.unlocated),
    ]
    return SheetTable(
      title: words("Open cases in no grid", "未归属网格的未结案件"), heads: [.text(words("open", "未结"))],
      rows: rows.filter { $0.1.number != 0 }.map { [$0.0, words.count($0.1)] })
  }

  /// What else is known of a grid.
  func facts(of grid: ConditionsGrid) -> SheetTable {
    var rows = [[words("households", "户数"), hasHouseholds ? "\(grid.households)" : words("not known", "未知")]]
    if let load = grid.openPerPerson {
      let tenths = Int((load * 10).rounded())
      rows.append([words("open cases to a person", "人均未结案件"), "\(tenths / 10).\(tenths % 10)"])
    }
    if let spot = grid.hotSpot {
      func rounded(_ value: Double) -> String {
        "\((value * 1000).rounded() / 1000)".replacing("-", with: "−")
      }
      rows.append([
        words("hot spot test", "热点检验"),
        "z \(rounded(spot.z)), q \(rounded(spot.q))\(spot.isHot ? words(": hot", "：热点") : "")",
      ])
    }
    if let cluster = map.clusters.first(where: { $0.number == grid.cluster }) {
      rows.append([words("part of cluster", "所属聚集区"), "\(cluster.sign), p \(cluster.p.decimals(3))"])
    }
    if let closed = grid.figures.closed { rows.append([words("closed so far", "累计结案"), "\(closed)"]) }
    return SheetTable(title: words("The grid", "网格概况"), heads: [.text("")], rows: rows)
  }

  /// Posts of the grid by role, or of the nearest grid above that has some. Names of people are nowhere on a sheet.
  func postTable(of grid: ConditionsGrid) -> SheetTable {
    let codes = [grid.code] + grid.parents.reversed()
    guard let code = codes.first(where: { !(posts[$0] ?? []).isEmpty }), let own = posts[code] else {
      return SheetTable(title: words("Posts", "岗位"), rows: [])
    }
    var names: [String] = []
    for post in own where !names.contains(post.role) { names.append(post.role) }
    let title = code == grid.code ? words("Posts", "岗位") : words("Posts of grid \(code)", "岗位（网格 \(code)）")
    return SheetTable(
      title: title, heads: [.text(words("filled", "在岗")), .text(words("vacant", "空缺"))],
      rows: names.map { role in
        let posts = own.filter { $0.role == role }
        let filled = posts.count { $0.worker != nil }
        return [roles[role].map { words($0) } ?? role, "\(filled)", "\(posts.count - filled)"]
      })
  }
}
