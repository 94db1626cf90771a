/// Who a plan needs: roles, posts by kind of grid, and what makes a grid heavy.
public struct StaffingRules: Hashable, Sendable {
  public let roles: [StaffRole]
  public let posts: [PostRule]
  public let load: LoadRule
  /// Households per worker that the county aims at; figures say how many workers lie inside.
  public let band: ClosedRange<Int>?
  /// How much longer ways are than the straight line, from 1.
  public let detour: Double

  /// Where nothing else is stated; that of reach.
  public static let standardDetour = 1.3

  /// - Throws: ``StaffingError`` for a role described twice or not at all, no posts, more than one leader a grid, loads
  ///   that weigh nothing, and numbers out of range.
  public init(
    roles: [StaffRole], posts: [PostRule], load: LoadRule = .households, band: ClosedRange<Int>? = nil,
    detour: Double = StaffingRules.standardDetour
  ) throws(StaffingError) {
    var known: [String: StaffRole] = [:]
    for role in roles {
      guard known.updateValue(role, forKey: role.id) == nil else { throw .roleTwice(role.id) }
      try Self.require(role.maximumGrids, in: 1...100_000, "maxGrids of \(role.id)")
      if let most = role.maximumHouseholds { try Self.require(most, in: 1...10_000_000, "maxHouseholds of \(role.id)") }
    }
    guard !posts.isEmpty else { throw .noPosts }
    guard load.weighsAnything else { throw .weightless }
    for rule in posts {
      guard let role = known[rule.role] else { throw .unknownRole(rule.role) }
      switch rule.quantity {
      case .each(let count):
        try Self.require(count, in: 0...10_000, "count of \(rule.role)")
        if role.isLeader, count > 1 { throw .manyLeaders(role: rule.role) }
      case .oneFor(let households):
        try Self.require(households, in: 1...10_000_000, "oneFor of \(rule.role)")
        if role.isLeader { throw .manyLeaders(role: rule.role) }
      }
    }
    self.roles = roles
    self.posts = posts
    self.load = load
    self.band = band
    self.detour = max(1, detour)
  }

  private static func require(_ value: Int, in range: ClosedRange<Int>, _ what: String) throws(StaffingError) {
    guard range.contains(value) else {
      throw .outOfRange(what: what, value: value, least: range.lowerBound, most: range.upperBound)
    }
  }

  /// The position of a role in ``roles``.
  public func role(_ id: String) -> Int? { roles.firstIndex { $0.id == id } }

  /// Whether the rules ask for anybody in a grid.
  public func staffs(_ grid: StaffedGrid) -> Bool { posts.contains { $0.count(for: grid) > 0 } }
}

extension StaffingRules {
  /// The presets by name; the last takes a number for its X.
  public static let presetNames = ["one-per-grid", "one-leader-two-members", "1+4+X"]

  /// Rules that can be named instead of written.
  ///
  /// - `one-per-grid`: one worker in every grid of every kind and level, as Dali county reports.
  /// - `one-leader-two-members` (一长两员): a head and two members in every leaf.
  /// - `1+4+X`: a head, four staff and X volunteers in every leaf. The form is reported without a word on what the four
  ///   and the X are, so both are named by what such teams usually have.
  ///
  /// - Parameter x: The X of `1+4+X`; others do without.
  /// - Throws: ``StaffingError/unknownPreset(_:)``, or an X out of range.
  public init(preset: String, x: Int = 1) throws(StaffingError) {
    let worker = StaffRole(id: "worker", name: StaffText(en: "grid worker", zh: "网格员"))
    let head = StaffRole(id: "head", name: StaffText(en: "grid head", zh: "网格长"), isLeader: true)
    let member = StaffRole(id: "member", name: StaffText(en: "grid member", zh: "网格员"))
    let volunteer = StaffRole(id: "volunteer", name: StaffText(en: "volunteer", zh: "志愿者"))
    switch preset {
    case "one-per-grid":
      try self.init(roles: [worker], posts: [PostRule(role: "worker", quantity: .each(1))])
    case "one-leader-two-members":
      try self.init(
        roles: [head, member],
        posts: [
          PostRule(role: "head", quantity: .each(1), place: .leaves),
          PostRule(role: "member", quantity: .each(2), place: .leaves),
        ])
    case "1+4+X":
      try self.init(
        roles: [head, member, volunteer],
        posts: [
          PostRule(role: "head", quantity: .each(1), place: .leaves),
          PostRule(role: "member", quantity: .each(4), place: .leaves),
          PostRule(role: "volunteer", quantity: .each(x), place: .leaves),
        ])
    default: throw .unknownPreset(preset)
    }
  }
}
