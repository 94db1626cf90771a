/// Which column of a table means what. Only these are read: what else a table holds, names above all, is left where it is.
public struct VisitColumns: Hashable, Sendable {
  /// What a table of visits or of targets is made of.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    case grid
    case visitClass = "class"
    case date, count

    /// Other names, in small letters.
    fileprivate var names: Set<String> {
      switch self {
      case .grid: ["grid", "grid_code", "gridcode", "code", "网格", "网格编码", "网格编号", "网格代码"]
      case .visitClass: ["class", "visit_class", "category", "类别", "走访类别", "对象类别", "类型"]
      case .date: ["date", "visit_date", "visited_on", "day", "日期", "走访日期", "走访时间"]
      case .count: ["count", "visits", "number", "households", "数量", "次数", "户数", "户次", "走访数", "走访户数"]
      }
    }
  }

  private var positions: [Role: Int] = [:]
  /// Columns that are not read.
  public let ignored: [String]
  /// Those of them that by their names tell of persons.
  public let personal: [String]

  /// - Parameters:
  ///   - header: The names of the columns, in the table's order.
  ///   - required: What the table has to have; a count may be left out, each row is then one visit.
  /// - Throws: ``VisitError/missingColumn(role:columns:)``.
  public init(header: [String], required: [Role] = [.grid, .visitClass, .date]) throws(VisitError) {
    var ignored: [String] = []
    for (index, name) in header.enumerated() {
      let folded = name.lowercased().filter { !$0.isWhitespace && $0 != "\u{FEFF}" }
      let role = Role.allCases.first { $0.names.contains(folded) }
      if let role, positions[role] == nil { positions[role] = index } else { ignored.append(name) }
    }
    self.ignored = ignored
    personal = ignored.filter(Self.tellsOfPersons)
    for role in required where positions[role] == nil {
      throw .missingColumn(role: role.rawValue, columns: header)
    }
  }

  /// The cell of a row; empty where the row or the table has none.
  func cell(_ role: Role, of row: [String]) -> String {
    guard let position = positions[role], position < row.count else { return "" }
    return row[position].trimmed
  }

  func has(_ role: Role) -> Bool { positions[role] != nil }

  private static func tellsOfPersons(_ column: String) -> Bool {
    let marks = [
      "name", "person", "resident", "phone", "mobile", "tel", "idcard", "id_card", "id_number", "idno", "birth",
      "address", "姓名", "名字", "户主", "身份证", "证件", "电话", "手机", "联系方式", "住址", "地址", "出生",
    ]
    let folded = column.lowercased()
    if folded.contains("grid") || folded.contains("class") { return false }
    return marks.contains { folded.contains($0) }
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace || first == "\u{FEFF}" { text.removeFirst() }
    while let last = text.last, last.isWhitespace || last == "\u{FEFF}" { text.removeLast() }
    return String(text)
  }
}
