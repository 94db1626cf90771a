import Foundation
import GridLayers
import GridMaps

/// The files of one map.
struct ConditionsFiles {
  private let map: ConditionsMap
  private let request: ConditionsRequest
  /// The GeoJSON first, the sheets last.
  let names: [String]
  private let sheets: SheetWork?

  /// - Parameters:
  ///   - options: Which sheets to draw; `nil` for none.
  ///   - path: The plan's file, for messages.
  init(
    _ map: ConditionsMap, _ request: ConditionsRequest, sheets options: ConditionsSheetOptions?, of plan: Plan,
    _ cases: PlanCases, path: String
  ) throws(PlanError) {
    self.map = map
    self.request = request
    var sheets: SheetWork?
    if let options { sheets = try SheetWork(map, plan, cases, request, options, path: path) }
    self.sheets = sheets
    names =
      [StandingMap.name] + (request.formats.contains(.html) ? ["conditions.html"] : []) + [ConditionsStyle.name]
      + (sheets.map { [SheetCatalogue.name] + $0.names } ?? [])
  }

  /// Puts all of them into a folder at once. What the map that stood there had besides is removed.
  ///
  /// - Returns: What a sheet had no font or room for.
  func write(into folder: String, _ watch: inout StageWatch, _ control: PlanningControl) throws(PlanError) -> [String] {
    var oldSheets: Set<String> = []
    var warnings: [String] = []
    try asPlanErrors("writing \(folder)") {
      var files = try OutputFiles(folder)
      oldSheets = SheetCatalogue.standing(in: folder).subtracting(names)
      for name in (StandingMap(in: folder)?.files ?? []) + oldSheets.sorted() where !names.contains(name) {
        files.remove(name)
      }
      do {
        let geojson = try files.add(StandingMap.name)
        try map.writeGeoJSON(to: geojson, hasParents: request.hasParents, files: names.filter { !$0.contains("/") }, control)
        if request.formats.contains(.html) {
          try OutputFile.write(try map.page(in: request.language).html(), to: try files.add("conditions.html"))
        }
        try OutputFile.write(Array(ConditionsStyle(map).qml.utf8), to: try files.add(ConditionsStyle.name))
        watch.end("write")
        if let sheets {
          warnings = try sheets.draw(into: &files, control)
          watch.end("sheets")
        }
        try control.check()
        try files.commit()
      } catch {
        files.discard()
        throw error
      }
    }
    SheetCatalogue.removeEmptyFolders(of: oldSheets, in: folder)
    watch.end("write")
    return warnings
  }
}

/// A map that stands in a folder, as far as its first lines tell.
struct StandingMap {
  static let name = "conditions.geojson"
  let path: String
  let audience: String
  /// Only names that a map has, whatever the file says.
  let files: [String]

  /// `nil` where there is none.
  init?(in folder: String) {
    path = "\(folder)/\(Self.name)"
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    let head = String(decoding: (try? handle.read(upToCount: 65_536)) ?? Data(), as: UTF8.self)
    func member(_ key: String) -> Substring? {
      guard let start = head.range(of: "\n\"\(key)\":")?.upperBound else { return nil }
      return head[start...].prefix { $0 != "\n" || key == "files" }
    }
    guard let audience = member("audience")?.split(separator: "\"").first else { return nil }
    self.audience = String(audience)
    let list = member("files")?.prefix { $0 != "]" }.split(separator: "\"").map(String.init) ?? []
    files = list.filter { $0.hasPrefix("conditions") && !$0.contains("/") }
  }
}
