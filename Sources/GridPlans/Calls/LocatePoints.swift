import GridAuditing
import GridCoverages
import GridGeometry
import GridLayers

/// What `gridwright locate` prints with `--json`.
public struct LocateSummary: Hashable, Sendable, Encodable {
  public let schema: Int
  public let points: Int
  public let inside: Int
  public let outside: Int
  public let ambiguous: Int
  public let withoutPoint: Int
  /// Rows whose coordinates cannot be read or do not fit their system.
  public let invalid: Int
  /// The first of them, each with its line and reason.
  public let problems: [BilingualText]
  /// What bringing the points into the plan's system took, and what finding their grids took; the rest of the time goes
  /// into reading and writing.
  public let seconds: Seconds

  /// Parts of the time.
  public struct Seconds: Hashable, Sendable, Encodable {
    public internal(set) var transform = 0.0
    public internal(set) var locate = 0.0
  }

  public var isClean: Bool { outside == 0 && ambiguous == 0 && withoutPoint == 0 && invalid == 0 }

  public var text: BilingualText {
    let total = BilingualText(
      en:
        "\(counted(points, "point")): \(inside) in a grid, \(outside) outside, \(ambiguous) in several, \(withoutPoint) without coordinates, \(invalid) invalid",
      zh: "共 \(points) 个点：\(inside) 个在网格内，\(outside) 个在网格外，\(ambiguous) 个同属多个网格，\(withoutPoint) 个没有坐标，\(invalid) 个无效")
    return (problems + [total]).joined(separator: "\n")
  }
}

/// Locates every point of a layer and writes the rows with `grid`, `community`, `parents`, `located` and `reason` added.
///
/// A row that cannot be placed is answered too: `located` is `no-point` or `invalid`, and `reason` says why.
///
/// - Parameters:
///   - source: `FILE` or `FILE#LAYER`.
///   - referenceSystem: Declared for the points; `nil` takes the file's own, WGS 84 for CSV.
///   - output: A CSV file; `nil` writes to stdout.
///   - language: Of the reasons.
public func locatePoints(
  of source: String, in planPath: String, referenceSystem: String?, writingTo output: String?, language: Language = .en,
  control: PlanningControl
) throws(PlanError) -> LocateSummary {
  let plan = try Plan(contentsOf: planPath, control: control)
  let place = LayerSource(source)
  if let output { try requireWritable(output, sparing: [planPath, place.path]) }
  do {
    var declared: ReferenceSystem?
    if let referenceSystem { declared = try ReferenceSystem(referenceSystem) }
    if declared == nil, place.path.lowercased().hasSuffix(".csv") { declared = .wgs84 }
    let reader = try Layers.open(place, options: ReadOptions(referenceSystem: declared))
    guard let system = reader.schema.referenceSystem else {
      throw LayerError.unknownReferenceSystem(source: source, name: "")
    }
    var answers = LocateAnswers(
      locator: GridLocator(plan), transformation: try Transformation(from: system, to: plan.referenceSystem),
      source: source, language: language)
    let writer = try CSVWriter(path: output ?? "-", fields: reader.schema.fields + LocateAnswers.fields)
    var batch: [Feature] = []
    func answer() throws {
      try control.check()
      for (feature, leaf) in zip(batch, answers.leaves(of: batch)) {
        try writer.write(feature.values.map(\.spreadsheetSafe) + answers.cells(of: feature, leaf))
      }
      batch.removeAll(keepingCapacity: true)
    }
    try reader.forEach { feature in
      batch.append(feature)
      if batch.count == 16_384 { try answer() }
    }
    try answer()
    guard answers.hasCoordinates else {
      writer.cancel()
      throw PlanError.badInput(
        answers.hasGeometries ? .noPoints(source) : .noCoordinates(source, columns: reader.schema.fields.map(\.name)))
    }
    try writer.finish()
    return answers.summary
  } catch let error as PlanError {
    throw error
  } catch let error as LayerError {
    throw .layer(error)
  } catch let error as GeometryError {
    throw .badInput(
      InputProblem(
        source: source, cause: BilingualText(en: error.message, zh: ChineseWording.of(error.message)),
        remedy: BilingualText(en: "Declare the points' system with --crs", zh: "请用 --crs 声明点的坐标系")))
  } catch {
    throw .internalFault("\(error)")
  }
}

extension InputProblem {
  fileprivate static func noCoordinates(_ source: String, columns: [String]) -> InputProblem {
    let list = columns.joined(separator: ", ")
    return InputProblem(
      source: source,
      cause: BilingualText(en: "no row has coordinates; its columns are: \(list)", zh: "没有任何一行带有坐标；现有列：\(list)"),
      remedy: BilingualText(
        en: "Name the columns longitude and latitude, or give a layer of points", zh: "请将列命名为 经度 和 纬度，或提供点图层"))
  }
}

extension InputProblem {
  fileprivate static func noPoints(_ source: String) -> InputProblem {
    InputProblem(
      source: source, cause: BilingualText(en: "its features are lines or polygons, none is a point", zh: "要素为线或面，没有点"),
      remedy: BilingualText(en: "Give a layer of points, such as the centroids", zh: "请提供点图层，例如质心"))
  }
}

/// Answers row by row, and counts.
private struct LocateAnswers {
  static let fields = ["grid", "community", "parents", "located", "reason"].map { Field($0, .text) }
  /// So many rows are named in the summary; all of them in the output.
  private static let told = 10

  let locator: GridLocator
  let transformation: Transformation
  let source: String
  let language: Language
  private(set) var count = 0
  /// Whether any row has a geometry, if not a point.
  private(set) var hasGeometries = false
  private var inside = 0, outside = 0, ambiguous = 0, withoutPoint = 0, invalid = 0
  private var problems: [BilingualText] = []
  private var seconds = LocateSummary.Seconds()
  /// The cells that rows of a leaf grid have in common, in the order of their numbers.
  private let leafCells: [[FieldValue]]

  init(locator: GridLocator, transformation: Transformation, source: String, language: Language) {
    self.locator = locator
    self.transformation = transformation
    self.source = source
    self.language = language
    leafCells = (0..<Int32(locator.leafCount)).map { Self.row(of: locator.leaf($0), locator) }
  }

  /// Whether any row but no rows at all lacks coordinates.
  var hasCoordinates: Bool { withoutPoint < count || count == 0 }

  var summary: LocateSummary {
    LocateSummary(
      schema: 1, points: count, inside: inside, outside: outside, ambiguous: ambiguous, withoutPoint: withoutPoint,
      invalid: invalid, problems: problems, seconds: seconds)
  }

  /// The leaf grids of features with a point, by ``GridLocator/leaves(at:)``; in one go, which saves most of the time.
  mutating func leaves(of features: [Feature]) -> [Int32?] {
    let rows = features.indices.filter { features[$0].geometry?.points.first != nil }
    let points = rows.compactMap { features[$0].geometry?.points.first }
    var leaves = [Int32?](repeating: nil, count: features.count)
    let start = ContinuousClock.now
    // One point that has no image fails all of them; then each is tried by itself.
    let moved =
      (points.allSatisfy(\.isFinite) ? try? transformation.apply(points) : nil)
      ?? points.map { (try? transformation.apply([$0]))?[0] ?? Point(.nan, .nan) }
    let middle = ContinuousClock.now
    for (row, leaf) in zip(rows, locator.leaves(at: moved)) { leaves[row] = leaf }
    seconds.transform += (middle - start) / .seconds(1)
    seconds.locate += (ContinuousClock.now - middle) / .seconds(1)
    return leaves
  }

  /// The added cells of one row.
  ///
  /// - Parameter leaf: Of its point; `nil` for a row without one.
  mutating func cells(of feature: Feature, _ leaf: Int32?) -> [FieldValue] {
    count += 1
    if let fault = feature.fault {
      return reject(feature, BilingualText(en: fault.cause, zh: ChineseWording.of(fault.cause)))
    }
    guard let geometry = feature.geometry else {
      withoutPoint += 1
      return Self.row(located: "no-point")
    }
    guard let leaf, let point = geometry.points.first else {
      withoutPoint += 1
      hasGeometries = true
      let reason = BilingualText(en: "it is a \(geometry.typeName), not a point", zh: "它是 \(geometry.typeName)，不是点")
      return Self.row(located: "no-point", reason: reason(in: language))
    }
    if leaf >= 0 {
      inside += 1
      return leafCells[Int(leaf)]
    }
    // Rare enough to be looked at again.
    switch leaf == -1 ? .outside : locator.locate(point, by: transformation) {
    case .inside(let code):
      inside += 1
      return Self.row(of: code, locator)
    case .outside:
      outside += 1
      return Self.row(located: "outside")
    case .ambiguous(let codes):
      ambiguous += 1
      return Self.row(grid: CodeList.join(codes.map(\.text)), located: "ambiguous")
    case .invalid(let reason):
      return reject(feature, reason)
    }
  }

  private mutating func reject(_ feature: Feature, _ reason: BilingualText) -> [FieldValue] {
    invalid += 1
    if problems.count < Self.told {
      let place = feature.line.map(BilingualText.line) ?? .feature(feature.ordinal)
      problems.append(
        BilingualText(en: "\(source), \(place.en): \(reason.en)", zh: "\(source)，\(place.zh)：\(reason.zh)"))
    }
    return Self.row(located: "invalid", reason: reason(in: language))
  }

  private static func row(of code: GridCode, _ locator: GridLocator) -> [FieldValue] {
    let path = locator.path(of: code)
    return row(
      grid: code.text, community: path.last?.community ?? "",
      parents: CodeList.join(path.dropLast().map(\.code.text)), located: "inside")
  }

  private static func row(
    grid: String? = nil, community: String? = nil, parents: String? = nil, located: String, reason: String? = nil
  ) -> [FieldValue] {
    [FieldValue(grid), FieldValue(community), FieldValue(parents), .text(located), FieldValue(reason)]
  }
}
