import GridGeometry

/// A map whose faces are grouped by label, and what is known of each label.
struct LabelledMap {
  struct Facts: Hashable {
    var community: Int32
    /// −1 for open ground.
    var unit: Int32 = -1
    /// −1 for ordinary ground.
    var site: Int32 = -1
    /// Which labels may be joined: those of one domain.
    var domain: Int32

    /// Units and sites keep their ground.
    var isClosed: Bool { unit >= 0 || site >= 0 }
  }

  let map: PlanarMap
  /// Per face, −1 for ground of no community.
  private(set) var label: [Int32]
  private(set) var facts: [Facts]
  /// The face that holds the point which speaks for each place, −1 for none: found once per map.
  let faceOfPlace: [Int32]

  /// - Parameter anchors: The point that speaks for each place.
  init(map: PlanarMap, label: [Int32], facts: [Facts], anchors: [Point]) {
    self.init(map: map, label: label, facts: facts, faceOfPlace: anchors.isEmpty ? [] : map.locate(anchors))
  }

  private init(map: PlanarMap, label: [Int32], facts: [Facts], faceOfPlace: [Int32]) {
    self.map = map
    self.label = label
    self.facts = facts
    self.faceOfPlace = faceOfPlace
  }

  /// The label of each place, −1 for none.
  func labelsOfPlaces() -> [Int32] { faceOfPlace.map { $0 >= 0 ? label[Int($0)] : -1 } }

  var labelCount: Int { facts.count }

  /// The labels at points, −1 for none.
  func labels(at points: [Point]) -> [Int32] {
    map.locate(points).map { $0 >= 0 ? label[Int($0)] : -1 }
  }

  /// The borders between labels, and what runs along them.
  func contacts(_ shares: [BarrierShare]) -> [(a: Int32, b: Int32, share: BarrierShare)] {
    map.adjacency(labels: label).map { contact in
      var sum = BarrierShare()
      for arc in contact.arcs { sum.add(shares[Int(arc)]) }
      return (contact.a, contact.b, sum)
    }
  }

  /// Joins labels by a step of a merger, and renumbers them.
  ///
  /// - Parameter households: Per label.
  /// - Returns: How many labels were joined to others.
  mutating func merge(
    households: [Int], shares: [BarrierShare], greatestWeight: Double, _ step: (inout LabelMerger) -> Void
  ) -> Int {
    let measures = map.measures(labels: label, labelCount: facts.count)
    let pieces = facts.indices.map { index in
      LabelMerger.Piece(
        households: households[index], area: measures[index].area, perimeter: measures[index].perimeter,
        domain: facts[index].domain, isClosed: facts[index].isClosed)
    }
    var merger = LabelMerger(pieces: pieces, contacts: contacts(shares), greatestWeight: greatestWeight)
    step(&merger)
    guard merger.merges > 0 else { return 0 }
    let (numbers, count) = merger.compactLabels()
    var joined = [Facts?](repeating: nil, count: count)
    for (index, number) in numbers.enumerated() {
      if let first = joined[Int(number)], first.isClosed || !facts[index].isClosed { continue }
      joined[Int(number)] = facts[index]
    }
    facts = joined.compactMap { $0 }
    label = label.map { $0 >= 0 ? numbers[Int($0)] : -1 }
    return merger.merges
  }

  /// Gives every connected part of a label a label of its own.
  mutating func splitIntoComponents() {
    let (component, count) = map.components(labels: label)
    var parts = [Facts?](repeating: nil, count: count)
    for (face, part) in component.enumerated() where part >= 0 { parts[Int(part)] = facts[Int(label[face])] }
    facts = parts.compactMap { $0 }
    label = component
  }

  /// Households per label that stand in places.
  func households(of places: [HouseholdPlace]) -> [Int] {
    var sums = [Int](repeating: 0, count: facts.count)
    for (place, face) in faceOfPlace.enumerated() where face >= 0 && label[Int(face)] >= 0 {
      sums[Int(label[Int(face)])] += places[place].households
    }
    return sums
  }
}

extension LabelledMap {
  /// Gives labels away to others; those left without a face keep their number and have no ground.
  mutating func relabel(_ change: (Int32) -> Int32) {
    label = label.map { $0 >= 0 ? change($0) : -1 }
  }

  /// Says which labels may be joined from now on.
  mutating func setDomains(_ domain: (Facts) -> Int32) {
    for index in facts.indices { facts[index].domain = domain(facts[index]) }
  }

  /// Numbers labels in a new order; labels that are not in it have no ground.
  mutating func renumber(_ order: [Int32]) {
    var number = [Int32](repeating: -1, count: facts.count)
    for (new, old) in order.enumerated() { number[Int(old)] = Int32(new) }
    label = label.map { $0 >= 0 ? number[Int($0)] : -1 }
    facts = order.map { facts[Int($0)] }
  }
}
