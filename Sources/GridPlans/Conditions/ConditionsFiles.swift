import Foundation
import GridLayers
import GridMaps

/// The files of one map.
struct ConditionsFiles {
  /// As far as the request limits it; the sheets show the ground around too.
  let map: ConditionsMap
  private let request: ConditionsRequest
  /// The GeoJSON first, the sheets last.
  let names: [String]
  private let sheets: SheetWork?

  /// - Parameters:
  ///   - county: The map of the whole county.
  ///   - options: Which sheets to draw; `nil` for none.
  ///   - path: The plan's file, for messages.
  init(
    _ county: ConditionsMap, _ request: ConditionsRequest, sheets options: ConditionsSheetOptions?, of plan: Plan,
    _ cases: PlanCases, path: String
  ) throws(PlanError) {
    map = request.township.map(county.limited(to:)) ?? county
    self.request = request
    var sheets: SheetWork?
    if let options { sheets = try SheetWork(county, plan, cases, request, options, path: path) }
    self.sheets = sheets
    names =
      [StandingMap.name] + (request.formats.contains(.html) ? [StandingMap.page] : []) + [ConditionsStyle.name]
      + (sheets.map { [SheetCatalogue.name] + $0.names } ?? [])
  }

  /// Puts all of them into a folder at once. What the map that stood there had besides is removed.
  ///
  /// - Parameter takesOver: A map for the other audience is replaced too. Who made one while this was being written is
  ///   noticed.
  /// - Returns: What a sheet had no font or room for.
  func write(
    into folder: String, takesOver: Bool, _ watch: inout StageWatch, _ control: PlanningControl
  ) throws(PlanError) -> [String] {
    var oldSheets: Set<String> = []
    var warnings: [String] = []
    try asPlanErrors("writing \(folder)") {
      var files = try OutputFiles(folder, tidying: [SheetFile.folder])
      do {
        let geojson = try files.add(StandingMap.name)
        try map.writeGeoJSON(
          to: geojson, hasParents: request.hasParents, files: names.filter { !$0.contains("/") }, control)
        if request.formats.contains(.html) {
          try OutputFile.write(try map.page(in: request.language).html(), to: try files.add(StandingMap.page))
        }
        try OutputFile.write(Array(ConditionsStyle(map).qml.utf8), to: try files.add(ConditionsStyle.name))
        watch.end("write")
        if let sheets {
          warnings = try sheets.draw(into: &files, control)
          watch.end("sheets")
        }
        try control.check()
        try files.commit { files in
          if !takesOver { try request.requireOwnFolder(folder) }
          oldSheets = SheetCatalogue.standing(in: folder).subtracting(names)
          for name in (StandingMap(in: folder)?.files ?? []) + oldSheets.sorted() where !names.contains(name) {
            files.remove(name)
          }
        }
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

/// A map that stands in a folder, as far as its first lines tell; where its GeoJSON is gone, what is left of it. A file of
/// somebody's own under a name of ours counts as what is left of a map that nobody knows.
struct StandingMap {
  static let name = "conditions.geojson"
  static let page = "conditions.html"
  let path: String
  /// `nil` where nothing that is left tells it.
  let audience: String?
  /// Only names that a map has, whatever the file says.
  let files: [String]

  /// `nil` where there is none.
  init?(in folder: String) {
    if let head = Self.text(of: "\(folder)/\(Self.name)", upTo: 65_536) {
      path = "\(folder)/\(Self.name)"
      audience = Self.audience(in: head)
      let list = head.range(of: "\n\"files\":").map {
        head[$0.upperBound...].prefix { $0 != "]" }.split(separator: "\"")
      }
      files = (list ?? []).map(String.init).filter { $0.hasPrefix("conditions") && !$0.contains("/") }
    } else if let page = Self.text(of: "\(folder)/\(Self.page)") {
      path = "\(folder)/\(Self.page)"
      audience = Self.audience(in: page)
      files = [Self.page]
    } else if !SheetCatalogue.standing(in: folder).isEmpty {
      path = "\(folder)/\(SheetCatalogue.name)"
      audience = nil
      files = []
    } else if FileManager.default.fileExists(atPath: "\(folder)/\(ConditionsStyle.name)") {
      path = "\(folder)/\(ConditionsStyle.name)"
      audience = nil
      files = []
    } else {
      return nil
    }
  }

  /// The first of some files beside a GeoJSON that it does not name as its own; of a map that is still to be completed none.
  func stranger(among names: [String], in folder: String) -> String? {
    let manager = FileManager.default
    guard path.hasSuffix("/" + Self.name), !manager.fileExists(atPath: "\(folder)/INCOMPLETE.json") else { return nil }
    return names.lazy.filter { !files.contains($0) }.map { "\(folder)/\($0)" }
      .first { manager.fileExists(atPath: $0) }
  }

  private static func text(of path: String, upTo count: Int = .max) -> String? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    return String(decoding: (try? handle.read(upToCount: count)) ?? Data(), as: UTF8.self)
  }

  /// What the first member of that name says.
  private static func audience(in text: String) -> String? {
    guard let start = text.range(of: "\"audience\":")?.upperBound else { return nil }
    return text[start...].prefix { $0 != "\n" && $0 != "," }.split(separator: "\"").first.map(String.init)
  }
}
