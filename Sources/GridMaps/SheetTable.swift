/// A small table beside the map: words in the first column, numbers in the others.
public struct SheetTable: Hashable, Sendable {
  /// The head of a column of numbers.
  public enum Head: Hashable, Sendable {
    case text(String)
    /// Marks of a kind, shown as on the map.
    case kind(MarkKind)
  }

  public var title: String
  /// Heads of the columns after the first; none for a table of words alone. Where all are empty texts no line is set for
  /// them.
  public var heads: [Head]
  /// Cells of each row, the words first. Missing cells are empty, further ones are not set.
  public var rows: [[String]]
  /// Set apart below the others, such as a sum.
  public var total: [String]?

  var hasHead: Bool { heads.contains { $0 != .text("") } }

  /// A table; a row without a number spans the width.
  public init(title: String, heads: [Head] = [], rows: [[String]], total: [String]? = nil) {
    self.title = title
    self.heads = heads
    self.rows = rows
    self.total = total
  }
}
