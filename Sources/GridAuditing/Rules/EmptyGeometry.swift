import GridGeometry

/// Every grid, atom and community has ground, with coordinates that are numbers.
struct EmptyGeometry: AuditRule {
  let id = "empty-geometry"
  let claim = Wording(en: "Every geometry has ground.", zh: "所有几何图形均有面积。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.storedGrounds.compactMap { item in
      switch item.state {
      case .sound, .invalid: return nil
      case .empty:
        return Finding(
          id, .error, subjects: item.subjects, grids: item.grids,
          Wording(en: "\(item.name.en) has no ground.", zh: "\(item.name.zh)没有范围。"))
      case .notFinite(let place):
        return Finding(
          id, .error, subjects: item.subjects, grids: item.grids, place: place.map(Geometry.point),
          Wording(en: "\(item.name.en) has coordinates that are not numbers.", zh: "\(item.name.zh)的坐标不是有效数字。"))
      }
    }
  }
}

/// One geometry of a plan with the words to name it.
struct StoredGround {
  let state: GroundState
  let subjects: [String]
  let grids: [String]
  let name: Wording
}

extension AuditEvidence {
  /// All geometries that are not plainly sound: communities, grids, atoms.
  var storedGrounds: [StoredGround] {
    func faulty(
      _ layer: GroundLayer, _ noun: Wording, _ name: (Int) -> String, grids: (Int) -> [String]
    ) -> [StoredGround] {
      layer.states.indices.filter { layer.states[$0] != .sound }.map { index in
        StoredGround(
          state: layer.states[index], subjects: [noun.en, name(index)], grids: grids(index),
          name: Wording(en: "\(noun.en) \(name(index))", zh: "\(noun.zh) \(name(index)) "))
      }
    }
    return faulty(communities, Wording(en: "Community", zh: "社区"), { input.communities[$0].code }, grids: { _ in [] })
      + faulty(grids, Wording(en: "Grid", zh: "网格"), code, grids: { [code($0)] })
      + faulty(atoms, Wording(en: "Atom", zh: "单元"), { input.atoms[$0].id }, grids: namedGrid)
  }
}
