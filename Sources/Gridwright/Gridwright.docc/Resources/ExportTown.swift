import Gridwright

/// Writes one GeoJSON file for each kind of grid, in degrees.
///
/// - Returns: The paths of the files.
func exportTown(_ plan: String, to folder: String) throws -> [String] {
  try exportPlan(at: plan, ExportRequest(format: .geojson, path: folder)).files
}
