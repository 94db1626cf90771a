import GridGeometry
import GridVisits

/// Counts and shares of gaps by place, for one level of places.
struct GapSums {
  struct Count {
    var standing = 0
    var new = 0
    var cured = 0
    /// Sum of measures in the unit of the meaning's rate.
    var measure = 0.0
    /// The grids concerned.
    var grids: Set<String> = []
  }

  private struct Key: Hashable {
    let place: String
    let meaning: GapMeaning
  }

  let places: GapPlaces
  private let level: GapLevel
  private var counts: [Key: Count] = [:]
  /// What shares are taken of, by place.
  private var areas: [String: Double] = [:]
  private var households: [String: Int] = [:]
  private var outside: [String: Int] = [:]
  /// Households of the leaf grids that reach was reckoned for, once for every service promised; and the leaf grids with any.
  private var reckoned: [String: Double] = [:]
  private var inhabited: [String: Int] = [:]
  private let promises: Int
  private var banded: [String: Int] = [:]
  /// Grids that the staffing rules ask people for: by place, and all of them by code.
  private var staffed: [String: Int] = [:]
  private var staffedCodes: Set<String> = []
  private var visits: [String: VisitTally] = [:]
  /// Open cases: by place, those in no grid under `""`.
  private var cases: [String: Int] = [:]
  private let people: Int

  init(_ evidence: AuditEvidence, level: GapLevel, standing: [GapReport.Item], cured: [GapReport.Item]) {
    places = GapPlaces(evidence)
    self.level = level
    promises = evidence.reach?.checked.count { $0.result != nil } ?? 0
    people = evidence.staff?.workers.count ?? 0
    for item in standing + cured { add(item) }
    sumGround(evidence)
    sumGrids(evidence)
    if let reach = evidence.reach { sumReach(reach, evidence) }
    if let known = evidence.cases { sumCases(known, evidence) }
    for status in evidence.visits {
      guard let grid = evidence.tree.gridOfCode[status.grid] else { continue }
      visits[places.code(ofGrid: grid, at: level), default: VisitTally()] += status.tally
    }
  }

  private mutating func add(_ item: GapReport.Item) {
    let finding = item.finding
    for place in places.codes(of: finding, at: level) {
      var count = counts[Key(place: place, meaning: item.meaning)] ?? Count()
      if item.status == .cured {
        count.cured += 1
      } else {
        count.standing += 1
        if item.status == .new { count.new += 1 }
        if finding.unit == item.meaning.rateUnit { count.measure += finding.measure ?? 0 }
        if item.meaning == .households, finding.rule != AtomWithoutLeaf.rule {
          outside[place, default: 0] += Int(finding.measure ?? 0)
        }
        count.grids.formUnion(finding.grids.filter { level == .grid ? $0 == place : true })
      }
      counts[Key(place: place, meaning: item.meaning)] = count
    }
  }

  /// Areas and households of the places: grids by themselves, communities by their own ground and atoms.
  private mutating func sumGround(_ evidence: AuditEvidence) {
    if level == .grid {
      for grid in evidence.input.grids.indices {
        areas[evidence.code(grid)] = evidence.grids.grounds[grid].area
        households[evidence.code(grid)] = evidence.households[grid]
      }
      return
    }
    for community in evidence.input.communities.indices {
      areas[code(community), default: 0] += evidence.communities.grounds[community].area
    }
    for (atom, community) in evidence.communityOfAtom.enumerated() {
      let place = level == .county ? "" : community < 0 ? "" : code(community)
      households[place, default: 0] += evidence.input.atoms[atom].households
    }
    // What lies in no community is in no atom either; a share of it has to be a share of all.
    for (place, count) in outside { households[place, default: 0] += count }
  }

  private mutating func sumGrids(_ evidence: AuditEvidence) {
    for grid in evidence.input.grids.indices where evidence.isNamedOnce(grid) {
      let place = places.code(ofGrid: grid, at: level)
      if evidence.tree.isLeaf(grid), evidence.households[grid] > 0 { inhabited[place, default: 0] += 1 }
      if evidence.band(ofGrid: grid) != nil { banded[place, default: 0] += 1 }
      if let staff = evidence.staff, !evidence.postsNeeded(grid, staff).isEmpty {
        staffed[place, default: 0] += 1
        staffedCodes.insert(evidence.code(grid))
      }
    }
  }

  private mutating func sumReach(_ reach: ReachEvidence, _ evidence: AuditEvidence) {
    for (place, atom) in reach.atoms.enumerated() where evidence.gridOfAtom[atom] >= 0 {
      reckoned[places.code(ofGrid: evidence.gridOfAtom[atom], at: level), default: 0] += reach.weights[place] * Double(promises)
    }
  }

  /// Open cases of the grids, and those outside by the community that has the ground.
  private mutating func sumCases(_ known: CaseEvidence, _ evidence: AuditEvidence) {
    if level == .county {
      cases[""] = known.open
      return
    }
    for grid in evidence.input.grids.indices where known.openOfGrid[grid] > 0 {
      cases[places.code(ofGrid: grid, at: level), default: 0] += known.openOfGrid[grid]
    }
    for (grids, count, _) in known.shared {
      for place in Set(grids.map { places.code(ofGrid: $0, at: level) }) { cases[place, default: 0] += count }
    }
    if level == .grid { return }
    for (community, count, _) in known.outside { cases[community < 0 ? "" : code(community), default: 0] += count }
    cases["", default: 0] += known.unlocated
  }

  private func code(_ community: Int) -> String {
    switch level {
    case .grid, .community: places.code(community)
    case .township: places.township(community)
    case .county: ""
    }
  }

  func count(_ place: String, _ meaning: GapMeaning) -> Count { counts[Key(place: place, meaning: meaning)] ?? Count() }

  /// Whether any finding concerns a place; people belong to none.
  func concerns(_ place: String) -> Bool { counts.keys.contains { $0.place == place && $0.meaning != .people } }

  func rate(_ place: String, _ meaning: GapMeaning) -> Rate {
    let count = count(place, meaning)
    func rate(_ numerator: Double, of denominator: Double, _ counted: Bilingual, _ base: Bilingual) -> Rate {
      Rate(numerator, of: denominator, counted: counted, base: base)
    }
    let concerned = Double(count.grids.count)
    switch meaning {
    case .ground:
      return rate(
        count.measure, of: areas[place] ?? 0, Bilingual(en: "m² in no grid or in two", zh: "无网格或重复归属平方米"),
        Bilingual(en: "m² of ground", zh: "总面积平方米"))
    case .households:
      return rate(
        count.measure, of: Double(households[place] ?? 0), Bilingual(en: "households in no grid", zh: "无网格住户"),
        Bilingual(en: "households", zh: "总户数"))
    case .band:
      return rate(
        concerned, of: Double(banded[place] ?? 0), Bilingual(en: "grids out of band", zh: "超出区间网格"),
        Bilingual(en: "grids with a band", zh: "有户数区间的网格"))
    case .visits: return (visits[place] ?? VisitTally()).overdueRate
    case .staff:
      return rate(
        Double(count.grids.count { staffedCodes.contains($0) }), of: Double(staffed[place] ?? 0),
        Bilingual(en: "grids concerned", zh: "涉及网格"), Bilingual(en: "grids that are to have people", zh: "应配人员网格"))
    case .cases:
      return rate(
        count.measure, of: Double(cases[place] ?? 0),
        Bilingual(en: "open cases in nobody's charge", zh: "无人负责的未结案件"), Bilingual(en: "open cases", zh: "未结案件"))
    case .overdueCases:
      return rate(
        count.measure, of: Double(cases[place] ?? 0), Bilingual(en: "cases past their limit", zh: "超期案件"),
        Bilingual(en: "open cases", zh: "未结案件"))
    case .reach:
      return rate(
        count.measure, of: reckoned[place] ?? 0, Bilingual(en: "households beyond reach", zh: "服务半径外住户"),
        promises > 1
          ? Bilingual(en: "households, once for each of \(promises) services", zh: "住户（\(promises) 类服务各计一次）")
          : Bilingual(en: "households", zh: "总户数"))
    case .people:
      return rate(
        Double(count.standing), of: Double(people), Bilingual(en: "people without a post", zh: "在册无岗人员"),
        Bilingual(en: "people of the roster", zh: "名册人数"))
    }
  }

  /// The grids concerned beside a rate that counts households; `nil` for other meanings.
  func gridRate(_ place: String, _ meaning: GapMeaning) -> Rate? {
    guard meaning == .reach else { return nil }
    return Rate(
      count(place, meaning).grids.count, of: inhabited[place] ?? 0,
      counted: Bilingual(en: "grids with households beyond reach", zh: "有服务半径外住户的网格"),
      base: Bilingual(en: "leaf grids with households", zh: "有住户的末级网格"))
  }
}

extension GapMeaning {
  /// The unit of the measures that its rate sums up; `nil` where it counts grids, people or visits.
  fileprivate var rateUnit: String? {
    switch self {
    case .ground: "m2"
    case .households, .reach: "households"
    case .cases, .overdueCases: "cases"
    case .staff, .band, .visits, .people: nil
    }
  }
}
