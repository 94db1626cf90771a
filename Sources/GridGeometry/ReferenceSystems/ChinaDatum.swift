#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The offset datums of web maps in China: GCJ-02 (AMap, Tencent, WeChat) and BD-09 (Baidu).
///
/// Neither is published; the formulas are those the community found. They meet the maps' own answers within about 1 m:
/// promise no more. Forward and back again differ by less than a millimetre. Points outside ``isInsideChinaBox(_:)`` pass
/// unchanged.
///
/// - SeeAlso: hujiulong/gcoord, wandergis/coordtransform (fixtures in the tests).
public enum ChinaDatum {
  /// Whether the formulas apply: longitude 72.004…137.8347°, latitude 0.8293…55.8271°.
  ///
  /// The maps use this rectangle too. It also covers Korea, Mongolia, northern India and parts of Japan, where maps may
  /// carry no offset: near borders the answer can be wrong.
  public static func isInsideChinaBox(_ place: GeographicCoordinate) -> Bool {
    (72.004...137.8347).contains(place.longitude) && (0.8293...55.8271).contains(place.latitude)
  }

  /// Moves a place by 89–671 m (332 Chinese cities).
  public static func wgs84ToGCJ02(_ place: GeographicCoordinate) -> GeographicCoordinate {
    isInsideChinaBox(place) ? offset(place) : place
  }

  /// The exact inverse, by iteration.
  public static func gcj02ToWGS84(_ place: GeographicCoordinate) -> GeographicCoordinate {
    isInsideChinaBox(place) ? inverse(of: offset, at: place, from: place) : place
  }

  /// BD-09 of a place in GCJ-02; places outside the box pass unchanged.
  public static func gcj02ToBD09(_ place: GeographicCoordinate) -> GeographicCoordinate {
    isInsideChinaBox(place) ? swirl(place) : place
  }

  /// The exact inverse, by iteration. The one-step formula in use elsewhere differs by up to 0.2 m.
  public static func bd09ToGCJ02(_ place: GeographicCoordinate) -> GeographicCoordinate {
    let start = GeographicCoordinate(longitude: place.longitude - 0.0065, latitude: place.latitude - 0.006)
    return isInsideChinaBox(place) ? inverse(of: swirl, at: place, from: start) : place
  }

  /// Where `forward` leads to `goal`. Both offsets change slowly from place to place, so each round gains two digits or
  /// more, and ten rounds exhaust a double.
  private static func inverse(
    of forward: (GeographicCoordinate) -> GeographicCoordinate, at goal: GeographicCoordinate,
    from start: GeographicCoordinate
  ) -> GeographicCoordinate {
    var guess = start
    for _ in 0..<20 {
      let reached = forward(guess)
      let east = goal.longitude - reached.longitude
      let north = goal.latitude - reached.latitude
      guess.longitude += east
      guess.latitude += north
      if east.magnitude < 1e-13, north.magnitude < 1e-13 { break }
    }
    return guess
  }

  /// WGS 84 to GCJ-02: a polynomial with waves, in metres on the Krassowsky 1940 ellipsoid.
  private static func offset(_ place: GeographicCoordinate) -> GeographicCoordinate {
    let semiMajorAxis = 6_378_245.0
    let eccentricitySquared = 0.00669342162296594323
    let x = place.longitude - 105
    let y = place.latitude - 35
    let shared = 0.1 * x * y + ripple(x, [(6, 20), (2, 20)])
    let root = x.magnitude.squareRoot()
    let north =
      -100 + 2 * x + 3 * y + 0.2 * y * y + 0.2 * root + shared
      + ripple(y, [(1, 20), (1 / 3, 40), (1 / 12, 160), (1 / 30, 320)])
    let east =
      300 + x + 2 * y + 0.1 * x * x + 0.1 * root + shared
      + ripple(x, [(1, 20), (1 / 3, 40), (1 / 12, 150), (1 / 30, 300)])
    let latitude = place.latitude * .pi / 180
    let flattening = 1 - eccentricitySquared * sin(latitude) * sin(latitude)
    let meridianRadius = semiMajorAxis * (1 - eccentricitySquared) / (flattening * flattening.squareRoot())
    let parallelRadius = semiMajorAxis / flattening.squareRoot() * cos(latitude)
    return GeographicCoordinate(
      longitude: place.longitude + east / parallelRadius * 180 / .pi,
      latitude: place.latitude + north / meridianRadius * 180 / .pi)
  }

  /// A sum of sines, each with its frequency (in half turns per degree) and height.
  private static func ripple(_ degrees: Double, _ waves: [(frequency: Double, height: Double)]) -> Double {
    waves.reduce(0) { $0 + $1.height * sin(degrees * .pi * $1.frequency) } * 2 / 3
  }

  /// GCJ-02 to BD-09: a small swirl around the origin of the coordinates, and a shift.
  private static func swirl(_ place: GeographicCoordinate) -> GeographicCoordinate {
    let frequency = Double.pi * 3000 / 180
    let x = place.longitude
    let y = place.latitude
    let radius = (x * x + y * y).squareRoot() + 0.00002 * sin(y * frequency)
    let angle = atan2(y, x) + 0.000003 * cos(x * frequency)
    return GeographicCoordinate(longitude: radius * cos(angle) + 0.0065, latitude: radius * sin(angle) + 0.006)
  }
}
