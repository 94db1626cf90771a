public import GridAuditing
import GridCoverages
import GridGeometry
import GridLayers

/// How somebody's layer is audited.
public struct LayerAuditOptions: Sendable {
  public var layer: ForeignLayerOptions
  /// `FILE` or `FILE#LAYER` of the ground that should be covered.
  public var ground: String?
  /// A layer of points or polygons with household counts.
  public var households: String?
  public var householdsField: String?
  /// Two positions closer than this are meant to be one, in metres.
  public var tolerance: Double
  /// Gaps, overlaps and features in which no disc of this diameter fits are slivers, in metres.
  public var sliverWidth: Double
  public var threads: Int
  public var delivery: FindingsDelivery

  /// An audit of a layer by itself, unless told otherwise.
  public init(
    layer: ForeignLayerOptions = ForeignLayerOptions(), ground: String? = nil, households: String? = nil,
    householdsField: String? = nil, tolerance: Double = 0.01, sliverWidth: Double = 1, threads: Int = 1,
    delivery: FindingsDelivery
  ) {
    self.layer = layer
    self.ground = ground
    self.households = households
    self.householdsField = householdsField
    self.tolerance = tolerance
    self.sliverWidth = sliverWidth
    self.threads = threads
    self.delivery = delivery
  }
}

/// The result of ``auditLayer(at:options:control:)``.
public struct LayerAuditReport: Sendable {
  /// In the system of metres that the summary names.
  public let findings: [ItemisedFinding]
  public let summary: LayerAuditSummary

  /// Whether nothing was found that needs a hand: exclaves are only worth knowing.
  public var isClean: Bool { findings.allSatisfy { $0.finding.severity == .info } }

  /// One line a finding, worst and largest first; then what changed, and the figures.
  ///
  /// - Parameter isComplete: Otherwise of each kind only the first few are told, with their number.
  public func lines(in language: Language, isComplete: Bool = false) -> [String] {
    summary.findings.map { $0.line(in: language) }.lines(in: language, isComplete: isComplete)
      + (summary.changes?.lines(in: language) ?? []) + summary.figures(in: language)
  }
}

/// Whether a path names a plan that Gridwright made, rather than a layer of somebody else's. A layer of a plan that is
/// named, such as `plan.gpkg#adopted`, is a layer.
public func isPlanFile(_ path: String) -> Bool {
  let source = LayerSource(path)
  guard source.layer == nil, source.pathExtension == "gpkg" else { return false }
  guard let names = try? Layers.layerNames(at: source.path) else { return false }
  return names.contains(PlanSchema.plan.name) && names.contains("grids")
}

/// Audits any layer of polygons as a coverage: gaps, overlaps, slivers, borders that do not match, duplicates, invalid and
/// empty geometries, codes, exclaves, and households in none or two.
///
/// - Parameter path: `FILE` or `FILE#LAYER`, in any format that can be read.
/// - Throws: ``PlanError``; dirt that can be told as a finding is one.
public func auditLayer(
  at path: String, options: LayerAuditOptions, control: PlanningControl
) throws(PlanError) -> LayerAuditReport {
  let inputs = [path, options.ground, options.households].compactMap { $0.map { LayerSource($0).path } }
  try options.delivery.check(sparing: inputs)
  var watch = StageWatch()
  control.report(0, 3, "read")
  let layer = try ForeignLayer(path, options: options.layer, control: control)
  var notes = layer.notes
  let target = try options.ground.map { ground throws(PlanError) in
    try coveredGround(ground, metric: layer.metric, options: options.layer, notes: &notes, control: control)
  }
  let households = try options.households.map { file throws(PlanError) in
    try HouseholdFile(
      file, field: options.householdsField, metric: layer.metric, allowingBallpark: options.layer.allowsBallpark,
      control: control)
  }
  notes += households?.notes ?? []
  watch.end("read")
  try control.check()
  control.report(1, 3, "validate")
  let evidence: CoverageEvidence
  do {
    evidence = try CoverageEvidence(
      CoverageAuditInput(
        grounds: layer.grounds, target: target, households: households?.places, statesCodes: layer.statesCodes,
        tolerance: options.tolerance, sliverWidth: options.sliverWidth), threads: options.threads)
  } catch {
    throw .coverage(error, source: layer.title)
  }
  let found = itemise(evidence, by: CoverageRules.all)
  watch.end("validate")
  try control.check()
  control.report(2, 3, "write")
  let (items, changes) = try options.delivery.deliver(found, in: layer.metric)
  watch.end("write")
  return LayerAuditReport(
    findings: items,
    summary: LayerAuditSummary(
      layer, CoverageSummary(evidence), items, changes: changes, notes: notes, seconds: watch.seconds))
}

/// The ground of a layer as a whole, in metres; what had to be mended is noted.
private func coveredGround(
  _ path: String, metric: ReferenceSystem, options: ForeignLayerOptions, notes: inout [BilingualText],
  control: PlanningControl
) throws(PlanError) -> MultiPolygon {
  var reading = options
  reading.fields = .unstated
  reading.referenceSystem = nil
  let layer = try ForeignLayer(path, options: reading, metric: metric, control: control)
  do {
    var mended: [String] = []
    let sound = try layer.grounds.map { feature throws(GeometryError) in
      if feature.ground.validity().isValid { return feature.ground }
      mended.append("\(feature.ordinal)")
      return try feature.ground.repaired()
    }
    if !mended.isEmpty {
      let list = listWords(mended)
      notes.append(
        BilingualText(
          en: "\(layer.title): not valid and mended before the layer was held against it: feature \(list.en)",
          zh: "\(layer.title)：第 \(list.zh) 个要素几何无效，修复后再作比较"))
    }
    return try Overlay.union(sound.flatMap(\.polygons))
  } catch {
    throw .badInput(
      InputProblem(
        source: layer.title, cause: BilingualText(en: error.message, zh: ChineseWording.of(error.message)),
        remedy: BilingualText(en: "Mend its polygons in QGIS (Fix geometries)", zh: "请在 QGIS 中修复几何")))
  }
}

extension PlanError {
  /// What keeps a ground from being mapped, told of its source.
  static func coverage(_ error: CoverageError, source: String) -> PlanError {
    if error == .cancelled { return .interrupted }
    return .badInput(
      InputProblem(
        source: source, cause: BilingualText(en: error.message, zh: ChineseWording.of(error.message)),
        remedy: BilingualText(
          en: "Check the reference system and the tolerance, and look for features far away from the others",
          zh: "请检查坐标系和容差，以及是否有远离其他要素的图形")))
  }
}

/// How long stages take, one after the other.
struct StageWatch {
  private var start = ContinuousClock.now
  private(set) var seconds: [String: Double] = [:]

  /// Ends a stage and begins the next.
  mutating func end(_ stage: String) {
    let now = ContinuousClock.now
    seconds[stage, default: 0] += (now - start) / .seconds(1)
    start = now
  }
}

extension LayerAuditSummary {
  /// The layer in figures; every share with both its numbers.
  fileprivate func figures(in language: Language) -> [String] {
    func km2(_ area: Double) -> Double { (area / 1000).rounded() / 1000 }
    let isChinese = language == .zh
    var lines = notes.map { $0(in: language) }
    lines.append(
      isChinese
        ? "要素 \(features) 个，有地面 \(grounds) 个；并集 \(km2(unionArea)) 平方千米中重叠 \(km2(contestedArea))，超出并集 \(km2(repeatedArea))，空白 \(km2(unclaimedArea))；边 \(edges) 条中匹配 \(matchedEdges) 条；面积按 \(metricCrs) 量算"
        : "\(counted(features, "feature")), \(grounds) with ground; of their union of \(km2(unionArea)) km² \(km2(contestedArea)) km² are contested (areas add up to \(km2(repeatedArea)) km² more than the union); \(km2(unclaimedArea)) km² are nobody's; \(matchedEdges) of \(edges) edges match; measured in \(metricCrs)"
    )
    if let households {
      lines.append(
        isChinese
          ? "住户 \(households.total) 户中：恰属一个要素 \(households.inOne)，多个 \(households.inSeveral)，无归属 \(households.inNone)"
          : "of \(counted(households.total, "household")) \(households.inOne) are in exactly one feature, \(households.inSeveral) in several, \(households.inNone) in none"
      )
    }
    let counts = Severity.allCases.reversed().map { severity in findings.count { $0.severity == severity.rawValue } }
    lines.append(
      isChinese
        ? "错误 \(counts[0])，警告 \(counts[1])，提示 \(counts[2])"
        : "\(counted(counts[0], "error")), \(counted(counts[1], "warning")), \(counted(counts[2], "note"))")
    return lines
  }
}
