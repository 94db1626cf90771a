/// What people mean by a gap in coverage. A report says which one; there is no rate of all of them together.
public enum GapMeaning: String, Hashable, Sendable, CaseIterable {
  /// (a) Land in no grid, or in two.
  case ground
  /// (b) Households in no grid.
  case households
  /// (c) Grids without their people.
  case staff
  /// (d) Grids outside their band of households.
  case band
  /// (e) Visits overdue.
  case visits
  /// (f) Households beyond reach of a service point.
  case reach
  /// (g) Open cases that nobody is in charge of.
  case cases
  /// (h) Open cases past their limit.
  case overdueCases
  /// (i) People of the roster without a post. They belong to no grid, so only the county has a sum of them.
  case people

  /// `a` to `i`.
  public var letter: String {
    switch self {
    case .ground: "a"
    case .households: "b"
    case .staff: "c"
    case .band: "d"
    case .visits: "e"
    case .reach: "f"
    case .cases: "g"
    case .overdueCases: "h"
    case .people: "i"
    }
  }

  public var title: Wording {
    switch self {
    case .ground: Wording(en: "land in no grid or in two", zh: "土地无网格或重复归属")
    case .households: Wording(en: "households in no grid", zh: "住户无网格")
    case .staff: Wording(en: "grids without their people", zh: "有格无人")
    case .band: Wording(en: "grids out of band", zh: "户数超出区间的网格")
    case .visits: Wording(en: "visits overdue", zh: "逾期未走访")
    case .reach: Wording(en: "households beyond reach", zh: "服务半径外住户")
    case .cases: Wording(en: "open cases in nobody's charge", zh: "无人负责的未结案件")
    case .overdueCases: Wording(en: "cases past their limit", zh: "超期案件")
    case .people: Wording(en: "people without a post", zh: "在册无岗人员")
    }
  }
}
