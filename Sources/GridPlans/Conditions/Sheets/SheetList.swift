import GridLayers

/// One sheet of a map.
enum SheetSubject: Hashable, Sendable {
  case county
  /// The page of charts of the county, or of a place in the map's townships.
  case figures(Int?)
  /// A place in the map's townships, communities or grids.
  case township(Int)
  case community(Int)
  case grid(Int)
}

/// Sheets that one PDF holds, in the order of its pages.
struct SheetFile: Hashable, Sendable {
  /// Without a folder and an ending.
  let name: String
  let title: String
  let pages: [Page]

  struct Page: Hashable, Sendable {
    let subject: SheetSubject
    /// In the table of contents.
    let level: Int
    /// Of its file where it has one of its own, without an ending.
    let name: String
  }
}

extension ConditionsMap {
  /// The sheets of some levels: the county's, then those of each township by code, each with its communities and their
  /// grids in the order of the plan. Grids without a township come last, under the county's name.
  ///
  /// - Parameter township: Of a map that is limited to one, its code: then there is one file, which has the page of charts
  ///   of the township in place of the county's pages.
  func sheetFiles(_ options: ConditionsSheetOptions, township: String?) -> [SheetFile] {
    var files: [SheetFile] = []
    if options.levels.contains(.county), township == nil {
      files.append(
        SheetFile(
          name: "county", title: name,
          pages: [
            .init(subject: .county, level: 0, name: "county"), .init(subject: .figures(nil), level: 0, name: "figures"),
          ]))
    }
    var grids: [String: [Int]] = [:]
    for (position, grid) in self.grids.enumerated() where grid.isLeaf {
      grids[grid.community, default: []].append(position)
    }
    var communities: [String: [Int]] = [:]
    for (position, place) in self.communities.enumerated() { communities[place.township, default: []].append(position) }
    let digits = String(townships.count + 1).count
    for (position, place) in (townships.map(Optional.some) + [nil]).enumerated() {
      let code = place?.code ?? ""
      guard township == nil || township == code else { continue }
      var subjects: [(SheetSubject, Int)] = []
      if options.levels.contains(.township), place != nil { subjects.append((.township(position), 0)) }
      if options.levels.contains(.county), township != nil { subjects.append((.figures(position), 0)) }
      for community in communities[code] ?? [] {
        if options.levels.contains(.community) { subjects.append((.community(community), 1)) }
        guard options.levels.contains(.grid) else { continue }
        for grid in grids[self.communities[community].code] ?? [] { subjects.append((.grid(grid), 2)) }
      }
      if options.levels.contains(.grid), place == nil {
        let known = Set(self.communities.map(\.code))
        for grid in self.grids.indices where self.grids[grid].isLeaf && !known.contains(self.grids[grid].community) {
          subjects.append((.grid(grid), 2))
        }
      }
      guard !subjects.isEmpty else { continue }
      let title = place?.name ?? name
      files.append(
        SheetFile(
          name: "\(Self.padded(position + 1, digits))-\(Self.fileName(title))", title: title, pages: pages(subjects)))
    }
    return files
  }

  /// Levels of the table of contents without gaps, and names that sort as the pages do.
  private func pages(_ subjects: [(SheetSubject, Int)]) -> [SheetFile.Page] {
    let used = Set(subjects.map(\.1)).sorted()
    let digits = String(subjects.count).count
    return subjects.enumerated().map { number, item in
      SheetFile.Page(
        subject: item.0, level: used.firstIndex(of: item.1) ?? 0,
        name: "\(Self.padded(number + 1, digits))-\(Self.fileName(code(of: item.0)))")
    }
  }

  private func code(of subject: SheetSubject) -> String {
    switch subject {
    case .county: countyCode
    case .figures: "figures"
    case .township(let position): townships[position].code
    case .community(let position): communities[position].code
    case .grid(let position): grids[position].code
    }
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// A part of a file's name that every system takes.
  private static func fileName(_ text: String) -> String {
    String(text.map { $0.isLetter || $0.isNumber ? $0 : "-" }.prefix(40))
  }
}
