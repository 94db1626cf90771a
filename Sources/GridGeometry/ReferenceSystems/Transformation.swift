/// The way from one reference system to another. Not `Sendable`: a task makes its own.
///
/// Networks and grid files are never used, so the same points give the same numbers on every machine. Where PROJ knows
/// several operations, each point takes the first that holds at its place, so points that two polygons share stay shared.
public final class Transformation {
  /// What happens on the way and how far it can be trusted, for people.
  public let note: String
  public let source: ReferenceSystem
  public let target: ReferenceSystem
  /// Nothing changes.
  public var isIdentity: Bool { steps.isEmpty }
  private let steps: [Step]

  private enum Step {
    case offset((GeographicCoordinate) -> GeographicCoordinate)
    case operation(DatumOperation)
  }

  /// - Parameter allowingBallpark: Also accept an operation that ignores the datum, as for Xian 1980 and Beijing 1954; it
  ///   can move the map by over 100 m, and ``note`` says so. CGCS2000 and WGS 84 need no leave: they agree within decimetres.
  /// - Throws: ``GeometryError/ballparkOnly(from:to:)``, ``GeometryError/proj(call:message:)``.
  public init(from source: ReferenceSystem, to target: ReferenceSystem, allowingBallpark: Bool = false)
    throws(GeometryError)
  {
    self.source = source
    self.target = target
    guard source != target else {
      steps = []
      note = "\(source) as it is"
      return
    }
    var steps: [Step] = []
    var notes: [String] = []
    if source.datum == .bd09 { steps.append(.offset(ChinaDatum.bd09ToGCJ02)) }
    let meetsInGCJ02 = source.datum != .registered && target.datum != .registered
    if source.datum != .registered, !meetsInGCJ02 { steps.append(.offset(ChinaDatum.gcj02ToWGS84)) }
    if source.datum != .registered || target.datum != .registered {
      notes.append("\(source.datum == .registered ? target : source) by the community's formulas, within about 1 m")
    }
    let from = source.datum == .registered ? source : .wgs84
    let to = target.datum == .registered ? target : .wgs84
    if from != to {
      let operation = try DatumOperation(from: from, to: to, allowingBallpark: allowingBallpark)
      steps.append(.operation(operation))
      notes.append(operation.note)
    }
    if target.datum != .registered, !meetsInGCJ02 { steps.append(.offset(ChinaDatum.wgs84ToGCJ02)) }
    if target.datum == .bd09 { steps.append(.offset(ChinaDatum.gcj02ToBD09)) }
    self.steps = steps
    note = notes.joined(separator: "; ")
  }

  /// - Parameter points: East before north, longitude before latitude.
  /// - Throws: ``GeometryError/proj(call:message:)`` naming the first point that has no image.
  /// - Complexity: O(n), in batches.
  public func apply(_ points: [Point]) throws(GeometryError) -> [Point] {
    guard !isIdentity, !points.isEmpty else { return points }
    try check(points)
    var moved = points
    for step in steps {
      switch step {
      case .offset(let move):
        for index in moved.indices {
          let place = move(GeographicCoordinate(longitude: moved[index].x, latitude: moved[index].y))
          moved[index] = Point(place.longitude, place.latitude)
        }
      case .operation(let operation): try operation.apply(&moved)
      }
    }
    if let lost = moved.firstIndex(where: { !$0.isFinite }) {
      throw .proj(call: "proj_trans_generic", message: "\(describe(lost, points)) has no image in \(target)")
    }
    return moved
  }

  /// - Throws: See ``apply(_:)-([Point])``; points are numbered inside their ring or line.
  public func apply(_ geometry: Geometry) throws(GeometryError) -> Geometry {
    guard !isIdentity else { return geometry }
    return try geometry.mapPoints { points throws(GeometryError) in try apply(points) }
  }

  /// Mistakes that PROJ would turn into numbers without a word.
  private func check(_ points: [Point]) throws(GeometryError) {
    for (index, point) in points.enumerated() {
      guard point.isFinite else { throw .notFinite(at: index) }
      if source.isGeographic {
        // Longitudes a little beyond 180° happen along the date line.
        guard point.y.magnitude <= 90, point.x.magnitude <= 360 else {
          let advice =
            point.x.magnitude <= 90 && point.y.magnitude <= 180 ? "; latitude may stand before longitude" : ""
          throw .proj(call: "proj_trans_generic", message: "\(describe(index, points)) is not in degrees\(advice)")
        }
      } else if let zone = ZoneNumberedEasting.zone(of: point.x), source.hasEastingsWithoutZone {
        throw .proj(
          call: "proj_trans_generic",
          message: "\(describe(index, points)) begins with zone number \(zone), which eastings of \(source) do not")
      }
    }
  }

  private func describe(_ index: Int, _ points: [Point]) -> String { "point \(index) \(points[index]) of \(source)" }
}

extension ReferenceSystem {
  /// The Gauss–Krüger systems of China that are named by their meridian.
  fileprivate var hasEastingsWithoutZone: Bool {
    guard let epsg else { return false }
    return [4502...4512, 4534...4554, 2338...2348, 2370...2390, 2422...2442].contains { $0.contains(epsg) }
  }
}
