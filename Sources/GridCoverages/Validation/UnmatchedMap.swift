import GridGeometry

/// The ground between unmatched edges: which of it is claimed by nobody, by one, by several.
struct UnmatchedMap {
  private let grounds: [MultiPolygon]
  private let open: OpenChains
  private let criteria: CoverageCriteria
  private let isInvalid: [Bool]
  /// Of the unmatched edges.
  private let map: PlanarMap
  /// Of all edges, where few match; then nothing needs mapping once more.
  private let whole: PlanarMap?
  /// The grounds that claim each face, ascending.
  private let owners: [[Int]]
  /// Which unmatched edges run along each arc.
  private let sources: ArcSources
  /// Whether each face lies inside the outer boundary; all do when there is none.
  private let isInside: [Bool]

  init(
    _ grounds: [MultiPolygon], _ edges: RingEdges, _ open: OpenChains, _ criteria: CoverageCriteria, isInvalid: [Bool]
  ) throws(CoverageError) {
    self.grounds = grounds
    self.open = open
    self.criteria = criteria
    self.isInvalid = isInvalid
    if 2 * edges.matchedCount < edges.edgeCount {
      let all = try PlanarMap(nodingOnlyIfNeeded: edges.distinctLines, precision: criteria.tolerance)
      whole = all
      map = try all.without(edges.matched(on: all.grid), unlessAlong: open.lines)
    } else {
      whole = nil
      map = try PlanarMap(nodingOnlyIfNeeded: open.lines, precision: criteria.tolerance)
    }
    sources = map.sources(open.lines, tolerance: 2 * criteria.tolerance)
    let points = map.interiorPoints()
    isInside = points.map { criteria.boundary?.contains($0) ?? true }
    owners = try Self.owners(of: points, in: grounds)
  }

  /// The grounds around each point. A few points are looked up by passing over all grounds, more by a tree.
  private static func owners(of points: [Point], in grounds: [MultiPolygon]) throws(CoverageError) -> [[Int]] {
    if points.count < 8 {
      return points.map { point in grounds.indices.filter { grounds[$0].contains(point) } }
    }
    return try GroundLookup(grounds).owners(of: points)
  }

  /// The length of arcs with ground on one side only, in metres.
  var openLength: Double {
    map.arcs.reduce(0) { $0 + ((depth(of: $1.left) > 0) != (depth(of: $1.right) > 0) ? $1.length : 0) }
  }

  /// The area of the faces that each invalid ground claims; none of its edges matches, so that all of them are mapped.
  var invalidAreas: [Int: Double] {
    var areas = Dictionary(uniqueKeysWithValues: isInvalid.indices.filter { isInvalid[$0] }.map { ($0, 0.0) })
    guard !areas.isEmpty else { return areas }
    for (face, claimants) in owners.enumerated() {
      for owner in claimants where isInvalid[owner] { areas[owner, default: 0] += map.faces[face].area }
    }
    return areas
  }

  /// How many grounds claim a face.
  private func depth(of face: Int32) -> Int { face < 0 ? 0 : owners[Int(face)].count }

  /// Whether a piece is wide enough to be ground. What is thinner lies between positions that are meant to be one, and is
  /// told by its corners.
  private func isGround(_ width: Double) -> Bool { width >= criteria.tolerance }

  /// Faces claimed by nobody that are not outside, joined where they share border.
  func gaps() -> [CoverageFault] {
    let labels = owners.indices.map { Int32(owners[$0].isEmpty && isInside[$0] ? 0 : -1) }
    let pieces = map.components(labels: labels)
    let places = map.polygons(labels: pieces.component, labelCount: pieces.count)
    guard !places.isEmpty else { return [] }
    let isOpen = reachesOutside(pieces.component, count: pieces.count)
    var around = [[Int: Double]](repeating: [:], count: pieces.count)
    for (index, arc) in map.arcs.enumerated() where arc.left >= 0 || arc.right >= 0 {
      for face in [arc.left, arc.right] where face >= 0 && pieces.component[Int(face)] >= 0 {
        for source in sources[index] {
          around[Int(pieces.component[Int(face)])][Int(source.attribute), default: 0] += source.length
        }
      }
    }
    var faults: [CoverageFault] = []
    for (piece, place) in places.enumerated() where !isOpen[piece] {
      let border = around[piece].sorted { $0.key < $1.key }
      let neighbours = border.filter { $0.key < grounds.count }
      let longest = neighbours.max { ($0.value, $1.key) < ($1.value, $0.key) }
      for polygon in place.polygons {
        let width = polygon.inscribedWidth
        guard isGround(width) else { continue }
        faults.append(
          .gap(
            place: polygon, area: polygon.area, width: width,
            neighbours: neighbours.map(\.key), mostBorder: longest?.key,
            kind: neighbours.count < border.count ? .inlet : .enclosed))
      }
    }
    return faults
  }

  /// Pieces with the outside on the other side of a line: nobody's ground lies on both, as where a hole goes around its own
  /// shell, so nothing encloses them. With a boundary the lines that bound it do.
  private func reachesOutside(_ component: [Int32], count: Int) -> [Bool] {
    var isOpen = [Bool](repeating: false, count: count)
    guard criteria.boundary == nil else { return isOpen }
    for arc in map.arcs where (arc.left < 0) != (arc.right < 0) {
      let piece = component[Int(max(arc.left, arc.right))]
      if piece >= 0 { isOpen[Int(piece)] = true }
    }
    return isOpen
  }

  /// Ground claimed by several or beyond the boundary, one fault for each connected piece with the same owners.
  ///
  /// Matched edges cross such ground unseen, so it is mapped once more with all edges near it.
  func overlaps(_ edges: RingEdges) throws(CoverageError) -> [CoverageFault] {
    let isBad = owners.indices.map { owners[$0].count > 1 || (owners[$0].count == 1 && !isInside[$0]) }
    let bad = isBad.indices.filter { isBad[$0] }
    guard !bad.isEmpty else { return [] }
    let fine: PlanarMap
    if let whole {
      fine = whole
    } else {
      let lines = try linesNear(bad.map { map.faces[$0].envelope }, edges)
      fine = try PlanarMap(nodingOnlyIfNeeded: lines, precision: criteria.tolerance)
    }
    let points = fine.interiorPoints()
    let coarse = map.locate(points)
    let badFine = points.indices.filter { coarse[$0] >= 0 && isBad[Int(coarse[$0])] }
    let found = try Self.owners(of: badFine.map { points[$0] }, in: grounds)
    return itemise(fine, zip(badFine, found).map { face, owners in (face, owners, isInside[Int(coarse[face])]) })
  }

  /// One fault for each connected piece of faces with the same owners.
  private func itemise(
    _ fine: PlanarMap, _ faces: [(face: Int, owners: [Int], isInside: Bool)]
  ) -> [CoverageFault] {
    var numberOf: [[Int]: Int32] = [:]
    var ownerSets: [[Int]] = []
    var labels = [Int32](repeating: -1, count: fine.faceCount)
    for item in faces where item.owners.count > 1 || !item.isInside {
      // The last entry tells inside from outside the boundary.
      let key = item.owners + [item.isInside ? -1 : -2]
      if numberOf[key] == nil {
        numberOf[key] = Int32(ownerSets.count)
        ownerSets.append(key)
      }
      labels[item.face] = numberOf[key] ?? -1
    }
    return itemise(fine, labels, ownerSets)
  }

  private func itemise(_ fine: PlanarMap, _ labels: [Int32], _ sets: [[Int]]) -> [CoverageFault] {
    let places = fine.polygons(labels: labels, labelCount: sets.count)
    var overlaps: [CoverageFault] = []
    var outside: [CoverageFault] = []
    for (label, key) in sets.enumerated() {
      let owners = Array(key.dropLast())
      for place in places[label].polygons {
        let area = place.area
        let width = place.inscribedWidth
        guard isGround(width) else { continue }
        if owners.count > 1 { overlaps.append(.overlap(owners: owners, place: place, area: area, width: width)) }
        guard key.last == -2 else { continue }
        for owner in owners { outside.append(.outside(owner: owner, place: place, area: area, width: width)) }
      }
    }
    return overlaps + outside
  }

  /// The edges of all grounds that meet the windows, each once, and all unmatched ones.
  private func linesNear(_ windows: [Envelope], _ edges: RingEdges) throws(CoverageError) -> [NetworkLine] {
    let lookup = try GroundLookup(grounds)
    var isNear = [Bool](repeating: false, count: grounds.count)
    for window in windows { for owner in try lookup.near(window) { isNear[owner] = true } }
    let positions = edges.points.indices.filter { position in
      guard edges.isEdge(position), edges.partner[position] >= 0 else { return false }
      // Of two matching edges the lower one speaks for both, unless its owner is far away.
      let owner = Int(edges.owner(Int32(position))), other = Int(edges.owner(edges.partner[position]))
      return owner < grounds.count && isNear[owner]
        && (position < edges.partner[position] || other >= grounds.count || !isNear[other])
    }
    func segment(_ index: Int) -> Segment {
      Segment(edges.points[positions[index]], edges.points[positions[index] + 1])
    }
    let cells = SegmentCells(count: positions.count, segment: segment)
    var isTaken = [Bool](repeating: false, count: positions.count)
    for window in windows {
      let wide = window.expanded(by: 2 * criteria.tolerance)
      cells.forEach(near: wide) { index in
        let piece = segment(index)
        if wide.intersects(Envelope(Point(piece.ax, piece.ay), Point(piece.bx, piece.by))) { isTaken[index] = true }
      }
    }
    return open.lines + isTaken.indices.filter { isTaken[$0] }.map { NetworkLine(edges.line(Int32(positions[$0]))) }
  }

  /// Edges between singly claimed ground on both sides that no corner explains.
  func unexplained(by corners: [CoverageFault]) -> [CoverageFault] {
    var told = Set<Point>()
    for fault in corners {
      switch fault {
      case .missingVertex(_, _, let place), .nearVertex(_, let place, _):
        if let snapped = map.grid.snapped(place) { told.insert(snapped) }
      default: break
      }
    }
    let suspicious = map.arcs.indices.filter { depth(of: map.arcs[$0].left) == 1 && depth(of: map.arcs[$0].right) == 1 }
    guard !suspicious.isEmpty else { return [] }
    var faults: [CoverageFault] = []
    for arc in suspicious where map.arcs[arc].left >= 0 && map.arcs[arc].right >= 0 {
      let points = map.points(ofArc: arc)
      guard !points.contains(where: told.contains) else { continue }
      let owners = sources[arc].map { Int($0.attribute) }
      // Along the outer boundary there is nobody to match.
      if owners.isEmpty || owners.contains(grounds.count) || owners.contains(where: { isInvalid[$0] }) { continue }
      guard isInside[Int(map.arcs[arc].left)] == isInside[Int(map.arcs[arc].right)] else { continue }
      faults.append(.unmatchedEdge(owners: owners, edge: LineString(unchecked: points)))
    }
    return faults
  }
}

extension RingEdges {
  /// The matched edges as they lie on a grid, each from its lower end.
  fileprivate func matched(on grid: PrecisionGrid) -> Set<Segment> {
    var found = Set<Segment>()
    for position in points.indices where isEdge(position) && partner[position] > position {
      guard let a = grid.snapped(points[position]), let b = grid.snapped(points[position + 1]) else { continue }
      found.insert((a.x, a.y) < (b.x, b.y) ? Segment(a, b) : Segment(b, a))
    }
    return found
  }
}

extension PlanarMap {
  /// The map without some of its edges, which are given from their lower ends; those stay that are edges of a line too.
  fileprivate func without(
    _ dropped: Set<Segment>, unlessAlong lines: [NetworkLine]
  ) throws(CoverageError) -> PlanarMap {
    let pieces = lines.flatMap { line in zip(line.points, line.points.dropFirst()).map(Segment.init) }
    // Rounding moves a line by half the diagonal of a cell.
    let reach = 0.75 * grid.precision
    let cells = SegmentCells(count: pieces.count, reach: reach) { pieces[$0] }
    var rest = edges
    rest.keep(
      (0..<edges.edgeCount).map { edge in
        let segment = Segment(edges.point(edges.low[edge]), edges.point(edges.high[edge]))
        guard dropped.contains(segment) else { return true }
        let (x, y) = ((segment.ax + segment.bx) / 2, (segment.ay + segment.by) / 2)
        guard cells.contains(x: x, y: y) else { return false }
        return cells[cells.column(of: x), cells.row(of: y)].contains {
          pieces[Int($0)].squaredDistance(toX: x, y: y) <= reach * reach
        }
      })
    return try PlanarMap(noded: rest)
  }

  /// A map of lines that may or may not be noded already; GEOS is called only if two of them meet between vertices.
  init(nodingOnlyIfNeeded lines: [NetworkLine], precision: Double) throws(CoverageError) {
    let grid = try PrecisionGrid(precision: precision)
    let chains = try GridChains(lines.map(\.points), on: grid)
    let edges = try EdgeSet(chains, on: grid)
    if EdgeCrossings(edges).first() == nil {
      try self.init(noded: edges)
    } else {
      try self.init(lines: lines, precision: precision)
    }
  }
}
