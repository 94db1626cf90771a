/// All ways PROJ has between two registered systems, and which of them holds where.
final class DatumOperation {
  let note: String
  private let legs: [OperationChoice]

  init(from: ReferenceSystem, to: ReferenceSystem, allowingBallpark: Bool) throws(GeometryError) {
    let context = try PROJContext()
    let source = try PROJObject(from.definition, in: context)
    let target = try PROJObject(to.definition, in: context)
    let direct = try PROJOperation.all(from: source, to: target, includingBallpark: true)
    let sound = direct.filter { !$0.isBallpark }
    let wgs84 = try PROJObject("EPSG:4326", in: context)
    let cgcs2000 = try PROJObject("EPSG:4490", in: context)
    let sourceBase = try ChinaBase(of: source, wgs84, cgcs2000)
    let targetBase = try ChinaBase(of: target, wgs84, cgcs2000)
    let caution = "CGCS2000 and WGS 84 taken as equal, which holds within decimetres"
    if !sound.isEmpty {
      legs = [try OperationChoice(from, source, allowingBallpark ? sound + direct.filter(\.isBallpark) : sound)]
      note = Self.note(on: legs[0].operations)
    } else if sourceBase != .other, targetBase != .other, !direct.isEmpty {
      legs = [try OperationChoice(from, source, direct)]
      note = caution
    } else if let detour = try Self.byWayOfWGS84(from, source, target, wgs84, sourceBase, targetBase) {
      legs = detour
      note = "\(Self.note(on: detour.flatMap(\.operations).filter { !$0.isBallpark })); \(caution)"
    } else if allowingBallpark, !direct.isEmpty {
      legs = [try OperationChoice(from, source, direct)]
      note = Self.note(on: direct)
    } else if direct.isEmpty {
      throw .proj(call: "proj_create_operations", message: "no operation without a grid file from \(from) to \(to)")
    } else {
      throw .ballparkOnly(from: "\(from) (\(from.name))", to: "\(to) (\(to.name))")
    }
  }

  /// For a system that brings its own parameters to WGS 84, on the way from or to CGCS2000.
  private static func byWayOfWGS84(
    _ from: ReferenceSystem, _ source: borrowing PROJObject, _ target: borrowing PROJObject,
    _ wgs84: borrowing PROJObject,
    _ sourceBase: ChinaBase, _ targetBase: ChinaBase
  ) throws(GeometryError) -> [OperationChoice]? {
    guard source.isBound && targetBase == .cgcs2000 || target.isBound && sourceBase == .cgcs2000 else { return nil }
    let first = try PROJOperation.all(from: source, to: wgs84, includingBallpark: target.isBound)
    let second = try PROJOperation.all(from: wgs84, to: target, includingBallpark: source.isBound)
    guard !first.isEmpty, !second.isEmpty else { return nil }
    return [try OperationChoice(from, source, first), try OperationChoice(.wgs84, wgs84, second)]
  }

  private static func note(on operations: [PROJOperation]) -> String {
    var parts: [String] = []
    if operations.contains(where: \.isBallpark) {
      parts.append("WARNING: a null operation that ignores the datum; the map can be off by over 100 m")
    }
    for operation in operations where !operation.isBallpark {
      parts.append(
        operation.name + (operation.accuracy.map { $0 > 0 ? " (\(DecimalText.string($0, decimals: 3)) m)" : "" } ?? ""))
    }
    let shown = parts.prefix(4).joined(separator: "; or, by place: ")
    return parts.count > 4 ? "\(shown); and \(parts.count - 4) more" : shown
  }

  func apply(_ points: inout [Point]) throws(GeometryError) {
    for leg in legs { try leg.apply(&points) }
  }
}

/// The system in degrees that a system of either kind stands on, as far as it matters here.
private enum ChinaBase {
  case wgs84, cgcs2000, other

  init(
    of system: borrowing PROJObject, _ wgs84: borrowing PROJObject, _ cgcs2000: borrowing PROJObject
  ) throws(GeometryError) {
    let base = try system.horizontal().geodetic()
    self = base.means(cgcs2000) ? .cgcs2000 : base.means(wgs84) ? .wgs84 : .other
  }
}
