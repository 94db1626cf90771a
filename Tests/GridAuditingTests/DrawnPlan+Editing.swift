import GridAuditing
import GridGeometry

extension MultiPolygon {
  /// The same ground with points put into one edge, given by its ends, in the order from first to last.
  func inserting(_ points: [Point], between first: Point, _ last: Point) -> MultiPolygon {
    MultiPolygon(
      polygons.map { polygon in
        Polygon(
          exterior: polygon.exterior.inserting(points, between: first, last),
          holes: polygon.holes.map { $0.inserting(points, between: first, last) })
      })
  }
}

extension Ring {
  fileprivate func inserting(_ inserted: [Point], between first: Point, _ last: Point) -> Ring {
    var result = [points[0]]
    for index in 1..<points.count {
      if points[index - 1] == first && points[index] == last { result += inserted }
      if points[index - 1] == last && points[index] == first { result += inserted.reversed() }
      result.append(points[index])
    }
    return Ring(unchecked: result)
  }
}

extension DrawnPlan {
  /// Bends the edge between two corners of the mesh through other places, in the grids named and the atom beside it.
  mutating func bend(
    _ names: [String], atom: String? = nil, from: (Double, Double), via: [(Double, Double)], to: (Double, Double)
  ) {
    let points = via.map { Self.corner($0.0, $0.1) }
    let ends = (Self.corner(from.0, from.1), Self.corner(to.0, to.1))
    for name in names {
      self[name].ground = self[name].ground.inserting(points, between: ends.0, ends.1)
      self[name].area = nil
      self[name].perimeter = nil
      self[name].polsbyPopper = nil
    }
    guard let atom, let index = input.atoms.firstIndex(where: { $0.id == atom }) else { return }
    edit { $0.atoms[index].ground = $0.atoms[index].ground.inserting(points, between: ends.0, ends.1) }
  }

  /// The id of the atom in a square counted from the south-west; drawings number atoms from the north-west.
  func atom(_ column: Int, _ row: Int) -> String {
    let spot = Self.corner(Double(column) + 0.5, Double(row) + 0.5)
    return input.atoms.first { $0.ground.contains(spot) }?.id ?? ""
  }

  /// Changes the atom in a square.
  mutating func editAtom(_ column: Int, _ row: Int, _ change: (inout AuditAtom) -> Void) {
    let id = atom(column, row)
    guard let index = input.atoms.firstIndex(where: { $0.id == id }) else { return }
    edit { change(&$0.atoms[index]) }
  }

  /// Moves the households of one square to another of the same grid, so that only the ground of the first counts.
  mutating func moveHouseholds(from: (Int, Int), to: (Int, Int)) {
    var moved = 0
    editAtom(from.0, from.1) {
      moved = $0.households
      $0.households = 0
    }
    editAtom(to.0, to.1) { $0.households += moved }
  }

  /// Renames a grid, with the atoms and children that name it.
  mutating func rename(_ name: String, to code: String) {
    let old = self[name].code
    let index = index(of: name)
    codes[name] = code
    edit { input in
      input.grids[index].code = code
      for atom in input.atoms.indices where input.atoms[atom].grid == old { input.atoms[atom].grid = code }
      for grid in input.grids.indices where input.grids[grid].parent == old { input.grids[grid].parent = code }
    }
  }
}
