import GridGeometry

/// Places and compounds: which place stands in which compound, and the point that speaks for each.
struct PlaceTable {
  /// The compound each place stands in, −1 for none; only compounds with households count.
  private(set) var compoundOfPlace: [Int32]
  /// Households per compound; 0 makes it an impostor that nothing looks at.
  private(set) var compoundHouseholds: [Int]
  /// Inside the compound, and inside the community that owns it.
  private(set) var compoundAnchor: [Point]
  /// −1 outside every community.
  private(set) var compoundCommunity: [Int32]
  /// Compounds with households, ascending, and their ground in the same order.
  let active: [Int32]
  let activeGrounds: [MultiPolygon]
  private(set) var notes: [GroundNote] = []

  init(_ input: GroundInput, base: BaseGround) throws(CoverageError) {
    let compounds = input.compounds
    let areas = compounds.map(\.ground.area)
    let owners = PointOwners(of: input.households.map(\.point), in: compounds.map(\.ground))
    compoundOfPlace = input.households.indices.map { place in
      owners[place].min { a, b in (areas[Int(a)], compounds[Int(a)].id) < (areas[Int(b)], compounds[Int(b)].id) } ?? -1
    }
    var households = [Int](repeating: 0, count: compounds.count)
    for (place, compound) in compoundOfPlace.enumerated() where compound >= 0 {
      households[Int(compound)] += input.households[place].households
    }
    for (place, compound) in compoundOfPlace.enumerated() where compound >= 0 && households[Int(compound)] == 0 {
      compoundOfPlace[place] = -1
    }
    compoundHouseholds = households
    active = compounds.indices.filter { households[$0] > 0 }.map(Int32.init)
    activeGrounds = active.map { compounds[Int($0)].ground }
    compoundAnchor = compounds.map { $0.ground.interiorPoint ?? Point(.nan, .nan) }
    compoundCommunity = base.locate(compoundAnchor).community
    let impostors = compounds.count - active.count
    if impostors > 0 {
      notes.append(
        GroundNote(
          rule: "compound-without-households", severity: .info,
          text: "\(impostors) of \(compounds.count) compounds hold no household and are not kept whole.",
          measure: Double(impostors), unit: "compounds"))
    }
    try settleStraddlers(input, base)
  }

  /// The point that decides which atom a place belongs to: the compound's where it stands in one.
  func anchor(of place: Int, _ input: GroundInput) -> Point {
    let compound = compoundOfPlace[place]
    return compound >= 0 ? compoundAnchor[Int(compound)] : input.households[place].point
  }

  /// Gives each compound that crosses a community line to the community with most of its ground.
  private mutating func settleStraddlers(_ input: GroundInput, _ base: BaseGround) throws(CoverageError) {
    guard let open = base.open, !active.isEmpty else { return }
    let lines = open.borderLines(attribute: -1)
    let walls = CompoundWalls(activeGrounds)
    let crossed = walls.erase(from: lines, tolerance: 0.5).crossed
    guard !crossed.isEmpty else { return }
    let grounds = open.map.polygons(labels: open.owner, labelCount: base.communities.count)
    let envelopes = grounds.map(\.envelope)
    for slot in crossed {
      let compound = Int(active[Int(slot)])
      let ground = input.compounds[compound].ground
      var parts: [(community: Int, ground: MultiPolygon)] = []
      for community in grounds.indices where envelopes[community].intersects(ground.envelope) {
        do throws(GeometryError) {
          let part = try Overlay.intersection(ground, grounds[community])
          if part.area > 0 { parts.append((community, part)) }
        } catch {
          continue  // A compound whose outline crosses itself keeps its interior point's community.
        }
      }
      guard let most = parts.max(by: { $0.ground.area < $1.ground.area }), let anchor = most.ground.interiorPoint else {
        continue
      }
      compoundAnchor[compound] = anchor
      compoundCommunity[compound] = Int32(most.community)
      let outside = max(0, ground.area - most.ground.area)
      guard outside > ground.area / 100 else { continue }
      let code = base.communities[most.community].code
      notes.append(
        GroundNote(
          rule: "compound-over-community-line", severity: .warning,
          text: "Compound \(input.compounds[compound].id) lies \(percent(outside / ground.area)) outside community "
            + "\(code), which has most of it and all of its \(compoundHouseholds[compound]) households.",
          place: .multiPolygon(ground), measure: outside, unit: "m²",
          subjects: [input.compounds[compound].id] + parts.map { base.communities[$0.community].code }))
    }
  }
}

/// A share for a sentence, in whole percent.
func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
