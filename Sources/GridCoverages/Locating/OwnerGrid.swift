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

  private let cells: SegmentCells
  /// The borders of each cell side by side, so that a look-up reads one stretch of memory.
  private let borders: [Border]
  /// The owners at the lower left corner of each cell: an owner, −1 for none, or −2 − *i* for the set *i*.
  private var corners: [Int32] = []
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
    let cells = SegmentCells(count: count, cellsPerSegment: cellsPerBorder) { list[$0].segment }
    borders = (0..<cells.entryCount).map { list[cells.entry($0)] }
    self.cells = cells
    fillCorners()
  }

  private mutating func fillCorners() {
    corners = [Int32](repeating: -1, count: cells.columns * cells.rows)
    for row in 0..<cells.rows {
      let y = cells.bottom(ofRow: row)
      for column in 0..<(cells.columns - 1) {
        // The mesh begins left of every border, so the first corner of a row has no owner.
        let cell = row * cells.columns + column
        if cells.range(column, row).isEmpty {
          corners[cell + 1] = corners[cell]
        } else {
          let owners = owners(x: cells.left(ofColumn: column + 1), y: y, column: column, row: row)
          corners[cell + 1] = code(owners)
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
    guard cells.contains(x: x, y: y) else { return OwnerSet() }
    return owners(x: x, y: y, column: cells.column(of: x), row: cells.row(of: y))
  }

  @inline(__always)
  private func owners(x: Double, y: Double, column: Int, row: Int) -> OwnerSet {
    var owners = OwnerSet()
    let corner = corners[row * cells.columns + column]
    if corner >= 0 {
      owners.toggle(corner)
    } else if corner < -1 {
      for owner in cornerSets[Int(-2 - corner)] { owners.toggle(owner) }
    }
    let left = cells.left(ofColumn: column), bottom = cells.bottom(ofRow: row)
    for position in cells.range(column, row) {
      let border = borders[position]
      let crossesWest = Self.crossesWest(border.segment, x, y, to: left)
      let crossesSouth = Self.crossesSouth(border.segment, left, y, to: bottom)
      guard crossesWest != crossesSouth else { continue }
      if border.left >= 0 { owners.toggle(border.left) }
      if border.right >= 0 { owners.toggle(border.right) }
    }
    return owners
  }

  /// Whether the border separates `(x, y)` from `(left, y)` on the line between them.
  @inline(__always)
  private static func crossesWest(_ s: Segment, _ x: Double, _ y: Double, to left: Double) -> Bool {
    guard (s.ay <= y) != (s.by <= y) else { return false }
    if s.ax <= left && s.bx <= left && left <= x { return false }
    if s.ax > x && s.bx > x && left <= x { return false }
    return isEast(s, x, y) != isEast(s, left, y)
  }

  /// Whether the border separates `(x, y)` from `(x, bottom)` on the line between them.
  @inline(__always)
  private static func crossesSouth(_ s: Segment, _ x: Double, _ y: Double, to bottom: Double) -> Bool {
    guard (s.ax <= x) != (s.bx <= x) else { return false }
    if s.ay > y && s.by > y && bottom <= y { return false }
    if s.ay < bottom && s.by < bottom && bottom <= y { return false }
    return isNorth(s, x, y) != isNorth(s, x, bottom)
  }

  /// Whether a place is east of a border that passes its northing; a place on the border is.
  @inline(__always)
  private static func isEast(_ s: Segment, _ x: Double, _ y: Double) -> Bool {
    let side = s.turn(toX: x, y: y)
    return s.ay < s.by ? side <= 0 : side >= 0
  }

  /// Whether a place is north of a border that passes its easting. One on the border is moved east by more than north:
  /// it comes to lie above a border that falls toward the east or is level, and below one that rises.
  @inline(__always)
  private static func isNorth(_ s: Segment, _ x: Double, _ y: Double) -> Bool {
    let side = s.turn(toX: x, y: y)
    if side == 0 { return s.ax < s.bx ? s.ay >= s.by : s.by >= s.ay }
    return s.ax < s.bx ? side > 0 : side < 0
  }
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
