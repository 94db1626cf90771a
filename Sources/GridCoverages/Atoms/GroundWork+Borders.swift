import GridGeometry

/// Which atoms border each other, and how the parts of a community hang together.
extension GroundWork {
  mutating func borders(of state: LabelledMap, _ shares: [BarrierShare], _ atoms: inout [Atom]) -> [AtomBorder] {
    let crossings = BridgeCrossings(input)
    var borders: [AtomBorder] = []
    var weak: [AtomBorder] = []
    for contact in state.map.adjacency(labels: state.label) {
      var share = BarrierShare()
      for arc in contact.arcs { share.add(shares[Int(arc)]) }
      var border = AtomBorder(
        a: Int(contact.a), b: Int(contact.b), length: contact.length,
        category: categories.kind(share.category)?.name ?? "", weight: share.meanWeight,
        isHard: isHard(share), isLink: false)
      if border.isHard,
        contact.arcs.contains(where: {
          shares[Int($0)].hard > 0 && crossings.meets(state.map.points(ofArc: Int($0)), within: barrierReach)
        })
      {
        border.isHard = false
        border.category = "bridge"
        border.length = settings.bridgeLength
      }
      if border.length < settings.minimumContact, !border.isHard { weak.append(border) } else { borders.append(border) }
    }
    connect(&borders, weak, &atoms)
    return borders.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
  }

  /// Whether a hard barrier closes a border. Where it is only known to run nearby, it may miss the border's ends.
  private func isHard(_ share: BarrierShare) -> Bool {
    guard base.isUnitsOnly else { return share.isHard(leaving: settings.minimumContact) }
    return 2 * share.hard > share.length && share.isHard(leaving: settings.minimumContact + barrierReach)
  }

  /// Numbers the parts of each community that can be walked without crossing a site, lets short contacts count where
  /// nothing else holds two parts together, and ties the rest by links.
  ///
  /// Sites do not hold ground together, since their grids are not part of the grids around them.
  private mutating func connect(_ borders: inout [AtomBorder], _ weak: [AtomBorder], _ atoms: inout [Atom]) {
    func isOpen(_ border: AtomBorder) -> Bool { atoms[border.a].site == nil && atoms[border.b].site == nil }
    func isInside(_ border: AtomBorder) -> Bool { atoms[border.a].community == atoms[border.b].community }
    let byLength = weak.sorted { $0.length != $1.length ? $0.length > $1.length : ($0.a, $0.b) < ($1.a, $1.b) }
    var sets = DisjointSets(count: atoms.count)
    for sitesToo in [false, true] {
      for border in borders where !border.isHard && isInside(border) && (sitesToo || isOpen(border)) {
        sets.unite(Int32(border.a), Int32(border.b))
      }
      for border in byLength where isInside(border) && (sitesToo || isOpen(border)) {
        guard sets.find(Int32(border.a)) != sets.find(Int32(border.b)) else { continue }
        sets.unite(Int32(border.a), Int32(border.b))
        borders.append(border)
      }
      number(&atoms, by: &sets, sitesToo: sitesToo)
    }
    var members = [[Int]](repeating: [], count: base.communities.count)
    for index in atoms.indices { members[atoms[index].community].append(index) }
    for community in members.indices {
      for (a, b) in Self.links(between: members[community], atoms) {
        counts.links += 1
        borders.append(
          AtomBorder(a: min(a, b), b: max(a, b), length: 0, category: "link", weight: 0, isHard: false, isLink: true))
      }
    }
  }

  /// Numbers parts within their community: first those of open ground; then sites take the number of ground they can
  /// be reached from, or one of their own.
  private func number(_ atoms: inout [Atom], by sets: inout DisjointSets, sitesToo: Bool) {
    var known = [Int](repeating: -1, count: atoms.count)
    var next = [Int](repeating: 0, count: base.communities.count)
    for index in atoms.indices where atoms[index].site == nil && sitesToo {
      let root = Int(sets.find(Int32(index)))
      if known[root] < 0 { known[root] = atoms[index].component }
      next[atoms[index].community] = max(next[atoms[index].community], atoms[index].component + 1)
    }
    for index in atoms.indices where (atoms[index].site != nil) == sitesToo {
      let root = Int(sets.find(Int32(index)))
      if known[root] < 0 {
        known[root] = next[atoms[index].community]
        next[atoms[index].community] += 1
      }
      atoms[index].component = known[root]
    }
  }

  /// The shortest ties between the parts of a community, by the atoms' positions: part by part, nearest first. Open
  /// ground is tied to open ground.
  private static func links(between members: [Int], _ atoms: [Atom]) -> [(Int, Int)] {
    let open = Set(members.filter { atoms[$0].site == nil }.map { atoms[$0].component })
    let members = members.filter { atoms[$0].site == nil || !open.contains(atoms[$0].component) }
    var parts: [Int: [Int]] = [:]
    for member in members { parts[atoms[member].component, default: []].append(member) }
    let main =
      parts.min { a, b in
        a.value.count != b.value.count ? a.value.count > b.value.count : a.key < b.key
      }?.key ?? 0
    // Prim's tree, started in the largest part: each free atom remembers its nearest tied one.
    var nearest: [Int: (distance: Double, tied: Int)] = [:]
    var free = members.filter { atoms[$0].component != main }
    func tie(_ tied: [Int]) {
      for atom in free {
        for other in tied {
          let distance = atoms[atom].position.distance(to: atoms[other].position)
          if distance < nearest[atom]?.distance ?? .infinity { nearest[atom] = (distance, other) }
        }
      }
    }
    tie(parts[main] ?? [])
    var links: [(Int, Int)] = []
    while let closest = free.min(by: {
      (nearest[$0]?.distance ?? .infinity, $0) < (nearest[$1]?.distance ?? .infinity, $1)
    }),
      let tied = nearest[closest]?.tied
    {
      links.append((tied, closest))
      let component = atoms[closest].component
      free.removeAll { atoms[$0].component == component }
      tie(parts[component] ?? [])
    }
    return links
  }
}
