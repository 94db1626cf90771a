/// The position of an atom in its graph, in `0..<atomCount`.
public struct AtomIndex: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The dense index.
  public let offset: Int32

  /// An index from its offset; graphs hold fewer than 2³¹ atoms.
  public init(_ offset: Int32) { self.offset = offset }

  /// An index from an `Int` offset, which must fit into 32 bits.
  public init(_ offset: Int) { self.offset = Int32(offset) }

  /// The offset as an array position.
  public var position: Int { Int(offset) }

  public var description: String { "atom \(offset)" }

  /// By position in the graph.
  public static func < (a: AtomIndex, b: AtomIndex) -> Bool { a.offset < b.offset }
}

/// The number of a zone in its partition, in `0..<zoneCount`.
public struct ZoneID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The dense number.
  public let offset: Int32

  /// A zone from its number.
  public init(_ offset: Int32) { self.offset = offset }

  /// A zone from an `Int` number, which must fit into 32 bits.
  public init(_ offset: Int) { self.offset = Int32(offset) }

  /// The number as an array position.
  public var position: Int { Int(offset) }

  public var description: String { "zone \(offset)" }

  /// By number.
  public static func < (a: ZoneID, b: ZoneID) -> Bool { a.offset < b.offset }
}
