/// What columns of coordinates are usually called, in lower case.
package enum CoordinateNames {
  /// Every one of them.
  package static var all: Set<String> { longitude.union(latitude).union(shape) }

  static let longitude: Set<String> = [
    "lon", "lng", "long", "longitude", "经度", "經度", "东经", "x", "lon_x", "coord_x", "x坐标", "横坐标",
  ]
  static let latitude: Set<String> = ["lat", "latitude", "纬度", "緯度", "北纬", "y", "lat_y", "coord_y", "y坐标", "纵坐标"]
  static let shape: Set<String> = [
    "wkt", "geom", "geometry", "the_geom", "geom_wkt", "geometry_wkt", "shape", "polygon", "polygons", "path",
    "boundary",
    "坐标串", "坐标", "范围", "边界", "多边形", "围栏",
  ]
  /// Of ``longitude`` and ``latitude``, those that may also head metres.
  static let planar: Set<String> = ["x", "y", "coord_x", "coord_y", "x坐标", "y坐标", "横坐标", "纵坐标"]
}

/// Which columns of a table hold its ground.
enum GeometryColumns: Hashable {
  case none
  case point(longitude: Int, latitude: Int)
  case shape(Int)

  /// The columns declared, else those whose names are usual.
  ///
  /// - Throws: ``LayerError/missingField(source:layer:field:available:)`` for a declared one that is not there.
  static func find(in header: LayerSchema, options: ReadOptions, source: String) throws(LayerError) -> GeometryColumns {
    if let field = options.wktField { return .shape(try header.requiredIndex(of: field, source: source)) }
    let names = header.fields.map { $0.name.trimmingSpaces.lowercased() }
    var longitude = names.firstIndex { CoordinateNames.longitude.contains($0) && !CoordinateNames.planar.contains($0) }
    var latitude = names.firstIndex { CoordinateNames.latitude.contains($0) && !CoordinateNames.planar.contains($0) }
    if longitude == nil || latitude == nil {
      longitude = names.firstIndex { CoordinateNames.longitude.contains($0) }
      latitude = names.firstIndex { CoordinateNames.latitude.contains($0) }
    }
    if let field = options.longitudeField { longitude = try header.requiredIndex(of: field, source: source) }
    if let field = options.latitudeField { latitude = try header.requiredIndex(of: field, source: source) }
    let isDeclared = options.longitudeField != nil || options.latitudeField != nil
    if !isDeclared, let shape = names.firstIndex(where: { CoordinateNames.shape.contains($0) }) { return .shape(shape) }
    guard let longitude, let latitude, longitude != latitude else { return .none }
    return .point(longitude: longitude, latitude: latitude)
  }
}
