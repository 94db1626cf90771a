/// What stops the reading or writing of a layer.
public enum LayerError: Error, Hashable, Sendable {
  case missingFile(path: String)
  case unreadable(path: String, cause: String)
  /// - `layer`: The layer asked for; `nil` when none was named and the file holds several or none.
  case missingLayer(source: String, layer: String?, available: [String])
  case missingField(source: String, layer: String, field: String, available: [String])
  /// The file is not what its format says, or ends early. Features and lines count from 1, bytes from 0.
  case malformed(source: String, feature: Int?, line: Int?, byte: Int?, cause: String, remedy: String)
  case encoding(source: String, line: Int?, byte: Int?, cause: String)
  case unknownReferenceSystem(source: String, name: String)
  case cannotWrite(path: String, cause: String)
  /// Another program is changing the file.
  case inUse(path: String)
  /// A layer or a feature that the target format or the layer's own schema does not allow.
  case notWritable(path: String, layer: String, feature: Int?, cause: String)
  case toolMissing(tool: String, package: String, purpose: String)
  case toolFailed(tool: String, source: String, output: String)

  /// File, place, cause and remedy in plain English.
  public var message: String {
    switch self {
    case .missingFile(let path):
      "\(path): there is no such file. Check the path; a relative path in a manifest starts at the manifest's folder."
    case .unreadable(let path, let cause):
      "\(path): cannot be read: \(cause). Check that it is a file and that you may read it."
    case .missingLayer(let source, let layer, let available):
      Self.missingLayerMessage(source: source, layer: layer, available: available)
    case .missingField(let source, let layer, let field, let available):
      "\(source): layer \"\(layer)\" has no field \"\(field)\". "
        + (nearestName(to: field, in: available).map { "Did you mean \"\($0)\"? " } ?? "")
        + "Its fields: \(Self.list(available))."
    case .malformed(let source, let feature, let line, let byte, let cause, let remedy):
      "\(source)\(Self.place(feature: feature, line: line, byte: byte)): \(cause). \(remedy)"
    case .encoding(let source, let line, let byte, let cause):
      "\(source)\(Self.place(feature: nil, line: line, byte: byte)): \(cause). "
        + "Declare the file's encoding (utf8 or gb18030; GBK is read as gb18030) or save it as UTF-8."
    case .unknownReferenceSystem(let source, let name):
      "\(source): the reference system \"\(name)\" is not known. Declare it, for example `crs: EPSG:4546` or `crs: GCJ-02`."
    case .cannotWrite(let path, let cause):
      "\(path): cannot be written: \(cause). \(Self.remedy(forWriteFailure: cause)) Nothing was changed."
    case .inUse(let path):
      "\(path): another program, such as QGIS, is changing it. Save and close it there, then try again. Nothing was changed."
    case .notWritable(let path, let layer, let feature, let cause):
      "\(path), layer \"\(layer)\"\(Self.place(feature: feature, line: nil, byte: nil)): \(cause)."
    case .toolMissing(let tool, let package, let purpose):
      "\(tool) is not installed; it is needed \(purpose). Install the Debian package \(package) (`apt install \(package)`), "
        + "or convert the file to GeoPackage elsewhere."
    case .toolFailed(let tool, let source, let output):
      "\(source): \(tool) could not convert it: \(output.isEmpty ? "it gave no reason" : output). "
        + "Open the file in QGIS or run ogrinfo on it to see what it is."
    }
  }

  private static func missingLayerMessage(source: String, layer: String?, available: [String]) -> String {
    guard !available.isEmpty else { return "\(source): holds no layer at all. Check that it is the right file." }
    let choices = "Its layers: \(list(available))."
    guard let layer else { return "\(source): holds several layers, name one as \(source)#LAYER. \(choices)" }
    let hint = nearestName(to: layer, in: available).map { "Did you mean \"\($0)\"? " } ?? ""
    return "\(source): holds no layer \"\(layer)\". \(hint)\(choices)"
  }

  private static func place(feature: Int?, line: Int?, byte: Int?) -> String {
    (feature.map { ", feature \($0)" } ?? "") + (line.map { ", line \($0)" } ?? "")
      + (byte.map { ", byte \($0)" } ?? "")
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.prefix(60).joined(separator: ", ") + (names.count > 60 ? ", …" : "")
  }

  private static func remedy(forWriteFailure cause: String) -> String {
    let cause = cause.lowercased()
    if cause.contains("full") || cause.contains("no space") { return "Free some space or choose another disk." }
    if cause.contains("permission") || cause.contains("read-only") || cause.contains("readonly") {
      return "Choose a folder you may write to."
    }
    if cause.contains("no such file") { return "Create the folder first." }
    return "Check the folder and the disk."
  }
}

extension LayerError: CustomStringConvertible {
  public var description: String { message }
}
