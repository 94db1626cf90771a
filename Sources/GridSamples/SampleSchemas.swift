import GridGeometry
import GridLayers

/// The layers of a sample and their columns.
enum SampleSchemas {
  static let communities = "communities"
  static let buildings = "buildings"
  static let compounds = "compounds"
  static let sites = "sites"
  static let roads = "roads"
  static let railways = "railways"
  static let waterways = "waterways"
  static let servicePoints = "service_points"
  static let policeDistricts = "police_districts"

  static func all(in system: ReferenceSystem) -> [(schema: LayerSchema, description: String)] {
    func layer(_ name: String, _ type: String, _ fields: [(String, FieldType)], _ text: String) -> (LayerSchema, String) {
      let columns = fields.map { Field($0.0, $0.1) }
      return (
        LayerSchema(name: name, fields: columns, geometryType: type, referenceSystem: system), "SYNTHETIC. " + text
      )
    }
    return [
      layer(
        communities, "MultiPolygon",
        [
          ("code", .text), ("name", .text), ("name_en", .text), ("township", .text), ("township_en", .text),
          ("township_code", .text), ("urban", .integer), ("class_code", .text), ("households", .integer),
        ], "Communities and villages; grids never cross their lines."),
      layer(
        buildings, "Polygon",
        [("id", .text), ("hh", .integer), ("use", .text), ("floors", .integer), ("community", .text)],
        "Footprints with their number of households; 0 for buildings nobody lives in."),
      layer(
        compounds, "Polygon", [("id", .text), ("dwellings", .integer), ("community", .text)], "Walled residential compounds."),
      layer(
        sites, "Polygon",
        [("id", .text), ("class", .text), ("name", .text), ("name_en", .text), ("rank", .integer), ("community", .text)],
        "Institutions. Rank 5 serves the county, 4 a township, 3 and below a community."),
      layer(
        roads, "LineString", [("highway", .text), ("bridge", .integer), ("tunnel", .integer)],
        "Roads by class, in the words of OpenStreetMap."),
      layer(railways, "LineString", [("railway", .text), ("bridge", .integer), ("tunnel", .integer)], "Railways."),
      layer(waterways, "LineString", [("waterway", .text), ("name", .text)], "The river and its brooks, middle lines."),
      layer(
        servicePoints, "Point",
        [("id", .text), ("class", .text), ("name", .text), ("name_en", .text), ("capacity", .integer), ("community", .text)],
        "Points where residents are served."),
      layer(
        policeDistricts, "Polygon", [("code", .text), ("name", .text), ("name_en", .text)],
        "A department's own districts, drawn roughly and to no line of the county."),
    ]
  }
}
