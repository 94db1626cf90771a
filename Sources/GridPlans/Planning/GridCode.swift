/// The code of a grid: its community's code and a serial of three digits; a child adds `-NN` to its parent's code.
///
/// The shape is that of DB11/T 2157-2023 (6 county + 3 street + 3 community + 3 serial); communities whose codes are not
/// of twelve digits keep their own in front.
public struct GridCode: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let text: String

  /// A code as somebody wrote it; its shape is not looked at.
  public init(_ text: String) { self.text = text }

  /// The code of a first-level or dedicated grid. Serials above 999 take four digits rather than fail.
  public init(community: String, serial: Int) {
    text = community + Self.padded(serial, to: 3)
  }

  /// The code of a child.
  public init(parent: GridCode, serial: Int) {
    text = "\(parent.text)-\(Self.padded(serial, to: 2))"
  }

  /// The serial within the community, when this is a base grid of it.
  public func serial(in community: String) -> Int? {
    guard text.hasPrefix(community) else { return nil }
    return Self.serial(text.dropFirst(community.count), digits: 3)
  }

  /// The serial within the parent, when this is its child.
  public func serial(under parent: GridCode) -> Int? {
    guard text.hasPrefix(parent.text + "-") else { return nil }
    return Self.serial(text.dropFirst(parent.text.count + 1), digits: 2)
  }

  public var description: String { text }

  /// As texts, so that a parent comes before its children.
  public static func < (a: GridCode, b: GridCode) -> Bool { a.text < b.text }

  /// A serial spelt as this type spells it: padded to so many digits and no further, six digits at most.
  private static func serial(_ text: Substring, digits: Int) -> Int? {
    guard text.utf8.count <= 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let serial = Int(text) else {
      return nil
    }
    return text == padded(serial, to: digits) ? serial : nil
  }

  private static func padded(_ number: Int, to digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
