import GridGeometry

/// The communities, and the units in them, before anything is divided: every later face asks here where it lies.
struct BaseGround {
  /// Ordered by code.
  let communities: [CommunityArea]
  /// The offset of each unit's community, −1 for none.
  let communityOfUnit: [Int32]
  /// `nil` without units.
  let units: OwnedFaces?
  /// `nil` when the units cover the communities by themselves.
  let open: OwnedFaces?
  private(set) var repairs: [GroundNote] = []
  private(set) var findings: [GroundNote] = []

  /// Whether all ground is units.
  var isUnitsOnly: Bool { open == nil }

  init(_ input: GroundInput, _ settings: GroundSettings) throws(CoverageError) {
    var communities = input.communities
    let known = Set(communities.map(\.code))
    if communities.isEmpty {
      for code in Set(input.units.compactMap(\.community)).sorted() {
        communities.append(CommunityArea(code: code, name: code, ground: .empty))
      }
    }
    // Stable codes make stable offsets, whatever the order of the input.
    communities.sort { ($0.code, $0.name) < ($1.code, $1.name) }
    self.communities = communities
    var offsets: [String: Int32] = [:]
    for (index, community) in communities.enumerated() where offsets[community.code] == nil {
      offsets[community.code] = Int32(index)
    }
    var communityOfUnit = input.units.map { $0.community.flatMap { offsets[$0] } ?? -1 }
    let isCovered = Self.unitsCover(communities, input.units, communityOfUnit, hasPolygons: !known.isEmpty, settings)
    var open: OwnedFaces?
    if !known.isEmpty, !isCovered {
      open = try OwnedFaces(
        communities.map(\.ground), precision: settings.precision, tolerance: settings.communityTolerance,
        gapsAreErrors: true, wording: .init(name: "community", codes: communities.map(\.code)))
    }
    if let open, communityOfUnit.contains(-1) {
      let places = open.map.locate(input.units.map { $0.ground.interiorPoint ?? Point(.nan, .nan) })
      for (unit, face) in places.enumerated() where communityOfUnit[unit] < 0 && face >= 0 {
        communityOfUnit[unit] = open.owner[Int(face)]
      }
    }
    var units: OwnedFaces?
    if !input.units.isEmpty {
      units = try OwnedFaces(
        input.units.map(\.ground), precision: settings.precision, tolerance: settings.communityTolerance,
        gapsAreErrors: open == nil, wording: .init(name: "unit", codes: input.units.map(\.id)))
    }
    self.communityOfUnit = communityOfUnit
    self.units = units
    self.open = open
    repairs = (open?.repairs ?? []) + (units?.repairs ?? [])
    findings = (open?.findings ?? []) + (units?.findings ?? [])
    for (unit, community) in communityOfUnit.enumerated() where community < 0 {
      let area = input.units[unit]
      findings.append(
        GroundNote(
          rule: "unit-without-community", severity: .error,
          text:
            "Unit \(area.id) states no known community and lies in none; "
            + "its \(area.households) households are left out.",
          place: area.ground.interiorPoint.map(Geometry.point), measure: Double(area.households), unit: "households",
          subjects: [area.id]))
    }
  }

  /// Whether the units, by their stated codes, make up the communities within tolerance, so that the communities'
  /// own lines add nothing.
  private static func unitsCover(
    _ communities: [CommunityArea], _ units: [UnitArea], _ communityOfUnit: [Int32], hasPolygons: Bool,
    _ settings: GroundSettings
  ) -> Bool {
    guard !settings.keepsCommunityLines, !units.isEmpty, hasPolygons, !communityOfUnit.contains(-1) else { return false }
    var areas = [Double](repeating: 0, count: communities.count)
    var envelopes = [Envelope](repeating: .empty, count: communities.count)
    for (unit, community) in units.indices.map({ (units[$0], communityOfUnit[$0]) }) {
      areas[Int(community)] += unit.ground.area
      envelopes[Int(community)].form(union: unit.ground.envelope)
    }
    // Equal areas in different places are no cover.
    let reach = settings.communityTolerance + settings.precision
    return communities.indices.allSatisfy { index in
      let ground = communities[index].ground
      return abs(ground.area - areas[index])
        <= max(settings.sliverArea, ground.perimeter * settings.communityTolerance / 2)
        && areas[index] > 0 && envelopes[index].isNear(ground.envelope, within: reach)
    }
  }

  /// The unit and the community at each point, −1 for none.
  func locate(_ points: [Point]) -> (unit: [Int32], community: [Int32]) {
    var unit = [Int32](repeating: -1, count: points.count)
    var community = unit
    if let open {
      for (index, face) in open.map.locate(points).enumerated() where face >= 0 {
        community[index] = open.owner[Int(face)]
      }
    }
    if let units {
      for (index, face) in units.map.locate(points).enumerated() where face >= 0 && units.owner[Int(face)] >= 0 {
        unit[index] = units.owner[Int(face)]
        community[index] = communityOfUnit[Int(unit[index])]
      }
    }
    return (unit, community)
  }
}

extension Envelope {
  /// Whether each side lies within a distance of the other's.
  fileprivate func isNear(_ other: Envelope, within distance: Double) -> Bool {
    abs(minX - other.minX) <= distance && abs(minY - other.minY) <= distance && abs(maxX - other.maxX) <= distance
      && abs(maxY - other.maxY) <= distance
  }
}
