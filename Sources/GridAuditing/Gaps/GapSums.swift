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
    /// The grids of the place that are concerned.
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
  /// Households of the leaf grids that reach was reckoned for, once for every service promised; and the leaf grids with any.
  private var reckoned: [String: Double] = [:]
  private var inhabited: [String: Set<String>] = [:]
  private let promises: Int
  /// Grids with a band, and those that the staffing rules ask people for.
  private var banded: [String: Set<String>] = [:]
  private var staffed: [String: Set<String>] = [:]
  private var visits: [String: VisitTally] = [:]
  /// Open cases, and those of them that are overdue: by place, those in no grid under `""`.
  private var cases: [String: Int] = [:]
  private var overdue: [String: Int] = [:]
  private let people: Int

  init(_ evidence: AuditEvidence, level: GapLevel, standing: [GapReport.Item], cured: [GapReport.Item]) {
    places = GapPlaces(evidence)
    self.level = level
    promises = evidence.reach?.checked.count { $0.result != nil } ?? 0
    people = evidence.staff?.workers.count ?? 0
    for item in standing + cured { add(item, evidence) }
    sumGround(standing.filter { $0.meaning == .ground }, evidence)
    sumHouseholds(standing.filter { $0.meaning == .households }, evidence)
    sumGrids(evidence)
    if let reach = evidence.reach { sumReach(reach, evidence) }
    if let known = evidence.cases { sumCases(known, evidence) }
    for status in evidence.visits {
      guard let grid = evidence.tree.gridOfCode[status.grid] else { continue }
      visits[places.code(ofGrid: grid, at: level), default: VisitTally()] += status.tally
    }
  }

  /// What is counted wherever a finding concerns somebody; what lies in one place only is summed up elsewhere.
  private mutating func add(_ item: GapReport.Item, _ evidence: AuditEvidence) {
    let finding = item.finding
    for place in places.codes(of: finding, at: level) {
      let key = Key(place: place, meaning: item.meaning)
      if item.status == .cured {
        counts[key, default: Count()].cured += 1
        continue
      }
      counts[key, default: Count()].standing += 1
      if item.status == .new { counts[key, default: Count()].new += 1 }
      if finding.unit == item.meaning.rateUnit { counts[key, default: Count()].measure += finding.measure ?? 0 }
    }
    if item.status == .cured { return }
    for grid in finding.grids.compactMap({ evidence.tree.gridOfCode[$0] }) {
      let key = Key(place: places.code(ofGrid: grid, at: level), meaning: item.meaning)
      counts[key, default: Count()].grids.insert(evidence.code(grid))
    }
  }

  /// Areas of the places, and what of them is in no grid or in two. Ground that no place has is told of those outside, and
  /// of the county.
  private mutating func sumGround(_ items: [GapReport.Item], _ evidence: AuditEvidence) {
    let pieces = items.flatMap { $0.finding.unit == "m2" ? $0.finding.place?.polygons ?? [] : [] }
    let layer = level == .grid ? evidence.grids : evidence.communities
    let lost = LostGround(pieces, in: layer)
    func add(_ area: Double, lost: Double, to place: String) {
      areas[place, default: 0] += area
      if lost > 0 { counts[Key(place: place, meaning: .ground), default: Count()].measure += lost }
    }
    if level == .grid {
      for grid in evidence.input.grids.indices where evidence.tree.gridOfCode[evidence.code(grid)] == grid {
        add(layer.grounds[grid].area, lost: lost.shares[grid], to: evidence.code(grid))
      }
      return
    }
    for community in evidence.input.communities.indices {
      add(layer.grounds[community].area, lost: lost.shares[community], to: code(community))
    }
    let beyond = max(lost.outside, evidence.enclosed.area)
    if beyond > 0 { add(beyond, lost: lost.outside, to: "") }
  }

  /// Households of the places, and those of them in no grid: those of atoms by the community of the atom, others where they
  /// lie, so that a share of them is a share of all.
  private mutating func sumHouseholds(_ items: [GapReport.Item], _ evidence: AuditEvidence) {
    func add(_ count: Int, lost: Int, to place: String) {
      households[place, default: 0] += count
      if lost > 0 { counts[Key(place: place, meaning: .households), default: Count()].measure += Double(lost) }
    }
    if level == .grid {
      for grid in evidence.input.grids.indices where evidence.tree.gridOfCode[evidence.code(grid)] == grid {
        add(evidence.households[grid], lost: 0, to: evidence.code(grid))
      }
    }
    let homeless = Set(evidence.atomsWithoutLeaf)
    for (atom, community) in evidence.communityOfAtom.enumerated() {
      let count = evidence.input.atoms[atom].households
      let lost = homeless.contains(atom) ? count : 0
      if level != .grid {
        add(count, lost: lost, to: community < 0 ? "" : code(community))
      } else if lost > 0, evidence.gridOfAtom[atom] >= 0 {
        add(0, lost: lost, to: evidence.code(evidence.gridOfAtom[atom]))
      }
    }
    for finding in items.map(\.finding) where finding.rule != AtomWithoutLeaf.rule && finding.unit == "households" {
      guard let place = places.home(of: finding, at: level), let measure = finding.measure, measure > 0 else { continue }
      add(Int(measure), lost: Int(measure), to: place)
    }
  }

  private mutating func sumGrids(_ evidence: AuditEvidence) {
    for grid in evidence.input.grids.indices where evidence.isNamedOnce(grid) {
      let place = places.code(ofGrid: grid, at: level)
      let code = evidence.code(grid)
      if evidence.tree.isLeaf(grid), evidence.households[grid] > 0 { inhabited[place, default: []].insert(code) }
      if evidence.band(ofGrid: grid) != nil { banded[place, default: []].insert(code) }
      if let staff = evidence.staff, !evidence.postsNeeded(grid, staff).isEmpty {
        staffed[place, default: []].insert(code)
      }
    }
  }

  private mutating func sumReach(_ reach: ReachEvidence, _ evidence: AuditEvidence) {
    for (place, atom) in reach.atoms.enumerated() where evidence.gridOfAtom[atom] >= 0 {
      reckoned[places.code(ofGrid: evidence.gridOfAtom[atom], at: level), default: 0] += reach.weights[place] * Double(promises)
    }
  }

  /// Open cases of the grids, and those outside by the community that has the ground; overdue ones alike.
  private mutating func sumCases(_ known: CaseEvidence, _ evidence: AuditEvidence) {
    func add(_ open: Int, overdue late: Int, to place: String) {
      cases[place, default: 0] += open
      overdue[place, default: 0] += late
    }
    if level == .county {
      add(known.open, overdue: known.overdueOfGrid.reduce(known.overdueElsewhere, +), to: "")
      return
    }
    for grid in evidence.input.grids.indices where known.openOfGrid[grid] > 0 {
      add(known.openOfGrid[grid], overdue: known.overdueOfGrid[grid], to: places.code(ofGrid: grid, at: level))
    }
    for (group, late) in zip(known.shared, known.overdueShared) {
      for place in Set(group.grids.map { places.code(ofGrid: $0, at: level) }) { add(group.count, overdue: late, to: place) }
    }
    if level == .grid { return }
    for (group, late) in zip(known.outside, known.overdueOutside) {
      add(group.count, overdue: late, to: group.community < 0 ? "" : code(group.community))
    }
    add(known.unlocated, overdue: known.overdueUnlocated, to: "")
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
    func concerned(_ base: [String: Set<String>]) -> Double {
      Double(count.grids.intersection(base[place] ?? []).count)
    }
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
        concerned(banded), of: Double(banded[place]?.count ?? 0), Bilingual(en: "grids out of band", zh: "超出区间网格"),
        Bilingual(en: "grids with a band", zh: "有户数区间的网格"))
    case .visits: return (visits[place] ?? VisitTally()).overdueRate
    case .staff:
      return rate(
        concerned(staffed), of: Double(staffed[place]?.count ?? 0),
        Bilingual(en: "grids concerned", zh: "涉及网格"), Bilingual(en: "grids that are to have people", zh: "应配人员网格"))
    case .cases:
      return rate(
        count.measure, of: Double(cases[place] ?? 0),
        Bilingual(en: "open cases in nobody's charge", zh: "无人负责的未结案件"), Bilingual(en: "open cases", zh: "未结案件"))
    case .overdueCases:
      return rate(
        Double(overdue[place] ?? 0), of: Double(cases[place] ?? 0), Bilingual(en: "cases past their limit", zh: "超期案件"),
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
    let base = inhabited[place] ?? []
    return Rate(
      count(place, meaning).grids.intersection(base).count, of: base.count,
      counted: Bilingual(en: "grids with households beyond reach", zh: "有服务半径外住户的网格"),
      base: Bilingual(en: "leaf grids with households", zh: "有住户的末级网格"))
  }
}

extension GapMeaning {
  /// The unit of the measures that its rate sums up over findings; `nil` where it counts something else.
  fileprivate var rateUnit: String? {
    switch self {
    case .reach: "households"
    case .cases: "cases"
    case .ground, .households, .staff, .band, .visits, .overdueCases, .people: nil
    }
  }
}
