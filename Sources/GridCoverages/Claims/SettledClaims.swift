public import GridGeometry

/// Which of several claimants gets the ground they all claim; ties go to the one that comes first.
public enum ClaimRule: String, Hashable, Sendable, CaseIterable {
  /// The claimant with the least area: a small ground loses more of itself.
  case smallest
  /// The claimant with the most area.
  case largest
  /// The claimant that comes first.
  case first
}

/// Grounds after every place was given to one claimant.
public struct SettledClaims: Sendable {
  /// Ground with the same owner and the same claimants.
  public struct Piece: Hashable, Sendable {
    public let owner: Int
    /// Everybody who claimed it, ascending; the owner alone for ground nobody contests and for gaps that were closed.
    public let claimants: [Int]
    public let ground: MultiPolygon
    /// In square metres.
    public let area: Double
  }

  /// A gap that was narrow enough to be closed.
  public struct ClosedGap: Hashable, Sendable {
    /// Who got it: of its neighbours the one with the longest border.
    public let owner: Int
    public let place: Polygon
    /// In square metres.
    public let area: Double
    /// The diameter of the widest disc in it, in metres.
    public let width: Double
  }

  /// What each claimant has in the end: no two overlap, and all that anybody claimed is somebody's.
  public let grounds: [MultiPolygon]
  /// The same ground by owner and claimants; each owner's pieces tile its ground.
  public let pieces: [Piece]
  public let closedGaps: [ClosedGap]
}

/// Gives every place that is claimed to exactly one claimant, and closes narrow gaps between them.
///
/// - Parameters:
///   - grounds: Any polygons, in metres.
///   - gapWidth: Enclosed gaps in which no disc of this diameter fits go to the neighbour with the longest border; 0 closes none.
///   - noiseWidth: Contested ground in which no disc of this diameter fits is no piece of its own.
///   - precision: The width of the precision grid in metres.
/// - Throws: As ``overlayPieces(_:_:precision:)``.
/// - Complexity: O(*n* log *n*) in vertices and crossings.
public func settleClaims(
  _ grounds: [MultiPolygon], by rule: ClaimRule, closingGapsBelow gapWidth: Double = 0, noiseWidth: Double = 0,
  precision: Double = 0.01
) throws(CoverageError) -> SettledClaims {
  let claims = try ClaimMap([grounds], precision: precision)
  let areas = grounds.map(\.area)
  var owners = claims.claimants[0].map { rule.winner(of: $0, areas: areas) }
  let closed = closeGaps(claims, &owners, below: gapWidth)
  let settled = claims.map.polygons(labels: owners, labelCount: grounds.count)
  let pieces = claimPieces(claims, owners, noiseWidth: noiseWidth)
  return SettledClaims(grounds: settled, pieces: pieces, closedGaps: closed)
}

extension ClaimRule {
  fileprivate func winner(of claimants: [Int32], areas: [Double]) -> Int32 {
    guard let first = claimants.first else { return -1 }
    switch self {
    case .first: return first
    case .smallest: return claimants.min { areas[Int($0)] < areas[Int($1)] } ?? first
    case .largest: return claimants.min { areas[Int($0)] > areas[Int($1)] } ?? first
    }
  }
}

private func closeGaps(
  _ claims: ClaimMap, _ owners: inout [Int32], below width: Double
) -> [SettledClaims.ClosedGap] {
  guard width > 0 else { return [] }
  let map = claims.map
  let gaps = map.components(labels: owners.map { $0 < 0 ? 0 : -1 })
  let places = map.polygons(labels: gaps.component, labelCount: gaps.count)
  var border = [[Int32: Double]](repeating: [:], count: gaps.count)
  for arc in map.arcs where arc.left >= 0 && arc.right >= 0 {
    for (gap, other) in [(arc.left, arc.right), (arc.right, arc.left)] {
      let piece = gaps.component[Int(gap)]
      if piece >= 0, owners[Int(other)] >= 0 { border[Int(piece)][owners[Int(other)], default: 0] += arc.length }
    }
  }
  var heirs = [Int32](repeating: -1, count: gaps.count)
  var closed: [SettledClaims.ClosedGap] = []
  for piece in 0..<gaps.count {
    guard places[piece].isThinner(than: width), let place = places[piece].polygons.first else { continue }
    let longest = border[piece].max { ($0.value, $1.key) < ($1.value, $0.key) }
    guard let heir = longest?.key else { continue }
    heirs[piece] = heir
    closed.append(
      .init(owner: Int(heir), place: place, area: place.area, width: place.inscribedWidth))
  }
  for face in owners.indices where gaps.component[face] >= 0 { owners[face] = heirs[Int(gaps.component[face])] }
  return closed
}

/// Ground by owner and claimants, what is thin joined to the uncontested ground of its owner.
private func claimPieces(_ claims: ClaimMap, _ owners: [Int32], noiseWidth: Double) -> [SettledClaims.Piece] {
  struct Key: Hashable {
    let owner: Int32
    let claimants: [Int32]
  }
  func group(_ isNoise: Set<Key>) -> (keys: [Key], labels: [Int32]) {
    claims.grouped { face in
      guard owners[face] >= 0 else { return nil }
      let key = Key(owner: owners[face], claimants: claims.claimants[0][face])
      return isNoise.contains(key) || key.claimants.isEmpty ? Key(owner: key.owner, claimants: [key.owner]) : key
    }
  }
  var groups = group([])
  if noiseWidth > 0 {
    let grounds = claims.map.polygons(labels: groups.labels, labelCount: groups.keys.count)
    let noise = groups.keys.indices.filter {
      groups.keys[$0].claimants.count > 1 && grounds[$0].isThinner(than: noiseWidth)
    }
    groups = group(Set(noise.map { groups.keys[$0] }))
  }
  let grounds = claims.map.polygons(labels: groups.labels, labelCount: groups.keys.count)
  let measures = claims.map.measures(labels: groups.labels, labelCount: groups.keys.count)
  let pieces = groups.keys.indices.map { index in
    let key = groups.keys[index]
    return SettledClaims.Piece(
      owner: Int(key.owner), claimants: key.claimants.map(Int.init), ground: grounds[index], area: measures[index].area)
  }
  return pieces.sorted { a, b in
    let (left, right) = ((a.owner, a.claimants.count), (b.owner, b.claimants.count))
    return left == right ? a.claimants.lexicographicallyPrecedes(b.claimants) : left < right
  }
}
