import GridPartitioning

/// The minutes from many points to all of some places, however far.
///
/// On a network, for more than a few points, its nodes are put into an order once, after which a point takes two passes over
/// the nodes instead of a search. Minutes then differ from those of a search by rounding alone.
public struct FullTravelTimes: Sendable {
  private let traveller: Traveller
  private let places: TravelPlaces
  private let sweep: Sweep?

  /// With fewer points than this a search for each is sooner done than the order.
  private static let fewPoints = 200

  /// - Parameter pointCount: From how many points, about.
  /// - Complexity: O(n log n), about, in the nodes of a network.
  public init(_ traveller: Traveller, to places: TravelPlaces, fromAbout pointCount: Int) {
    self.traveller = traveller
    self.places = places
    if case .network(let network, _) = traveller.mode, pointCount > Self.fewPoints {
      sweep = Sweep(network, to: places, offNetwork: traveller.offNetwork)
    } else {
      sweep = nil
    }
  }

  /// A row of minutes a point, infinite where no way leads.
  ///
  /// - Returns: The same for any number of threads.
  /// - Complexity: O(n + places) a point on a network in order, O(n log n + places) otherwise.
  public func rows(from points: TravelPlaces, threads: Int = 1) -> [[Double]] {
    guard let sweep, let positions = points.positions else {
      let times = traveller.times(from: points, to: places, within: .infinity, threads: threads)
      return (0..<points.count).map { point in
        var row = [Double](repeating: .infinity, count: places.count)
        times.forEach(from: point) { row[$0] = $1 }
        return row
      }
    }
    let runs = (positions.count + Sweep.lanes - 1) / Sweep.lanes
    return inParallel(count: runs, threads: threads) { run in
      sweep.rows(from: Array(positions[run * Sweep.lanes..<min(positions.count, (run + 1) * Sweep.lanes)]))
    }.flatMap(\.self)
  }
}

/// The passes over a contracted network for eight points side by side.
private struct Sweep: Sendable {
  static let lanes = 8
  private typealias Lanes = SIMD8<Double>

  /// Where a place meets the network: the ends of its edge, by their place in the order, and the minutes from each.
  private struct Target {
    let start, end: Int32
    let fromStart, fromEnd: Double
  }

  private let network: TravelNetwork
  private let order: ContractedNetwork
  private let offNetwork: Double
  private let targets: [Target?]
  private let positions: [NetworkPosition?]
  private let onEdge: PlacesOnEdges

  init(_ network: TravelNetwork, to places: TravelPlaces, offNetwork: Double) {
    self.network = network
    self.offNetwork = offNetwork
    let order = ContractedNetwork(network)
    self.order = order
    positions = places.positions ?? []
    onEdge = PlacesOnEdges(positions, edgeCount: network.edgeCount)
    targets = positions.map { position in
      position.map { Self.target($0, network, order, offNetwork) }
    }
  }

  private static func target(
    _ position: NetworkPosition, _ network: TravelNetwork, _ order: ContractedNetwork, _ offNetwork: Double
  ) -> Target {
    let edge = Int(position.edge)
    let rate = network.rates[edge]
    let walk = position.gap * offNetwork
    return Target(
      start: order.placeOfNode[Int(network.edgeStart[edge])], end: order.placeOfNode[Int(network.edgeEnd[edge])],
      fromStart: position.offset * rate + walk,
      fromEnd: max(0, network.lengths[edge] - position.offset) * rate + walk)
  }

  /// A row a point, at most ``lanes`` of them.
  func rows(from points: [NetworkPosition?]) -> [[Double]] {
    let minutes = minutesToNodes(from: points)
    var rows = points.map { _ in [Double](repeating: .infinity, count: targets.count) }
    for (place, target) in targets.enumerated() {
      guard let target else { continue }
      let (first, second) = (minutes[Int(target.start)] + target.fromStart, minutes[Int(target.end)] + target.fromEnd)
      for lane in points.indices { rows[lane][place] = min(first[lane], second[lane]) }
    }
    for (lane, point) in points.enumerated() {
      guard let point else { continue }
      // Along the edge itself, without leaving it.
      for place in onEdge[Int(point.edge)] {
        guard let position = positions[Int(place)] else { continue }
        let along =
          abs(point.offset - position.offset) * network.rates[Int(point.edge)] + (point.gap + position.gap) * offNetwork
        rows[lane][Int(place)] = min(rows[lane][Int(place)], along)
      }
    }
    return rows
  }

  private func minutesToNodes(from points: [NetworkPosition?]) -> [Lanes] {
    var minutes = [Lanes](repeating: Lanes(repeating: .infinity), count: order.count)
    var isReached = [Bool](repeating: false, count: order.count)
    for (lane, point) in points.enumerated() {
      guard let point else { continue }
      let seed = Self.target(point, network, order, offNetwork)
      for (place, walk) in [(Int(seed.start), seed.fromStart), (Int(seed.end), seed.fromEnd)] {
        minutes[place][lane] = min(minutes[place][lane], walk)
        isReached[place] = true
      }
    }
    // Upwards from the few that are reached: whatever comes before a node has a later place.
    for place in stride(from: order.count - 1, through: 0, by: -1) where isReached[place] {
      let own = minutes[place]
      for arc in Int(order.starts[place])..<Int(order.starts[place + 1]) {
        let head = Int(order.heads[arc])
        let reach = own + order.minutes[arc]
        minutes[head].replace(with: reach, where: reach .< minutes[head])
        isReached[head] = true
      }
    }
    // Downwards: the places above are final.
    for place in 0..<order.count {
      var own = minutes[place]
      for arc in Int(order.starts[place])..<Int(order.starts[place + 1]) {
        let reach = minutes[Int(order.heads[arc])] + order.minutes[arc]
        own.replace(with: reach, where: reach .< own)
      }
      minutes[place] = own
    }
    return minutes
  }
}
