import Foundation
import GridLayers
import GridMaps

/// The files of one map.
struct ConditionsFiles {
  private let map: ConditionsMap
  private let request: ConditionsRequest
  /// The GeoJSON first.
  let names: [String]

  init(_ map: ConditionsMap, _ request: ConditionsRequest) {
    self.map = map
    self.request = request
    names = [StandingMap.name] + (request.formats.contains(.html) ? ["conditions.html"] : [])
  }

  /// Puts all of them into a folder at once. What the map that stood there had besides is removed.
  func write(into folder: String, _ control: PlanningControl) throws(PlanError) {
    let old = StandingMap(in: folder)?.files ?? []
    try asPlanErrors("writing \(folder)") {
      var files = try OutputFiles(folder)
      do {
        let geojson = try files.add(StandingMap.name)
        try map.writeGeoJSON(to: geojson, hasParents: request.hasParents, files: names, control)
        if request.formats.contains(.html) {
          try OutputFile.write(try map.page(in: request.language).html(), to: try files.add("conditions.html"))
        }
        try control.check()
        try files.commit()
      } catch {
        files.discard()
        throw error
      }
    }
    for name in old where !names.contains(name) { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
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
