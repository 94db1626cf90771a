extension ReferenceSystem {
  /// A system in metres for ground that is given in degrees: the plan's system when nobody chose one.
  ///
  /// The rule looks at the centre of the envelope only. In mainland China it is the CGCS2000 3° Gauss–Krüger zone named by
  /// its meridian (EPSG:4534 for 75° E … EPSG:4554 for 135° E), the nearest meridian to the centre. Everywhere else,
  /// Taiwan included, it is the WGS 84 UTM zone of the centre, without the exceptions of Norway and Svalbard. Mainland
  /// China is a coarse outline, some 50 km rough: a convenience, no statement on borders. A county beside a border, or
  /// astride two meridians, should name its system.
  ///
  /// - Parameter lonLat: In degrees, `x` longitude, `y` latitude.
  /// - Throws: ``GeometryError/unknownReferenceSystem(_:)`` for no ground, for numbers that are no degrees, and beyond
  ///   the latitudes of UTM (80° S, 84° N).
  public static func metric(for lonLat: Envelope) throws(GeometryError) -> ReferenceSystem {
    guard !lonLat.isEmpty, lonLat.minX >= -180, lonLat.maxX <= 180, lonLat.minY >= -90, lonLat.maxY <= 90 else {
      throw .unknownReferenceSystem(
        "automatic, for longitudes \(lonLat.minX)…\(lonLat.maxX) and latitudes \(lonLat.minY)…\(lonLat.maxY)")
    }
    let center = lonLat.center
    if mainlandChina.contains(center) {
      let zone = min(max(Int((center.x / 3).rounded()), 25), 45)
      return try ReferenceSystem(epsg: 4534 + zone - 25)
    }
    guard (-80...84).contains(center.y) else { throw .unknownReferenceSystem("automatic, at latitude \(center.y)") }
    let zone = min(Int((center.x + 180) / 6) + 1, 60)
    return try ReferenceSystem(epsg: (center.y < 0 ? 32700 : 32600) + zone)
  }

  /// Drawn by hand, with Hainan, Hong Kong and Macao; clockwise from the Amur's bend at 135° E.
  private static let mainlandChina: Polygon = {
    let corners: [(Double, Double)] = [
      (135.1, 48.6), (133.1, 45.0), (131.3, 44.9), (131.3, 43.4), (130.7, 42.4), (129.5, 42.4), (128.1, 42.0),
      (126.9, 41.7), (124.4, 40.0), (122.0, 38.6), (122.9, 37.4), (122.6, 36.6), (120.6, 35.5), (122.4, 31.8),
      (123.0, 30.2), (121.5, 27.6), (120.6, 26.4), (120.0, 25.5), (119.0, 24.7), (118.3, 24.3), (117.3, 23.2),
      (114.6, 22.0), (111.2, 20.9), (111.3, 19.6), (109.6, 18.0), (108.4, 18.6), (108.4, 21.3), (107.0, 21.9),
      (106.7, 22.8), (105.3, 23.3), (104.0, 22.6), (102.5, 22.7), (101.8, 21.2), (101.2, 21.3), (100.1, 21.5),
      (99.2, 22.1), (98.8, 23.9), (97.6, 24.0), (98.7, 26.0), (98.3, 27.6), (97.3, 28.3), (94.2, 29.2), (91.6, 27.9),
      (89.6, 28.2), (88.8, 27.4), (86.0, 28.0), (84.0, 28.9), (82.0, 30.2), (81.0, 30.1), (79.0, 31.2), (78.7, 32.6),
      (79.2, 33.5), (78.0, 35.4), (75.9, 36.1), (74.7, 37.2), (74.8, 38.5), (73.6, 39.4), (74.0, 40.1), (76.5, 40.4),
      (78.3, 41.3), (80.2, 42.1), (80.4, 43.2), (80.5, 44.8), (82.4, 45.3), (83.0, 47.2), (85.6, 47.2), (85.7, 48.3),
      (87.3, 49.1), (88.0, 48.6), (90.0, 47.9), (91.0, 46.6), (90.8, 45.2), (93.5, 44.9), (95.4, 44.2), (96.4, 42.8),
      (100.0, 42.6), (105.0, 41.6), (107.5, 42.4), (110.0, 42.7), (111.9, 43.7), (111.7, 45.0), (114.0, 45.0),
      (116.0, 46.4), (119.8, 46.7), (118.0, 47.9), (115.7, 47.8), (116.7, 49.8), (119.3, 50.2), (120.8, 52.0),
      (120.1, 52.7), (121.0, 53.3), (123.5, 53.6), (126.0, 52.7), (127.5, 50.3), (130.7, 48.9), (131.0, 47.7),
      (132.6, 48.0), (134.3, 48.6), (135.1, 48.6),
    ]
    return Polygon(exterior: Ring(unchecked: corners.map { Point($0.0, $0.1) }))
  }()
}
