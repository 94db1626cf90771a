import GridLayers

/// Replaces some layers and tables of a plan file; the others keep their bytes, and a failure leaves the file as it was.
///
/// Whoever wrote the file since it was read would lose their work: call it inside ``holdingPlan(at:if:_:_:)``, once.
///
/// - Parameters:
///   - target: Where the result goes instead of into the file.
///   - names: The layers to drop; those the file lacks do not matter.
///   - date: The day the change is made for, ISO 8601; what the file says the new layers were last changed.
///   - body: Adds the layers that take their place.
func updatePlan(
  at path: String, as target: String? = nil, replacing names: [String], date: String,
  _ body: (GeoPackageWriter) throws -> Void
) throws(PlanError) {
  try asPlanErrors("writing \(target ?? path)") {
    let file = try GeoPackageWriter(
      updating: path, as: target, replacing: names, timestamp: "\(date)T00:00:00.000Z")
    do {
      try body(file)
      try file.finish()
    } catch {
      file.cancel()
      throw error
    }
  }
}

extension PlanFile {
  /// The names of the layers and tables the file has.
  func layerNames() throws(PlanError) -> Set<String> {
    do {
      return Set(try Layers.layerNames(at: path))
    } catch {
      throw .layer(error)
    }
  }
}
