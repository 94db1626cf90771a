import GridGeometry
import Testing

@Suite("Reference systems") struct ReferenceSystemTests {
  @Test(
    "Many spellings mean one system",
    arguments: [
      ("EPSG:4546", "EPSG:4546"), ("4546", "EPSG:4546"), (" epsg:4546 ", "EPSG:4546"), ("EPSG::4546", "EPSG:4546"),
      ("urn:ogc:def:crs:EPSG::4546", "EPSG:4546"), ("urn:ogc:def:crs:EPSG:9.8:4546", "EPSG:4546"),
      ("http://www.opengis.net/def/crs/EPSG/0/4546", "EPSG:4546"),
      ("http://www.opengis.net/gml/srs/epsg.xml#4546", "EPSG:4546"),
      ("CGCS2000 / 3-degree Gauss-Kruger CM 111E", "EPSG:4546"), ("WGS84", "EPSG:4326"), ("WGS 84", "EPSG:4326"),
      ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"), ("OGC:CRS84", "EPSG:4326"), ("cgcs2000", "EPSG:4490"),
      ("EPSG:4490", "EPSG:4490"), ("GCJ-02", "GCJ-02"), ("gcj02", "GCJ-02"), ("BD09", "BD-09"), ("bd-09", "BD-09"),
      ("EPSG:3826", "EPSG:3826"), ("Xian 1980", "EPSG:4610"),
    ])
  func spellings(text: String, definition: String) throws {
    #expect(try ReferenceSystem(text).definition == definition)
  }

  @Test(
    "What names no plane and no ellipsoid is refused",
    arguments: [
      "", "   ", "0", "EPSG:0", "999999999999999999999", "nonsense", "WGS8", "EPSG:5773", "EPSG:4978", "EPSG:", "urn:",
      "+proj=nothing",
      "GEOGCS[", "\u{0}", "Gauss-Kruger",
    ])
  func refusals(text: String) {
    #expect(throws: GeometryError.unknownReferenceSystem(text)) { try ReferenceSystem(text) }
  }

  @Test("The WKT of a shapefile finds its code")
  func esriText() throws {
    let text = """
      PROJCS["CGCS2000_3_Degree_GK_CM_111E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",\
      DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],\
      UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],\
      PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",1.0],\
      PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]
      """
    let system = try ReferenceSystem(text)
    #expect(system.epsg == 4546)
    #expect(system.isProjectedMetres)
  }

  @Test(
    "A system survives its own WKT",
    arguments: ["EPSG:4546", "EPSG:4525", "EPSG:3826", "EPSG:4326", "EPSG:4490", "EPSG:32648", "GCJ-02", "BD-09"])
  func textRoundTrip(definition: String) throws {
    let system = try ReferenceSystem(definition)
    #expect(try ReferenceSystem(system.wkt) == system)
    #expect(system.wkt.hasPrefix(system.isGeographic ? "GEOGCS[" : "PROJCS["))
  }

  @Test("The systems known by heart say what PROJ says", arguments: [ReferenceSystem.wgs84, .cgcs2000])
  func knownByHeart(system: ReferenceSystem) throws {
    let asked = try ReferenceSystem(registered: system.definition, spelled: system.definition, mustBeNamed: false)
    #expect(asked.wkt == system.wkt)
    #expect(asked.name == system.name)
    #expect(asked.isGeographic == system.isGeographic)
  }

  @Test(
    "The automatic system follows the place",
    arguments: [
      (109.94, 34.80, 4546), (109.50, 34.50, 4546), (109.4, 34.5, 4545), (103.83, 36.06, 4544), (113.57, 37.86, 4547),
      (116.4, 39.9, 4548), (121.75, 24.75, 32651), (119.57, 23.57, 32650), (118.1, 24.5, 4548), (110.3, 20.0, 4546),
      (75.9, 39.5, 4534),
      (134.3, 48.3, 4554), (126.98, 37.57, 32652), (105.85, 21.03, 32648), (106.9, 47.9, 32648), (9.52, 47.14, 32632),
      (-118.24, 34.05, 32611), (0.13, 52.2, 32631), (-58.4, -34.6, 32721), (180, 0, 32660),
    ])
  func automatic(longitude: Double, latitude: Double, epsg: Int) throws {
    let around = Envelope(Point(longitude, latitude), Point(longitude, latitude))
    #expect(try ReferenceSystem.metric(for: around).epsg == epsg)
  }

  @Test("No automatic system without ground, outside degrees or at a pole")
  func noAutomatic() {
    for envelope in [
      Envelope.empty, Envelope(Point(0, 0), Point(400_000, 3_800_000)), Envelope(Point(0, 86), Point(10, 89)),
      Envelope(Point(.nan, 0), Point(0, 0)),
    ] {
      #expect(throws: GeometryError.self) { try ReferenceSystem.metric(for: envelope) }
    }
  }

  @Test(
    "An easting of ten million or more tells its zone",
    arguments: [(37_403_351.4, 37, 4525), (19_500_000, 19, 4497), (38_462_520, 38, 4526)])
  func zones(easting: Double, zone: Int, epsg: Int) throws {
    let found = try #require(ZoneNumberedEasting.zone(of: easting))
    #expect(found == zone)
    #expect(ZoneNumberedEasting.cgcs2000EPSG(forZone: found) == epsg)
    #expect(ZoneNumberedEasting.zone(of: easting - Double(zone) * 1e6) == nil)
  }
}
