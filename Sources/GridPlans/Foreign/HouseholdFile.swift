import GridAuditing
import GridGeometry
import GridLayers

/// Household counts at places, from any layer of points or polygons.
struct HouseholdFile {
  private(set) var places: [HouseholdPlace] = []
  /// Features without a usable place or number; they count nowhere.
  private(set) var unusable = 0
  private(set) var notes: [BilingualText] = []

  var total: Int { places.reduce(0) { $0 + $1.households } }

  /// - Parameters:
  ///   - field: The field of counts; `nil` takes `households`, and without one every feature counts as one household.
  ///   - metric: The system to bring the places into.
  /// - Throws: ``PlanError`` where the layer cannot be read or the field is not there.
  init(
    _ path: String, field: String?, metric: ReferenceSystem, allowingBallpark: Bool, control: PlanningControl
  ) throws(PlanError) {
    let reader = try openLayer(path, referenceSystem: nil)
    let title = "\(LayerSource(path))"
    let column = try Self.column(field, reader.schema, title: title)
    let features = try allFeatures(of: reader, title: title, control: control)
    let system = try Self.system(reader.schema, of: features, title: title)
    let transformation = try GridPlans.transformation(
      of: title, from: system, to: metric, allowingBallpark: allowingBallpark, declaration: "--crs")
    var first: Int?
    for feature in features {
      let stated = column.map { feature.values[$0].integer.map(Int.init) } ?? 1
      guard let count = stated, (0...1_000_000).contains(count), feature.surplusCells == 0,
        let point = feature.place(by: transformation)
      else {
        unusable += 1
        first = first ?? feature.ordinal
        continue
      }
      if count > 0 { places.append(HouseholdPlace(point: point, households: count)) }
    }
    if column == nil {
      notes.append(
        BilingualText(
          en: "\(title): it has no field `households`, so each of its features counts as one household",
          zh: "\(title)：没有 households 字段，每个要素按 1 户计"))
    }
    if let first {
      notes.append(
        BilingualText(
          en:
            "\(title): \(unusable) of its \(counted(features.count, "feature")) have no place or no whole number of households and count nowhere; the first is feature \(first)",
          zh: "\(title)：\(features.count) 个要素中有 \(unusable) 个没有位置或户数不是整数，未计入；首个为第 \(first) 个要素"))
    }
  }

  private static func column(_ field: String?, _ schema: LayerSchema, title: String) throws(PlanError) -> Int? {
    guard let field else { return schema.index(of: "households") }
    do {
      return try schema.requiredIndex(of: field, source: title)
    } catch {
      throw .layer(error)
    }
  }

  /// A table's longitudes and latitudes are taken for WGS 84.
  private static func system(
    _ schema: LayerSchema, of features: [Feature], title: String
  ) throws(PlanError) -> ReferenceSystem {
    if schema.referenceSystem == nil, title.lowercased().hasSuffix(".csv") { return .wgs84 }
    return try schema.system(of: features, title: title)
  }
}

extension Feature {
  /// Its point, or a point inside its largest polygon.
  fileprivate func place(by transformation: Transformation) -> Point? {
    guard let geometry else { return nil }
    let point =
      geometry.points.first
      ?? geometry.polygons.max { $0.area < $1.area }.flatMap { $0.area > 0 ? $0.interiorPoint : nil }
    return point.flatMap { try? transformation.apply([$0])[0] }
  }
}
