extension ReferenceSystem {
  /// Longitude and latitude as GPS gives them, EPSG:4326.
  public static let wgs84 = ReferenceSystem(
    definition: "EPSG:4326", name: "WGS 84", epsg: 4326,
    wkt: """
      GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],\
      AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],\
      UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],\
      AUTHORITY["EPSG","4326"]]
      """,
    datum: .registered)

  /// Longitude and latitude of China's national system, EPSG:4490; equal to WGS 84 within decimetres.
  public static let cgcs2000 = ReferenceSystem(
    definition: "EPSG:4490", name: "China Geodetic Coordinate System 2000", epsg: 4490,
    wkt: """
      GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",\
      SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],\
      PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],\
      AUTHORITY["EPSG","4490"]]
      """,
    datum: .registered)

  /// Longitude and latitude with the offset of Chinese web maps; see ``ChinaDatum``.
  public static let gcj02 = ReferenceSystem(
    definition: "GCJ-02", name: "GCJ-02", epsg: nil, wkt: offsetText(name: "GCJ-02"), datum: .gcj02)

  /// Longitude and latitude with the offset of Baidu's maps; see ``ChinaDatum``.
  public static let bd09 = ReferenceSystem(
    definition: "BD-09", name: "BD-09", epsg: nil, wkt: offsetText(name: "BD-09"), datum: .bd09)

  /// A datum of its own, so that no other program takes the numbers for WGS 84 without saying so.
  private static func offsetText(name: String) -> String {
    """
    GEOGCS["\(name)",DATUM["\(name) (offset, not a geodetic datum)",SPHEROID["WGS 84",6378137,298.257223563]],\
    PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AXIS["Longitude",EAST],AXIS["Latitude",NORTH]]
    """
  }
}

/// What a text that names a reference system asks for.
enum ReferenceSystemSpelling {
  case known(ReferenceSystem)
  /// For PROJ; `mustBeNamed` when it is a name, which must then be the full name of what PROJ finds.
  case definition(String, mustBeNamed: Bool)

  init(_ text: String) {
    let trimmed = text.trimmed
    let plain = trimmed.comparable
    if let system = Self.names[plain] {
      self = .known(system)
    } else if plain.hasPrefix("geogcsgcj02") {
      self = .known(.gcj02)
    } else if plain.hasPrefix("geogcsbd09") {
      self = .known(.bd09)
    } else if let code = Self.code(in: trimmed) {
      self =
        code == "EPSG:4326"
        ? .known(.wgs84) : code == "EPSG:4490" ? .known(.cgcs2000) : .definition(code, mustBeNamed: false)
    } else if trimmed.hasPrefix("+") {
      self = .definition(trimmed.contains("+type=crs") ? trimmed : trimmed + " +type=crs", mustBeNamed: false)
    } else {
      self = .definition(trimmed, mustBeNamed: !trimmed.contains("["))
    }
  }

  /// By ``Swift/String/comparable`` form.
  private static let names: [String: ReferenceSystem] = [
    "wgs84": .wgs84, "wgs1984": .wgs84, "crs84": .wgs84, "ogccrs84": .wgs84, "urnogcdefcrsogc13crs84": .wgs84,
    "urnogcdefcrsogccrs84": .wgs84, "httpwwwopengisnetdefcrsogc13crs84": .wgs84,
    "httpswwwopengisnetdefcrsogc13crs84": .wgs84, "gps": .wgs84,
    "cgcs2000": .cgcs2000, "cgcs00": .cgcs2000, "国家大地坐标系": .cgcs2000, "2000国家大地坐标系": .cgcs2000,
    "gcj02": .gcj02, "gcj": .gcj02, "火星坐标系": .gcj02, "火星坐标": .gcj02, "国测局坐标系": .gcj02,
    "bd09": .bd09, "bd09ll": .bd09, "百度坐标系": .bd09, "百度坐标": .bd09,
  ]

  /// `EPSG:4546` for any way to write the code; other authorities likewise.
  private static func code(in text: String) -> String? {
    if !text.isEmpty, text.utf8.allSatisfy({ $0 &- 48 < 10 }) { return "EPSG:\(text)" }
    let lower = text.lowercased()
    var parts: [Substring]
    if lower.hasPrefix("urn:") || lower.hasPrefix("http://") || lower.hasPrefix("https://") {
      guard lower.contains("def") && lower.contains("crs") || lower.contains("epsg") else { return nil }
      parts = text.split(whereSeparator: { ":/#.".contains($0) })
    } else {
      parts = text.split(separator: ":")
      guard parts.count <= 2, text.contains(":") else { return nil }
    }
    let authorities = ["EPSG", "ESRI", "IGNF", "OGC"]
    guard let code = parts.last, code.utf8.allSatisfy({ ($0 | 0x20) &- 97 < 26 || $0 &- 48 < 10 }),
      let authority = parts.dropLast().last(where: { authorities.contains($0.uppercased()) })
    else { return nil }
    return "\(authority.uppercased()):\(code)"
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
