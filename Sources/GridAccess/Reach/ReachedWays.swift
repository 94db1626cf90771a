public import GridGeometry

extension Traveller {
  /// The parts of the ways that are within so many minutes of one of the points: the network's isochrone, cut to the metre.
  ///
  /// - Returns: One line an edge or part of one, in the order of the edges; empty without a network.
  /// - Complexity: O(n log n) in the nodes.
  public func reachedWays(from points: TravelPlaces, within limit: Double) -> [LineString] {
    guard case .network(let network, _) = mode, limit > 0 else { return [] }
    var search = PathSearch(network)
    var own: [Int: [ClosedRange<Double>]] = [:]
    for case let position? in points.positions ?? [] {
      search.seed(position, origin: 0, offNetwork: offNetwork)
      let metres = (limit - position.gap * offNetwork) / network.rates[Int(position.edge)]
      guard metres > 0 else { continue }
      let length = network.lengths[Int(position.edge)]
      own[Int(position.edge), default: []].append(
        max(0, position.offset - metres)...max(0, min(length, position.offset + metres)))
    }
    search.run(limit: limit)
    var lines: [LineString] = []
    for edge in 0..<network.edgeCount {
      let length = network.lengths[edge]
      let rate = network.rates[edge]
      var parts = own[edge] ?? []
      let head = (limit - search.minutes[Int(network.edgeStart[edge])]) / rate
      if head > 0 { parts.append(0...min(length, head)) }
      let tail = (limit - search.minutes[Int(network.edgeEnd[edge])]) / rate
      if tail > 0 { parts.append(max(0, length - tail)...length) }
      for part in Self.merged(parts) {
        let course = Self.cut(network.course(ofEdge: edge), part)
        if course.count > 1 { lines.append(LineString(unchecked: course)) }
      }
    }
    return lines
  }

  private static func merged(_ parts: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
    var result: [ClosedRange<Double>] = []
    for part in parts.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if let last = result.last, part.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, part.upperBound)
      } else {
        result.append(part)
      }
    }
    return result
  }

  /// The course between two distances along it.
  private static func cut(_ course: ArraySlice<Point>, _ part: ClosedRange<Double>) -> [Point] {
    var result: [Point] = []
    var passed = 0.0
    for (first, second) in zip(course, course.dropFirst()) {
      let length = first.distance(to: second)
      defer { passed += length }
      guard length > 0, passed + length > part.lowerBound, passed < part.upperBound else { continue }
      let from = max(0, (part.lowerBound - passed) / length)
      let to = min(1, (part.upperBound - passed) / length)
      if result.isEmpty { result.append(SegmentGrid.point(from, between: first, second)) }
      result.append(to < 1 ? SegmentGrid.point(to, between: first, second) : second)
    }
    return result
  }
}
