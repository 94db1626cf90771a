import Foundation

/// A layer in a format that GDAL knows: converted once, on opening, into a temporary GeoPackage (tables without ground
/// into CSV, so that their coordinate columns are found), then read from there.
final class ConvertedReader: LayerReader {
  private let directory: TemporaryDirectory
  private let inner: any LayerReader
  private let conversionIssues: [LayerIssue]

  /// Spreadsheets hold tables, whose coordinates are columns.
  private static let spreadsheets: Set<String> = ["xlsx", "xls", "ods"]

  init(_ source: LayerSource, options: ReadOptions) throws(LayerError) {
    let layer = try Self.layer(of: source)
    directory = try TemporaryDirectory()
    let isTable = Self.spreadsheets.contains(source.pathExtension)
    let target = "\(directory.path)/\(isTable ? "layer.csv" : "layer.gpkg")"
    var arguments = ["-f", isTable ? "CSV" : "GPKG", target, source.path, layer]
    if !isTable {
      arguments += [
        "-nln", "layer", "-dim", "XY", "-nlt", "CONVERT_TO_LINEAR", "-nlt", "PROMOTE_TO_MULTI", "-lco",
        "SPATIAL_INDEX=NO",
      ]
    }
    if let encoding = try ShapefileEncoding.option(for: source.path, declared: options.encoding) {
      arguments += ["-oo", "ENCODING=\(encoding)", "--config", "SHAPE_ENCODING", encoding]
    }
    let outcome = try OGR.run("ogr2ogr", arguments, source: source.path)
    guard outcome.status == 0, FileSystem.isFile(target) else {
      throw OGR.failure("ogr2ogr", source: source.path, outcome)
    }
    conversionIssues = outcome.complaint.split(separator: "\n").prefix(IssueLog.limitPerKind).map { line in
      LayerIssue(
        source: "\(source)", cause: String(line), remedy: "GDAL said so while converting; check the feature in QGIS.")
    }
    var inside = options
    inside.encoding = nil
    inner =
      isTable
      ? try CSVReader(LayerSource(path: target), options: inside)
      : try GeoPackageReader(LayerSource(path: target, layer: "layer"), options: inside)
    var schema = inner.schema
    schema.name = layer
    self.schema = schema
    self.source = "\(source)"
  }

  let schema: LayerSchema
  private let source: String

  var issues: [LayerIssue] {
    conversionIssues
      + inner.issues.map { issue in
        var renamed = issue
        renamed.source = source
        return renamed
      }
  }

  func forEach(_ body: (Feature) throws -> Void) throws { try inner.forEach(body) }

  private static func layer(of source: LayerSource) throws(LayerError) -> String {
    let names = try OGR.layerNames(at: source.path)
    guard let wanted = source.layer else {
      guard names.count == 1 else { throw .missingLayer(source: source.path, layer: nil, available: names) }
      return names[0]
    }
    if names.contains(wanted) { return wanted }
    let folded = names.filter { $0.lowercased() == wanted.lowercased() }
    guard folded.count == 1 else { throw .missingLayer(source: source.path, layer: wanted, available: names) }
    return folded[0]
  }
}
