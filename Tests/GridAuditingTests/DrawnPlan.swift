import GridAuditing
import GridGeometry

/// A plan drawn as text: one letter per square, one drawing per layer, the top line in the north.
///
/// Capital letters are communities. Small letters are base grids, `z` and before it `y`, `x` dedicated ones. In the
/// third drawing a digit is a second-level grid of the base grid below it, a dot ground that is not divided. Each square
/// is an atom with ten households.
struct DrawnPlan {
  static let communityCodes = ["A": "610523110201", "B": "610523110202", "C": "610523110203", "D": "610523110204"]
  static let side = 50.0

  private(set) var input: AuditInput
  /// The code of each grid, by its letters.
  var codes: [String: String] = [:]

  init(communities: [String], base: [String], children: [String]? = nil, bands: [AuditBand] = []) {
    let height = base.count
    func squares(_ drawing: [String]) -> [(letter: String, cell: MeshGround.Cell)] {
      drawing.enumerated().flatMap { line, text in
        text.enumerated().map { (String($1), .init(column: $0, row: height - 1 - line)) }
      }
    }
    func letters(_ drawing: [String]) -> [MeshGround.Cell: String] {
      Dictionary(uniqueKeysWithValues: squares(drawing).map { ($0.cell, $0.letter) })
    }
    let community = letters(communities)
    let child = children.map(letters) ?? [:]
    input = AuditInput(grids: [], atoms: [], communities: [], bands: bands, referenceSystem: "EPSG:3826")

    for letter in Set(community.values).sorted() where letter != "." {
      let cells = squares(communities).filter { $0.letter == letter }.map(\.cell)
      input.communities.append(
        AuditCommunity(
          code: Self.communityCodes[letter] ?? letter, name: letter, households: 10 * cells.count,
          ground: MeshGround.ground(of: cells, side: Self.side)))
    }
    var serials: [String: Int] = [:]
    for letter in Set(squares(base).map(\.letter)).sorted() where letter != "." {
      let cells = squares(base).filter { $0.letter == letter }.map(\.cell)
      let home = Self.communityCodes[community[cells[0]] ?? ""] ?? ""
      serials[home, default: 0] += 1
      let serial = String(1000 + (serials[home] ?? 0)).dropFirst()
      let isDedicated = letter >= "x"
      add(
        letter, code: home + serial, parent: nil, level: isDedicated ? 0 : 1, kind: isDedicated ? "dedicated" : "first",
        home, cells)
      let parts = Set(cells.compactMap { child[$0] }).subtracting(["."]).sorted()
      for part in parts {
        let own = cells.filter { child[$0] == part }
        add(
          letter + part, code: home + serial + "-0" + part, parent: home + serial, level: 2, kind: "second", home, own)
      }
    }
    for (index, square) in squares(base).enumerated() where square.letter != "." {
      let part = child[square.cell].flatMap { $0 == "." ? nil : $0 } ?? ""
      input.atoms.append(
        AuditAtom(
          id: "a\(index)", households: 10, community: Self.communityCodes[community[square.cell] ?? ""] ?? "",
          grid: codes[square.letter + part] ?? "", ground: MeshGround.ground(of: [square.cell], side: Self.side)))
    }
    let parents = Set(input.grids.compactMap(\.parent))
    for index in input.grids.indices { input.grids[index].isLeaf = !parents.contains(input.grids[index].code) }
  }

  private mutating func add(
    _ name: String, code: String, parent: String?, level: Int, kind: String, _ community: String,
    _ cells: [MeshGround.Cell]
  ) {
    codes[name] = code
    let ground = MeshGround.ground(of: cells, side: Self.side)
    let (area, perimeter) = (ground.area, ground.perimeter)
    input.grids.append(
      AuditGrid(
        code: code, parent: parent, level: level, kind: kind, community: community, households: 10 * cells.count,
        isLeaf: true, isExclave: ground.polygons.count > 1, area: area, perimeter: perimeter,
        polsbyPopper: 4 * .pi * area / (perimeter * perimeter), ground: ground))
  }

  /// The grid drawn with a letter, or with a letter and a digit.
  subscript(name: String) -> AuditGrid {
    get { input.grids[index(of: name)] }
    set { input.grids[index(of: name)] = newValue }
  }

  func index(of name: String) -> Int { input.grids.firstIndex { $0.code == codes[name] } ?? 0 }

  mutating func edit(_ change: (inout AuditInput) -> Void) { change(&input) }

  /// The position of a corner of the mesh, counted from the south-west.
  static func corner(_ column: Double, _ row: Double) -> Point {
    Point(500_000 + column * side, 2_700_000 + row * side)
  }

  static func rectangle(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Polygon {
    Polygon(
      exterior: Ring(unchecked: [
        corner(west, south), corner(east, south), corner(east, north), corner(west, north), corner(west, south),
      ]))
  }

  /// Two communities, a school in the first, one first-level grid divided in two; every grid in its band.
  static let small = DrawnPlan(
    communities: [
      "AAAABBBB",
      "AAAABBBB",
      "AAAABBBB",
      "AAAABBBB",
    ],
    base: [
      "aabbcccd",
      "aabbccdd",
      "aazzccdd",
      "aazzccdd",
    ],
    children: [
      "11......",
      "11......",
      "22......",
      "22......",
    ],
    bands: [AuditBand(kind: "first", minimum: 40, maximum: 90), AuditBand(kind: "second", minimum: 20, maximum: 50)])
}
