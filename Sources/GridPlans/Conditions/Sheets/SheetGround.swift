import GridGeometry
import GridMaps

/// The ground that the sheets of a map share, computed once.
struct SheetGround: Sendable {
  /// In the order of the map's townships and communities; without ground where none of the plan's grids lies in one.
  let townships: [MultiPolygon]
  let communities: [MultiPolygon]
  let county: MultiPolygon
  /// In the order of the map's clusters.
  let clusters: [MultiPolygon]
  /// The same for small maps.
  let smallTownships: [MultiPolygon]
  let smallCommunities: [MultiPolygon]
  let smallCounty: MultiPolygon
  let barriers: [MapLine]

  init(_ map: ConditionsMap, _ plan: Plan) throws(PlanError) {
    let own = Dictionary(plan.communities.map { ($0.code, $0.ground) }, uniquingKeysWith: { first, _ in first })
    var ofCommunity: [String: [MultiPolygon]] = [:]
    var ofTownship: [String: [MultiPolygon]] = [:]
    for grid in map.grids where grid.isLeaf && own[grid.community] == nil {
      ofCommunity[grid.community, default: []].append(grid.ground)
      ofTownship[grid.township, default: []].append(grid.ground)
    }
    for community in plan.communities { ofTownship[community.township, default: []].append(community.ground) }
    communities = try map.communities.map { place throws(PlanError) in
      if let known = own[place.code] { return known }
      return try Self.union(ofCommunity[place.code] ?? [])
    }
    townships = try map.townships.map { place throws(PlanError) in try Self.union(ofTownship[place.code] ?? []) }
    // A grid that states no township is ground of the county all the same.
    county = try Self.union(townships + (ofTownship[""] ?? []))
    let leaves = Dictionary(map.grids.map { ($0.code, $0.ground) }, uniquingKeysWith: { first, _ in first })
    clusters = try map.clusters.map { cluster throws(PlanError) in try Self.union(cluster.grids.compactMap { leaves[$0] }) }
    let bounds = county.envelope
    let tolerance = max(bounds.width, bounds.height, 1) / 900
    let small = thinned([county] + townships, tolerance: tolerance)
    smallCounty = small.first ?? .empty
    smallTownships = Array(small.dropFirst())
    smallCommunities = thinned(communities, tolerance: tolerance / 3)
    barriers = plan.barriers.flatMap { barrier in
      barrier.geometry.lines.map { MapLine($0.points, stroke: .barrier(barrier.category)) }
    }
  }

  private static func union(_ grounds: [MultiPolygon]) throws(PlanError) -> MultiPolygon {
    do {
      return try Overlay.union(grounds.flatMap(\.polygons))
    } catch {
      throw .internalFault("putting grounds together for map sheets: \(error.message)")
    }
  }
}
