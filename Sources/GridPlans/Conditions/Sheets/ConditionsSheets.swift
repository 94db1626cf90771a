import GridCases
import GridGeometry
import GridMaps
import GridVisits

/// Makes the sheets of a map, one at a time, from what they share.
struct ConditionsSheets: Sendable {
  let map: ConditionsMap
  let ground: SheetGround
  let words: SheetWords
  /// What the charts show besides the map; only inside the house.
  let trends: ConditionsTrends?
  /// People and posts by code of grid; only inside the house.
  let posts: [String: [PlanAssignment]]
  let roles: [String: BilingualText]
  /// Marks of the map's colours, the worst first, and last of cases whose colour is not told, if there are any.
  let kinds: [MarkKind]
  /// The classes of open counts: the least of each, and its fill.
  let shades: SheetShades
  /// Instead of these where the county has a rule for the colours of grids.
  let colors: SheetColors?
  /// Positions of the map's cases by position of their grid, and of grids laid over it; those in no grid are in none.
  let casesOfGrid: [[Int32]]
  /// Positions of leaf grids.
  let leaves: [Int]
  /// Whether the plan knows any household.
  let hasHouseholds: Bool
  private let boxes: [Envelope]

  init(
    _ map: ConditionsMap, _ plan: Plan, trends: ConditionsTrends?, roles: [String: BilingualText], _ language: Language
  ) throws(PlanError) {
    self.map = map
    self.trends = trends
    self.roles = roles
    words = SheetWords(language: language)
    ground = try SheetGround(map, plan)
    let staff = map.audience == .internal ? plan.staffing?.assignments ?? [] : []
    posts = Dictionary(grouping: staff) { $0.grid.text }
    kinds = Self.kinds(map, words)
    leaves = map.grids.indices.filter { map.grids[$0].isLeaf }
    shades = SheetShades(leaves.compactMap { map.grids[$0].figures.open.number })
    colors = SheetColors(map)
    hasHouseholds = map.grids.contains { $0.households > 0 }
    boxes = map.grids.map(\.ground.envelope)
    let position = Dictionary(
      leaves.map { (map.grids[$0].code, $0) }, uniquingKeysWith: { first, _ in first })
    var casesOfGrid = [[Int32]](repeating: [], count: map.grids.count)
    for (number, item) in map.cases.enumerated() {
      for code in [item.grid] + (item.staffView?.overlays ?? []) {
        if let grid = position[code] { casesOfGrid[grid].append(Int32(number)) }
      }
    }
    self.casesOfGrid = casesOfGrid
  }

  /// Positions of the cases in some grids, each once.
  func cases(in grids: [Int]) -> [Int32] {
    var known: Set<Int32> = []
    return grids.flatMap { casesOfGrid[$0] }.filter { known.insert($0).inserted }
  }

  private static func kinds(_ map: ConditionsMap, _ words: SheetWords) -> [MarkKind] {
    var kinds = map.colors.enumerated().map { place, color in
      MarkKind(
        name: "\(words(color.name))\(words(": ", "："))\(words(color.meaning))", letter: color.letter,
        color: MapColor(hex: color.hex) ?? MapColor(0x888888), shape: MarkKind.shape(place, of: map.colors.count),
        hatch: GridMaps.Hatch(color.hatch))
    }
    if map.cases.contains(where: { $0.color == nil }) {
      kinds.append(
        MarkKind(name: words("colour not published", "颜色不予公布"), letter: "–", color: MapColor(0xC9C9C9), shape: .circle))
    }
    return kinds
  }

  /// The map page or page of charts of a subject.
  ///
  /// - Parameter index: Of the leaves' boxes, from ``leafIndex()``; a task has its own.
  func page(
    _ subject: SheetSubject, _ page: MapSheet.Page, _ index: SheetLookup
  ) throws(PlanError) -> AtlasPage {
    switch subject {
    case .county: .map(try countySheet(page, index))
    case .figures(let township): .charts(chartSheet(township, page))
    case .township(let position): .map(try townshipSheet(position, page, index))
    case .community(let position): .map(try communitySheet(position, page, index))
    case .grid(let position): .map(try gridSheet(position, page, index))
    }
  }

  /// What finds the ground of a page.
  func lookup() throws(PlanError) -> SheetLookup {
    try SheetLookup(leaves: leaves, boxes: leaves.map { boxes[$0] }, lines: ground.barriers)
  }

  // MARK: What all sheets have

  func sheet(
    title: String, subtitle: String, layers: [MapLayer], cases: [Int32], size: Double, sideBySide: Int,
    legend: [LegendEntry], extent: Envelope, paper: SheetSize, tables: [SheetTable], index: SheetIndex?,
    _ page: MapSheet.Page
  ) -> MapSheet {
    MapSheet(
      title: title, subtitle: subtitle, layers: layers,
      marks: MapMarks(kinds: kinds, marks: marks(cases), size: size, sideBySide: sideBySide),
      legend: caseLegend(cases, isGathered: cases.count > sideBySide) + legend, extent: extent, source: source,
      date: date, isAsOf: true, notes: notes,
      language: words.mapLanguage, size: paper, tables: tables, stamp: stamp, page: page, index: index)
  }

  private func marks(_ cases: [Int32]) -> [MapMarks.Mark] {
    cases.compactMap { number in
      let item = map.cases[Int(number)]
      return item.place.map { MapMarks.Mark($0, kind: item.color ?? map.colors.count) }
    }
  }

  private func caseLegend(_ cases: [Int32], isGathered: Bool) -> [LegendEntry] {
    guard !cases.isEmpty else { return [] }
    var counts = [Int](repeating: 0, count: kinds.count)
    for number in cases { counts[map.cases[Int(number)].color ?? map.colors.count] += 1 }
    var entries = [LegendEntry(.heading, words("Open cases", "未结案件"))]
    for (kind, count) in zip(kinds, counts) where count > 0 {
      entries.append(LegendEntry(.mark(kind), kind.name, value: isTold ? "\(count)" : nil))
    }
    if isGathered {
      let sample = kinds.indices.map { max(1, counts[$0] * 12 / cases.count) }
      entries.append(
        LegendEntry(
          .ring(kinds, counts: sample), words("several at one place: how many, by colour", "同处多件：件数及颜色构成")))
    }
    return entries
  }

  /// Whether counts may be told that the map does not state itself.
  var isTold: Bool { map.audience == .internal }

  /// For whom a sheet is, where nobody overlooks it.
  var stamp: String? { isTold ? words(BilingualText.internalOnly) : words("public edition", "公开版") }

  /// Those of the map that the stamp does not say.
  var notes: [String] { map.notes.filter { $0 != .internalOnly }.map { words($0) } }

  var source: String {
    let own = map.isSynthetic ? words("synthetic data by gridwright", "gridwright 合成数据") : map.attribution
    return own.isEmpty ? map.name : own
  }

  var date: String { String(map.asOfText.prefix(10)) }

  var asOf: String { words("as of \(map.asOfWords)", "截至 \(map.asOfWords)") }
}
