import GridAuditing
import GridGeometry
import GridStaffing

/// A plan, its rules and a roster on the way to posts with people.
struct Staffer {
  let rules: StaffingRules
  let grids: [StaffedGrid]
  let posts: [StaffPost]
  let members: [StaffMember]
  let roster: Roster
  private(set) var assignment: StaffAssignment

  /// `nil` for straight lines times the rules' detour.
  let walked: WalkedWays?

  /// - Parameters:
  ///   - shares: People a grid by an apportionment, or empty.
  ///   - shared: Of which role.
  ///   - members: The people of the roster, in its order.
  ///   - walked: The ways of these members.
  init(
    rules: StaffingRules, grids: [StaffedGrid], roster: Roster, members: [StaffMember], shares: [Int] = [],
    shared: Int = 0, walked: WalkedWays? = nil, threads: Int, control: PlanningControl
  ) throws(PlanError) {
    self.rules = rules
    self.grids = grids
    self.roster = roster
    self.members = members
    self.walked = walked
    posts = makePosts(grids, rules: rules, shares: shares, of: shared)
    do throws(StaffingError) {
      assignment = try assign(
        members, to: posts, in: grids, rules: rules, ways: walked?.ways ?? .straight,
        control: StaffControl(threads: threads, isCancelled: { control.isCancelled }))
    } catch {
      throw .interrupted
    }
  }

  /// What a decimetre of the assignment is in metres on foot: ways over a network are as long as they are.
  var metresPerDecimetre: Double { (walked == nil ? rules.detour : 1) / 10 }

  /// Filled posts whose people live where the network does not lead to them.
  var postsOffNetwork: Int? {
    walked.map { walked in
      zip(posts, assignment.memberOfPost).count { post, member in
        member.map { !walked.isJoined($0, post.grid) } ?? false
      }
    }
  }

  /// The way from somebody's home to a grid, in metres; `nil` for somebody without a home.
  private func metres(_ member: Int, _ grid: Int) -> Double? {
    guard let home = members[member].home else { return nil }
    let decimetres = walked?.decimetres(member, grid) ?? home.decimetres(to: grids[grid].place)
    return (Double(decimetres) * metresPerDecimetre * 10).rounded() / 10
  }

  /// What the plan's file keeps. Who held a post before holds it since then.
  func tables(after previous: PlanStaffing?, date: String) -> PlanStaffing {
    var since: [String: String] = [:]
    for post in previous?.assignments ?? [] {
      if let worker = post.worker, let day = post.since { since["\(worker) \(post.grid) \(post.role)"] = day }
    }
    return PlanStaffing(
      workers: roster.entries.map(\.worker),
      assignments: posts.indices.map { index in
        let post = posts[index]
        let grid = grids[post.grid]
        let role = rules.roles[post.role].id
        let member = assignment.memberOfPost[index]
        let worker = member.map { members[$0].id }
        return PlanAssignment(
          worker: worker, grid: GridCode(grid.code), role: role, number: post.number,
          households: Double(post.load) / 1000,
          travel: member.flatMap { metres($0, post.grid) },
          since: worker.map { since["\($0) \(grid.code) \(role)"] ?? date })
      })
  }

  /// Posts that cannot be filled, in words: who is missing, where, and the smallest relaxation that works.
  var shortageFindings: [Finding] {
    assignment.shortages.map { shortage in
      let role = rules.roles[shortage.role]
      let words = shortage.words(role, rules.load)
      return Finding(
        "staff-shortage", .error, subjects: [role.id] + shortage.skills, measure: Double(shortage.vacant),
        unit: "posts",
        Wording(en: words.en, zh: words.zh))
    }
  }
}

extension Roster {
  /// The people as an assignment sees them, in the order of the roster. Posts that the plan had count as present ones where
  /// the roster does not say.
  func members(of plan: Plan, _ grids: [StaffedGrid]) -> [StaffMember] {
    var indexOf: [String: Int] = [:]
    for (index, grid) in grids.enumerated() where indexOf[grid.code] == nil { indexOf[grid.code] = index }
    var held: [String: [Int]] = [:]
    if !statesPresent {
      for post in plan.staffing?.assignments ?? [] {
        if let worker = post.worker, let grid = indexOf[post.grid.text] { held[worker, default: []].append(grid) }
      }
    }
    return entries.map { entry in
      let worker = entry.worker
      return StaffMember(
        id: worker.id, role: entry.canBePlaced ? entry.role : nil, skills: Set(worker.skills),
        home: worker.home.map { StaffPlace(x: $0.x, y: $0.y) }, maximumGrids: worker.capacityGrids,
        maximumHouseholds: worker.capacityHouseholds,
        present: statesPresent ? worker.present.compactMap { indexOf[$0] } : held[worker.id] ?? [])
    }
  }
}

extension StaffShortage {
  /// The shortage and the ways out of it.
  func words(_ role: StaffRole, _ load: LoadRule) -> StaffText {
    let listed = places.prefix(5).map { "\($0.community) (\($0.vacant))" }.joined(separator: ", ")
    let rest = places.count > 5 ? ", … (\(places.count))" : ""
    var ways: [(en: String, zh: String)] = []
    if let morePeople, let least = morePeopleBound {
      let isExact = least >= morePeople
      let able = skills.isEmpty ? "" : " with \(skills.joined(separator: ", "))"
      let ableZH = skills.isEmpty ? "" : "具备技能 \(skills.joined(separator: "、")) 的"
      ways.append(
        (
          "\(counted(morePeople, "more person", "more people"))\(able) in this role\(isExact ? "" : " (surely enough; at least \(least) are needed)")",
          "该角色再增加\(ableZH) \(morePeople) 人\(isExact ? "" : "（必定足够；至少需要 \(least) 人）")"
        ))
    }
    if let limit = maximumGridsNeeded {
      ways.append(("a limit of \(counted(limit, "grid")) a person", "每人最多 \(limit) 个网格"))
    }
    if let limit = maximumHouseholdsNeeded {
      let most = load.words("\(limit)", isOne: limit == 1)
      ways.append(("a limit of \(most.en) a person", "每人最多\(load.isWeighted ? "" : " ")\(most.zh)"))
    }
    // Where it is not known whether the most there can be is reached.
    let held = posts - vacant
    let found = held < capacity ? (en: "; a plan with \(held) was found", zh: "，已找到可担任 \(held) 个的方案") : (en: "", zh: "")
    let wayEN =
      ways.isEmpty
      ? "No single relaxation fills them" : "Any of these would do: " + ways.map(\.en).joined(separator: "; ")
    let wayZH = ways.isEmpty ? "没有单独一项放宽即可填满" : "任选其一即可：" + ways.map(\.zh).joined(separator: "；")
    let most = load.words("\(heaviest / 1000)", isOne: heaviest / 1000 == 1)
    let skill = skillWords
    return StaffText(
      en:
        "\(counted(vacant, "post")) of the role \(role.id) \(vacant == 1 ? "stays" : "stay") vacant: \(counted(posts, "post"))\(skill.en), the heaviest with \(most.en), "
        + "compete for \(counted(people, "person", "people")) who can hold \(capacity) of them at most\(found.en). Vacant in \(listed)\(rest). \(wayEN).",
      zh: "角色 \(role.name.zh) 有 \(vacant) 个岗位空缺：\(posts) 个岗位\(skill.zh)（最重\(load.isWeighted ? "" : " ")\(most.zh)）只有 \(people) 人可任，"
        + "至多担任 \(capacity) 个\(found.zh)。空缺位于 \(listed)\(rest)。\(wayZH)。")
  }
}

extension StaffShortage {
  /// Which of the posts need skills beyond those of the role.
  private var skillWords: StaffText {
    let skilled = needs.filter { !$0.skills.isEmpty }
    guard let first = skilled.first else { return StaffText(en: "", zh: "") }
    if needs.count == 1 {
      return StaffText(
        en: " that \(posts == 1 ? "needs" : "need") \(first.skills.joined(separator: ", "))",
        zh: "（需技能 \(first.skills.joined(separator: "、"))）")
    }
    let listed = skilled.prefix(5)
    let rest = skilled.count > 5 ? (en: ", …", zh: "……") : (en: "", zh: "")
    return StaffText(
      en: " ("
        + listed.map { "\($0.posts) of them \($0.posts == 1 ? "needs" : "need") \($0.skills.joined(separator: ", "))" }
        .joined(separator: "; ") + "\(rest.en))",
      zh: "（其中 " + listed.map { "\($0.posts) 个需技能 \($0.skills.joined(separator: "、"))" }.joined(separator: "，")
        + "\(rest.zh)）")
  }
}

extension Plan {
  /// Staffs a plan in the making from the manifest's roster, by the policy's rules.
  ///
  /// - Returns: What is wrong with the roster, and posts that cannot be filled.
  mutating func staff(from spec: County.LayerSpec, _ planner: Planner) throws(PlanError) -> [Finding] {
    let staffing = try staffingSpec(file: planner.county.manifestPath)
    try requireKnown(staffing.rules.load, source: planner.county.policySource)
    staffingText = staffing.text
    var reader = RosterReader(
      plan: self, rules: staffing.rules, allowingBallpark: planner.options.allowsBallpark, control: planner.control)
    let roster = try reader.read(spec)
    let grids = staffedGrids(staffing.rules)
    let staffer = try Staffer(
      rules: staffing.rules, grids: grids, roster: roster, members: roster.members(of: self, grids),
      threads: planner.options.threads, control: planner.control)
    self.staffing = staffer.tables(after: nil, date: date)
    return postRuleFindings(staffing.rules, grids) + roster.findings + staffer.shortageFindings
  }
}
