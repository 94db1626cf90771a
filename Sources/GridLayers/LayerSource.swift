/// A file and, where it holds several layers, the one that is meant: `yilan.gpkg#base`.
public struct LayerSource: Hashable, Sendable {
  public var path: String
  public var layer: String?

  /// A file, and a layer of it; `nil` where it holds only one.
  public init(path: String, layer: String? = nil) {
    self.path = path
    self.layer = layer
  }

  /// Reads `file` or `file#layer`.
  ///
  /// The part after the last `#` is the layer, unless it looks like a path; a relative file starts at `directory`.
  public init(_ text: String, relativeTo directory: String = "") {
    var file = text
    if let mark = text.lastIndex(of: "#") {
      let name = text[text.index(after: mark)...]
      if !name.contains("/"), mark != text.startIndex {
        layer = name.isEmpty ? nil : String(name)
        file = String(text[..<mark])
      }
    }
    if file.hasPrefix("/") || directory.isEmpty || directory == "." {
      path = file
    } else {
      path = directory.hasSuffix("/") ? directory + file : directory + "/" + file
    }
  }

  /// The name's last extension in lower case, `geojson` for `a/b.GeoJSON`; empty where there is none.
  package var pathExtension: String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The file's name without folder and extension: what a layer is called where the format names none.
  package var stem: String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}

extension LayerSource: CustomStringConvertible {
  public var description: String { layer.map { "\(path)#\($0)" } ?? path }
}
