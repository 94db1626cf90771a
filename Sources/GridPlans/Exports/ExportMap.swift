import GridLayers
import GridMaps

extension Plan {
  /// Draws the overview, or one community enlarged.
  ///
  /// - Parameter source: The plan's file, for messages.
  func exportMap(
    _ request: ExportRequest, of source: String, _ control: PlanningControl
  ) throws(PlanError) -> ExportSummary {
    if let level = request.level {
      throw .badInput(
        InputProblem(
          source: source, place: BilingualText("--level \(level)"),
          cause: BilingualText(en: "a map shows every level", zh: "地图显示所有级别"),
          remedy: BilingualText(en: "Leave --level out, or export GeoJSON or CSV", zh: "请去掉 --level，或导出 GeoJSON、CSV")))
    }
    try requireWritable(request.path)
    let community = try enlarged(request.community)
    let formats: [ExportFormat: MapFormat] = [.png: .png, .svg: .svg, .pdf: .pdf]
    do {
      try control.check()
      let sheet = OverviewMap(plan: self, community: community, language: request.language).sheet
      let (bytes, report) = try drawn(sheet, format: formats[request.format] ?? .png, dpi: request.dpi)
      try control.check()
      try OutputFile.write(bytes, to: request.path)
      return ExportSummary(schema: 1, files: [request.path], features: grids.count, warnings: report.warnings)
    } catch let error as PlanError {
      throw error
    } catch let error as LayerError {
      throw .layer(error)
    } catch let error as MapError {
      throw error.planError(drawing: request.path, of: source)
    } catch {
      throw .internalFault("drawing \(request.path): \(error)")
    }
  }

  private func enlarged(_ code: String?) throws(PlanError) -> PlanCommunity? {
    guard let code else { return nil }
    if let found = communities.first(where: { $0.code == code }) { return found }
    let hint = code.nearest(among: communities.map(\.code))
    throw .badInput(
      InputProblem(
        source: "--community", place: BilingualText(code),
        cause: BilingualText(en: "the plan has no such community", zh: "方案中没有这个社区"),
        remedy: hint.map { BilingualText(en: "Did you mean \($0)?", zh: "是否应为 \($0)？") }
          ?? BilingualText(en: "Use a code of the plan's communities layer", zh: "请使用方案 communities 图层中的编码")))
  }
}

extension MapError {
  /// The plan is at fault where there is nothing to show, the sheet or the machine otherwise.
  func planError(drawing path: String, of source: String) -> PlanError {
    let cause = BilingualText(en: cause.withoutFullStop, zh: ChineseWording.of(cause).withoutFullStop)
    let remedy = BilingualText(en: remedy.withoutFullStop, zh: ChineseWording.of(remedy).withoutFullStop)
    if case .emptyExtent = self { return .badInput(InputProblem(source: source, cause: cause, remedy: remedy)) }
    return .cannotWrite(path: path, cause: cause, remedy: remedy)
  }
}
