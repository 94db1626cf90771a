import GridCoverages
import GridGeometry

/// Makes grid records with ground, codes and names out of zones.
struct GridAssembly {
  let map: AtomMap
  let sites: [SiteArea]
  /// Dedicated grids lie over the others and hold no atoms.
  let isOverlaid: Bool
  let tree: ZoneTree
  let previous: PreviousPlan
  let date: String

  /// The grids, parents before children, communities in order; the code of each atom's leaf; the codes that retire.
  func assemble() -> (grids: [Grid], leafOfAtom: [GridCode], codeOfZone: [[GridCode?]], retired: [RetiredCode]) {
    var pieces = baseGrids()
    var retired: [RetiredCode] = []
    number(&pieces, retired: &retired)
    var grids: [Grid] = []
    var leafOfAtom = [GridCode](repeating: GridCode(""), count: map.atoms.count)
    var codeOfZone = tree.levels.map { [GridCode?](repeating: nil, count: $0.count) }
    for piece in pieces { emit(piece, into: &grids, leaves: &leafOfAtom, codes: &codeOfZone) }
    for index in retired.indices where retired[index].successor == nil {
      retired[index] = successor(of: retired[index], leafOfAtom)
    }
    return (grids, leafOfAtom, codeOfZone, previous.retired + retired)
  }

  /// A grid under construction.
  private struct Piece {
    var kind: GridKind
    /// Its number at its level; `nil` for a site.
    var zone: Int?
    var community: Int
    var atoms: [Int]
    var ground: MultiPolygon
    var name: String?
    var children: [Piece] = []
    var code = GridCode("")
    var place = Point(0, 0)
  }

  // MARK: Pieces

  private func baseGrids() -> [Piece] {
    let levels = tree.levels.indices.map { pieces(level: $0) }
    var nested = levels
    for level in stride(from: levels.count - 1, to: 0, by: -1) {
      for (zone, piece) in nested[level].enumerated() {
        let parent = Int(tree.levels[level].parents[zone])
        guard parent >= 0 else { continue }
        nested[level - 1][parent].children.append(piece)
      }
    }
    return (nested.first ?? []) + sitePieces()
  }

  private func pieces(level: Int) -> [Piece] {
    let zones = tree.levels[level]
    let grounds = map.polygons(zones: zones.zones, count: zones.count)
    var members = [[Int]](repeating: [], count: zones.count)
    for (atom, zone) in zones.zones.enumerated() where zone >= 0 { members[Int(zone)].append(atom) }
    let kinds: [GridKind] = [.first, .second, .third]
    return members.indices.map { zone in
      piece(
        kinds[level], zone: zone, community: Int(zones.communities[zone]), atoms: members[zone], ground: grounds[zone])
    }
  }

  /// Each site's ground inside the community that holds most of it.
  private func overlaidPieces() -> [Piece] {
    let grounds = map.communityPolygons()
    return sites.compactMap { site -> Piece? in
      var best: (community: Int, ground: MultiPolygon)?
      for community in grounds.indices where grounds[community].envelope.intersects(site.ground.envelope) {
        guard let part = try? Overlay.intersection(site.ground, grounds[community]), !part.isEmpty else { continue }
        if part.area > best?.ground.area ?? 0 { best = (community, part) }
      }
      guard let best else { return nil }
      var piece = piece(.dedicated, zone: nil, community: best.community, atoms: [], ground: best.ground)
      piece.name = site.name
      return piece
    }
  }

  private func sitePieces() -> [Piece] {
    if isOverlaid { return overlaidPieces() }
    var zones = [Int32](repeating: -1, count: map.atoms.count)
    for (index, site) in tree.sites.enumerated() {
      for atom in site.atoms { zones[atom] = Int32(index) }
    }
    let grounds = map.polygons(zones: zones, count: tree.sites.count)
    return tree.sites.enumerated().map { index, site in
      var piece = piece(
        .dedicated, zone: nil, community: map.atoms[site.atoms[0]].community, atoms: site.atoms, ground: grounds[index])
      piece.name = sites[site.site].name
      return piece
    }
  }

  private func piece(_ kind: GridKind, zone: Int?, community: Int, atoms: [Int], ground: MultiPolygon) -> Piece {
    var piece = Piece(kind: kind, zone: zone, community: community, atoms: atoms, ground: ground)
    if let largest = ground.polygons.max(by: { $0.area < $1.area }) { piece.place = largest.interiorPoint }
    return piece
  }

  // MARK: Codes

  private func number(_ pieces: inout [Piece], retired: inout [RetiredCode]) {
    var byCommunity = [[Int]](repeating: [], count: map.communities.count)
    for (index, piece) in pieces.enumerated() { byCommunity[piece.community].append(index) }
    for (community, members) in byCommunity.enumerated() where !members.isEmpty {
      let code = map.communities[community].code
      // First-level grids are numbered before dedicated ones.
      var taken = previous.serials(in: code)
      var given: Set<Int> = []
      for isDedicated in [false, true] {
        let group = members.filter { (pieces[$0].kind == .dedicated) == isDedicated }
        let candidates = group.map { index in
          // A site carved out of an old grid does not take the code that grid goes on with.
          candidate(index, pieces[index]) {
            $0.flatMap { previous.serial(of: $0, in: code) }.flatMap { given.contains($0) ? nil : $0 }
          }
        }
        let numbered = Numbering.serials(of: candidates, taken: taken)
        for (offset, index) in group.enumerated() {
          pieces[index].code = GridCode(community: code, serial: numbered.serials[offset])
          taken.insert(numbered.serials[offset])
          given.insert(numbered.serials[offset])
        }
      }
      let used = Set(members.map { pieces[$0].code })
      for serial in previous.livingSerials(in: code).sorted() {
        let old = GridCode(community: code, serial: serial)
        if !used.contains(old) { retired.append(RetiredCode(code: old, successor: nil, retiredOn: date)) }
      }
    }
    pieces.sort { (map.communities[$0.community].code, $0.code) < (map.communities[$1.community].code, $1.code) }
  }

  private func numberChildren(of parent: Piece) -> [Piece] {
    var children = parent.children
    let taken = previous.childSerials(of: parent.code)
    let candidates = children.enumerated().map { index, child in
      candidate(index, child) { $0?.serial(under: parent.code) }
    }
    let numbered = Numbering.serials(of: candidates, taken: taken)
    for index in children.indices {
      children[index].code = GridCode(parent: parent.code, serial: numbered.serials[index])
    }
    return children.sorted { $0.code < $1.code }
  }

  /// How much of each old grid lies in a new one: households, and a trace of area where nobody lives.
  private func candidate(_ index: Int, _ piece: Piece, serial: (GridCode?) -> Int?) -> Numbering.Candidate {
    var shared: [Int: Double] = [:]
    var locked: Int?
    if !previous.isEmpty {
      let level = max(1, piece.kind.level)
      for atom in piece.atoms {
        guard let old = serial(previous.childCode(ofAtom: atom, level: level)) else { continue }
        shared[old, default: 0] += Double(map.atoms[atom].households) + map.atoms[atom].area * 1e-9
        if locked == nil { locked = serial(previous.lockedCode(ofAtom: atom, level: level)) }
      }
    }
    return Numbering.Candidate(
      index: index, place: piece.place, area: piece.ground.area, shared: shared, locked: locked)
  }

  private func successor(of retired: RetiredCode, _ leafOfAtom: [GridCode]) -> RetiredCode {
    var shares: [GridCode: Double] = [:]
    for atom in map.atoms.indices where previous.baseCode(ofAtom: atom) == retired.code {
      shares[leafOfAtom[atom], default: 0] += Double(map.atoms[atom].households) + map.atoms[atom].area * 1e-9
    }
    let heir = shares.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    return RetiredCode(code: retired.code, successor: heir, retiredOn: retired.retiredOn)
  }

  // MARK: Records

  private func emit(
    _ piece: Piece, parent: GridCode? = nil, into grids: inout [Grid], leaves: inout [GridCode],
    codes: inout [[GridCode?]]
  ) {
    if let zone = piece.zone { codes[piece.kind.level - 1][zone] = piece.code }
    let community = map.communities[piece.community]
    let persons = piece.atoms.compactMap { map.atoms[$0].persons }
    grids.append(
      Grid(
        code: piece.code, parent: parent, kind: piece.kind, name: name(of: piece, community.name),
        community: community.code,
        township: community.township, households: piece.atoms.reduce(0) { $0 + map.atoms[$1].households },
        persons: persons.isEmpty ? nil : persons.reduce(0, +), isLeaf: piece.children.isEmpty,
        isExclave: piece.ground.polygons.count > 1, validFrom: date, validTo: nil,
        ground: piece.ground, measures: GridMeasures(of: piece.ground)))
    guard !piece.children.isEmpty else {
      for atom in piece.atoms { leaves[atom] = piece.code }
      return
    }
    for child in numberChildren(of: piece) {
      emit(child, parent: piece.code, into: &grids, leaves: &leaves, codes: &codes)
    }
  }

  /// The old name where the grid continues, the site's own, or the community's with the serial.
  private func name(of piece: Piece, _ community: String) -> String {
    if let old = previous.name(piece.code), !old.isEmpty { return old }
    if let name = piece.name, !name.isEmpty { return name }
    let serial = piece.code.text.dropFirst(map.communities[piece.community].code.count)
    let isChinese = community.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    return isChinese ? "\(community)\(serial)号网格" : "\(community) grid \(serial)"
  }
}
