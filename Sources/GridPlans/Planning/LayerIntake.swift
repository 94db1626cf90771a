import GridCoverages
import GridGeometry
import GridLayers

/// The one way through a layer: opened, brought into the plan's metric system, its dirt collected.
struct LayerIntake {
  let metric: ReferenceSystem
  let allowingBallpark: Bool
  /// Invalid polygons are repaired and reported instead of stopping the plan.
  let repairing: Bool
  let isCancelled: @Sendable () -> Bool
  /// Dirt that was worked around, layer after layer.
  private(set) var notes: [GroundNote] = []
  /// What stops the plan.
  private(set) var problems: [InputProblem] = []
  private(set) var provenance: [(layer: String, record: Provenance)] = []

  /// A layer with more problems than this is not looked into any further.
  private static let mostProblems = 100

  init(
    metric: ReferenceSystem, allowingBallpark: Bool, repairing: Bool, isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.metric = metric
    self.allowingBallpark = allowingBallpark
    self.repairing = repairing
    self.isCancelled = isCancelled
  }

  mutating func note(_ note: GroundNote) { notes.append(note) }

  mutating func problem(_ problem: InputProblem) { problems.append(problem) }

  /// What the features of a layer of any geometry become, in the file's order; nothing without a layer.
  ///
  /// - Parameters:
  ///   - required: Our names of fields that must be there.
  ///   - isNeeded: Whether conditions that no feature meets are a problem rather than a note.
  ///   - make: `nil` for a feature that is left out and has said why.
  mutating func collect<Value>(
    _ spec: County.LayerSpec?, required: [String] = [], isNeeded: Bool = false, _ make: (inout FeatureReading) -> Value?
  ) throws(PlanError) -> [Value] {
    guard let spec else { return [] }
    let layer = try LayerAccess(spec, required: required)
    let transformation = try layer.transformation(to: metric, allowingBallpark: allowingBallpark)
    note(transformation, layer)
    var values: [Value] = []
    var problems: [InputProblem] = []
    var notes: [GroundNote] = []
    // Features whose unreadable geometry is told as a problem, and not once more as dirt.
    var refused: Set<Int> = []
    var count = 0
    try layer.forEach { (feature) throws(PlanError) in
      count += 1
      if count & 1023 == 0, isCancelled() { throw .interrupted }
      var geometry: Geometry?
      if let read = feature.geometry, !read.isEmpty {
        do throws(GeometryError) {
          geometry = try transformation.apply(read)
        } catch {
          problems.append(layer.misplaced(feature, error))
          return
        }
      }
      guard problems.count < Self.mostProblems else { return }
      var reading = FeatureReading(layer: layer, feature: feature, geometry: geometry)
      if let value = make(&reading) { values.append(value) }
      if feature.fault != nil, !reading.problems.isEmpty { refused.insert(feature.ordinal) }
      problems += reading.problems
      notes += reading.notes
    }
    if let nothing = layer.tally.nothingKept {
      if isNeeded { problems.append(nothing) } else { notes.append(nothing.note("where-keeps-nothing")) }
    }
    self.problems += problems
    self.notes += notes + layer.tally.notes
    let dirt = layer.reader.issues.filter { issue in issue.feature.map { !refused.contains($0) } ?? true }
    self.notes += dirt.map { issue in
      GroundNote(rule: "layer-dirt", severity: .warning, text: layer.text(of: issue), subjects: [layer.name])
    }
    let record = Provenance(
      source: spec.title, referenceSystem: layer.referenceSystem.definition, encoding: spec.encoding?.rawValue)
    provenance.append((layer: layer.reader.schema.name, record: record))
    return values
  }

  /// The same for a layer that must hold valid polygons: null, empty and self-crossing ones are problems, or repaired
  /// when asked.
  mutating func collectPolygons<Value>(
    _ spec: County.LayerSpec?, required: [String], _ make: (inout FeatureReading, MultiPolygon) -> Value?
  ) throws(PlanError) -> [Value] {
    let repairing = repairing
    return try collect(spec, required: required, isNeeded: true) { reading in
      guard let ground = reading.validGround(repairing: repairing, code: required[0]) else { return nil }
      return make(&reading, ground)
    }
  }

  private mutating func note(_ transformation: Transformation, _ layer: LayerAccess) {
    guard !transformation.isIdentity else { return }
    notes.append(
      GroundNote(
        rule: "reprojected", severity: .info, text: "\(layer.name): \(transformation.note)", subjects: [layer.name]))
  }
}

extension FeatureReading {
  /// A square centimetre: a cell of the usual precision grid.
  private static let leastArea = 1e-4

  /// Its polygons; `nil`, and a problem, where there are none, they are without area, or not valid and not to be repaired.
  ///
  /// - Parameter code: The field by which a message names it.
  fileprivate mutating func validGround(repairing: Bool, code: String) -> MultiPolygon? {
    guard let geometry, !geometry.isEmpty else {
      problems.append(layer.noGeometry(feature))
      return nil
    }
    let ground = MultiPolygon(geometry.polygons)
    guard !ground.isEmpty, geometry.lines.isEmpty, geometry.points.isEmpty else {
      problem(
        BilingualText(
          en: "it is a \(geometry.typeName) where a polygon is needed", zh: "此处需要面，实际为 \(geometry.typeName)"),
        remedy: BilingualText(en: "Name a layer of polygons only", zh: "请使用只含面的图层"))
      return nil
    }
    guard case .invalid(let reason, let at) = ground.validity() else {
      if ground.area > Self.leastArea { return ground }
      problems.append(layer.noArea(feature, text(code)))
      return nil
    }
    // A ring drawn there and back is invalid and nothing besides.
    if let rest = try? ground.repaired(), rest.area <= Self.leastArea {
      problems.append(layer.noArea(feature, text(code)))
      return nil
    }
    let place = at.map { " at \($0)" } ?? ""
    guard repairing, let repaired = try? ground.repaired(), !repaired.isEmpty else {
      problem(
        BilingualText(en: "the polygon is not valid: \(reason)\(place)", zh: "面无效：\(reason)\(place)"),
        remedy: BilingualText(
          en: "Mend it in QGIS (Fix geometries), or run with --repair to have it mended and listed",
          zh: "请在 QGIS 中修复几何，或加 --repair 由程序修复并列出"))
      return nil
    }
    notes.append(
      GroundNote(
        rule: "polygon-repaired", severity: .warning,
        text:
          "\(layer.name), feature \(feature.ordinal): \(reason)\(place); repaired, area changed by \(repaired.area - ground.area) m²",
        place: at.map(Geometry.point), measure: abs(repaired.area - ground.area), unit: "m²"))
    return repaired
  }
}

extension LayerAccess {
  fileprivate func misplaced(_ feature: Feature, _ error: GeometryError) -> InputProblem {
    InputProblem(
      source: name, place: .feature(feature.ordinal),
      cause: BilingualText(
        en: "its coordinates do not fit \(referenceSystem.name): \(error.message)",
        zh: "坐标不符合 \(referenceSystem.name)：\(ChineseWording.of(error.message))"),
      remedy: BilingualText(
        en: "Check for exchanged longitude and latitude, and the declared crs", zh: "请检查经纬度是否颠倒，以及声明的坐标系"))
  }

  /// The issue with the layer named as the manifest names it.
  fileprivate func text(of issue: LayerIssue) -> String {
    var named = issue
    named.source = name
    return named.message
  }
}
