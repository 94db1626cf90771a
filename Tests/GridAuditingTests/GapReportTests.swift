import GridAccess
import GridAuditing
import GridGeometry
import GridVisits
import Referees
import Testing

@Suite("Coverage gaps of a plan")
struct GapReportTests {
  private static let day = "2026-06-30"

  /// The plan looked at for the first time.
  static func report(_ input: AuditInput, before: FindingRecord = FindingRecord(), since: String = "", on day: String = day)
    throws -> GapReport
  {
    let evidence = AuditEvidence(input)
    let found = try audit(evidence)
    let rules = AuditRules.all
    return GapReport(
      evidence, record: before.updated(with: found, on: day, origin: "2026-01-01"), asOf: day,
      comparedWith: .day(since), meanings: rules.reduce(into: [:]) { $0[$1.id] = $1.meaning },
      checked: Set(rules.filter { $0.applies(to: evidence) }.compactMap(\.meaning)))
  }

  /// Townships, targets, visits, a wrong band and homeless atoms, all at random.
  private static func random(seed: UInt64) -> AuditInput {
    var random = SeededRandom(seed: seed &* 77)
    var plan = DrawnPlan.random(seed: seed)
    plan.edit { input in
      for index in input.communities.indices { input.communities[index].township = index == 0 ? "East" : "West" }
      for index in input.atoms.indices where Int.random(in: 0..<12, using: &random) == 0 {
        input.atoms[index].grid = ""
      }
      input.bands = [
        AuditBand(kind: "first", minimum: 30, maximum: 120), AuditBand(kind: "second", minimum: 5, maximum: 40),
      ]
      let leaves = input.grids.filter(\.isLeaf).map(\.code)
      var targets: [VisitTarget] = []
      var visits: [(grid: String, visitClass: String, date: String, count: Int)] = []
      for leaf in leaves {
        targets.append(VisitTarget(grid: leaf, visitClass: "shop", count: Int.random(in: 0...6, using: &random)))
        visits.append(
          (leaf, "shop", "2026-06-0\(Int.random(in: 1...9, using: &random))", Int.random(in: 1...5, using: &random)))
      }
      input.visits = .drawn(.monthly, targets: targets, visits: visits)
    }
    return plan.input
  }

  @Test("Sums by place are those of counting finding by finding", arguments: UInt64(1)...12)
  func recount(seed: UInt64) throws {
    let input = Self.random(seed: seed)
    let report = try Self.report(input)
    let communityOf = Dictionary(uniqueKeysWithValues: input.grids.map { ($0.code, $0.community) })
    let townshipOf = Dictionary(uniqueKeysWithValues: input.communities.map { ($0.code, $0.township) })
    func place(_ grid: String, _ level: GapLevel) -> String {
      switch level {
      case .grid: grid
      case .community: communityOf[grid] ?? ""
      case .township: townshipOf[communityOf[grid] ?? ""] ?? ""
      case .county: ""
      }
    }
    let due = VisitBookTally(input)
    for level in GapLevel.allCases {
      let rows = report.rows(by: level)
      for row in rows where row.meaning == .visits {
        let mine = due.byGrid.filter { place($0.key, level) == row.code }.values
        #expect(row.rate?.numerator == Double(mine.reduce(0) { $0 + $1.overdue }))
        #expect(row.rate?.denominator == Double(mine.reduce(0) { $0 + $1.due }))
        let findings = report.standing.filter { $0.meaning == .visits && place($0.finding.grids[0], level) == row.code }
        #expect(row.standing == findings.count && row.new == findings.count && row.cured == 0)
      }
      for row in rows where row.meaning == .band {
        let out = report.standing.filter { $0.meaning == .band && place($0.finding.grids[0], level) == row.code }
        #expect(row.rate?.numerator == Double(out.count))
        let banded = input.grids.filter { $0.level > 0 && $0.level < 3 && place($0.code, level) == row.code }
        #expect(row.rate?.denominator == Double(banded.count))
      }
    }
    for level in [GapLevel.community, .township, .county] {
      for row in report.rows(by: level) where row.meaning == .households {
        let atoms = input.atoms.filter {
          level == .county || (level == .community ? $0.community : townshipOf[$0.community] ?? "") == row.code
        }
        let homeless = atoms.filter { $0.grid.isEmpty }
        #expect(row.rate?.numerator == Double(homeless.reduce(0) { $0 + $1.households }))
        #expect(row.rate?.denominator == Double(atoms.reduce(0) { $0 + $1.households }))
        #expect(row.standing == homeless.count)
      }
    }
  }

  /// Due and overdue by grid: five deadlines passed of a monthly visit from New Year to the end of June. The log begins on
  /// the last of them, and a visit on that day starts the duty anew before it passes.
  private struct VisitBookTally {
    var byGrid: [String: (due: Int, overdue: Int)] = [:]

    init(_ input: AuditInput) {
      for target in input.visits?.targets ?? [] {
        let entry = input.visits?.entries.first { $0.grid == target.grid }
        let visited = min(target.count, entry?.count ?? 0)
        let passed = entry?.date.description == "2026-06-01" ? 4 : 5
        byGrid[target.grid] = (visited * passed + (target.count - visited) * 5, (target.count - visited) * 5)
      }
    }
  }

  @Test("What nobody can check has no row, rather than a clean one")
  func unchecked() throws {
    let report = try Self.report(DrawnPlan.small.input)
    #expect(!report.checked.contains(.visits))
    #expect(report.checked.contains(.ground) && report.checked.contains(.households) && report.checked.contains(.band))
    #expect(report.rows(by: .county).map(\.meaning) == report.checked)
    #expect(report.rows(by: .county).allSatisfy { $0.standing == 0 && $0.rate?.value == 0 })
  }

  @Test("Land in no grid is told in square metres of the county's")
  func ground() throws {
    var plan = DrawnPlan.small
    plan.bend(["z"], atom: plan.atom(2, 0), from: (2, 1), via: [(2.2, 0.75), (2.2, 0.25)], to: (2, 0))
    let report = try Self.report(plan.input)
    let row = try #require(report.rows(by: .county).first { $0.meaning == .ground })
    #expect(row.standing == 1)
    let lost = try #require(row.rate?.numerator)
    #expect(abs(lost - 0.2 * 0.75 * 2500) < 1e-6)
    #expect(abs((row.rate?.denominator ?? 0) - 32 * 2500) < 1e-6)
    let communities = report.rows(by: .community).filter { $0.meaning == .ground }
    #expect(communities.map(\.standing) == [1, 0])
    let finding = try #require(report.standing.first?.finding)
    #expect(finding.denominator == 32 * 2500 && finding.base == "m2 of the county")
  }

  /// A report of findings as somebody recorded them.
  private static func report(_ input: AuditInput, of findings: [Finding]) -> GapReport {
    GapReport(
      AuditEvidence(input), record: FindingRecord(standing: findings), asOf: day, comparedWith: .day(""),
      meanings: GapMeaning.byRule, checked: Set(GapMeaning.allCases))
  }

  private static func gap(_ place: Polygon, of grids: [String], rule: String = "gap") -> Finding {
    Finding(
      rule, .error, subjects: [], anchor: place.interiorPoint, grids: grids, place: .polygon(place), measure: place.area,
      unit: "m2", Wording(en: "a gap", zh: "空白"))
  }

  @Test("A gap is shared by where it lies, told once by two findings, and what is outside every community is of no other")
  func sharedGround() throws {
    let input = DrawnPlan.small.input
    // One square in the first community, two in the second; then two that stick out in the south of the second.
    let across = DrawnPlan.rectangle(3, 1, 6, 2)
    let out = DrawnPlan.rectangle(6, -1, 8, 1)
    let codes = input.grids.map(\.code)
    let report = Self.report(
      input, of: [Self.gap(across, of: codes), Self.gap(across, of: codes, rule: "overlap"), Self.gap(out, of: codes)])
    let rows = report.rows(by: .community).filter { $0.meaning == .ground }
    #expect(rows.map { $0.rate?.numerator.rounded() } == [2500, 10_000, 5000] as [Double?])
    #expect(rows.map { $0.rate?.denominator.rounded() } == [40_000, 40_000, 5000] as [Double?])
    let county = try #require(report.rows(by: .county).first { $0.meaning == .ground }?.rate)
    #expect(county.numerator.rounded() == 7 * 2500 && county.denominator.rounded() == 34 * 2500)
  }

  @Test("A finding of grids in two communities counts in each the grids of that community")
  func sharedPeople() throws {
    let plan = DrawnPlan.staffed
    let all = plan.input.grids.map(\.code)
    let finding = Finding(
      "worker-over-capacity", .error, subjects: ["w"], grids: all + ["990000000000"],
      Wording(en: "too much", zh: "过多"))
    let report = Self.report(plan.input, of: [finding])
    for level in GapLevel.allCases {
      for row in report.rows(by: level) where row.meaning == .staff {
        let rate = try #require(row.rate)
        #expect(rate.denominator == 0 || rate.numerator == rate.denominator, "\(level) \(row.code)")
      }
    }
    let communities = report.rows(by: .community).filter { $0.meaning == .staff }.map { $0.rate?.numerator ?? 0 }
    #expect(communities.count == 2 && communities.allSatisfy { $0 > 0 })
  }

  @Test("No rate is above all of it, whatever findings name", arguments: UInt64(1)...16)
  func atMostAll(seed: UInt64) throws {
    var random = SeededRandom(seed: seed &* 31)
    let input = Self.random(seed: seed)
    let codes = input.grids.map(\.code)
    let rules = ["gap", "overlap", "nesting", "out-of-band", "unstaffed-grid", "households-in-none", "atom-without-leaf"]
    let findings = (0..<60).map { number in
      let (x, y) = (Double.random(in: -2...12, using: &random), Double.random(in: -2...10, using: &random))
      let place = DrawnPlan.rectangle(
        x, y, x + Double.random(in: 0.01...6, using: &random), y + Double.random(in: 0.01...6, using: &random))
      var finding = Self.gap(
        place, of: Array(codes.shuffled(using: &random).prefix(Int.random(in: 0...8, using: &random))),
        rule: rules.randomElement(using: &random) ?? "gap")
      finding.id += " \(number)"
      if GapMeaning.byRule[finding.rule] == .households { (finding.unit, finding.measure) = ("households", 40) }
      return finding
    }
    let report = Self.report(input, of: findings + (try audit(input)))
    for level in GapLevel.allCases {
      for row in report.rows(by: level) {
        for rate in [row.rate, row.grids].compactMap(\.self) {
          #expect(rate.numerator <= rate.denominator, "\(level) \(row.code) \(row.meaning): \(rate.text.en)")
        }
      }
      if level == .grid { continue }
      // What is shared over places adds up to the county's.
      for meaning in [GapMeaning.ground, .households] {
        func sum(_ rows: [GapReport.Row]) -> Double {
          rows.filter { $0.meaning == meaning }.reduce(0) { $0 + ($1.rate?.numerator ?? 0) }
        }
        let county = sum(report.rows(by: .county))
        #expect(abs(sum(report.rows(by: level)) - county) <= 1e-6 * county)
      }
    }
  }

  @Test("People without a post are told of the roster, in the county alone, and are no grids without people")
  func people() throws {
    var plan = DrawnPlan.staffed
    plan.staff { $0.workers += ["spare 1", "spare 2"].map { AuditWorker(id: $0, role: "member") } }
    let report = try Self.report(plan.input)
    let county = report.rows(by: .county)
    let spare = try #require(county.first { $0.meaning == .people })
    #expect(spare.standing == 2 && spare.rate?.numerator == 2 && spare.rate?.denominator == 14)
    let grids = try #require(county.first { $0.meaning == .staff })
    #expect(grids.standing == 0 && grids.rate?.numerator == 0 && grids.rate?.denominator == 6)
    for level in [GapLevel.grid, .community, .township] {
      #expect(report.rows(by: level).allSatisfy { $0.meaning != .people && ($0.standing == 0) })
      #expect(report.rows(by: level).count == report.meanings(by: level).count * Set(report.rows(by: level).map(\.code)).count)
    }
  }

  @Test("The rate of reach counts households, and beside it the grids that have any")
  func reach() throws {
    var plan = DrawnPlan.small
    plan.edit { input in
      input.reach = AuditReach(
        services: [.init(id: "d", category: "doctor", point: DrawnPlan.corner(0, 2))], ways: [],
        promises: [.init(category: "doctor", settings: ReachSettings(minutes: 4, speed: 3, usesNetwork: false))])
    }
    let report = try Self.report(plan.input)
    let row = try #require(report.rows(by: .county).first { $0.meaning == .reach })
    let found = report.standing.filter { $0.meaning == .reach }
    let beyond = found.reduce(0) { $0 + ($1.finding.measure ?? 0) }
    #expect(beyond > 0 && row.rate?.numerator == beyond)
    #expect(row.rate?.denominator == Double(plan.input.atoms.reduce(0) { $0 + $1.households }))
    let grids = try #require(row.grids)
    #expect(grids.numerator == Double(found.count))
    let inhabited = Set(plan.input.atoms.filter { $0.households > 0 }.map(\.grid))
    #expect(grids.denominator == Double(inhabited.count))
    let parts = report.rows(by: .community).filter { $0.meaning == .reach }
    #expect(parts.reduce(0) { $0 + ($1.rate?.numerator ?? 0) } == beyond)
    #expect(parts.reduce(0) { $0 + ($1.rate?.denominator ?? 0) } == row.rate?.denominator)
  }

  @Test("New, still and cured follow from the days of the findings and the day compared with")
  func statuses() throws {
    var plan = DrawnPlan.small
    plan.edit { $0.visits = .drawn(.monthly, visits: []) }
    let first = FindingRecord().updated(with: try audit(plan.input), on: "2026-05-31", origin: "2026-01-01")
    let shop = plan["b"].code
    plan.edit { $0.visits = .drawn(.monthly, visits: [(shop, "shop", "2026-06-15", 1)]) }
    let report = try Self.report(plan.input, before: first, since: "2026-05-31")
    #expect(report.standing.allSatisfy { $0.status == .still && $0.finding.since == "2026-05-31" })
    #expect(report.cured.map(\.finding.grids) == [[shop]])
    let row = try #require(report.rows(by: .county).first { $0.meaning == .visits })
    #expect(row.cured == 1 && row.new == 0 && row.standing.map { Double(5 * $0) } == row.rate?.numerator)
  }
}
