import GridGeometry
import GridLayers
import GridMaps

/// Exports a plan: GeoJSON per level, CSV ledgers, or the overview map.
///
/// - Throws: ``PlanError``; files are written beside their targets and renamed, and of a folder that fails in the middle
///   nothing new is left.
public func exportPlan(
  at path: String, _ request: ExportRequest, control: PlanningControl = PlanningControl()
) throws(PlanError) -> ExportSummary {
  let plan = try Plan(contentsOf: path, control: control)
  try requireDistinct(request.path, from: [path])
  if request.format.isMap { return try plan.exportMap(request, of: path, control) }
  guard let level = request.level else { return try plan.exportLevels(request, control) }
  guard let kind = GridKind(level: level), plan.grids.contains(where: { $0.kind == kind }) else {
    throw .badInput(
      InputProblem(
        source: path, place: BilingualText("--level \(level)"),
        cause: BilingualText(en: "the plan has no grids of this level", zh: "方案中没有这一级网格"),
        remedy: BilingualText(en: "Leave --level out to export every level it has", zh: "去掉 --level 即可导出所有级别")))
  }
  try requireWritable(request.path)
  let count = try plan.export(kind, to: request.path, request, control)
  return ExportSummary(schema: 1, files: [request.path], features: count)
}

extension Plan {
  fileprivate func exportLevels(_ request: ExportRequest, _ control: PlanningControl) throws(PlanError) -> ExportSummary
  {
    try requireNamed(request.path)
    var folder: OutputFolder
    do {
      folder = try OutputFolder(request.path)
    } catch {
      throw .layer(error)
    }
    var files: [String] = []
    var features = 0
    do throws(PlanError) {
      for kind in GridKind.allCases where grids.contains(where: { $0.kind == kind }) {
        let file = folder.file("\(kind.rawValue).\(request.format.rawValue)")
        try requireWritable(file)
        features += try export(kind, to: file, request, control)
        files.append(file)
      }
    } catch {
      folder.discard()
      throw error
    }
    return ExportSummary(schema: 1, files: files, features: features)
  }

  /// Writes the grids of one kind and returns their number.
  fileprivate func export(
    _ kind: GridKind, to path: String, _ request: ExportRequest, _ control: PlanningControl
  ) throws(PlanError) -> Int {
    let grids = grids(of: kind)
    do {
      let transformation = try Transformation(from: referenceSystem, to: request.datum.referenceSystem)
      if request.format == .csv {
        let center = ["longitude", "latitude"].map { request.datum == .wgs84 ? $0 : "\($0)_\(request.datum.rawValue)" }
        let writer = try CSVWriter(path: path, fields: Self.exportFields + center.map { Field($0, .real) })
        for grid in grids {
          try control.check()
          // A grid without ground has no place.
          let place = try grid.ground.interiorPoint.map { try transformation.apply([$0])[0] }
          let cells = [place?.x, place?.y].map { $0.map { FieldValue.real($0.rounded(toDecimals: 7)) } ?? .null }
          try writer.write(values(of: grid).map(\.spreadsheetSafe) + cells)
        }
        try control.check()
        try writer.finish()
      } else {
        let schema = LayerSchema(
          name: kind.rawValue, fields: Self.exportFields, geometryType: "MultiPolygon",
          referenceSystem: request.datum.referenceSystem)
        let writer = try GeoJSONWriter(
          path: path, schema: schema,
          options: GeoJSONWriter.Options(
            textSequence: request.format == .geojsonseq, foreignMembers: foreignMembers(request)))
        for (offset, grid) in grids.enumerated() {
          try control.check()
          let geometry = try transformation.apply(.multiPolygon(grid.ground))
          try writer.write(
            Feature(ordinal: offset + 1, id: grid.code.text, geometry: geometry, values: values(of: grid)))
        }
        try control.check()
        try writer.finish()
      }
    } catch let error as PlanError {
      throw error
    } catch let error as LayerError {
      throw .layer(error)
    } catch let error as GeometryError {
      throw .badInput(
        InputProblem(
          source: path,
          cause: BilingualText(
            en: "the grids cannot be put into \(request.datum.referenceSystem.name): \(error.message)",
            zh: "网格无法转换为 \(request.datum.referenceSystem.name)：\(ChineseWording.of(error.message))"),
          remedy: BilingualText(en: "Run `gridwright audit` on the plan", zh: "请对方案运行 `gridwright audit`")))
    } catch {
      throw .internalFault("exporting \(path): \(error)")
    }
    return grids.count
  }

  private func foreignMembers(_ request: ExportRequest) -> [(String, String)] {
    var members: [(String, String)] = []
    if request.datum != .wgs84 { members.append(("gridwright:datum", request.datum == .gcj02 ? "GCJ-02" : "BD-09")) }
    if isSynthetic { members.append(("gridwright:synthetic", "true")) }
    if modelledHouseholds > 0 { members.append(("gridwright:modelledHouseholds", "\(modelledHouseholds)")) }
    return members
  }

  private static let exportFields = [
    Field("code", .text), Field("parent", .text), Field("level", .integer), Field("kind", .text), Field("name", .text),
    Field("community", .text), Field("township", .text), Field("households", .integer), Field("persons", .integer),
    Field("area_m2", .real), Field("perimeter_m", .real), Field("polsby_popper", .real), Field("leaf", .integer),
    Field("exclave", .integer),
  ]

  private func values(of grid: Grid) -> [FieldValue] {
    [
      .text(grid.code.text), FieldValue(grid.parent?.text), .integer(Int64(grid.kind.level)), .text(grid.kind.rawValue),
      .text(grid.name),
      .text(grid.community), .text(grid.township), .integer(Int64(grid.households)),
      grid.persons.map { .integer(Int64($0)) } ?? .null,
      .real(grid.measures.area.rounded(toDecimals: 2)), .real(grid.measures.perimeter.rounded(toDecimals: 2)),
      grid.measures.polsbyPopper.map { .real($0.rounded(toDecimals: 4)) } ?? .null, .integer(grid.isLeaf ? 1 : 0),
      .integer(grid.isExclave ? 1 : 0),
    ]
  }
}

extension ExportDatum {
  var referenceSystem: ReferenceSystem {
    switch self {
    case .wgs84: .wgs84
    case .gcj02: .gcj02
    case .bd09: .bd09
    }
  }
}

extension Double {
  fileprivate func rounded(toDecimals decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
