/// Why staffing rules, posts or figures cannot be had at all. A roster that does not reach is no error: the assignment
/// says who is missing and where.
public enum StaffingError: Error, Hashable, Sendable {
  case unknownPreset(String)
  /// Two roles of one id.
  case roleTwice(String)
  /// A rule for posts names a role that is not described.
  case unknownRole(String)
  case noPosts
  /// Load weights that are all 0.
  case weightless
  /// A grid has one leader, so a rule cannot ask for more.
  case manyLeaders(role: String)
  /// A number outside what makes sense.
  case outOfRange(what: String, value: Int, least: Int, most: Int)
  case headCountBelowOne(Int)
  /// The rules ask for several roles, and nobody said whose people are counted.
  case severalRoles([String])
  /// The rules ask for nobody in the role whose people are to be counted.
  case noSuchRole(String, known: [String])
  /// A grid has one leader, neither more nor a part of one.
  case leaderNotShared(role: String)
  /// Posts of a head count that are fewer than the rules ask for.
  case headCountBelowPosts(role: String, headCount: Int, posts: Int)
  /// More load than 64 bits hold.
  case loadOverflow
  case cancelled

  /// What is wrong and what to do, in plain words.
  public var text: StaffText {
    switch self {
    case .unknownPreset(let name):
      StaffText(
        en: "no staffing preset is called `\(name)`; there are \(StaffingRules.presetNames.joined(separator: ", "))",
        zh: "没有名为 `\(name)` 的人员配置预设；可用：\(StaffingRules.presetNames.joined(separator: "、"))")
    case .roleTwice(let role):
      StaffText(en: "the role `\(role)` is described twice; keep one", zh: "角色 `\(role)` 定义了两次，请只保留一个")
    case .unknownRole(let role):
      StaffText(
        en: "posts are asked for the role `\(role)`, which is not described; add it to `roles`",
        zh: "岗位规则使用了未定义的角色 `\(role)`；请在 `roles` 中补充")
    case .noPosts:
      StaffText(en: "no rule asks for any post; add one to `posts`", zh: "没有任何岗位规则；请在 `posts` 中补充")
    case .weightless:
      StaffText(
        en: "every weight of `load` is 0, so nothing weighs anything and no load is greater than another; give `urban` or `rural` a weight",
        zh: "`load` 的所有权重均为 0，负荷无从比较；请为 `urban` 或 `rural` 给出权重")
    case .manyLeaders(let role):
      StaffText(
        en: "`\(role)` leads, and a grid has one leader: write `count: 1`", zh: "`\(role)` 为负责人，一个网格只有一名：请写 `count: 1`")
    case .outOfRange(let what, let value, let least, let most):
      StaffText(en: "\(what) is \(value); expected \(least)…\(most)", zh: "\(what) 为 \(value)，应在 \(least)…\(most) 之间")
    case .headCountBelowOne(let count):
      StaffText(en: "a head count of \(count) shares out nothing; give at least 1", zh: "人数为 \(count)，无从分配；请至少给 1")
    case .severalRoles(let roles):
      StaffText(
        en:
          "the rules ask for several roles, and a head count, a load limit or a comparison is about the people of one; say which with --role: \(roles.joined(separator: ", "))",
        zh: "规则涉及多个角色，而人数、负荷上限和比较只针对一个角色；请用 --role 指明：\(roles.joined(separator: "、"))")
    case .noSuchRole(let role, let known):
      StaffText(
        en: "the rules ask for nobody in the role `\(role)`; there are \(known.joined(separator: ", "))",
        zh: "规则中没有角色 `\(role)` 的岗位；可用：\(known.joined(separator: "、"))")
    case .leaderNotShared(let role):
      StaffText(
        en:
          "`\(role)` leads, and every grid it leads has one: no number of people is shared out; name another role with --role",
        zh: "`\(role)` 为负责人，每个网格一名，人数无从分配；请用 --role 指明其他角色")
    case .headCountBelowPosts(let role, let headCount, let posts):
      StaffText(
        en:
          "the rules ask for \(posts) posts of the role \(role), and those stand: \(headCount) people are fewer; give at least \(posts), leave --headcount out, or leave --workers out to see how \(headCount) would share the grids",
        zh: "规则要求角色 \(role) 有 \(posts) 个岗位，须予保留，而人数只有 \(headCount)；请至少给 \(posts)，或不给 --headcount，或不给 --workers 以查看 \(headCount) 人如何兼管网格")
    case .loadOverflow:
      StaffText(en: "the loads are too large to add up; check the weights", zh: "负荷过大，无法求和；请检查权重")
    case .cancelled: StaffText(en: "stopped as asked", zh: "已按要求停止")
    }
  }
}
