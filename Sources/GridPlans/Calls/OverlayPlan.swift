public import GridAuditing
import GridCoverages
import GridGeometry
import GridLayers

/// Which grids of a plan departments' grids are compared with.
public enum BaseSet: String, CaseIterable, Hashable, Sendable {
  /// The finest grids: those without children.
  case leaf
  /// First-level and dedicated grids.
  case first
}

/// How departments' grids are compared with a plan.
public struct PlanOverlayOptions: Sendable {
  public var layer: ForeignLayerOptions
  public var base: BaseSet
  public var sharing: HouseholdSharing
  /// Ground in which no disc of this diameter fits is drawing noise, in metres.
  public var sliverWidth: Double
  /// The crosswalk, a CSV file; `nil` writes none.
  public var crosswalk: String?
  /// Where the conflicts go, and what they are compared with.
  public var delivery: FindingsDelivery

  /// A comparison with the finest grids, households by interior points, unless told otherwise.
  public init(
    layer: ForeignLayerOptions = ForeignLayerOptions(), base: BaseSet = .leaf, sharing: HouseholdSharing = .point,
    sliverWidth: Double = 1, crosswalk: String? = nil, delivery: FindingsDelivery
  ) {
    self.layer = layer
    self.base = base
    self.sharing = sharing
    self.sliverWidth = sliverWidth
    self.crosswalk = crosswalk
    self.delivery = delivery
  }
}

/// The result of ``overlayPlan(at:layers:options:control:)``.
public struct PlanOverlayReport: Sendable {
  public let overlays: [LayerOverlay]
  /// Conflicts, in the order of the layers.
  public let findings: [ItemisedFinding]
  public let summary: PlanOverlaySummary

  /// Whether no conflict was found that is more than worth knowing.
  public var isClean: Bool { findings.allSatisfy { $0.finding.severity == .info } }

  /// One line a conflict, worst and largest first; then each department's grids and the figures of each layer.
  ///
  /// - Parameter isComplete: Otherwise of each kind only the first few are told, with their number.
  public func lines(in language: Language, isComplete: Bool = false) -> [String] {
    summary.findings.map { $0.line(in: language) }.lines(in: language, isComplete: isComplete)
      + (summary.changes?.lines(in: language) ?? []) + summary.layers.flatMap { $0.lines(in: language) }
  }
}

/// Compares departments' grids with the grids of a plan: what each is made of, where they conflict, and a crosswalk by
/// area and households.
///
/// - Parameters:
///   - planPath: The plan with the unified grids.
///   - layers: `FILE` or `FILE#LAYER` of each department.
/// - Throws: ``PlanError``.
public func overlayPlan(
  at planPath: String, layers: [String], options: PlanOverlayOptions, control: PlanningControl
) throws(PlanError) -> PlanOverlayReport {
  let inputs = [planPath] + layers.map { LayerSource($0).path }
  if let crosswalk = options.crosswalk {
    try requireEnding(crosswalk, ["csv"])
    try requireWritable(crosswalk, sparing: inputs + [options.delivery.previous].compactMap(\.self))
  }
  try options.delivery.check(sparing: inputs)
  try requireDistinct([options.crosswalk, options.delivery.output])
  let plan = try Plan(contentsOf: planPath, control: control)
  let (base, atoms) = plan.baseGrids(options.base)
  let names = shortNames(of: layers)
  var overlays: [LayerOverlay] = []
  var found: [ItemisedFinding] = []
  var notes: [BilingualText] = []
  for (number, path) in layers.enumerated() {
    try control.check()
    control.report(number, layers.count, "overlay")
    let layer = try ForeignLayer(path, options: options.layer, metric: plan.referenceSystem, control: control)
    notes += layer.notes.map { BilingualText(en: "\(layer.title): \($0.en)", zh: "\(layer.title)：\($0.zh)") }
    notes += layer.defects + layer.invalid
    let departments = try layer.dissolvedGrounds()
    notes += departments.notes
    let input = LayerOverlayInput(
      layer: names[number], departments: departments.grounds, base: base, atoms: atoms, sharing: options.sharing,
      sliverWidth: options.sliverWidth, precision: plan.precision)
    do {
      overlays.append(try LayerOverlay(input))
    } catch {
      throw .coverage(error, source: layer.title)
    }
    found += itemise(overlays[number], by: OverlayRules.all)
  }
  try control.check()
  if let crosswalk = options.crosswalk { try overlays.writeCrosswalk(to: crosswalk, control: control) }
  let (items, changes) = try options.delivery.deliver(found, in: plan.referenceSystem)
  return PlanOverlayReport(
    overlays: overlays, findings: items,
    summary: PlanOverlaySummary(plan, overlays, items, options, changes: changes, notes: notes))
}

/// What layers are called in tables and findings, whatever folder they lie in: the layer's or the file's name, numbered
/// where several have the same.
private func shortNames(of layers: [String]) -> [String] {
  var counts: [String: Int] = [:]
  return layers.map { path in
    let source = LayerSource(path)
    let name = source.layer ?? source.stem
    counts[name, default: 0] += 1
    let number = counts[name] ?? 1
    return number > 1 ? "\(name)-\(number)" : name
  }
}

extension Plan {
  /// The grids that tile the ground at one depth, and the atoms in them.
  fileprivate func baseGrids(_ set: BaseSet) -> (grids: [BaseGrid], atoms: [BaseAtom]) {
    let members = grids.filter { grid in
      // Dedicated grids that are laid over others hold no ground of their own.
      if dedicatedMode == .overlay, grid.kind == .dedicated { return false }
      return set == .leaf ? grid.isLeaf : grid.kind == .first || grid.kind == .dedicated
    }
    let index = Dictionary(members.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    let parents = Dictionary(grids.map { ($0.code, $0.parent) }, uniquingKeysWith: { first, _ in first })
    let base = members.map { BaseGrid(code: $0.code.text, ground: $0.ground) }
    let held = atoms.compactMap { atom -> BaseAtom? in
      var code: GridCode? = atom.grid
      var steps = 0
      while let here = code, index[here] == nil, steps < 4 {
        code = parents[here] ?? nil
        steps += 1
      }
      guard let here = code, let grid = index[here] else { return nil }
      return BaseAtom(base: grid, households: atom.households, ground: atom.ground)
    }
    return (base, held)
  }
}

extension ForeignLayer {
  /// One ground for each code, in the order of first appearance: features with one code are parts of one grid.
  fileprivate func dissolvedGrounds() throws(PlanError) -> (grounds: [CoverageGround], notes: [BilingualText]) {
    var indexOf: [String: Int] = [:]
    var members: [[CoverageGround]] = []
    for ground in grounds {
      if let code = ground.code, let index = indexOf[code] {
        members[index].append(ground)
        continue
      }
      if let code = ground.code { indexOf[code] = members.count }
      members.append([ground])
    }
    var notes: [BilingualText] = []
    var dissolved: [CoverageGround] = []
    for group in members {
      var whole = group[0]
      if group.count > 1 {
        let parts = group.map { "\($0.ordinal)" }
        let list = listWords(parts)
        notes.append(
          BilingualText(
            en: "\(title): features \(list.en) have the code \(whole.label) and are one grid",
            zh: "\(title)：第 \(list.zh) 个要素编码均为 \(whole.label)，按一个网格处理"))
        do {
          whole.ground = try Adoption.united(group.map(\.ground))
        } catch {
          throw .coverage(error, source: title)
        }
        if !whole.ground.isEmpty { whole.defect = nil }
      }
      dissolved.append(whole)
    }
    return (dissolved, notes)
  }

  /// Features that take no part, each told.
  var defects: [BilingualText] {
    grounds.compactMap { feature in
      let cause: BilingualText
      switch feature.defect {
      case nil: return nil
      case .missing: cause = BilingualText(en: "it has no geometry", zh: "没有几何")
      case .unreadable(let words): cause = BilingualText(en: words.en, zh: words.zh)
      case .notPolygon(let kind): cause = BilingualText(en: "it is a \(kind)", zh: "它是 \(kind)")
      }
      return BilingualText(
        en: "\(title), feature \(feature.ordinal) (\(feature.label)): \(cause.en); it is left out",
        zh: "\(title)，第 \(feature.ordinal) 个要素（\(feature.label)）：\(cause.zh)，不参与比较")
    }
  }
}

extension ForeignLayer {
  /// Features that are not valid, each told; they take part.
  fileprivate var invalid: [BilingualText] {
    grounds.compactMap { feature in
      guard let words = Mending(feature.ground)?.words else { return nil }
      return BilingualText(
        en:
          "\(title), feature \(feature.ordinal) (\(feature.label)) is not valid: \(words.en); it counts with the places that its outer ring goes around an odd number of times",
        zh: "\(title)，第 \(feature.ordinal) 个要素（\(feature.label)）几何无效：\(words.zh)；按外环环绕奇数次的范围计算")
    }
  }
}

extension [LayerOverlay] {
  /// Writes the crosswalk: one row for each pair of grids that share ground or households, and for ground in none.
  fileprivate func writeCrosswalk(to path: String, control: PlanningControl) throws(PlanError) {
    let fields = [
      Field("layer", .text), Field("department", .text), Field("department_name", .text), Field("base", .text),
      Field("relation", .text), Field("area_m2", .real), Field("area_share_of_department", .real),
      Field("area_share_of_base", .real), Field("households", .real), Field("household_share_of_department", .real),
      Field("household_share_of_base", .real),
    ]
    try asPlanErrors("writing \(path)") {
      let writer = try CSVWriter(path: path, fields: fields)
      for overlay in self {
        for row in overlay.rows {
          try control.check()
          try writer.write(overlay.values(of: row).map(\.spreadsheetSafe))
        }
      }
      try writer.finish()
    }
  }
}

extension LayerOverlay {
  fileprivate func values(of row: Row) -> [FieldValue] {
    func share(_ part: Double, _ whole: Double?) -> FieldValue {
      guard let whole, whole > 0 else { return .null }
      return .real((part / whole * 1e9).rounded() / 1e9)
    }
    let department = row.department.map { input.departments[$0] }
    return [
      .text(input.layer), .init(department?.label), .init(department?.name),
      .init(row.base.map { input.base[$0].code }),
      .text(row.relation.rawValue), .real((row.area * 1e4).rounded() / 1e4),
      share(row.area, row.department.map { departmentAreas[$0] }), share(row.area, row.base.map { baseAreas[$0] }),
      .real((row.households * 1e6).rounded() / 1e6),
      share(row.households, row.department.map { departmentHouseholds[$0] }),
      share(row.households, row.base.map { baseHouseholds[$0] }),
    ]
  }
}
