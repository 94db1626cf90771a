import GridGeometry

/// The last stage: connected pieces become atoms, with their households and borders.
extension GroundWork {
  mutating func atoms(from divided: LabelledMap) throws(CoverageError) -> AtomMap {
    var state = divided
    state.splitIntoComponents()
    var shares = shares(of: state.map)
    if !base.isUnitsOnly {
      state.setDomains { $0.community }
      absorbSlivers(in: &state, shares)
      try partAtNecks(&state, &shares)
      mergePieces(of: &state, shares)
      // Pieces merged along a slanting line beside a strip hang by the strip.
      try partAtNecks(&state, &shares)
    }
    let order = communityOrder(of: state)
    state.renumber(order)
    var atoms = bareAtoms(of: state)
    fill(&atoms, state)
    let borders = borders(of: state, shares, &atoms)
    counts.faces = state.map.faceCount
    noteHeavyAtoms(atoms)
    try finish("atoms")
    let all = base.repairs + notes.filter { $0.severity == .info }
    let findings = base.findings + notes.filter { $0.severity != .info }
    return AtomMap(
      map: state.map, atomOfFace: state.label, atoms: atoms, borders: borders, communities: base.communities,
      repairs: all, findings: findings, counts: counts, seconds: seconds)
  }

  /// Absorbs what is left of slivers and merges light pieces up to the target, within communities.
  private mutating func mergePieces(of state: inout LabelledMap, _ shares: [BarrierShare]) {
    state.setDomains { $0.community }
    let settings = settings
    let sums = households(in: state)
    var slivers = 0
    let merged = state.merge(households: sums, shares: shares, greatestWeight: categories.greatestWeight) { merger in
      merger.absorbSlivers(
        width: settings.sliverWidth, area: settings.sliverArea, minimumContact: settings.minimumContact)
      slivers = merger.merges
      merger.mergeLight(
        target: settings.atomTarget, maximum: settings.atomMaximum, minimumContact: settings.minimumContact)
    }
    counts.sliversAbsorbed += slivers
    counts.lightPiecesMerged = merged - slivers
  }

  /// Labels by community, then by their first face, which is by position.
  private func communityOrder(of state: LabelledMap) -> [Int32] {
    var firstFace = [Int](repeating: .max, count: state.labelCount)
    for (face, label) in state.label.enumerated() where label >= 0 && firstFace[Int(label)] == .max {
      firstFace[Int(label)] = face
    }
    return (0..<Int32(state.labelCount)).filter { firstFace[Int($0)] != .max }.sorted { a, b in
      (state.facts[Int(a)].community, firstFace[Int(a)]) < (state.facts[Int(b)].community, firstFace[Int(b)])
    }
  }

  private func bareAtoms(of state: LabelledMap) -> [Atom] {
    let measures = state.map.measures(labels: state.label, labelCount: state.labelCount)
    var largest = [(area: Double, face: Int)](repeating: (-1, 0), count: state.labelCount)
    for (face, label) in state.label.enumerated() where label >= 0 {
      let area = state.map.faces[face].area
      if area > largest[Int(label)].area { largest[Int(label)] = (area, face) }
    }
    var serial = [Int](repeating: 0, count: base.communities.count)
    var parts = [Int](repeating: 0, count: input.units.count)
    return state.facts.indices.map { index in
      let facts = state.facts[index]
      let community = base.communities[Int(facts.community)]
      var id: String
      if facts.unit >= 0 {
        parts[Int(facts.unit)] += 1
        id = input.units[Int(facts.unit)].id
        if parts[Int(facts.unit)] > 1 { id += "#\(parts[Int(facts.unit)])" }
      } else {
        serial[Int(facts.community)] += 1
        let digits = String(serial[Int(facts.community)])
        id = "\(community.code)-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      }
      let isUrban = facts.unit >= 0 ? input.units[Int(facts.unit)].isUrban ?? community.isUrban : community.isUrban
      return Atom(
        id: id, community: Int(facts.community), households: 0, persons: nil, groups: [], isModelled: false,
        compounds: [],
        compound: nil, site: facts.site >= 0 ? Int(facts.site) : nil, unit: facts.unit >= 0 ? Int(facts.unit) : nil,
        isUrban: isUrban, area: measures[index].area, perimeter: measures[index].perimeter,
        position: state.map.interiorPoint(ofFace: largest[index].face), component: 0)
    }
  }

  /// Puts every household into its atom, or counts it as outside.
  private mutating func fill(_ atoms: inout [Atom], _ state: LabelledMap) {
    for (unit, label) in mainLabelOfUnits(in: state) {
      atoms[Int(label)].households += input.units[unit].households
      atoms[Int(label)].add(input.units[unit].groups)
      if let persons = input.units[unit].persons {
        atoms[Int(label)].persons = (atoms[Int(label)].persons ?? 0) + persons
      }
    }
    for (unit, community) in base.communityOfUnit.enumerated() where community < 0 {
      counts.placesOutside += 1
      counts.householdsOutside += input.units[unit].households
    }
    var lost: [Int] = []
    var doubled = 0
    for (place, label) in state.labelsOfPlaces().enumerated() {
      let source = input.households[place]
      guard label >= 0 else {
        lost.append(place)
        continue
      }
      atoms[Int(label)].households += source.households
      atoms[Int(label)].add(source.groups)
      if let persons = source.persons { atoms[Int(label)].persons = (atoms[Int(label)].persons ?? 0) + persons }
      if source.isModelled, source.households > 0 { atoms[Int(label)].isModelled = true }
      if atoms[Int(label)].unit != nil { doubled += source.households }
    }
    let compoundLabels = state.labels(at: places.active.map { places.compoundAnchor[Int($0)] })
    for (slot, label) in compoundLabels.enumerated() where label >= 0 {
      atoms[Int(label)].compounds.append(Int(places.active[slot]))
    }
    for index in atoms.indices where atoms[index].compounds.count == 1 {
      atoms[index].compound = input.compounds[atoms[index].compounds[0]].id
    }
    noteOutside(lost)
    if doubled > 0 {
      notes.append(
        GroundNote(
          rule: "place-inside-unit", severity: .warning,
          text: "\(doubled) households of places lie in units that have a count of their own; both are added.",
          measure: Double(doubled), unit: "households"))
    }
  }

  /// At most this many places outside get a note each; the rest share one.
  private static let notesOutside = 500

  private mutating func noteOutside(_ lost: [Int]) {
    for place in lost {
      counts.placesOutside += 1
      counts.householdsOutside += input.households[place].households
      if input.households[place].isModelled { counts.modelledOutside += input.households[place].households }
    }
    let inhabited = lost.filter { input.households[$0].households > 0 }
    for place in inhabited.prefix(Self.notesOutside) {
      let source = input.households[place]
      notes.append(
        GroundNote(
          rule: "household-outside", severity: .warning,
          text: "Place \(source.id) with \(source.households) households lies in no community.",
          place: .point(source.point), measure: Double(source.households), unit: "households", subjects: [source.id]))
    }
    let rest = inhabited.dropFirst(Self.notesOutside)
    if !rest.isEmpty {
      let sum = rest.reduce(0) { $0 + input.households[$1].households }
      notes.append(
        GroundNote(
          rule: "household-outside", severity: .warning,
          text: "\(rest.count) more places with \(sum) households lie in no community.",
          measure: Double(sum), unit: "households"))
    }
  }

  private mutating func noteHeavyAtoms(_ atoms: [Atom]) {
    guard !base.isUnitsOnly else { return }
    for atom in atoms where atom.households > settings.atomMaximum && atom.unit == nil && atom.site == nil {
      let what = atom.compound.map { "compound \($0) stands in it whole" } ?? "it holds one place"
      notes.append(
        GroundNote(
          rule: "atom-above-maximum", severity: .info,
          text: "Atom \(atom.id) holds \(atom.households) households, more than \(settings.atomMaximum): \(what).",
          place: .point(atom.position), measure: Double(atom.households), unit: "households",
          subjects: [atom.id] + (atom.compound.map { [$0] } ?? [])))
    }
  }
}

extension Atom {
  /// Adds counts of household groups to its own.
  fileprivate mutating func add(_ counts: [Int]) {
    for (group, count) in counts.enumerated() {
      if group < groups.count { groups[group] += count } else { groups.append(count) }
    }
  }
}
