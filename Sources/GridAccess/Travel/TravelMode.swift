public import GridGeometry

/// How the way between two points is measured.
public enum TravelMode: Sendable {
  /// Over ways, with the walk to the nearest edge at both ends; points farther than `snapLimit` metres from any way
  /// reach nothing.
  case network(TravelNetwork, snapLimit: Double)
  /// The straight line times a factor, 1 or more.
  case straight(detour: Double)
}

/// Reckons how long people walk between points.
public struct Traveller: Sendable {
  let mode: TravelMode
  /// Minutes a metre takes off the network, and on the straight line.
  let offNetwork: Double
  let locator: NetworkLocator?

  /// - Throws: ``AccessError/badSetting(name:value:)`` for a factor below 1 or a limit that is no positive number.
  /// - Complexity: O(n) in the segments of a network.
  public init(_ mode: TravelMode, speeds: WalkingSpeeds) throws(AccessError) {
    self.mode = mode
    offNetwork = speeds.minutesPerMetre
    switch mode {
    case .network(let network, let limit):
      guard limit > 0, limit.isFinite else { throw .badSetting(name: "snap", value: limit) }
      locator = NetworkLocator(network)
    case .straight(let detour):
      guard detour >= 1, detour <= 100 else { throw .badSetting(name: "detour", value: detour) }
      locator = nil
    }
  }

  /// Where points stand for this traveller.
  public func place(_ points: [Point], threads: Int = 1) -> TravelPlaces {
    guard case .network(_, let limit) = mode, let locator else { return TravelPlaces(points: points, positions: nil) }
    return TravelPlaces(points: points, positions: locator.locate(points, limit: limit, threads: threads))
  }
}

/// Points and where they meet the network, reckoned once.
public struct TravelPlaces: Hashable, Sendable {
  public let points: [Point]
  /// `nil` without a network; a point too far from every way has none.
  public let positions: [NetworkPosition?]?

  public var count: Int { points.count }

  /// The points that meet no way within the limit, ascending.
  public var lost: [Int] { positions.map { list in list.indices.filter { list[$0] == nil } } ?? [] }

  /// Several of the points.
  public func selecting(_ indices: [Int]) -> TravelPlaces {
    TravelPlaces(points: indices.map { points[$0] }, positions: positions.map { list in indices.map { list[$0] } })
  }
}

extension TravelPlaces {
  /// The points of two lists, one after the other.
  public static func joined(_ first: TravelPlaces, _ second: TravelPlaces) -> TravelPlaces {
    TravelPlaces(
      points: first.points + second.points,
      positions: first.positions.flatMap { list in second.positions.map { list + $0 } })
  }
}
