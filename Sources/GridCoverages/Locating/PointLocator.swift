public import GridGeometry

/// What ground a point is on.
public enum LocateResult: Hashable, Sendable {
  /// On one ground, by its index.
  case inside(Int)
  /// On none.
  case outside
  /// On several that overlap, by their indices, ascending.
  case ambiguous([Int])

  /// The grounds found, ascending.
  package var indices: [Int] {
    switch self {
    case .inside(let index): [index]
    case .outside: []
    case .ambiguous(let indices): indices
    }
  }
}

/// Finds, among many areas, the one a point is on.
///
/// Grounds may be any polygons: a ring's inside is where a line to the far distance crosses it an odd number of times.
/// A point on a border counts as lying just east of it (and north, where the border runs due east), so in a coverage
/// each point is on exactly one ground, points on borders and corners included.
public struct PointLocator: Sendable {
  private let owners: OwnerGrid

  /// - Complexity: O(*n* log *n*) in the vertices.
  public init(_ grounds: [MultiPolygon]) {
    let borders = SharedBorders(grounds)
    // Fine enough that most cells have no border in them, and all points there the owner of the corner.
    owners = OwnerGrid(count: borders.segments.count, cellsPerBorder: 4) { index in
      (borders.segments[index], borders.owner[index], borders.otherOwner[index])
    }
  }

  /// - Complexity: O(1) on average.
  public func locate(_ point: Point) -> LocateResult {
    let found = owners.owners(x: point.x, y: point.y)
    switch found.count {
    case 0: return .outside
    case 1: return .inside(Int(found.first))
    default: return .ambiguous(found.sorted.map(Int.init))
    }
  }

  /// The ground each point is on: its index, −1 outside, −2 where several overlap.
  public func locate(_ points: [Point]) -> [Int32] {
    points.map { owners.owner(x: $0.x, y: $0.y) }
  }
}

/// The borders of grounds, each once with the two owners it separates where two of them share it exactly.
private struct SharedBorders {
  private(set) var segments: [Segment] = []
  private(set) var owner: [Int32] = []
  private(set) var otherOwner: [Int32] = []

  init(_ grounds: [MultiPolygon]) {
    var hashes: [UInt64] = []
    for (index, ground) in grounds.enumerated() {
      for polygon in ground.polygons {
        append(polygon.exterior, of: Int32(index), &hashes)
        for hole in polygon.holes { append(hole, of: Int32(index), &hashes) }
      }
    }
    otherOwner = [Int32](repeating: -1, count: segments.count)
    pair(hashes)
  }

  private mutating func append(_ ring: Ring, of index: Int32, _ hashes: inout [UInt64]) {
    for position in ring.points.indices.dropFirst() {
      let a = ring.points[position - 1], b = ring.points[position]
      guard a.isFinite, b.isFinite, a != b else { continue }
      let forward = (a.x, a.y) < (b.x, b.y)
      let segment = forward ? Segment(a, b) : Segment(b, a)
      segments.append(segment)
      owner.append(index)
      hashes.append(segment.stableHash)
    }
  }

  /// Joins equal borders of two owners; more than two, or two of one owner, stay as they are.
  private mutating func pair(_ hashes: [UInt64]) {
    let groups = RadixSort.grouped(hashes: hashes, positions: (0..<Int32(hashes.count)).map(\.self))
    var candidate = [Int32](repeating: -1, count: segments.count)
    for place in groups.indices.dropFirst() where groups[place] >> 31 == groups[place - 1] >> 31 {
      candidate[Int(groups[place - 1] & 0x7fff_ffff)] = Int32(groups[place] & 0x7fff_ffff)
    }
    var isKept = [Bool](repeating: true, count: segments.count)
    for a in candidate.indices where candidate[a] >= 0 && isKept[a] {
      let b = Int(candidate[a])
      guard segments[a] == segments[b], owner[a] != owner[b] else { continue }
      otherOwner[a] = owner[b]
      isKept[b] = false
    }
    var kept = 0
    for index in isKept.indices where isKept[index] {
      segments[kept] = segments[index]
      owner[kept] = owner[index]
      otherOwner[kept] = otherOwner[index]
      kept += 1
    }
    segments.removeSubrange(kept...)
    owner.removeSubrange(kept...)
    otherOwner.removeSubrange(kept...)
  }
}

extension Segment {
  /// A hash of the bits, the same in every run; 0.0 and −0.0 are the same number.
  var stableHash: UInt64 {
    var hash: UInt64 = 0x9e37_79b9_7f4a_7c15
    Self.mix(ax, into: &hash)
    Self.mix(ay, into: &hash)
    Self.mix(bx, into: &hash)
    Self.mix(by, into: &hash)
    return hash
  }

  private static func mix(_ value: Double, into hash: inout UInt64) {
    hash = (hash ^ (value + 0).bitPattern) &* 0xbf58_476d_1ce4_e5b9
    hash ^= hash >> 29
  }
}
