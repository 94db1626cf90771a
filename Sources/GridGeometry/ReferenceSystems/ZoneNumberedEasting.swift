/// Gauss–Krüger eastings that begin with the number of their zone, as Chinese survey files often do.
public enum ZoneNumberedEasting {
  /// The zone an easting begins with: 13…23 for zones of 6°, 25…45 for zones of 3°; nil for an easting without one.
  ///
  /// - Parameter easting: In metres; 37403351.4 is 403351.4 m in zone 37.
  public static func zone(of easting: Double) -> Int? {
    guard easting >= 1e7, easting < 4.6e7 else { return nil }
    let zone = Int(easting / 1e6)
    return (13...23).contains(zone) || (25...45).contains(zone) ? zone : nil
  }

  /// The CGCS2000 system such an easting is of: EPSG:4491…4501 by zones of 6°, EPSG:4513…4533 by zones of 3°.
  public static func cgcs2000EPSG(forZone zone: Int) -> Int? {
    switch zone {
    case 13...23: 4491 + zone - 13
    case 25...45: 4513 + zone - 25
    default: nil
    }
  }
}
