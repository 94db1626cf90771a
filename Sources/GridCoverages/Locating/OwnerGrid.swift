import GridGeometry

/// Answers whose ground a place is on, for any number of places.
///
/// A uniform mesh remembers the owners at the lower left corner of each cell. A place walks west to the edge of its cell
/// and south to that corner; every border crossed on the way adds or removes the owners on its two sides. The walk
/// treats each place as moved east by an infinitesimal distance and north by a far smaller one, so a place on a border
/// is on one side of it, always the same one, and a place in a coverage has exactly one owner.
struct OwnerGrid: Sendable {
  private struct Border: Sendable, BitwiseCopyable {
    var segment: Segment
    var left: Int32
    var right: Int32
  }

  /// Where a cell's borders begin, and the owners at its lower left corner; those of the next cell end them.
  private struct Cell: Sendable, BitwiseCopyable {
    var start: Int32
    /// An owner, −1 for none, or −2 − *i* for the set *i*.
    var corner: Int32
  }

  private let mesh: SegmentCells
  /// The borders of each cell side by side, so that a look-up reads one stretch of memory.
  private let borders: [Border]
  /// One more than the mesh has.
  private var cells: [Cell] = []
  private var cornerSets: [[Int32]] = []

  /// - Parameters:
  ///   - count: How many borders there are.
  ///   - border: A border and the owners to toggle when it is crossed; −1 for none.
  /// - Complexity: O(*n*) for borders of even length.
  init(count: Int, cellsPerBorder: Double = 0.5, border: (Int) -> (segment: Segment, left: Int32, right: Int32)) {
    let list = (0..<count).map {
      let item = border($0)
      return Border(segment: item.segment, left: item.left, right: item.right)
    }
    mesh = SegmentCells(count: count, cellsPerSegment: cellsPerBorder) { list[$0].segment }
    borders = (0..<mesh.entryCount).map { [mesh] in list[mesh.entry($0)] }
    fillCells()
  }

  private mutating func fillCells() {
    cells = (0..<mesh.columns * mesh.rows).map { [mesh] in Cell(start: Int32(mesh.start(ofCell: $0)), corner: -1) }
    cells.append(Cell(start: Int32(borders.count), corner: -1))
    for row in 0..<mesh.rows {
      let y = mesh.bottom(ofRow: row)
      for column in 0..<(mesh.columns - 1) {
        // The mesh begins left of every border, so the first corner of a row has no owner.
        let cell = row * mesh.columns + column
        if cells[cell].start == cells[cell + 1].start {
          cells[cell + 1].corner = cells[cell].corner
        } else {
          cells[cell + 1].corner = code(owners(x: mesh.left(ofColumn: column + 1), y: y, column: column, row: row))
        }
      }
    }
  }

  private mutating func code(_ owners: OwnerSet) -> Int32 {
    switch owners.count {
    case 0: return -1
    case 1: return owners.first
    default:
      cornerSets.append(owners.sorted)
      return -1 - Int32(cornerSets.count)
    }
  }

  /// The owners of a place.
  @inline(__always)
  func owners(x: Double, y: Double) -> OwnerSet {
    guard mesh.contains(x: x, y: y) else { return OwnerSet() }
    return owners(x: x, y: y, column: mesh.column(of: x), row: mesh.row(of: y))
  }

  /// The owner of a place: −1 where it has none, −2 where it has several.
  @inline(__always)
  func owner(x: Double, y: Double) -> Int32 {
    guard mesh.contains(x: x, y: y) else { return -1 }
    let column = mesh.column(of: x), row = mesh.row(of: y)
    let cell = cells[row * mesh.columns + column], end = cells[row * mesh.columns + column + 1].start
    guard cell.start < end else { return max(cell.corner, -2) }
    guard cell.corner >= -1 else { return severalOwners(x, y, column, row) }
    let left = mesh.left(ofColumn: column), bottom = mesh.bottom(ofRow: row)
    // In a coverage a walk comes out of one owner as it comes into another.
    var pair = OwnerPair(cell.corner)
    for position in Int(cell.start)..<Int(end) {
      let border = borders[position]
      guard Self.crosses(border.segment, x, y, left, bottom) else { continue }
      if border.left >= 0, !pair.toggle(border.left) { return severalOwners(x, y, column, row) }
      if border.right >= 0, !pair.toggle(border.right) { return severalOwners(x, y, column, row) }
    }
    return pair.only
  }

  /// What ``owner(x:y:)`` says where a walk meets more than two owners at once.
  @inline(never)
  private func severalOwners(_ x: Double, _ y: Double, _ column: Int, _ row: Int) -> Int32 {
    let found = owners(x: x, y: y, column: column, row: row)
    return found.count > 1 ? -2 : found.first
  }

  @inline(__always)
  private func owners(x: Double, y: Double, column: Int, row: Int) -> OwnerSet {
    var owners = OwnerSet()
    let cell = row * mesh.columns + column
    let corner = cells[cell].corner
    if corner >= 0 {
      owners.toggle(corner)
    } else if corner < -1 {
      for owner in cornerSets[Int(-2 - corner)] { owners.toggle(owner) }
    }
    let left = mesh.left(ofColumn: column), bottom = mesh.bottom(ofRow: row)
    for position in Int(cells[cell].start)..<Int(cells[cell + 1].start) {
      let border = borders[position]
      guard Self.crosses(border.segment, x, y, left, bottom) else { continue }
      if border.left >= 0 { owners.toggle(border.left) }
      if border.right >= 0 { owners.toggle(border.right) }
    }
    return owners
  }

  /// Whether the border separates `(x, y)` from `(left, bottom)` on the walk west, then south.
  @inline(__always)
  private static func crosses(_ s: Segment, _ x: Double, _ y: Double, _ left: Double, _ bottom: Double) -> Bool {
    var crosses = false
    if (s.ay <= y) != (s.by <= y) { crosses = isEast(s, x, y) != isEast(s, left, y) }
    if (s.ax <= left) != (s.bx <= left), isNorth(s, left, y) != isNorth(s, left, bottom) { crosses.toggle() }
    return crosses
  }

  /// Whether a place is east of a border that passes its northing; a place on the border is.
  @inline(__always)
  private static func isEast(_ s: Segment, _ x: Double, _ y: Double) -> Bool {
    // Beside the box of the border no multiplication is needed.
    if s.maxX < x { return true }
    if s.minX > x { return false }
    let side = s.turn(toX: x, y: y)
    return s.ay < s.by ? side <= 0 : side >= 0
  }

  /// Whether a place is north of a border that passes its easting. One on the border is moved east by more than north:
  /// it comes to lie above a border that falls toward the east or is level, and below one that rises.
  @inline(__always)
  private static func isNorth(_ s: Segment, _ x: Double, _ y: Double) -> Bool {
    if s.maxY < y { return true }
    if s.minY > y { return false }
    let side = s.turn(toX: x, y: y)
    if side == 0 { return s.ax < s.bx ? s.ay >= s.by : s.by >= s.ay }
    return s.ax < s.bx ? side > 0 : side < 0
  }
}

/// Two owners at the most, all that a walk through a coverage meets at once.
private struct OwnerPair {
  private var first: Int32
  private var second: Int32 = -1

  init(_ owner: Int32) { first = owner }

  /// Adds an owner that is not in the pair, removes one that is; the answer is whether there was room.
  @inline(__always)
  mutating func toggle(_ owner: Int32) -> Bool {
    if owner == first {
      first = -1
    } else if owner == second {
      second = -1
    } else if first < 0 {
      first = owner
    } else if second < 0 {
      second = owner
    } else {
      return false
    }
    return true
  }

  /// −1 without an owner, −2 with two.
  var only: Int32 { first >= 0 && second >= 0 ? -2 : max(first, second) }
}

/// A few owners, most often none or one, without allocation up to four.
struct OwnerSet {
  private var slot0: Int32 = -1
  private var slot1: Int32 = -1
  private var slot2: Int32 = -1
  private var slot3: Int32 = -1
  private var overflow: [Int32] = []

  /// Adds an owner that is not in the set, removes one that is.
  @inline(__always)
  mutating func toggle(_ owner: Int32) {
    if slot0 == owner {
      slot0 = -1
    } else if slot1 == owner {
      slot1 = -1
    } else if slot0 < 0 && slot1 != owner && slot2 < 0 && slot3 < 0 && overflow.isEmpty {
      slot0 = owner
    } else {
      toggleRare(owner)
    }
  }

  @inline(never)
  private mutating func toggleRare(_ owner: Int32) {
    if slot2 == owner {
      slot2 = -1
    } else if slot3 == owner {
      slot3 = -1
    } else if let index = overflow.firstIndex(of: owner) {
      overflow.remove(at: index)
    } else if slot0 < 0 {
      slot0 = owner
    } else if slot1 < 0 {
      slot1 = owner
    } else if slot2 < 0 {
      slot2 = owner
    } else if slot3 < 0 {
      slot3 = owner
    } else {
      overflow.append(owner)
    }
  }

  var count: Int {
    (slot0 < 0 ? 0 : 1) + (slot1 < 0 ? 0 : 1) + (slot2 < 0 ? 0 : 1) + (slot3 < 0 ? 0 : 1) + overflow.count
  }

  /// An owner; the only one when `count` is one. −1 for an empty set.
  var first: Int32 {
    slot0 >= 0 ? slot0 : slot1 >= 0 ? slot1 : slot2 >= 0 ? slot2 : slot3 >= 0 ? slot3 : overflow.first ?? -1
  }

  var sorted: [Int32] { ([slot0, slot1, slot2, slot3].filter { $0 >= 0 } + overflow).sorted() }
}
