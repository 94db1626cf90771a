/// The door to every file with layers.
public enum Layers {
  /// Opens a layer for reading, by the file's extension: GeoPackage, GeoJSON, text sequences and CSV here, anything else
  /// by way of `ogr2ogr`.
  ///
  /// - Throws: ``LayerError``.
  public static func open(_ source: LayerSource, options: ReadOptions = .init()) throws(LayerError) -> any LayerReader {
    try checkPresence(of: source.path)
    switch Format(source) {
    case .geoPackage: return try GeoPackageReader(source, options: options)
    case .geoJSON: return try GeoJSONReader(source, options: options)
    case .csv: return try CSVReader(source, options: options)
    case .other: return try ConvertedReader(source, options: options)
    }
  }

  /// The names by which ``open(_:options:)`` knows the file's layers, in file order.
  public static func layerNames(at path: String) throws(LayerError) -> [String] {
    try checkPresence(of: path)
    let source = LayerSource(path: path)
    switch Format(source) {
    case .geoPackage: return try GeoPackageFile.layerNames(in: GeoPackageFile.open(path), path: path).map(\.name)
    case .geoJSON, .csv: return [source.stem]
    case .other: return try OGR.layerNames(at: path)
    }
  }

  private static func checkPresence(of path: String) throws(LayerError) {
    // A file geodatabase is a folder; everything else is a file.
    guard FileSystem.isFile(path) || FileSystem.isDirectory(path) else { throw .missingFile(path: path) }
    if FileSystem.isDirectory(path) {
      guard LayerSource(path: path).pathExtension == "gdb" else {
        throw .unreadable(path: path, cause: "it is a folder")
      }
      return
    }
    // A layer is passed through more than once, which no pipe can be.
    guard FileSystem.isRegularFile(path) else { throw .unreadable(path: path, cause: "it is a pipe or a device") }
  }

  private enum Format {
    case geoPackage, geoJSON, csv, other

    init(_ source: LayerSource) {
      switch source.pathExtension {
      case "gpkg": self = .geoPackage
      case "geojson", "json", "geojsonl", "geojsons", "geojsonseq", "ndjson", "jsonl", "ndgeojson": self = .geoJSON
      case "csv", "tsv", "txt": self = .csv
      default: self = .other
      }
    }
  }
}
