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
  private(set) var notes: [BilingualText] = []

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
      func sum(_ key: FieldMapping.Key) -> Int? {
        let counts = members.compactMap { $0.values[key]?.integer.map(Int.init) }.filter {
          (0...10_000_000).contains($0)
        }
        return counts.isEmpty ? nil : counts.reduce(0, +)
      }
      let first = members.first
      claims.append(
        Claim(
          code: code, name: first?.text(.name) ?? code, community: first?.text(.community) ?? community,
          township: first?.text(.township) ?? "", households: sum(.households), persons: sum(.persons),
          isDedicated: first?.text(.kind).map(Self.isDedicated) ?? false,
          ground: try united(members.map(\.ground.ground))))
    }
    return claims
  }

  private static func isDedicated(_ kind: String) -> Bool {
    [GridKind.dedicated.rawValue, "专属网格", "专属"].contains(kind.lowercased())
  }

  private static func united(_ grounds: [MultiPolygon]) throws(CoverageError) -> MultiPolygon {
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
    notes += counts.notes
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
      item(
        "grid-without-ground", .error, subjects: [claims[index].code], grids: [claims[index].code],
        claims[index].ground, area: claims[index].ground.area,
        Wording(
          en: "All ground of \(claims[index].code) is claimed by others and went to them; it is no grid of the plan.",
          zh: "\(claims[index].code) 的全部地面与他人争占并已划归他人，不成为方案中的网格。"))
    }
    return contested + closed + lost
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
      policyName: policy?.name ?? "adopted", bands: policy?.auditBands ?? [], dedicatedMode: .carve,
      wholeCompoundsDownTo: policy?.wholeCompoundsDownTo ?? 1, seed: 0, kindNames: policy?.kindNames ?? [:],
      isSynthetic: county?.isSynthetic ?? false, attribution: county?.attribution ?? "",
      modelledHouseholds: land.modelledHouseholds, precision: Self.precision, grids: grids, atoms: land.atoms,
      communities: land.communities, exceptions: [], findings: land.findings, barriers: county?.barriers ?? [],
      sites: county?.sites ?? [], servicePoints: county?.servicePoints ?? [], retired: [], originals: originals,
      provenance: county?.provenance ?? [], date: options.date, visits: policy?.plannedVisits ?? PlanVisits(),
      staffingText: policy?.staffing?.text ?? "")
  }
}
