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
    let ground: MultiPolygon
  }

  private let options: AdoptionOptions
  private let metric: ReferenceSystem
  private let originals: [AdoptedFeature]
  private let claims: [Claim]
  private let settled: SettledClaims
  /// By piece.
  private var households: [Int]
  private var isModelled = false
  private(set) var householdsOutside = 0
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
    households = [Int](repeating: 0, count: settled.pieces.count)
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
          ground: try united(members.map(\.ground.ground))))
    }
    return claims
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

  /// Puts households on the pieces: from a file by place, else as the layer states them by area, else none.
  mutating func count(_ file: HouseholdFile?) {
    if let file {
      let locator = PointLocator(settled.pieces.map(\.ground))
      for place in file.places {
        if let piece = locator.locate(place.point).indices.first {
          households[piece] += place.households
        } else {
          householdsOutside += place.households
        }
      }
      return
    }
    guard claims.contains(where: { $0.households != nil }) else {
      notes.append(
        BilingualText(
          en: "no household counts are given: every grid has 0; name a file with --households",
          zh: "没有提供户数：各网格均为 0；可用 --households 指定"))
      return
    }
    var piecesOfClaim = [[Int]](repeating: [], count: claims.count)
    for (index, piece) in settled.pieces.enumerated() { piecesOfClaim[piece.owner].append(index) }
    for (claim, members) in zip(claims, piecesOfClaim) {
      guard let total = claim.households, total > 0 else { continue }
      guard !members.isEmpty else {
        householdsOutside += total
        continue
      }
      if members.count > 1 { isModelled = true }
      for (piece, share) in zip(members, total.shared(by: members.map { settled.pieces[$0].area })) {
        households[piece] = share
      }
    }
    if isModelled {
      notes.append(
        BilingualText(
          en: "households are those the layer states; where a grid is of several atoms they are shared by area",
          zh: "户数取自图层；网格由多个地块组成时按面积分摊"))
    }
  }
}

extension Adoption {
  /// What was done about contested ground and narrow gaps, and grids that have nothing left.
  var findings: [ItemisedFinding] {
    let contested = settled.pieces.filter { $0.claimants.count > 1 }.map { piece in
      let names = piece.claimants.map { claims[$0].code }
      let keeper = claims[piece.owner].code
      let list = names.joined(separator: ", ")
      return item(
        "claim-settled", .info, subjects: names + ["to \(keeper)"], grids: names, piece.ground, area: piece.area,
        Wording(
          en: "\(area(piece.area)) m² claimed by \(list) are now \(keeper)'s (rule: \(options.rule.rawValue)).",
          zh: "\(list) 争占的 \(area(piece.area)) 平方米划归 \(keeper)（规则：\(options.rule.rawValue)）。"))
    }
    let closed = settled.closedGaps.map { gap in
      let keeper = claims[gap.owner].code
      return item(
        "gap-closed", .info, subjects: [keeper], grids: [keeper], MultiPolygon(gap.place), area: gap.area,
        Wording(
          en: "A gap of \(area(gap.area)) m² was given to \(keeper), which has the longest border with it.",
          zh: "\(area(gap.area)) 平方米的空白划归与其共界最长的 \(keeper)。"))
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

  private func area(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  private func item(
    _ rule: String, _ severity: Severity, subjects: [String], grids: [String], _ ground: MultiPolygon, area: Double,
    _ words: Wording
  ) -> ItemisedFinding {
    let finding = Finding(
      rule, severity, subjects: subjects, anchor: ground.interiorPoint, grids: grids, place: .multiPolygon(ground),
      measure: area, unit: "m2", words)
    return ItemisedFinding(finding, area: area)
  }

  /// The plan, without findings.
  ///
  /// - Throws: ``PlanError/internalFault(_:)`` should the settled ground not be a coverage.
  func plan(named name: String) throws(PlanError) -> Plan {
    let members = claims.indices.filter { !settled.grounds[$0].isEmpty }
    var sums = [Int](repeating: 0, count: claims.count)
    for (index, piece) in settled.pieces.enumerated() { sums[piece.owner] += households[index] }
    let grids = members.map { index in
      let claim = claims[index]
      let ground = settled.grounds[index]
      return Grid(
        code: GridCode(claim.code), parent: nil, kind: .first, name: claim.name, community: claim.community,
        township: claim.township, households: sums[index], persons: claim.persons, isLeaf: true,
        isExclave: ground.polygons.count > 1, validFrom: options.date, validTo: nil, ground: ground,
        measures: GridMeasures(of: ground))
    }
    return Plan(
      name: name, countyCode: options.code, referenceSystem: metric, policyName: "adopted", bands: [],
      dedicatedMode: .carve, wholeCompoundsDownTo: 1, seed: 0, kindNames: [:], isSynthetic: false, attribution: "",
      modelledHouseholds: isModelled ? households.reduce(0, +) : 0, precision: Self.precision, grids: grids,
      atoms: atoms,
      communities: try communities(members, sums, planName: name), exceptions: [], findings: [], barriers: [],
      sites: [],
      servicePoints: [], retired: [], originals: originals, provenance: [], date: options.date)
  }

  private var atoms: [PlanAtom] {
    var numbers = [Int](repeating: 0, count: claims.count)
    return settled.pieces.enumerated().map { index, piece in
      numbers[piece.owner] += 1
      let claim = claims[piece.owner]
      return PlanAtom(
        id: "\(claim.code)#\(numbers[piece.owner])", households: households[index], community: claim.community,
        compound: nil, site: nil, unit: nil, grid: GridCode(claim.code), isUrban: true, isModelled: isModelled,
        ground: piece.ground)
    }
  }

  /// The ground of all grids that name a community, drawn with the same arcs.
  private func communities(_ members: [Int], _ sums: [Int], planName: String) throws(PlanError) -> [PlanCommunity] {
    var codes: [String] = []
    var number: [String: Int32] = [:]
    for index in members where number[claims[index].community] == nil {
      number[claims[index].community] = Int32(codes.count)
      codes.append(claims[index].community)
    }
    let grounds: [MultiPolygon]
    do {
      let (map, owners) = try PlanarMap.cleanCoverage(settled.grounds, precision: Self.precision)
      let labels = owners.map { $0 < 0 ? -1 : number[claims[Int($0)].community] ?? -1 }
      grounds = map.polygons(labels: labels, labelCount: codes.count)
    } catch {
      throw .internalFault("adopting: \(error.message)")
    }
    return codes.indices.map { community in
      let own = members.filter { claims[$0].community == codes[community] }
      return PlanCommunity(
        code: codes[community], name: codes[community] == options.code ? planName : codes[community],
        township: own.first.map { claims[$0].township } ?? "", households: own.reduce(0) { $0 + sums[$1] },
        ground: grounds[community])
    }
  }
}

extension Int {
  /// A number in whole parts as near to the weights as can be: the largest remainders get one more; ties go to the first.
  fileprivate func shared(by weights: [Double]) -> [Int] {
    let total = weights.reduce(0, +)
    guard total > 0 else { return weights.indices.map { $0 == 0 ? self : 0 } }
    let exact = weights.map { Double(self) * $0 / total }
    var parts = exact.map { Int($0.rounded(.down)) }
    let order = weights.indices.sorted { a, b in
      let (left, right) = (exact[a] - Double(parts[a]), exact[b] - Double(parts[b]))
      return left == right ? a < b : left > right
    }
    for index in order.prefix(self - parts.reduce(0, +)) { parts[index] += 1 }
    return parts
  }
}
