import GridGeometry
import GridLayers

/// Points on a plane from a table with the columns `x` and `y`, and a number for each.
///
/// A row with a cell that cannot be read is left out and told; a table without one that can is refused.
struct PlaneTable {
  /// A column of numbers beside the coordinates.
  struct Column {
    let name: String
    /// Otherwise every point has 1 where there is no such column.
    let isNeeded: Bool
  }

  private(set) var points: [Point] = []
  /// By point; empty where no column was asked for.
  private(set) var numbers: [Double] = []
  /// By point, the number of its row, from 0.
  private(set) var rows: [Int] = []
  private(set) var hasNumbers = false
  private(set) var problems: [InputProblem] = []

  /// No table, no points.
  init() {}

  /// - Throws: ``PlanError`` where it is no table, a column is missing or there twice, or not one row can be read.
  init(_ path: String, _ column: Column?) throws(PlanError) {
    let read = try asPlanErrors("reading \(path)") { try Self(reading: path, column) }
    guard !read.points.isEmpty || read.problems.isEmpty else { throw .badInput(read.problems) }
    self = read
  }

  private init(reading path: String, _ column: Column?) throws {
    guard let reader = try Layers.open(LayerSource(path: path)) as? CSVReader else {
      throw PlanError.badInput(
        InputProblem(
          source: path, cause: BilingualText(en: "it is no .csv table", zh: "它不是 .csv 表格"),
          remedy: BilingualText(en: "Give a CSV with the columns x and y", zh: "请提供含 x、y 列的 CSV")))
    }
    for name in ["x", "y"] + [column?.name].compactMap(\.self) { try reader.requireOnce(name, in: path) }
    let x = try reader.schema.requiredIndex(of: "x", source: path)
    let y = try reader.schema.requiredIndex(of: "y", source: path)
    let number = try column.flatMap { column in
      column.isNeeded
        ? try reader.schema.requiredIndex(of: column.name, source: path) : reader.schema.index(of: column.name)
    }
    hasNumbers = number != nil
    var row = -1
    try reader.forEach { feature in
      row += 1
      var wrong: [BilingualText] = []
      func cell(_ index: Int, _ range: ClosedRange<Double>) -> Double {
        if let value = feature.values[index].real, range.contains(value) { return value }
        wrong.append(Self.fault(feature.values[index].text ?? "", in: reader.schema.fields[index].name))
        return .nan
      }
      let point = Point(cell(x, -Self.most...Self.most), cell(y, -Self.most...Self.most))
      let value = number.map { cell($0, 0...Self.most) } ?? 1
      if feature.surplusCells > 0 {
        wrong = [BilingualText(en: "it has cells beyond the last column", zh: "最后一列之后还有单元格")]
      }
      guard wrong.isEmpty else {
        problems.append(
          InputProblem(
            source: path, place: feature.line.map(BilingualText.line),
            cause: BilingualText(
              en: wrong.map(\.en).joined(separator: "; "), zh: wrong.map(\.zh).joined(separator: "；")),
            remedy: BilingualText(en: "Correct the row; it is left out", zh: "请更正该行；该行未计入")))
        return
      }
      points.append(point)
      rows.append(row)
      if column != nil { numbers.append(value) }
    }
  }

  /// Larger numbers are slips, and their squares no numbers any more.
  private static let most = 1e12

  private static func fault(_ written: String, in column: String) -> BilingualText {
    written.trimmingSpaces.isEmpty
      ? BilingualText(en: "its `\(column)` is empty", zh: "其 `\(column)` 为空")
      : BilingualText(
        en: "its `\(column)`, `\(written.shortened)`, is no number that can be used",
        zh: "其 `\(column)`（`\(written.shortened)`）不是可用的数字")
  }
}

extension CSVReader {
  /// Refuses a table in which two columns bear the name: nobody knows which is meant.
  fileprivate func requireOnce(_ name: String, in path: String) throws(PlanError) {
    let word = name.lowercased()
    let alike = schema.fields.indices.filter { schema.fields[$0].name.lowercased() == word }.map { $0 + 1 }
    let columns = (alike + repeatedColumns.filter { $0.name.lowercased() == word }.map(\.column)).sorted()
    guard columns.count > 1 else { return }
    throw .badInput(
      InputProblem(
        source: path, place: .line(1),
        cause: BilingualText(
          en: "columns \(columns[0]) and \(columns[1]) are both called `\(name)`",
          zh: "第 \(columns[0]) 列和第 \(columns[1]) 列都名为 `\(name)`"),
        remedy: BilingualText(en: "Give every column its own name", zh: "请为每列使用不同的名称")))
  }
}
