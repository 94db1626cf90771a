/// What the numbers of a layer mean on the ground: a reference system of EPSG, one in its own words, or an offset datum of
/// China's web maps. East always comes before north here, longitude before latitude, whatever the register says.
public struct ReferenceSystem: Sendable {
  enum Datum: Hashable, Sendable {
    /// Known to PROJ under ``definition``.
    case registered
    case gcj02, bd09
  }

  /// Its short name for people and files: `EPSG:4546`, `GCJ-02`; for systems without a code the WKT or PROJ string.
  public let definition: String
  /// Such as `CGCS2000 / 3-degree Gauss-Kruger CM 111E`.
  public let name: String
  /// The code in the EPSG register.
  public let epsg: Int?
  /// In degrees.
  public let isGeographic: Bool
  /// On a plane, in metres: what lengths and areas need.
  public let isProjectedMetres: Bool
  /// In the notation of GDAL and ESRI (WKT 1), for the tables of a GeoPackage.
  public let wkt: String
  let datum: Datum

  /// - Parameter text: A code (`EPSG:4546`, `4546`, `urn:ogc:def:crs:EPSG::4546`, `http://www.opengis.net/def/crs/EPSG/0/4546`),
  ///   a name (`WGS84`, `CGCS2000`, `GCJ-02`, `BD09`, or any full name in the EPSG register), WKT, or a PROJ string.
  /// - Throws: ``GeometryError/unknownReferenceSystem(_:)``, also for systems without a horizontal plane or ellipsoid.
  /// - Complexity: Some milliseconds: opens PROJ's database.
  public init(_ text: String) throws(GeometryError) {
    switch ReferenceSystemSpelling(text) {
    case .known(let system): self = system
    case .definition(let definition, let mustBeNamed):
      self = try ReferenceSystem(registered: definition, spelled: text, mustBeNamed: mustBeNamed)
    }
  }

  /// By its code in the EPSG register.
  ///
  /// - Throws: ``GeometryError/unknownReferenceSystem(_:)``.
  public init(epsg: Int) throws(GeometryError) { try self.init("EPSG:\(epsg)") }

  init(definition: String, name: String, epsg: Int?, wkt: String, datum: Datum) {
    self.definition = definition
    self.name = name
    self.epsg = epsg
    self.wkt = wkt
    self.datum = datum
    isGeographic = true
    isProjectedMetres = false
  }

  /// Always asks PROJ.
  package init(registered definition: String, spelled text: String, mustBeNamed: Bool) throws(GeometryError) {
    guard let context = try? PROJContext(), let object = try? PROJObject(definition, in: context),
      let horizontal = try? object.horizontal()
    else { throw .unknownReferenceSystem(text) }
    // PROJ also guesses at names; a guess must not decide where a county lies.
    if mustBeNamed, horizontal.name.comparable != text.comparable { throw .unknownReferenceSystem(text) }
    guard horizontal.isProjected || horizontal.isGeographic else { throw .unknownReferenceSystem(text) }
    let isBound = object.isBound
    let identifier = isBound ? nil : horizontal.identifier
    if identifier == nil, !isBound, let code = horizontal.registeredCode(in: "EPSG") {
      self = try ReferenceSystem(registered: "EPSG:\(code)", spelled: text, mustBeNamed: false)
      return
    }
    guard let wkt = isBound ? object.wellKnownText : horizontal.wellKnownText else {
      throw .unknownReferenceSystem(text)
    }
    isGeographic = horizontal.isGeographic
    isProjectedMetres = horizontal.isProjected && horizontal.axisUnit == 1
    epsg = identifier.flatMap { $0.authority == "EPSG" ? Int($0.code) : nil }
    self.definition = identifier.map { "\($0.authority):\($0.code)" } ?? definition
    name = horizontal.name
    self.wkt = wkt
    datum = .registered
  }
}

extension ReferenceSystem: Hashable {
  /// The same definition. Two texts of WKT that differ in spelling are two systems.
  public static func == (first: ReferenceSystem, second: ReferenceSystem) -> Bool {
    first.definition == second.definition
  }
  /// By definition, as equality.
  public func hash(into hasher: inout Hasher) { hasher.combine(definition) }
}

extension ReferenceSystem: CustomStringConvertible {
  public var description: String { definition }
}

extension String {
  /// Letters, digits and plus signs in small letters, so that spaces, hyphens and case do not matter.
  var comparable: String {
    String(
      String.UnicodeScalarView(
        lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || "0"..."9" ~= $0 || $0 == "+" }))
  }
}
