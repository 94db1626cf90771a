import GRDB
import GridGeometry

/// A row of `gpkg_spatial_ref_sys`.
struct SpatialReferenceRow: Hashable {
  var name: String
  var id: Int32
  var organization: String
  var code: Int
  var definition: String

  /// The name under which datums without an EPSG code are written, with their codes.
  private static let ownOrganization = "GRIDWRIGHT"

  /// The rows that every GeoPackage has to have.
  static func mandatory() throws(LayerError) -> [SpatialReferenceRow] {
    [
      SpatialReferenceRow(
        name: "Undefined Cartesian SRS", id: -1, organization: "NONE", code: -1, definition: "undefined"),
      SpatialReferenceRow(
        name: "Undefined geographic SRS", id: 0, organization: "NONE", code: 0, definition: "undefined"),
      SpatialReferenceRow(
        name: "WGS 84 geodetic", id: 4326, organization: "EPSG", code: 4326, definition: ReferenceSystem.wgs84.wkt),
    ]
  }

  init(name: String, id: Int32, organization: String, code: Int, definition: String) {
    self.name = name
    self.id = id
    self.organization = organization
    self.code = code
    self.definition = definition
  }

  /// - Parameter freeID: What to number a system that has no EPSG code and no number of its own.
  init(_ system: ReferenceSystem, freeID: Int32) {
    if let epsg = system.epsg, let id = Int32(exactly: epsg) {
      self.init(name: system.name, id: id, organization: "EPSG", code: epsg, definition: system.wkt)
    } else if system == .gcj02 {
      self.init(name: "GCJ-02", id: 910_002, organization: Self.ownOrganization, code: 910_002, definition: system.wkt)
    } else if system == .bd09 {
      self.init(name: "BD-09", id: 910_009, organization: Self.ownOrganization, code: 910_009, definition: system.wkt)
    } else {
      self.init(name: system.name, id: freeID, organization: "NONE", code: Int(freeID), definition: system.wkt)
    }
  }

  /// What the row means: the shifted Chinese datums by name, EPSG by code, anything else by its definition.
  /// `nil` for the two undefined systems.
  func referenceSystem(source: String) throws(LayerError) -> ReferenceSystem? {
    if id == 0 || id == -1 { return nil }
    if organization.uppercased() == Self.ownOrganization {
      if name == "GCJ-02" { return .gcj02 }
      if name == "BD-09" { return .bd09 }
    }
    if organization.uppercased() == "EPSG", let system = try? ReferenceSystem("EPSG:\(code)") { return system }
    if let system = try? ReferenceSystem(definition) { return system }
    throw .unknownReferenceSystem(source: source, name: name.isEmpty ? "srs_id \(id)" : name)
  }

  func insert(into database: Database) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [name, id, organization, code, definition, name])
  }
}
