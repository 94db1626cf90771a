/// What it costs that a person holds a post of one role: the way, then whether it is a change.
///
/// Ways are whole decimetres times ``scale``, which exceeds the number of posts, so that one decimetre outweighs all
/// changes together and a sum is least exactly when ways, then changes, are least.
struct PairCosts: Sendable {
  let rows, columns: Int
  let scale: Int
  private let rowX, rowY, columnX, columnY: [Double]
  private let gridOfRow: [Int]
  private let memberOfColumn: [Int]
  private let ways: StaffWays
  private let presentOfColumn: [[Int]]
  /// What posts need and people can, in few classes; see ``EligibilityClasses``.
  let classes: EligibilityClasses

  /// - Parameter positions: Of the members in the list that ``StaffWays`` speaks of.
  init(
    posts: [StaffPost], members: [StaffMember], at positions: [Int], grids: [StaffedGrid], classes: EligibilityClasses,
    ways: StaffWays
  ) {
    rows = posts.count
    columns = members.count
    scale = posts.count + 1
    rowX = posts.map { grids[$0.grid].place.x }
    rowY = posts.map { grids[$0.grid].place.y }
    columnX = members.map { $0.home?.x ?? 0 }
    columnY = members.map { $0.home?.y ?? 0 }
    gridOfRow = posts.map(\.grid)
    memberOfColumn = positions
    self.ways = ways
    presentOfColumn = members.map(\.present)
    self.classes = classes
  }

  func isEligible(_ row: Int, _ column: Int) -> Bool {
    classes.fits(classes.ofPost[row], classes.ofMember[column])
  }

  func isPresent(_ row: Int, _ column: Int) -> Bool { presentOfColumn[column].contains(gridOfRow[row]) }

  func place(ofRow row: Int) -> StaffPlace { StaffPlace(x: rowX[row], y: rowY[row]) }
  func place(ofColumn column: Int) -> StaffPlace { StaffPlace(x: columnX[column], y: columnY[column]) }

  func decimetres(_ row: Int, _ column: Int) -> Int {
    switch ways {
    case .straight: place(ofRow: row).decimetres(to: place(ofColumn: column))
    case .measured(_, let decimetres): decimetres(memberOfColumn[column], gridOfRow[row])
    }
  }

  func cost(_ row: Int, _ column: Int) -> Int {
    decimetres(row, column) * scale + (isPresent(row, column) ? 0 : 1)
  }

  /// No pair costs more.
  var greatest: Int {
    if case .measured(let greatest, _) = ways { return (greatest + 1) * scale + 1 }
    func span(_ a: [Double], _ b: [Double]) -> Double {
      let values = a + b
      return (values.max() ?? 0) - (values.min() ?? 0)
    }
    let (width, height) = (span(rowX, columnX), span(rowY, columnY))
    return (Int(((width * width + height * height).squareRoot() * 10).rounded(.up)) + 1) * scale + 1
  }

  /// Rows on which a person works until now.
  var presentPairs: [(row: Int, column: Int)] {
    var rowsOfGrid: [Int: [Int]] = [:]
    for (row, grid) in gridOfRow.enumerated() { rowsOfGrid[grid, default: []].append(row) }
    return presentOfColumn.enumerated().flatMap { column, grids in
      grids.flatMap { (rowsOfGrid[$0] ?? []).map { (row: $0, column: column) } }
    }
  }
}
