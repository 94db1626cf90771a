import GridAuditing
import GridCoverages
import GridGeometry
import GridPartitioning

extension AdoptedLand {
  /// The ground of a county cut along the lines of the grids: makes atoms as planning does, each inside one settled piece
  /// and one community.
  init(
    _ county: AdoptedCounty, _ claims: [Adoption.Claim], _ settled: SettledClaims, _ options: AdoptionOptions,
    control: PlanningControl
  ) throws(PlanError) {
    self.init(codes: claims.map { GridCode($0.code) })
    let cut: CutGround
    let map: AtomMap
    do {
      cut = try CutGround(county, claims, settled, noiseWidth: options.sliverWidth)
      var settings = county.settings(threads: options.threads)
      settings.precision = Adoption.precision
      // The lines of the grids stand as they are, gaps included.
      settings.communityTolerance = 0
      settings.keepsCommunityLines = true
      map = try makeAtoms(cut.input, settings, control: control.ground)
    } catch {
      throw .coverage(error, source: county.name)
    }
    let cells = map.communities.map { cut.cells[$0.code] ?? CutGround.Cell(claim: nil, community: nil) }
    grounds = map.polygons(
      zones: map.atoms.map { cells[$0.community].claim.map(Int32.init) ?? -1 }, count: claims.count)
    settle(map, cells, claims, county, options)
    atoms = atoms(map, cells, cut, county)
    communities = communities(map, cells, county)
    modelledHouseholds = atoms.reduce(0) { $1.isModelled ? $0 + $1.households : $0 }
    householdsOutside = county.households - atoms.reduce(0) { $0 + $1.households }
    findings = Finding.of(county.groundNotes + (map.repairs + map.findings).filter { !Self.isToldOfTheLayer($0) })
  }

  /// Gaps between grids are findings of the layer itself.
  private static func isToldOfTheLayer(_ note: GroundNote) -> Bool { note.rule.hasPrefix("community-") }

  /// The communities of the grids: as the layer states them where the county knows them, else where most of a grid's
  /// households are, and without households most of its ground.
  private mutating func settle(
    _ map: AtomMap, _ cells: [CutGround.Cell], _ claims: [Adoption.Claim], _ county: AdoptedCounty,
    _ options: AdoptionOptions
  ) {
    var tallies = [[Int: (households: Int, area: Double)]](repeating: [:], count: claims.count)
    persons = claims.map { _ in nil }
    for atom in map.atoms {
      let cell = cells[atom.community]
      guard let claim = cell.claim else { continue }
      if let more = atom.persons { persons[claim] = (persons[claim] ?? 0) + more }
      guard let community = cell.community else { continue }
      tallies[claim][community, default: (0, 0)].households += atom.households
      tallies[claim][community, default: (0, 0)].area += atom.area
    }
    let known = Dictionary(
      county.communities.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    homes = claims.indices.map { claim in
      let most = tallies[claim].min { a, b in
        (-a.value.households, -a.value.area, a.key) < (-b.value.households, -b.value.area, b.key)
      }
      guard let home = known[claims[claim].community] ?? most?.key else {
        return Home(code: options.code, township: claims[claim].township)
      }
      return Home(code: county.communities[home].code, township: county.communities[home].township)
    }
  }

  private func atoms(
    _ map: AtomMap, _ cells: [CutGround.Cell], _ cut: CutGround, _ county: AdoptedCounty
  ) -> [PlanAtom] {
    let polygons = map.atomPolygons()
    return map.atoms.indices.compactMap { index in
      let atom = map.atoms[index]
      let cell = cells[atom.community]
      guard let claim = cell.claim else { return nil }
      let isShared = atom.unit.map { cut.isShared[$0] } ?? false
      return PlanAtom(
        id: atom.id, households: atom.households,
        community: cell.community.map { county.communities[$0].code } ?? homes[claim].code,
        compound: atom.compounds.count == 1 ? cut.compoundIDs[atom.compounds[0]] : nil, site: nil,
        unit: atom.unit.map { cut.unitIDs[$0] }, grid: code(of: claim), isUrban: atom.isUrban,
        isModelled: atom.isModelled || isShared, ground: polygons[index])
    }
  }

  private func communities(_ map: AtomMap, _ cells: [CutGround.Cell], _ county: AdoptedCounty) -> [PlanCommunity] {
    let grounds = map.polygons(
      zones: map.atoms.map { cells[$0.community].community.map(Int32.init) ?? -1 }, count: county.communities.count)
    let sums = atoms.reduce(into: [String: Int]()) { $0[$1.community, default: 0] += $1.households }
    return county.communities.indices.map { index in
      let community = county.communities[index]
      return PlanCommunity(
        code: community.code, name: community.name, township: community.township,
        households: sums[community.code] ?? 0, ground: grounds[index])
    }
  }
}

/// The layers of a county cut along the lines of settled grids and of communities.
struct CutGround {
  /// Ground in one settled piece and one community, or outside of either.
  struct Cell {
    let claim: Int?
    let community: Int?
  }

  /// The cells stand for the communities, so that no atom crosses a line of theirs.
  private(set) var input: GroundInput
  /// By code in ``input``.
  private(set) var cells: [String: Cell] = [:]
  /// By unit of ``input``, the unit of the county it is of, and whether its households were shared by area.
  private(set) var unitIDs: [String] = []
  private(set) var isShared: [Bool] = []
  /// By compound of ``input``, the compound of the county it is of.
  private(set) var compoundIDs: [String] = []

  /// - Parameter noiseWidth: Ground between lines of two layers narrower than this is drawing noise, in metres.
  init(
    _ county: AdoptedCounty, _ claims: [Adoption.Claim], _ settled: SettledClaims, noiseWidth: Double
  ) throws(CoverageError) {
    input = county.input
    input.sites = []
    let divided = try DividedGround(
      [settled.pieces.map(\.ground), county.communities.map(\.ground), input.units.map(\.ground)],
      noiseWidth: noiseWidth, precision: Adoption.precision)
    let grounds = divided.parts(byFirst: 2).filter { $0.owners != [nil, nil] }
    let codes = name(grounds, county, claims, settled)
    input.communities = zip(grounds, codes).map { part, code in
      CommunityArea(
        code: code, name: code, isUrban: part.owners[1].map { county.communities[$0].isUrban } ?? true,
        ground: part.ground)
    }
    let codeOf = Dictionary(
      zip(grounds.map { Array($0.owners.prefix(2)) }, codes), uniquingKeysWith: { first, _ in first })
    cutUnits(divided.parts(byFirst: 3).map { ($0, codeOf[Array($0.owners.prefix(2))]) })
    do {
      try cutCompounds(noiseWidth: noiseWidth)
    } catch {
      throw .geometry(error)
    }
    // Households outside the grids are counted by the audit of the layer.
    let locator = PointLocator(settled.grounds)
    input.households.removeAll { locator.locate($0.point) == .outside }
  }

  /// Names a cell by its grid, or by its community where there is no grid; further cells of one name are numbered.
  private mutating func name(
    _ grounds: [DividedGround.Part], _ county: AdoptedCounty, _ claims: [Adoption.Claim], _ settled: SettledClaims
  ) -> [String] {
    var taken = Set(claims.map(\.code) + county.communities.map(\.code))
    var isFirst = Set<String>()
    return grounds.map { part in
      let claim = part.owners[0].map { settled.pieces[$0].owner }
      let name = claim.map { claims[$0].code } ?? part.owners[1].map { county.communities[$0].code } ?? ""
      var code = name
      var number = 1
      if claim == nil || !isFirst.insert(name).inserted {
        repeat {
          number += 1
          code = "\(name)#\(number)"
        } while !taken.insert(code).inserted
      }
      cells[code] = Cell(claim: claim, community: part.owners[1])
      return code
    }
  }

  /// Units in several cells become several, which share the households by area.
  private mutating func cutUnits(_ parts: [(part: DividedGround.Part, cell: String?)]) {
    var partsOfUnit = [[Int]](repeating: [], count: input.units.count)
    for (index, item) in parts.enumerated() {
      if let unit = item.part.owners[2] { partsOfUnit[unit].append(index) }
    }
    var units: [UnitArea] = []
    for (unit, members) in zip(input.units, partsOfUnit) {
      if members.isEmpty, let point = unit.ground.interiorPoint {
        // All of it is narrower than the noise: its households stay where they are.
        input.households.append(
          .init(id: unit.id, households: unit.households, persons: unit.persons, point: point))
      }
      let areas = members.map { parts[$0].part.area }
      let households = unit.households.shared(by: areas)
      let persons = unit.persons?.shared(by: areas)
      for (place, member) in members.enumerated() {
        guard let cell = parts[member].cell else { continue }
        units.append(
          UnitArea(
            id: place == 0 ? unit.id : "\(unit.id)#\(place + 1)", households: households[place],
            persons: persons?[place], community: cell, isUrban: unit.isUrban, ground: parts[member].part.ground))
        unitIDs.append(unit.id)
        isShared.append(members.count > 1)
      }
    }
    input.units = units
  }

  /// Compounds in several cells become several: households belong to the grid they live in, not to that with most of
  /// their compound.
  private mutating func cutCompounds(noiseWidth: Double) throws(GeometryError) {
    guard !input.compounds.isEmpty else { return }
    let tree = try STRtree(input.communities.map(\.ground.envelope))
    var compounds: [CompoundArea] = []
    for compound in input.compounds {
      var parts: [MultiPolygon] = []
      for cell in try tree.query(compound.ground.envelope) {
        let part = try Overlay.intersection(compound.ground, input.communities[cell].ground)
        if !part.isThinner(than: noiseWidth) { parts.append(part) }
      }
      if parts.count < 2 { parts = [compound.ground] }
      for (place, part) in parts.enumerated() {
        compounds.append(
          CompoundArea(id: place == 0 ? compound.id : "\(compound.id)#\(place + 1)", ground: part))
        compoundIDs.append(compound.id)
      }
    }
    input.compounds = compounds
  }
}
