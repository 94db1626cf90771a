import GridGeometry

/// Sites with the ground they take, in descending rank.
struct SiteGround {
  /// Offsets into the input's sites, those that win an overlap first.
  let order: [Int32]
  /// In the same order.
  let grounds: [MultiPolygon]

  init(_ input: GroundInput, _ places: PlaceTable, _ settings: GroundSettings) {
    let sites = input.sites
    let order = sites.indices.sorted { a, b in
      sites[a].rank != sites[b].rank ? sites[a].rank > sites[b].rank : (sites[a].id, a) < (sites[b].id, b)
    }
    let points = order.map { sites[$0].ground.isEmpty ? sites[$0].point ?? Point(.nan, .nan) : Point(.nan, .nan) }
    let inCompounds = PointOwners(of: points, in: places.activeGrounds)
    let footprints = input.households.indices.filter { input.households[$0].footprint != nil }
    let nearGrid = PointGrid(footprints.map { input.households[$0].point })
    var grounds: [MultiPolygon] = []
    for (slot, site) in order.enumerated() {
      if !sites[site].ground.isEmpty {
        grounds.append(sites[site].ground)
      } else if !points[slot].isFinite {
        grounds.append(.empty)
      } else if let compound = inCompounds[slot].first {
        grounds.append(places.activeGrounds[Int(compound)])
      } else {
        let footprint = Self.footprint(around: points[slot], input, footprints, nearGrid)
        grounds.append(MultiPolygon(footprint ?? Self.square(around: points[slot], side: settings.pointSiteSide)))
      }
    }
    self.order = order.map(Int32.init)
    self.grounds = grounds
  }

  /// The footprint around a point, looked for among places within 150 m.
  private static func footprint(
    around point: Point, _ input: GroundInput, _ footprints: [Int], _ grid: PointGrid
  ) -> Polygon? {
    var near: [Int32] = []
    grid.collect(in: Envelope(point, point).expanded(by: 150), into: &near)
    let found = near.map { footprints[Int($0)] }.sorted().first {
      input.households[$0].footprint?.contains(point) ?? false
    }
    return found.flatMap { input.households[$0].footprint }
  }

  private static func square(around point: Point, side: Double) -> Polygon {
    let h = side / 2
    let corners = [(-h, -h), (h, -h), (h, h), (-h, h), (-h, -h)]
    return Polygon(exterior: Ring(unchecked: corners.map { Point(point.x + $0.0, point.y + $0.1) }))
  }

  func lines(attribute: Int32) -> [NetworkLine] {
    grounds.flatMap { ground in
      ground.polygons.flatMap { polygon in polygon.rings.map { NetworkLine($0.points, attribute: attribute) } }
    }
  }
}
