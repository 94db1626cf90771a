/// Cells numbered from 0 in the order they come: a hash table for one purpose, several times faster than `Dictionary`.
///
/// Open addressing with linear probing; a slot holds a number, and the cells stand in an array by number.
package struct CellTable: Sendable {
  package private(set) var cells: [Cell] = []
  /// The number of the cell in a slot, or −1. A power of two of them, at least twice the cells.
  private var slots: [Int32]

  /// - Parameter capacity: Cells that fit without a new table.
  package init(capacity: Int) {
    var size = 64
    while size < 2 * capacity { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    cells.reserveCapacity(capacity)
  }

  /// The number of a cell, a new one for a cell not seen before.
  ///
  /// - Complexity: O(1) usual.
  package mutating func number(of cell: Cell) -> Int32 {
    if 2 * cells.count >= slots.count { grow() }
    var slot = home(of: cell)
    while true {
      let number = slots[slot]
      if number < 0 { break }
      if cells[Int(number)] == cell { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(cells.count)
    slots[slot] = number
    cells.append(cell)
    return number
  }

  /// The high bits of a product (Knuth's multiplicative hashing) name the first slot to try.
  private func home(of cell: Cell) -> Int {
    let key = UInt64(UInt32(bitPattern: cell.x)) << 32 | UInt64(UInt32(bitPattern: cell.y))
    let mixed = (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 20) & (slots.count - 1)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (number, cell) in cells.enumerated() {
      var slot = home(of: cell)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }
}
