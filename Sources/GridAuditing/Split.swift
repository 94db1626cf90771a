import GridGeometry

/// Atoms that belong together but lie in several grids.
struct Split {
  let name: String
  let atoms: [Int]
  /// The grids that hold them, ascending.
  let grids: [Int]

  func finding(rule: String, noun: Wording, evidence: AuditEvidence) -> Finding {
    let codes = grids.map(evidence.code)
    let place = MultiPolygon(atoms.flatMap { evidence.atoms.grounds[$0].polygons })
    return Finding(
      rule, .error, subjects: [name], grids: codes, place: place.isEmpty ? nil : .multiPolygon(place),
      measure: Double(grids.count), unit: "grids",
      Wording(
        en: "\(noun.en) \(name) is split between \(counted(grids.count, "grid")): \(AuditEvidence.list(codes)).",
        zh: "\(noun.zh) \(name) 被分在 \(grids.count) 个网格：\(AuditEvidence.list(codes))。"))
  }
}

extension AuditEvidence {
  /// Groups of atoms in more than one grid, at the shallowest level where that is so, in order of their first atoms.
  func splits(by name: (AuditAtom) -> String?) -> [Split] {
    var order: [String] = []
    var members: [String: [Int]] = [:]
    for (index, atom) in input.atoms.enumerated() {
      guard let name = name(atom), gridOfAtom[index] >= 0 else { continue }
      if members[name] == nil { order.append(name) }
      members[name, default: []].append(index)
    }
    return order.compactMap { name in
      let atoms = members[name] ?? []
      for depth in 0..<max(1, input.wholeCompoundsDownTo) {
        let holders = Set(atoms.map { tree.ancestor(of: gridOfAtom[$0], atDepth: depth) }.filter { $0 >= 0 })
        if holders.count > 1 { return Split(name: name, atoms: atoms, grids: holders.sorted()) }
      }
      return nil
    }
  }
}
