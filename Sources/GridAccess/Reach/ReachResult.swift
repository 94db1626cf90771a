/// Who is within reach of a service, and of which point.
public struct ReachResult: Hashable, Sendable {
  /// In minutes.
  public let limit: Double
  /// The nearest point of every place, whatever its distance; `nil` where none can be reached at all.
  public let nearest: [NearestPoint?]
  /// The weight within the limit of each point; a place near several counts at each.
  public let catchments: [Double]
  /// The weight for which each point is the nearest, within the limit or not.
  public let assigned: [Double]
  /// How many points each place has within the limit.
  public let choices: [Int32]

  /// Whether a place is within the limit of some point.
  public func isWithin(_ place: Int) -> Bool { nearest[place].map { $0.minutes <= limit } ?? false }

  /// The weight beyond reach and the whole, over some places.
  public func share(of places: some Sequence<Int>, weights: [Double]) -> ReachShare {
    var share = ReachShare()
    for place in places {
      share.total += weights[place]
      if !isWithin(place) { share.beyond += weights[place] }
      if let near = nearest[place] { share.minutes += weights[place] * near.minutes } else { share.unreached += weights[place] }
    }
    return share
  }
}

/// How much of a group is beyond reach.
public struct ReachShare: Hashable, Sendable {
  /// The numerator: households beyond the limit, those that no way reaches included.
  public internal(set) var beyond = 0.0
  /// The denominator: all households of the group.
  public internal(set) var total = 0.0
  /// Households from which no point can be reached at all.
  public internal(set) var unreached = 0.0
  var minutes = 0.0

  public var within: Double { total - beyond }
  /// `nil` for a group of nobody.
  public var rate: Double? { total > 0 ? beyond / total : nil }
  /// The mean walk to the nearest point in minutes, over those who can reach one; `nil` where nobody can.
  public var meanMinutes: Double? { total > unreached ? minutes / (total - unreached) : nil }
}

extension Traveller {
  /// Reckons who is within so many minutes of which points.
  ///
  /// - Parameters:
  ///   - weights: Households at each place, none below zero.
  ///   - limit: In minutes, above zero.
  /// - Throws: ``AccessError/noPoints``, ``AccessError/badSetting(name:value:)``, ``AccessError/badWeight(index:value:)``
  ///   or ``AccessError/sizeMismatch(expected:found:)``.
  public func reach(
    of points: TravelPlaces, for places: TravelPlaces, weights: [Double], within limit: Double, threads: Int = 1
  ) throws(AccessError) -> ReachResult {
    guard points.count > 0 else { throw .noPoints }
    guard limit > 0, limit.isFinite else { throw .badSetting(name: "minutes", value: limit) }
    guard weights.count == places.count else { throw .sizeMismatch(expected: places.count, found: weights.count) }
    for (index, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
      throw .badWeight(index: index, value: weight)
    }
    let times = times(from: points, to: places, within: limit, threads: threads)
    let nearest = nearest(of: points, to: places)
    var catchments = [Double](repeating: 0, count: points.count)
    var choices = [Int32](repeating: 0, count: places.count)
    for point in 0..<points.count {
      times.forEach(from: point) { place, _ in
        catchments[point] += weights[place]
        choices[place] += 1
      }
    }
    var assigned = [Double](repeating: 0, count: points.count)
    for (place, near) in nearest.enumerated() { if let near { assigned[near.point] += weights[place] } }
    return ReachResult(limit: limit, nearest: nearest, catchments: catchments, assigned: assigned, choices: choices)
  }
}
