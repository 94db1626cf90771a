/// Why the parts of a page do not fit together.
public enum PageError: Error, Hashable, Sendable {
  /// The lists whose members have codes.
  public enum List: String, CaseIterable, Hashable, Sendable {
    case levels, grids, classes, states, tiers, colors
  }

  /// Two members of a list have the same code.
  case repeatedCode(String, List)
  /// A grid or a case names a member of a list that there is none of.
  case unknownCode(String, List, of: String)
  /// A grid lies in one whose level has no smaller rank.
  case parentNotAbove(grid: String, parent: String)
  /// Counts by class or colour that are not as many as there are.
  case countsDoNotFit(grid: String, List, expected: Int, found: Int)
  /// The earliest instant, in milliseconds, comes after the page's own.
  case earliestAfterPage(earliest: Int64, asOf: Int64)

  /// What is wrong and what to do, in both languages.
  public var words: PageText {
    switch self {
    case .repeatedCode(let code, let list):
      PageText(
        en: "The page has the code `\(code)` twice among its \(list.words.en). Give each a code of its own.",
        zh: "页面的\(list.words.zh)中代码 `\(code)` 重复。请使每个代码唯一。")
    case .unknownCode(let code, let list, let owner):
      PageText(
        en: "\(owner) names `\(code)`, which is not among the page's \(list.words.en). Add it there, or name another.",
        zh: "\(owner) 引用了 `\(code)`，但页面的\(list.words.zh)中没有它。请补上，或改用其他代码。")
    case .parentNotAbove(let grid, let parent):
      PageText(
        en: "The grid `\(grid)` lies in `\(parent)`, whose level is not above its own. Check the ranks of the levels.",
        zh: "网格 `\(grid)` 的上级 `\(parent)` 的层级并不高于它。请检查各层级的次序。")
    case .countsDoNotFit(let grid, let list, let expected, let found):
      PageText(
        en: "The grid `\(grid)` has \(found) counts for \(expected) \(list.words.en). Give one for each, or none.",
        zh: "网格 `\(grid)` 按\(list.words.zh)的计数有 \(found) 个，应为 \(expected) 个。请逐一给出，或都不给。")
    case .earliestAfterPage:
      PageText(
        en: "The earliest instant of the page comes after the page's own. Exchange them, or leave the earliest out.",
        zh: "页面的最早时刻晚于页面时刻。请对调，或不给最早时刻。")
    }
  }
}

extension PageError: CustomStringConvertible {
  public var description: String { words.en }
}

extension PageError.List {
  fileprivate var words: PageText {
    switch self {
    case .levels: PageText(en: "levels", zh: "层级")
    case .grids: PageText(en: "grids", zh: "网格")
    case .classes: PageText(en: "classes", zh: "类别")
    case .states: PageText(en: "states", zh: "状态")
    case .tiers: PageText(en: "tiers", zh: "层面")
    case .colors: PageText(en: "colours", zh: "颜色")
    }
  }
}

extension ConditionsPage {
  /// Looks at everything that has to fit.
  func check() throws(PageError) {
    if let earliest = times.earliest, earliest > times.asOf {
      throw .earliestAfterPage(earliest: earliest, asOf: times.asOf)
    }
    let codes = try PageCodes(self)
    let ranks = Dictionary(uniqueKeysWithValues: levels.map { ($0.code, $0.rank) })
    for grid in grids {
      guard let rank = ranks[grid.level] else { throw .unknownCode(grid.level, .levels, of: grid.code) }
      if let parent = grid.parent {
        guard let index = codes.grids[parent] else { throw .unknownCode(parent, .grids, of: grid.code) }
        guard let above = ranks[grids[index].level], above < rank else {
          throw .parentNotAbove(grid: grid.code, parent: parent)
        }
      }
      try check(grid.stated, of: grid.code, codes)
    }
    for (row, item) in cases.enumerated() {
      let name = item.id ?? "case \(row + 1)"
      try check(item.grid, codes.grids, .grids, of: name)
      try check(item.caseClass, codes.classes, .classes, of: name)
      try check(item.state, codes.states, .states, of: name)
      try check(item.tier, codes.tiers, .tiers, of: name)
      try check(item.color, codes.colors, .colors, of: name)
      for step in item.steps {
        try check(step.state, codes.states, .states, of: name)
        try check(step.tier, codes.tiers, .tiers, of: name)
        try check(step.color, codes.colors, .colors, of: name)
      }
    }
  }

  private func check(
    _ code: String?, _ known: [String: Int], _ list: PageError.List, of owner: String
  ) throws(PageError) {
    if let code, known[code] == nil { throw .unknownCode(code, list, of: owner) }
  }

  private func check(_ counts: PageCounts?, of grid: String, _ codes: PageCodes) throws(PageError) {
    guard let counts else { return }
    for (list, found, expected) in [
      (PageError.List.classes, counts.byClass.count, terms.classes.count),
      (.colors, counts.byColor.count, terms.colors.count),
    ] where found != 0 && found != expected {
      throw .countsDoNotFit(grid: grid, list, expected: expected, found: found)
    }
    try check(counts.worst, codes.colors, .colors, of: grid)
  }
}

/// The places in their lists that codes stand for.
struct PageCodes {
  let grids: [String: Int]
  let levels: [String: Int]
  let classes: [String: Int]
  let states: [String: Int]
  let tiers: [String: Int]
  let colors: [String: Int]

  init(_ page: ConditionsPage) throws(PageError) {
    levels = try Self.places(page.levels.map(\.code), .levels)
    grids = try Self.places(page.grids.map(\.code), .grids)
    classes = try Self.places(page.terms.classes.map(\.code), .classes)
    states = try Self.places(page.terms.states.map(\.code), .states)
    tiers = try Self.places(page.terms.tiers.map(\.code), .tiers)
    colors = try Self.places(page.terms.colors.map(\.code), .colors)
  }

  private static func places(_ codes: [String], _ list: PageError.List) throws(PageError) -> [String: Int] {
    var places: [String: Int] = [:]
    places.reserveCapacity(codes.count)
    for (place, code) in codes.enumerated() where places.updateValue(place, forKey: code) != nil {
      throw .repeatedCode(code, list)
    }
    return places
  }
}
