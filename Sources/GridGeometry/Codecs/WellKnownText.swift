/// Geometry as text (OGC 06-103r4, section 7), the form in CSV columns and in tests.
public enum WellKnownText {
  /// Reads any geometry; `SRID=…;` before it, z and m are dropped, `EMPTY` gives the empty multi-form of a type.
  ///
  /// - Throws: ``GeometryError/malformed(format:detail:)`` with the byte where the text goes wrong; the errors of ``Ring``
  ///   and ``LineString`` for what they refuse. Never traps, whatever the text.
  /// - Complexity: O(n).
  public static func parse(_ text: String) throws(GeometryError) -> Geometry {
    var parser = WKTParser(text)
    return try parser.parse()
  }

  /// Two coordinates for each point.
  ///
  /// - Parameter decimals: Digits after the point at most; `nil` for as many as bring back the same numbers.
  /// - Complexity: O(n).
  public static func format(_ geometry: Geometry, decimals: Int? = nil) -> String {
    var formatter = WKTFormatter(decimals: decimals)
    formatter.append(geometry)
    return String(decoding: formatter.text, as: UTF8.self)
  }
}

private struct WKTFormatter {
  let decimals: Int?
  var text: [UInt8] = []

  init(decimals: Int?) { self.decimals = decimals }

  mutating func append(_ geometry: Geometry) {
    text.append(contentsOf: geometry.typeName.uppercased().utf8)
    text.append(UInt8(ascii: " "))
    switch geometry {
    case .point(let point): appendList([point]) { $0.append($1) }
    case .multiPoint(let points):
      appendList(points) { formatter, point in formatter.appendList([point]) { $0.append($1) } }
    case .lineString(let line): append(line.points)
    case .multiLineString(let lines): appendList(lines) { $0.append($1.points) }
    case .polygon(let polygon): append(polygon)
    case .multiPolygon(let multi): appendList(multi.polygons) { $0.append($1) }
    case .collection(let members): appendList(members) { $0.append($1) }
    }
  }

  private mutating func append(_ polygon: Polygon) { appendList(polygon.rings) { $0.append($1.points) } }
  private mutating func append(_ points: [Point]) { appendList(points) { $0.append($1) } }

  private mutating func append(_ point: Point) {
    DecimalText.append(point.x, decimals: decimals, to: &text)
    text.append(UInt8(ascii: " "))
    DecimalText.append(point.y, decimals: decimals, to: &text)
  }

  private mutating func appendList<Item>(_ items: [Item], _ append: (inout WKTFormatter, Item) -> Void) {
    guard !items.isEmpty else { return text.append(contentsOf: "EMPTY".utf8) }
    text.append(UInt8(ascii: "("))
    for (index, item) in items.enumerated() {
      if index > 0 { text.append(contentsOf: ", ".utf8) }
      append(&self, item)
    }
    text.append(UInt8(ascii: ")"))
  }
}
