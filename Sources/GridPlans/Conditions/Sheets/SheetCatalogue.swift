import Foundation
import GridLayers
import GridMaps

/// The list of a map's sheets, `sheets/sheets.csv`: which page of which file is about what. By it the next map knows which
/// sheets of this one to take away.
struct SheetCatalogue {
  static let name = "\(SheetFile.folder)/sheets.csv"
  private static let fields = [
    Field("file", .text), Field("page", .integer), Field("level", .text), Field("code", .text), Field("name", .text),
  ]

  /// Writes the list of the sheets of a map.
  static func write(
    _ list: [SheetFile], of map: ConditionsMap, _ formats: [MapFormat], to path: String
  ) throws(LayerError) {
    let writer = try CSVWriter(path: path, fields: fields)
    for format in formats {
      for file in list {
        for (number, page) in file.pages.enumerated() {
          let (level, code, name) = map.subject(of: page.subject)
          let isBound = format == .pdf
          let place = isBound ? "\(SheetFile.folder)/\(file.name).pdf" : file.fileName(of: page, format)
          let row: [FieldValue] = [
            .text(place), .integer(Int64(isBound ? number + 1 : 1)), .text(level), .text(code), .text(name),
          ]
          try writer.write(row.map(\.spreadsheetSafe))
        }
      }
    }
    try writer.finish()
  }

  /// The files that the list in a folder names, itself among them; only such as sheets are called, whatever it says.
  static func standing(in folder: String) -> Set<String> {
    guard let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else { return [] }
    var files: Set<String> = [name]
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let file = line.prefix { $0 != "," }
      let parts = file.split(separator: "/", omittingEmptySubsequences: false)
      guard (2...3).contains(parts.count), parts[0] == SheetFile.folder,
        parts.dropFirst().allSatisfy({ $0.first.map { $0.isLetter || $0.isNumber } ?? false }),
        MapFormat.allCases.contains(where: { file.hasSuffix("." + $0.rawValue) })
      else { continue }
      files.insert(String(file))
    }
    return files
  }

  /// Removes the folders of sheets that are gone, where they are empty.
  static func removeEmptyFolders(of files: Set<String>, in folder: String) {
    let folders = Set(files.map { String($0[..<($0.lastIndex(of: "/") ?? $0.startIndex)]) })
    for name in folders.sorted(by: >) + [SheetFile.folder] {
      let path = "\(folder)/\(name)"
      guard let rest = try? FileManager.default.contentsOfDirectory(atPath: path), rest.isEmpty else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}

extension ConditionsMap {
  /// The level, code and name of what a sheet is about.
  fileprivate func subject(of subject: SheetSubject) -> (level: String, code: String, name: String) {
    switch subject {
    case .county: ("county", countyCode, name)
    case .figures(nil): ("figures", countyCode, name)
    case .figures(let position?): ("figures", townships[position].code, townships[position].name)
    case .township(let position): ("township", townships[position].code, townships[position].name)
    case .community(let position): ("community", communities[position].code, communities[position].name)
    case .grid(let position): ("grid", grids[position].code, grids[position].name)
    }
  }
}
