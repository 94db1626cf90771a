import GridAuditing
import GridGeometry
import GridLayers
import GridStaffing

/// A roster as its file has it, and what is wrong with it. Nobody is left out: who cannot be placed is kept and named.
struct Roster {
  /// Somebody, and whether a post may be given.
  struct Entry {
    var worker: PlanWorker
    /// Of the rules; `nil` for none, or one that the rules do not know.
    var role: Int?
    var canBePlaced: Bool
    /// Whether a finding says why not.
    var isTold = false
  }

  var entries: [Entry] = []
  var findings: [Finding] = []
  /// Whether the file says which grids people hold now.
  var statesPresent = false
  /// Rows that hold no more than is usual, or are read by assumption: for a person to know.
  var notes: [BilingualText] = []

  /// What the audit would find of people whom this has told of already.
  var toldAgain: Set<String> {
    Set(
      entries.filter { $0.isTold && !$0.canBePlaced }.flatMap { entry in
        [FindingID.make(rule: "worker-without-post", subjects: [entry.worker.id])]
          + ["id", "role", "home"].map { FindingID.make(rule: "incomplete-worker", subjects: [entry.worker.id, $0]) }
      })
  }

  /// The rules under which rosters are criticised.
  static let ruleIDs: Set<String> = [
    "roster-id", "roster-row", "roster-role", "roster-home", "roster-capacity", "roster-grid",
  ]
}

/// Reads rosters into a plan's reference system.
struct RosterReader {
  let plan: Plan
  let rules: StaffingRules
  let allowingBallpark: Bool
  let control: PlanningControl
  private let grids: Set<String>
  private let extent: Envelope
  private var lineOf: [String: Int] = [:]
  /// Ids that rows state, and those made up for others: nobody's made-up id is somebody's own.
  private var taken: Set<String> = []

  /// A home further than this from the county, in metres, is doubted.
  private static let farAway = 50_000.0
  /// One further than this is no place that anybody comes from to work, but a mistake in the file.
  private static let beyondBelief = 500_000.0
  private static let mostCapacity: Int64 = 10_000_000

  init(plan: Plan, rules: StaffingRules, allowingBallpark: Bool = false, control: PlanningControl) {
    self.plan = plan
    self.rules = rules
    self.allowingBallpark = allowingBallpark
    self.control = control
    grids = Set(plan.grids.map(\.code.text))
    extent = plan.communities.reduce(into: Envelope.empty) { $0.form(union: $1.ground.envelope) }
  }

  /// Everybody in a file, in its order.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` where nobody is listed or ids are missing altogether, ``PlanError/layer(_:)``.
  mutating func read(_ spec: County.LayerSpec) throws(PlanError) -> Roster {
    var roster = Roster()
    let table = try RosterTable(spec, plan: plan)
    roster.notes += table.notes
    roster.statesPresent = table.has("grid")
    let transformation = try table.transformation(to: plan.referenceSystem, allowingBallpark: allowingBallpark)
    try asPlanErrors("reading \(spec.title)") {
      try table.reader.forEach { feature in
        if table.keeps(feature), let id = table.text("id", feature) { taken.insert(id) }
      }
      try table.reader.forEach { feature in
        if feature.ordinal & 1023 == 0 { try control.check() }
        guard table.keeps(feature) else { return }
        read(feature, table, transformation, &roster)
      }
    }
    guard !roster.entries.isEmpty else {
      throw .badInput(
        InputProblem(
          source: spec.title, cause: BilingualText(en: "the roster lists nobody", zh: "名册中没有任何人员"),
          remedy: BilingualText(
            en: "Give a row a person: id, role, home (lon/lat or x/y)", zh: "请每人一行：id、role、住址坐标（lon/lat 或 x/y）")))
    }
    return roster
  }

  private mutating func read(
    _ feature: Feature, _ table: RosterTable, _ transformation: Transformation?, _ roster: inout Roster
  ) {
    let line = feature.line ?? feature.ordinal
    let place = feature.line.map(BilingualText.line) ?? .feature(feature.ordinal)
    var id = table.text("id", feature) ?? ""
    var canBePlaced = true
    var isTold = false
    func tell(_ rule: String, _ severity: Severity, _ cause: BilingualText) {
      isTold = true
      roster.findings.append(
        Finding(
          rule, severity, subjects: [id, cause.en],
          Wording(
            en: "\(table.title), \(place.en): \(cause.en).", zh: "\(table.title)，\(place.zh)：\(cause.zh)。")))
    }
    if let column = feature.garbledField {
      // Nothing of the row is kept: whose it is cannot be told.
      id = free("#\(line)")
      tell(
        "roster-row", .error,
        BilingualText(
          en:
            "the column `\(column.shortened)` is not text of the file's encoding; the person is kept as \(id) and gets no post; correct the row, or state the encoding of the file (`encoding: gbk` or `encoding: utf8` in the manifest)",
          zh: "`\(column.shortened)` 列不符合文件编码；此人记为 \(id)，不安排岗位；请更正该行，或声明文件编码（清单中 `encoding: gbk` 或 `encoding: utf8`）"))
      roster.entries.append(
        .init(worker: PlanWorker(id: id, name: "", role: "", skills: [], present: []), canBePlaced: false, isTold: true))
      return
    }
    if id.isEmpty {
      id = free("#\(line)")
      canBePlaced = false
      tell("roster-id", .error, BilingualText(en: "the person has no id and gets no post", zh: "此人没有编号，不安排岗位"))
    } else if let unseen = table.unseen("id", feature) {
      let stated = id.shortened
      id = free("#\(line)")
      canBePlaced = false
      tell(
        "roster-id", .error,
        BilingualText(
          en:
            "the id `\(stated)` holds the character \(unseen), which nobody sees; the person is kept as \(id) and gets no post; remove the character",
          zh: "编号 `\(stated)` 含有不可见字符 \(unseen)；此人记为 \(id)，不安排岗位；请删除该字符"))
    } else if let first = lineOf[id] {
      let stated = id
      id = free("\(id)#\(line)")
      canBePlaced = false
      tell(
        "roster-id", .error,
        BilingualText(
          en:
            "the id \(stated.shortened) is already that of line \(first); the second is kept as \(id.shortened) and gets no post",
          zh: "编号 \(stated.shortened) 已用于第 \(first) 行；此行记为 \(id.shortened)，不安排岗位"))
    }
    if lineOf[id] == nil { lineOf[id] = line }
    if feature.surplusCells > 0 {
      canBePlaced = false
      let count = feature.surplusCells
      tell(
        "roster-row", .error,
        BilingualText(
          en:
            "the row has \(counted(count, "cell")) beyond the last column, so its cells may stand in the wrong ones; the person gets no post; quote cells that hold the delimiter",
          zh: "该行在最后一列之后还有 \(count) 个单元格，各列可能错位，不安排岗位；含分隔符的单元格请加引号"))
    }
    let role = self.role(table, feature, &canBePlaced, tell)
    let (home, isKnown) = self.home(feature, transformation, tell)
    if !isKnown { canBePlaced = false }
    let (capacityGrids, canHold) = capacity("max_grids", table, feature, tell)
    let (capacityHouseholds, canServe) = capacity("max_households", table, feature, tell)
    let present = table.list("grid", feature)
    for code in present where !grids.contains(code) {
      tell(
        "roster-grid", .warning,
        BilingualText(
          en: "\(id.shortened) holds the grid \(code.shortened), which the plan does not have",
          zh: "\(id.shortened) 现任网格 \(code.shortened) 不在方案中"))
    }
    roster.entries.append(
      .init(
        worker: PlanWorker(
          id: id, name: table.text("name", feature) ?? "", role: role.stated, skills: table.list("skills", feature),
          capacityGrids: capacityGrids, capacityHouseholds: capacityHouseholds, home: home, present: present),
        role: role.index, canBePlaced: canBePlaced && canHold && canServe, isTold: isTold))
  }

  /// An id that no row states and nobody was given.
  private mutating func free(_ id: String) -> String {
    var id = id
    while !taken.insert(id).inserted { id += "#" }
    return id
  }

  private typealias Telling = (String, Severity, BilingualText) -> Void

  private func role(
    _ table: RosterTable, _ feature: Feature, _ canBePlaced: inout Bool, _ tell: Telling
  ) -> (index: Int?, stated: String) {
    if !table.has("role"), rules.roles.count == 1 { return (0, rules.roles[0].id) }
    let stated = table.text("role", feature) ?? ""
    let folded = stated.lowercased()
    let index = rules.roles.firstIndex {
      $0.id == stated || [$0.id, $0.name.en, $0.name.zh].contains { $0.lowercased() == folded }
    }
    if let index { return (index, rules.roles[index].id) }
    canBePlaced = false
    let known = rules.roles.map(\.id)
    if stated.isEmpty {
      tell(
        "roster-role", .error,
        BilingualText(
          en: "the person has no role and gets no post; roles: \(known.joined(separator: ", "))",
          zh: "此人没有角色，不安排岗位；可用角色：\(known.joined(separator: "、"))"))
    } else {
      tell(
        "roster-role", .error,
        BilingualText(
          en:
            "the role `\(stated.shortened)` is none of the rules'; the person gets no post; roles: \(known.joined(separator: ", "))",
          zh: "规则中没有角色 `\(stated.shortened)`，不安排岗位；可用角色：\(known.joined(separator: "、"))"))
    }
    return (nil, stated)
  }

  private func home(
    _ feature: Feature, _ transformation: Transformation?, _ tell: Telling
  ) -> (home: Point?, isKnown: Bool) {
    if let fault = feature.fault {
      tell(
        "roster-home", .error,
        BilingualText(
          en: "the home cannot be read and the person gets no post: \(fault.cause)",
          zh: "住址无法读取，不安排岗位：\(ChineseWording.of(fault.cause))"))
      return (nil, false)
    }
    guard let stated = feature.geometry?.points.first ?? feature.geometry?.envelope.center else {
      tell("roster-home", .error, BilingualText(en: "the person has no home and gets no post", zh: "此人没有住址坐标，不安排岗位"))
      return (nil, false)
    }
    var home: Point? = stated
    if let transformation { home = (try? transformation.apply([stated]))?.first }
    guard let home, home.isFinite else {
      tell(
        "roster-home", .error,
        BilingualText(
          en: "the home (\(stated.x), \(stated.y)) does not fit its reference system; the person gets no post",
          zh: "住址 (\(stated.x), \(stated.y)) 不符合坐标系，不安排岗位"))
      return (nil, false)
    }
    let dx = max(extent.minX - home.x, home.x - extent.maxX, 0)
    let dy = max(extent.minY - home.y, home.y - extent.maxY, 0)
    let away = (dx * dx + dy * dy).squareRoot()
    guard away <= Self.beyondBelief else {
      let kilometres = Int(min(away / 1000, 1e9).rounded())
      tell(
        "roster-home", .error,
        BilingualText(
          en:
            "the home lies \(kilometres) km outside the county, which is a mistake, and the person gets no post; check longitude, latitude and --crs",
          zh: "住址在县域外 \(kilometres) 千米，应为错误，不安排岗位；请检查经纬度和 --crs"))
      return (nil, false)
    }
    if away > Self.farAway {
      let kilometres = Int(min(away / 1000, 1e15).rounded())
      tell(
        "roster-home", .warning,
        BilingualText(
          en: "the home lies \(kilometres) km outside the county, the post is given all the same; check longitude, latitude and --crs",
          zh: "住址在县域外 \(kilometres) 千米，仍予安排；请检查经纬度和 --crs"))
    }
    return (home, true)
  }

  private func capacity(
    _ field: String, _ table: RosterTable, _ feature: Feature, _ tell: Telling
  ) -> (capacity: Int?, canHold: Bool) {
    guard let text = table.text(field, feature) else { return (nil, true) }
    guard let number = FieldValue.text(text).integer, (0...Self.mostCapacity).contains(number) else {
      tell(
        "roster-capacity", .error,
        BilingualText(
          en:
            "\(field) `\(text.shortened)` is not a whole number from 0 to \(Self.mostCapacity), so the person gets no post; correct it, or leave it empty for the role's limit",
          zh: "\(field) `\(text.shortened)` 不是 0 至 \(Self.mostCapacity) 的整数，不安排岗位；请更正，或留空以按角色的限额处理"))
      return (nil, false)
    }
    if number == 0 {
      tell(
        "roster-capacity", .warning,
        BilingualText(en: "\(field) is 0, so the person gets no post", zh: "\(field) 为 0，不安排岗位"))
    }
    return (Int(number), number > 0)
  }
}
