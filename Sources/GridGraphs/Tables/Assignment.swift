import GridPartitioning

/// A division with its zones numbered for a file: 0…k−1.
///
/// Zones that go on from a table of last time, or were locked there, keep their number where it lies in that range, by
/// most shared weight first; the rest are numbered by their first atom.
public struct Assignment: Hashable, Sendable {
  /// The zone of each atom, as written.
  public let zones: [Int32]
  public let zoneCount: Int

  /// - Parameter tables: Tables whose labels zones keep, the most binding first.
  init(_ partition: Partition, weights: [Int], keeping tables: [AtomLabels]) {
    zoneCount = partition.zoneCount
    var number = [Int32](repeating: -1, count: partition.zoneCount)
    var isTaken = [Bool](repeating: false, count: partition.zoneCount)
    for table in tables { Self.keep(table, partition, weights, &number, &isTaken) }
    var free: Int32 = 0
    for zone in number.indices where number[zone] < 0 {
      while isTaken[Int(free)] { free += 1 }
      number[zone] = free
      isTaken[Int(free)] = true
    }
    zones = partition.zones.map { number[Int($0)] }
  }

  private static func keep(
    _ table: AtomLabels, _ partition: Partition, _ weights: [Int], _ number: inout [Int32], _ isTaken: inout [Bool]
  ) {
    struct Pair: Hashable {
      let zone: Int32
      let number: Int32
    }
    let wanted = table.labels.map { Int32($0).flatMap { isTaken.indices.contains(Int($0)) ? $0 : nil } ?? -1 }
    var shared: [Pair: Int] = [:]
    for (atom, label) in table.label.enumerated() where label >= 0 && wanted[Int(label)] >= 0 {
      shared[Pair(zone: partition.zones[atom], number: wanted[Int(label)]), default: 0] += weights[atom] + 1
    }
    let order = shared.sorted { ($1.value, $0.key.zone, $0.key.number) < ($0.value, $1.key.zone, $1.key.number) }
    for (pair, _) in order where number[Int(pair.zone)] < 0 && !isTaken[Int(pair.number)] {
      number[Int(pair.zone)] = pair.number
      isTaken[Int(pair.number)] = true
    }
  }

  /// The table `id,zone`, ids as in the graph's file.
  public func csv(_ names: AtomNames) -> [UInt8] {
    var text = Array("id,zone\n".utf8)
    text.reserveCapacity(12 * zones.count)
    for (atom, zone) in zones.enumerated() {
      Self.append(names[AtomIndex(atom)], to: &text)
      text.append(UInt8(ascii: ","))
      text.append(contentsOf: String(zone).utf8)
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  /// A field in quotation marks where it needs them (RFC 4180), or a reader would drop spaces at its ends.
  private static func append(_ field: String, to text: inout [UInt8]) {
    let bytes = field.utf8
    let needsQuotes =
      bytes.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
      || bytes.first == 0x20 || bytes.last == 0x20 || bytes.first == 0x09 || bytes.last == 0x09
    guard needsQuotes else {
      text.append(contentsOf: bytes)
      return
    }
    text.append(UInt8(ascii: "\""))
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { text.append(byte) }
      text.append(byte)
    }
    text.append(UInt8(ascii: "\""))
  }
}
