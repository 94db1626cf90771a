public import GridGeometry

/// Writes delimited text by RFC 4180: a header, CR LF at line ends, quotes where needed, UTF-8.
public final class CSVWriter {
  /// What stands for the geometry.
  public enum GeometryStyle: Hashable, Sendable {
    case none
    /// A first column `WKT` with so many decimals.
    case wellKnownText(decimals: Int)
    /// Two first columns, `longitude` and `latitude`; empty for what is no point.
    case longitudeLatitude(decimals: Int)
  }

  private let path: String
  private let fields: [Field]
  private let geometryStyle: GeometryStyle
  private var stream: OutputStream
  private var line: [UInt8] = []
  private var count = 0

  /// - Parameters:
  ///   - path: `-` is standard output.
  ///   - byteOrderMark: For Excel, which otherwise takes UTF-8 for the local code page.
  public init(path: String, fields: [Field], geometry: GeometryStyle = .none, byteOrderMark: Bool = false)
    throws(LayerError)
  {
    self.path = path
    self.fields = fields
    geometryStyle = geometry
    stream = try OutputStream(path)
    if byteOrderMark { line.append(contentsOf: [0xEF, 0xBB, 0xBF]) }
    let leading: [String]
    switch geometry {
    case .none: leading = []
    case .wellKnownText: leading = ["WKT"]
    case .longitudeLatitude: leading = ["longitude", "latitude"]
    }
    appendLine(leading + fields.map(\.name))
    try flush()
  }

  deinit { stream.cancel() }

  /// Appends one record, a value for each field.
  public func write(_ values: [FieldValue], geometry: Geometry? = nil) throws(LayerError) {
    count += 1
    guard values.count == fields.count else {
      throw .notWritable(
        path: path, layer: path, feature: count, cause: "it has \(values.count) values for \(fields.count) columns")
    }
    appendLine(leadingCells(geometry) + values.map { $0.text ?? "" })
    try flush()
  }

  /// Appends one feature of a layer with the same fields.
  public func write(_ feature: Feature) throws(LayerError) { try write(feature.values, geometry: feature.geometry) }

  /// Puts the file in place.
  public func finish() throws(LayerError) { try stream.finish() }

  /// Drops the file. Harmless after ``finish()``.
  public func cancel() { stream.cancel() }

  private func leadingCells(_ geometry: Geometry?) -> [String] {
    switch geometryStyle {
    case .none: return []
    case .wellKnownText(let decimals): return [geometry.map { WellKnownText.format($0, decimals: decimals) } ?? ""]
    case .longitudeLatitude(let decimals):
      guard case .point(let point)? = geometry else { return ["", ""] }
      return [point.x, point.y].map { number in
        var text: [UInt8] = []
        JSONText.append(number, decimals: min(max(decimals, 0), 15), to: &text)
        return String(decoding: text, as: UTF8.self)
      }
    }
  }

  private func appendLine(_ cells: [String]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { line.append(0x2C) }
      let isLoneEmpty = cells.count == 1 && cell.isEmpty
      if isLoneEmpty || Self.needsQuotes(cell) { appendQuoted(cell) } else { line.append(contentsOf: cell.utf8) }
    }
    line.append(contentsOf: [0x0D, 0x0A])
  }

  private static func needsQuotes(_ cell: String) -> Bool {
    cell.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D } || cell.utf8.first == 0x20
      || cell.utf8.last == 0x20
  }

  private func appendQuoted(_ cell: String) {
    line.append(0x22)
    for byte in cell.utf8 {
      if byte == 0x22 { line.append(0x22) }
      line.append(byte)
    }
    line.append(0x22)
  }

  private func flush() throws(LayerError) {
    try stream.write(line)
    line.removeAll(keepingCapacity: true)
  }
}
