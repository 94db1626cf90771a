import Gridwright

/// Writes the first-level grids for a web map in China, whose coordinates are shifted.
func exportForWebMap(_ plan: String, to path: String) throws {
  let request = ExportRequest(format: .geojson, path: path, level: 1, datum: .gcj02)
  print(try exportPlan(at: plan, request).text(in: .en))
}
