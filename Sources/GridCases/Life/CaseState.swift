public import GridVisits

/// Where a case stands.
public enum CaseState: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
  case submitted, triaged, dispatched, claimed, handled
  case fedBack = "fed-back"
  case revisited, archived
  /// Somebody had reported it before.
  case merged
  case withdrawn

  /// Whether it ended without being worked: it counts neither as due nor as closed.
  public var isVoid: Bool { self == .merged || self == .withdrawn }

  /// How far along the course it is.
  var rank: Int {
    switch self {
    case .submitted: 0
    case .triaged: 1
    case .dispatched: 2
    case .claimed: 3
    case .handled: 4
    case .fedBack: 5
    case .revisited: 6
    case .archived: 7
    case .merged: 8
    case .withdrawn: 9
    }
  }

  /// The state in words.
  public var words: Bilingual {
    switch self {
    case .submitted: Bilingual(en: "submitted", zh: "已上报")
    case .triaged: Bilingual(en: "triaged", zh: "已受理")
    case .dispatched: Bilingual(en: "dispatched", zh: "已派遣")
    case .claimed: Bilingual(en: "claimed", zh: "已认领")
    case .handled: Bilingual(en: "handled", zh: "已办理")
    case .fedBack: Bilingual(en: "fed back", zh: "已反馈")
    case .revisited: Bilingual(en: "revisited", zh: "已回访")
    case .archived: Bilingual(en: "archived", zh: "已归档")
    case .merged: Bilingual(en: "merged as a duplicate", zh: "已并案")
    case .withdrawn: Bilingual(en: "withdrawn", zh: "已撤回")
    }
  }
}

/// Who handles a case: small matters stay in the grid, larger ones go up.
public enum CaseTier: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
  case grid, community, township, county

  /// The tier in words.
  public var words: Bilingual {
    switch self {
    case .grid: Bilingual(en: "grid", zh: "网格")
    case .community: Bilingual(en: "community or village", zh: "社区（村）")
    case .township: Bilingual(en: "town or street", zh: "镇街")
    case .county: Bilingual(en: "county", zh: "县区")
    }
  }

  var rank: Int {
    switch self {
    case .grid: 0
    case .community: 1
    case .township: 2
    case .county: 3
    }
  }

  /// The tier above; `nil` for the county.
  public var above: CaseTier? {
    switch self {
    case .grid: .community
    case .community: .township
    case .township: .county
    case .county: nil
    }
  }
}

extension CaseTier: Comparable {
  /// The grid comes first, the county last.
  public static func < (a: CaseTier, b: CaseTier) -> Bool { a.rank < b.rank }
}
