import GridGeometry
import GridPartitioning

/// The minutes from each of some points to every place within a limit.
public struct TravelTimes: Hashable, Sendable {
  public let pointCount: Int
  public let placeCount: Int
  /// In minutes; what is farther is left out.
  public let limit: Double
  private let starts: [Int]
  private let places: [Int32]
  private let minutes: [Double]

  /// How many pairs are within the limit.
  public var count: Int { places.count }

  /// The places within the limit of a point, ascending, with their minutes.
  public subscript(point: Int) -> [(place: Int, minutes: Double)] {
    (starts[point]..<starts[point + 1]).map { (Int(places[$0]), minutes[$0]) }
  }

  /// Hands over the places within the limit of a point, ascending, without making an array.
  @inline(__always)
  func forEach(from point: Int, _ body: (_ place: Int, _ minutes: Double) -> Void) {
    for index in starts[point]..<starts[point + 1] { body(Int(places[index]), minutes[index]) }
  }

  /// Times as a table of rows, one a point.
  package init(rows: [[(place: Int32, minutes: Double)]], placeCount: Int, limit: Double) {
    pointCount = rows.count
    self.placeCount = placeCount
    self.limit = limit
    var starts = [0]
    for row in rows { starts.append(starts[starts.count - 1] + row.count) }
    self.starts = starts
    places = rows.flatMap { $0.map(\.place) }
    minutes = rows.flatMap { $0.map(\.minutes) }
  }
}

extension Traveller {
  /// The minutes from every point to every place within a limit: one search a point.
  ///
  /// - Parameter limit: In minutes; infinite for all that can be reached.
  /// - Returns: The same for any number of threads.
  /// - Complexity: O(k log k) a point over the k nodes within the limit; O(places) a point on the straight line.
  public func times(
    from points: TravelPlaces, to places: TravelPlaces, within limit: Double, threads: Int = 1
  ) -> TravelTimes {
    let run = max(1, min(16, points.count / max(1, 4 * threads)))
    let index = edgeIndex(places)
    let rows = inParallel(count: (points.count + run - 1) / run, threads: threads) { part in
      var worker = RowWorker(self, places: places, index: index)
      return ((part * run)..<min(points.count, (part + 1) * run)).map { worker.row(from: points, $0, limit: limit) }
    }
    return TravelTimes(rows: rows.flatMap { $0 }, placeCount: places.count, limit: limit)
  }

  /// The nearest of the points for every place, whatever the distance: one search for all.
  public func nearest(of points: TravelPlaces, to places: TravelPlaces) -> [NearestPoint?] {
    switch mode {
    case .straight:
      return places.points.map { place in
        let order = points.points.indices.min { points.points[$0].distance(to: place) < points.points[$1].distance(to: place) }
        return order.map { NearestPoint(point: $0, minutes: straight(points.points[$0], place)) }
      }
    case .network(let network, _):
      var search = PathSearch(network)
      var pointsOnEdge: [Int32: [Int]] = [:]
      for (point, position) in (points.positions ?? []).enumerated() {
        guard let position else { continue }
        search.seed(position, origin: Int32(point), offNetwork: offNetwork)
        pointsOnEdge[position.edge, default: []].append(point)
      }
      search.run(limit: .infinity)
      return (places.positions ?? []).map { position in
        guard let position else { return nil }
        var best = search.minutes(to: position, offNetwork: offNetwork)
        for point in pointsOnEdge[position.edge] ?? [] {
          guard let other = points.positions?[point] else { continue }
          let along = self.along(network, other, position)
          if along < best.minutes || (along == best.minutes && point < Int(best.origin)) { best = (along, Int32(point)) }
        }
        return best.minutes < .infinity ? NearestPoint(point: Int(best.origin), minutes: best.minutes) : nil
      }
    }
  }

  func straight(_ a: Point, _ b: Point) -> Double {
    guard case .straight(let detour) = mode else { return .infinity }
    return a.distance(to: b) * detour * offNetwork
  }

  /// Between two positions on one edge, without leaving it.
  func along(_ network: TravelNetwork, _ a: NetworkPosition, _ b: NetworkPosition) -> Double {
    abs(a.offset - b.offset) * network.rates[Int(a.edge)] + (a.gap + b.gap) * offNetwork
  }

  /// The places on each edge, ascending.
  private func edgeIndex(_ places: TravelPlaces) -> PlacesOnEdges? {
    guard case .network(let network, _) = mode else { return nil }
    return PlacesOnEdges(places.positions ?? [], edgeCount: network.edgeCount)
  }
}

/// A place's nearest point.
public struct NearestPoint: Hashable, Sendable {
  public let point: Int
  public let minutes: Double
}

/// The places on each edge in one array.
struct PlacesOnEdges: Sendable {
  private var starts: [Int32]
  private var places: [Int32]

  init(_ positions: [NetworkPosition?], edgeCount: Int) {
    starts = [Int32](repeating: 0, count: edgeCount + 1)
    for case let position? in positions { starts[Int(position.edge) + 1] += 1 }
    for edge in 0..<edgeCount { starts[edge + 1] += starts[edge] }
    places = [Int32](repeating: 0, count: Int(starts[edgeCount]))
    var next = starts
    for (place, position) in positions.enumerated() {
      guard let position else { continue }
      places[Int(next[Int(position.edge)])] = Int32(place)
      next[Int(position.edge)] += 1
    }
  }

  subscript(edge: Int) -> ArraySlice<Int32> { places[Int(starts[edge])..<Int(starts[edge + 1])] }
}

/// One thread's memory for row after row.
private struct RowWorker {
  let traveller: Traveller
  let places: TravelPlaces
  let index: PlacesOnEdges?
  private var search: PathSearch?

  init(_ traveller: Traveller, places: TravelPlaces, index: PlacesOnEdges?) {
    self.traveller = traveller
    self.places = places
    self.index = index
    if case .network(let network, _) = traveller.mode { search = PathSearch(network) }
  }

  mutating func row(from points: TravelPlaces, _ point: Int, limit: Double) -> [(place: Int32, minutes: Double)] {
    guard var search, let index, case .network(let network, _) = traveller.mode else {
      return straightRow(from: points.points[point], limit: limit)
    }
    guard let position = points.positions?[point] else { return [] }
    self.search = nil  // one owner while it runs
    defer { self.search = search }
    search.clear()
    search.seed(position, origin: 0, offNetwork: traveller.offNetwork)
    search.run(limit: limit)
    var row: [(place: Int32, minutes: Double)] = []
    func take(_ edge: Int, _ search: PathSearch) {
      for place in index[edge] {
        guard let target = places.positions?[Int(place)] else { continue }
        var time = search.minutes(to: target, offNetwork: traveller.offNetwork).minutes
        if edge == Int(position.edge) { time = min(time, traveller.along(network, position, target)) }
        if time <= limit, time < .infinity { row.append((place, time)) }
      }
    }
    take(Int(position.edge), search)
    for node in search.settled {
      for arc in Int(network.arcStarts[Int(node)])..<Int(network.arcStarts[Int(node) + 1]) {
        let edge = Int(network.arcEdges[arc])
        if edge == Int(position.edge) { continue }
        // An edge with both ends reached is taken at the end that was settled first, a loop at its first arc.
        let (start, end) = (network.edgeStart[edge], network.edgeEnd[edge])
        let other = start == node ? end : start
        let (own, far) = (search.minutes[Int(node)], search.minutes[Int(other)])
        if other != node, far < own || (far == own && other < node) { continue }
        if other == node, arc > Int(network.arcStarts[Int(node)]), (Int(network.arcStarts[Int(node)])..<arc).contains(where: { Int(network.arcEdges[$0]) == edge }) { continue }
        take(edge, search)
      }
    }
    row.sort { $0.place < $1.place }
    return row
  }

  private func straightRow(from point: Point, limit: Double) -> [(place: Int32, minutes: Double)] {
    var row: [(place: Int32, minutes: Double)] = []
    for (place, target) in places.points.enumerated() {
      let time = traveller.straight(point, target)
      if time <= limit { row.append((Int32(place), time)) }
    }
    return row
  }
}
