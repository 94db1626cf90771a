/// The language of the words a sheet adds by itself, and the shapes of the Chinese characters on it.
public enum MapLanguage: String, CaseIterable, Hashable, Sendable {
  case chinese = "zh-Hans"
  case traditionalChinese = "zh-Hant"
  case english = "en"

  /// The words of the sheet's furniture.
  package enum Word: CaseIterable {
    case legend, north, gridNorth, source, date, asOf, households, grids, band, target, more, page, index
  }

  package func word(_ word: Word) -> String {
    switch (word, self) {
    case (.legend, .chinese): "图例"
    case (.legend, .traditionalChinese): "圖例"
    case (.legend, .english): "Legend"
    case (.north, .english): "N"
    case (.north, _): "北"
    case (.gridNorth, .chinese): "坐标北"
    case (.gridNorth, .traditionalChinese): "坐標北"
    case (.gridNorth, .english): "grid north"
    case (.source, .chinese): "资料来源"
    case (.source, .traditionalChinese): "資料來源"
    case (.source, .english): "Source"
    case (.date, .chinese), (.date, .traditionalChinese): "日期"
    case (.date, .english): "Date"
    case (.asOf, .chinese): "数据截至"
    case (.asOf, .traditionalChinese): "資料截至"
    case (.asOf, .english): "As of"
    case (.households, .chinese): "每格户数"
    case (.households, .traditionalChinese): "每格戶數"
    case (.households, .english): "households per grid"
    case (.grids, .chinese): "网格数"
    case (.grids, .traditionalChinese): "網格數"
    case (.grids, .english): "grids"
    case (.band, .chinese): "户数范围"
    case (.band, .traditionalChinese): "戶數範圍"
    case (.band, .english): "band"
    case (.target, .chinese): "目标"
    case (.target, .traditionalChinese): "目標"
    case (.target, .english): "target"
    case (.more, .chinese): "另有"
    case (.more, .traditionalChinese): "另有"
    case (.more, .english): "and more:"
    case (.page, .chinese): "页"
    case (.page, .traditionalChinese): "頁"
    case (.page, .english): "page"
    case (.index, .chinese): "图幅索引"
    case (.index, .traditionalChinese): "圖幅索引"
    case (.index, .english): "Sheet index"
    }
  }

  /// Page n of N.
  package func page(_ number: Int, of count: Int) -> String {
    switch self {
    case .chinese: "第 \(number) 页，共 \(count) 页"
    case .traditionalChinese: "第 \(number) 頁，共 \(count) 頁"
    case .english: "page \(number) of \(count)"
    }
  }

  /// The mark between a word and what it introduces.
  var colon: String { self == .english ? ": " : "：" }

  /// Tag for Pango, which picks the regional shapes of shared characters by it. English sheets of Chinese places take the
  /// simplified shapes.
  var fontTag: String {
    switch self {
    case .chinese: "zh-cn"
    case .traditionalChinese: "zh-tw"
    case .english: "en"
    }
  }

  /// Families to try in turn; the first installed one that has a character sets it.
  var families: String {
    switch self {
    case .traditionalChinese:
      "Noto Sans CJK TC,Noto Sans TC,Source Han Sans TC,PingFang TC,Microsoft JhengHei,Noto Sans CJK SC,sans-serif"
    case .chinese, .english:
      "Noto Sans CJK SC,Noto Sans SC,Source Han Sans SC,PingFang SC,Microsoft YaHei,WenQuanYi Micro Hei,sans-serif"
    }
  }
}
