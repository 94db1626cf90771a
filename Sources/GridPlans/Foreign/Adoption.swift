import GridAuditing
import GridCoverages
public import GridGeometry
import GridLayers

/// A feature of a layer as it came, kept beside the grids made of it.
public struct AdoptedFeature: Hashable, Sendable {
  public let code: String
  public let name: String
  /// Its number in the layer, from 1.
  public let ordinal: Int
  public let ground: MultiPolygon
}

/// Somebody's grids on the way into a plan.
struct Adoption {
  /// Features with one code.
  struct Claim {
    let code: String
    let name: String
    let community: String
    let township: String
    /// As stated, summed over features; `nil` where the layer states none.
    let households: Int?
    let persons: Int?
    /// Features whose count cannot be read, and what stands there.
    let unreadable: [(ordinal: Int, key: FieldMapping.Key, written: String)]
    /// Whether its kind is stated as dedicated.
    let isDedicated: Bool
    let ground: MultiPolygon
  }

  private let options: AdoptionOptions
  private let metric: ReferenceSystem
  private let originals: [AdoptedFeature]
  private let claims: [Claim]
  private let settled: SettledClaims
  private var land: AdoptedLand?
  private var county: AdoptedCounty?
  /// Whether the households are those that the layer states.
  private var countsAsStated = false
  private(set) var notes: [BilingualText] = []

  /// In place of a policy, where there is no county.
  static let policyName = "adopted"

  /// The precision grid of adopted plans, in metres.
  static let precision = 0.01

  /// - Throws: ``GridCoverages/CoverageError`` from the map.
  init(_ layer: ForeignLayer, _ options: AdoptionOptions) throws(CoverageError) {
    self.options = options
    metric = layer.metric
    originals = layer.grounds.filter { !$0.ground.isEmpty }.map {
      AdoptedFeature(code: $0.label, name: $0.name, ordinal: $0.ordinal, ground: $0.ground)
    }
    let claims = try Self.claims(of: layer, community: options.code)
    self.claims = claims
    settled = try settleClaims(
      claims.map(\.ground), by: options.rule, closingGapsBelow: options.gapWidth, noiseWidth: options.sliverWidth,
      precision: Self.precision)
  }

  /// One claim for each code, in the order of first appearance; invalid grounds mended, parts of one code united.
  private static func claims(of layer: ForeignLayer, community: String) throws(CoverageError) -> [Claim] {
    var order: [String] = []
    var records: [String: [ForeignLayer.Record]] = [:]
    for record in layer.records where !record.ground.ground.isEmpty {
      let code = record.ground.label
      if records[code] == nil { order.append(code) }
      records[code, default: []].append(record)
    }
    var claims: [Claim] = []
    for code in order {
      let members = records[code] ?? []
      var unreadable: [(ordinal: Int, key: FieldMapping.Key, written: String)] = []
      func sum(_ key: FieldMapping.Key) -> Int? {
        var total: Int?
        for record in members {
          switch record.count(key) {
          case .number(let count): total = (total ?? 0) + count
          case .absent: break
          case .unreadable(let written): unreadable.append((record.ground.ordinal, key, written))
          }
        }
        return total
      }
      let (households, persons) = (sum(.households), sum(.persons))
      let first = members.first
      claims.append(
        Claim(
          code: code, name: first?.text(.name) ?? code, community: first?.text(.community) ?? community,
          township: first?.text(.township) ?? "", households: households, persons: persons, unreadable: unreadable,
          isDedicated: first?.text(.kind).map(Self.isDedicated) ?? false,
          ground: try united(members.map(\.ground.ground))))
    }
    return claims
  }

  private static func isDedicated(_ kind: String) -> Bool {
    [GridKind.dedicated.rawValue, "专属网格", "专属"].contains(kind.lowercased())
  }

  /// The ground in any of them, invalid ones mended and those without finite coordinates left out.
  static func united(_ grounds: [MultiPolygon]) throws(CoverageError) -> MultiPolygon {
    do {
      let sound = try grounds.map { ground throws(GeometryError) in
        let isFinite = ground.polygons.allSatisfy { $0.rings.allSatisfy { $0.points.allSatisfy(\.isFinite) } }
        guard isFinite else { return MultiPolygon.empty }
        return ground.validity().isValid ? ground : try ground.repaired()
      }
      return sound.count == 1 ? sound[0] : try Overlay.union(sound.flatMap(\.polygons))
    } catch {
      throw .geometry(error)
    }
  }

  var settledArea: Double { settled.pieces.reduce(0) { $1.claimants.count > 1 ? $0 + $1.area : $0 } }
  var closedArea: Double { settled.closedGaps.reduce(0) { $0 + $1.area } }

  var householdsOutside: Int { land?.householdsOutside ?? 0 }

  /// Makes the settled pieces atoms, with households from a file by place, else as the layer states them by area, else none.
  ///
  /// - Throws: ``PlanError/internalFault(_:)`` should the settled ground not be a coverage.
  mutating func count(_ file: HouseholdFile?, planName: String) throws(PlanError) {
    let counts = AdoptedHouseholds(file, claims, settled)
    countsAsStated = file == nil
    notes += counts.notes
    notes.append(
      BilingualText(
        en:
          "each grid is one atom, contested ground apart, so reach, ways to work and households by place are as coarse as the grids; --ground COUNTY.yaml makes atoms as planning does",
        zh: "每个网格只有一个地块（争占部分除外），服务半径、路程和按位置统计的户数只能精确到网格；用 --ground 县清单 可按规划方式划分地块"))
    land = try AdoptedLand(claims, settled, counts, options, planName: planName)
  }

  /// Makes the ground of a county the atoms, each inside one settled piece.
  mutating func take(_ county: AdoptedCounty, control: PlanningControl) throws(PlanError) {
    let land = try AdoptedLand(county, claims, settled, options, control: control)
    self.county = county
    self.land = land
    notes += county.notes(on: land, statedByLayer: claims.compactMap(\.households))
  }
}

extension Adoption {
  /// What was done about contested ground and narrow gaps, and grids that have nothing left.
  var findings: [ItemisedFinding] {
    let contested = settled.pieces.filter { $0.claimants.count > 1 }.map { piece in
      let names = piece.claimants.map { claims[$0].code }
      let keeper = claims[piece.owner].code
      let (list, extent) = (listWords(names), areaWords(piece.area))
      return item(
        "claim-settled", .info, subjects: names + ["to \(keeper)"], grids: names, piece.ground, area: piece.area,
        Wording(
          en: "\(extent.en) claimed by \(list.en) are now \(keeper)'s (rule: \(options.rule.rawValue)).",
          zh: "\(list.zh) 争占的 \(extent.zh)划归 \(keeper)（规则：\(options.rule.rawValue)）。"))
    }
    let closed = settled.closedGaps.map { gap in
      let keeper = claims[gap.owner].code
      let extent = areaWords(gap.area)
      return item(
        "gap-closed", .info, subjects: [keeper], grids: [keeper], MultiPolygon(gap.place), area: gap.area,
        Wording(
          en: "A gap of \(extent.en) was given to \(keeper), which has the longest border with it.",
          zh: "\(extent.zh)的空白划归与其共界最长的 \(keeper)。"))
    }
    let lost = claims.indices.filter { settled.grounds[$0].isEmpty }.map { index in
      let isVoid = claims[index].ground.isEmpty
      return item(
        "grid-without-ground", .error, subjects: [claims[index].code], grids: [claims[index].code],
        claims[index].ground, area: claims[index].ground.area,
        isVoid
          ? Wording(
            en: "Nothing of \(claims[index].code) is left once its polygon is mended; it is no grid of the plan.",
            zh: "\(claims[index].code) 的多边形修复后没有地面，不成为方案中的网格。")
          : Wording(
            en: "All ground of \(claims[index].code) is claimed by others and went to them; it is no grid of the plan.",
            zh: "\(claims[index].code) 的全部地面与他人争占并已划归他人，不成为方案中的网格。"))
    }
    return contested + closed + lost + uncounted
  }

  /// Counts that the layer states and nobody can read; they add nothing.
  private var uncounted: [ItemisedFinding] {
    claims.flatMap { claim in
      claim.unreadable.filter { $0.key == .persons || countsAsStated }.map { ordinal, key, written in
        let thing = key == .persons ? Wording(en: "persons", zh: "人数") : Wording(en: "households", zh: "户数")
        return ItemisedFinding(
          Finding(
            "unreadable-count", .error, subjects: [claim.code, "\(ordinal)", key.rawValue],
            anchor: claim.ground.interiorPoint, grids: [claim.code],
            place: claim.ground.interiorPoint.map(Geometry.point),
            Wording(
              en:
                "Feature \(ordinal) (\(claim.code)): its \(thing.en) `\(written.shortened)` are no whole number from 0 to 10,000,000 and count nothing.",
              zh: "第 \(ordinal) 个要素（\(claim.code)）：\(thing.zh) `\(written.shortened)` 不是 0 到 10,000,000 的整数，未计入。")),
          features: [ordinal],
          fix: Wording(
            en: "Correct the number, or name another field with --fields \(key.rawValue)=…",
            zh: "更正该数字，或用 --fields \(key.rawValue)=… 指定其他字段"))
      }
    }
  }

  private func item(
    _ rule: String, _ severity: Severity, subjects: [String], grids: [String], _ ground: MultiPolygon, area: Double,
    _ words: Wording
  ) -> ItemisedFinding {
    let finding = Finding(
      rule, severity, subjects: subjects, anchor: ground.interiorPoint, grids: grids, place: .multiPolygon(ground),
      measure: area, unit: "m2", words)
    return ItemisedFinding(finding, area: area)
  }

  /// The plan, with what the ground has to tell and no other finding.
  func plan(named name: String) -> Plan {
    let land = land ?? AdoptedLand()
    let households = land.households
    let grids = land.grounds.indices.filter { !land.grounds[$0].isEmpty }.map { index in
      let claim = claims[index]
      let ground = land.grounds[index]
      return Grid(
        code: GridCode(claim.code), parent: nil, kind: claim.isDedicated ? .dedicated : .first, name: claim.name,
        community: land.homes[index].code, township: land.homes[index].township, households: households[index],
        persons: claim.persons ?? land.persons[index], isLeaf: true, isExclave: ground.polygons.count > 1,
        validFrom: options.date, validTo: nil, ground: ground, measures: GridMeasures(of: ground))
    }
    let policy = county?.policy
    return Plan(
      name: name, countyCode: county?.code ?? options.code, referenceSystem: metric,
      policyName: policy?.name ?? Self.policyName, bands: policy?.auditBands ?? [], dedicatedMode: .carve,
      wholeCompoundsDownTo: policy?.wholeCompoundsDownTo ?? 1, seed: 0, kindNames: policy?.kindNames ?? [:],
      isSynthetic: county?.isSynthetic ?? false, attribution: county?.attribution ?? "",
      modelledHouseholds: land.modelledHouseholds, precision: Self.precision, grids: grids, atoms: land.atoms,
      communities: land.communities, exceptions: [], findings: land.findings, barriers: county?.barriers ?? [],
      sites: county?.sites ?? [], servicePoints: county?.servicePoints ?? [], retired: [], originals: originals,
      provenance: county?.provenance ?? [], date: options.date, visits: policy?.plannedVisits ?? PlanVisits(),
      staffingText: policy?.staffing?.text ?? "")
  }
}
