import GridCoverages
public import GridGeometry
import GridLayers

/// Which grid a point is in.
public enum GridPlace: Hashable, Sendable {
  /// The leaf grid's code.
  case inside(GridCode)
  case outside
  /// In several grids at once: dedicated grids laid over others, or a faulty plan.
  case ambiguous([GridCode])
}

/// Answers points by the thousand: a plan's leaf grids under an index.
///
/// A point on a border belongs to exactly one grid, by the half-open rule of ``GridCoverages/PointLocator``.
public struct GridLocator: Sendable {
  private let locator: PointLocator
  private let codes: [GridCode]
  private let records: [GridCode: Grid]

  /// A locator over the leaf grids of a plan. O(n log n) in their vertices.
  public init(_ plan: Plan) {
    let leaves = plan.grids.filter(\.isLeaf)
    locator = PointLocator(leaves.map(\.ground))
    codes = leaves.map(\.code)
    records = Dictionary(plan.grids.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The grid of a point in the plan's reference system. O(log n).
  public func locate(_ point: Point) -> GridPlace {
    switch locator.locate(point) {
    case .inside(let index): .inside(codes[index])
    case .outside: .outside
    case .ambiguous(let indices): .ambiguous(indices.map { codes[$0] })
    }
  }

  /// The grid with its parents, from the first level down.
  public func path(of code: GridCode) -> [Grid] {
    var path: [Grid] = []
    var next: GridCode? = code
    while let code = next, let grid = records[code], path.count < 4 {
      path.append(grid)
      next = grid.parent
    }
    return path.reversed()
  }
}

/// What `gridwright locate` prints with `--json`.
public struct LocateSummary: Hashable, Sendable, Encodable {
  public let schema: Int
  public let points: Int
  public let inside: Int
  public let outside: Int
  public let ambiguous: Int
  public let withoutPoint: Int

  public var isClean: Bool { outside == 0 && ambiguous == 0 && withoutPoint == 0 }

  public var text: BilingualText {
    BilingualText(
      en: "\(points) points: \(inside) in a grid, \(outside) outside, \(ambiguous) in several, \(withoutPoint) without coordinates",
      zh: "共 \(points) 个点：\(inside) 个在网格内，\(outside) 个在网格外，\(ambiguous) 个同属多个网格，\(withoutPoint) 个没有坐标")
  }
}

/// Locates every point of a layer and writes the rows with `grid`, `community`, `parents` and `located` added.
///
/// - Parameters:
///   - source: `FILE` or `FILE#LAYER`.
///   - referenceSystem: Declared for the points; `nil` takes the file's own, WGS 84 for CSV.
///   - output: A CSV file; `nil` writes to stdout.
public func locatePoints(
  of source: String, in planPath: String, referenceSystem: String?, writingTo output: String?, control: PlanningControl
) throws(PlanError) -> LocateSummary {
  let plan = try Plan(contentsOf: planPath)
  let locator = GridLocator(plan)
  let place = LayerSource(source)
  if let output { try requireWritable(output, sparing: [planPath, place.path]) }
  do {
    var declared: ReferenceSystem?
    if let referenceSystem { declared = try ReferenceSystem(referenceSystem) }
    if declared == nil, place.path.lowercased().hasSuffix(".csv") { declared = .wgs84 }
    let reader = try Layers.open(place, options: ReadOptions(referenceSystem: declared))
    guard let system = reader.schema.referenceSystem else { throw LayerError.unknownReferenceSystem(source: source, name: "") }
    let transformation = try Transformation(from: system, to: plan.referenceSystem)
    let added = ["grid", "community", "parents", "located"].map { Field($0, .text) }
    let writer = try CSVWriter(path: output ?? "-", fields: reader.schema.fields + added)
    var tally = [0, 0, 0, 0]
    var count = 0
    try reader.forEach { feature in
      count += 1
      if count & 4095 == 0 { try control.check() }
      let found = try feature.geometry?.points.first.map { locator.locate(try transformation.apply([$0])[0]) }
      try writer.write(feature.values.map(\.spreadsheetSafe) + locator.cells(found, &tally))
    }
    guard tally[3] < count || count == 0 else {
      writer.cancel()
      let columns = reader.schema.fields.map(\.name).joined(separator: ", ")
      throw PlanError.badInput(
        InputProblem(
          source: source, cause: BilingualText(en: "no row has coordinates; its columns are: \(columns)", zh: "没有任何一行带有坐标；现有列：\(columns)"),
          remedy: BilingualText(en: "Name the columns longitude and latitude, or give a layer of points", zh: "请将列命名为 经度 和 纬度，或提供点图层")))
    }
    try writer.finish()
    return LocateSummary(
      schema: 1, points: count, inside: tally[0], outside: tally[1], ambiguous: tally[2], withoutPoint: tally[3])
  } catch let error as PlanError {
    throw error
  } catch let error as LayerError {
    throw .layer(error)
  } catch let error as GeometryError {
    throw .badInput(
      InputProblem(
        source: source, cause: BilingualText(en: error.message, zh: error.message),
        remedy: BilingualText(en: "Declare the points' system with --crs", zh: "请用 --crs 声明点的坐标系")))
  } catch {
    throw .internalFault("\(error)")
  }
}

extension GridLocator {
  /// The added columns of one row.
  fileprivate func cells(_ place: GridPlace?, _ tally: inout [Int]) -> [FieldValue] {
    switch place {
    case .inside(let code):
      tally[0] += 1
      let path = path(of: code)
      let parents = path.dropLast().map(\.code.text).joined(separator: " ")
      return [.text(code.text), .text(path.last?.community ?? ""), .text(parents), .text("inside")]
    case .outside:
      tally[1] += 1
      return [.null, .null, .null, .text("outside")]
    case .ambiguous(let codes):
      tally[2] += 1
      return [.text(codes.map(\.text).joined(separator: " ")), .null, .null, .text("ambiguous")]
    case nil:
      tally[3] += 1
      return [.null, .null, .null, .text("no-point")]
    }
  }
}
