import GridLayers

/// How QGIS shows a plan when it opens the file: a QML style, and an SLD for other programs.
///
/// Colours are of the Okabe–Ito set, told apart without red and green.
enum PlanStyle {
  static let grids = polygons(
    attribute: "kind",
    classes: [
      ("first", "一级网格 first-level", "86,180,233,90", "40,40,40,255", 0.6),
      ("second", "二级网格 second-level", "0,0,0,0", "0,90,160,255", 0.3),
      ("third", "三级网格 third-level", "0,0,0,0", "0,158,115,255", 0.2),
      ("dedicated", "专属网格 dedicated", "204,121,167,140", "110,40,90,255", 0.4),
    ], labels: QML.labels("if(\"leaf\" = 1, \(QML.gridName) || '\\n' || \"households\", '')", from: 50_000))
  static let atoms = polygons(attribute: nil, classes: [("", "atoms", "0,0,0,0", "150,150,150,255", 0.1)])
  static let communities = polygons(attribute: nil, classes: [("", "社区 communities", "0,0,0,0", "122,31,92,255", 0.8)])
  static let adopted = polygons(attribute: nil, classes: [("", "as it came", "0,0,0,0", "0,114,178,255", 0.4)])
  static let sites = polygons(attribute: nil, classes: [("", "专属场所 sites", "204,121,167,60", "110,40,90,255", 0.3)])
  static let barriers = lines(color: "120,120,120,255", width: 0.4)
  static let servicePoints = markers(color: "0,114,178,255", size: 2.5)

  static let findings = signs(
    attribute: "severity",
    classes: [
      ("error", "错误 error", "E", "triangle", "213,94,0,255", "0,0,0,255"),
      ("warning", "警告 warning", "W", "diamond", "240,228,66,255", "0,0,0,255"),
      ("info", "提示 info", "i", "circle", "86,180,233,255", "0,0,0,255"),
    ], size: 3.4)

  /// By whether a case lies in a grid. Whether it is open is a matter of the instant, which no style knows.
  static let cases = signs(
    attribute: "located",
    classes: [
      ("inside", "在一个网格内 in a grid", "I", "circle", "0,114,178,255", "255,255,255,255"),
      ("outside", "网格外 outside all grids", "O", "square", "213,94,0,255", "255,255,255,255"),
      ("ambiguous", "同属多个网格 in several grids", "S", "diamond", "240,228,66,255", "0,0,0,255"),
    ], size: 3)

  private typealias PolygonClass = (value: String, label: String, fill: String, line: String, width: Double)

  private static func polygons(attribute: String?, classes: [PolygonClass], labels: String? = nil) -> LayerStyle {
    let symbols = classes.enumerated().map { index, entry in
      QML.symbol("fill", name: "\(index)", QML.fill(entry.fill, line: entry.line, width: entry.width))
    }
    let renderer =
      attribute.map { QML.categorized(by: $0, classes.map { ($0.value, $0.label) }, symbols) } ?? QML.single(symbols[0])
    let rules = classes.map { entry in
      """
        <se:Rule><se:Name>\(entry.label)</se:Name>\(attribute.map { filter($0, is: entry.value) } ?? "")<se:PolygonSymbolizer>
        <se:Fill><se:SvgParameter name="fill">\(hex(entry.fill))</se:SvgParameter>\
        <se:SvgParameter name="fill-opacity">\(opacity(entry.fill))</se:SvgParameter></se:Fill>
        <se:Stroke><se:SvgParameter name="stroke">\(hex(entry.line))</se:SvgParameter>\
        <se:SvgParameter name="stroke-width">\(entry.width * 3)</se:SvgParameter></se:Stroke></se:PolygonSymbolizer></se:Rule>
        """
    }
    return LayerStyle(qml: QML.document(renderer, labels: labels), sld: sld(rules.joined()))
  }

  private static func lines(color: String, width: Double) -> LayerStyle {
    let layer = QML.layer("SimpleLine", ["line_color": color, "line_width": "\(width)", "line_width_unit": "MM"])
    let rule = """
      <se:Rule><se:LineSymbolizer><se:Stroke><se:SvgParameter name="stroke">\(hex(color))</se:SvgParameter>\
      </se:Stroke></se:LineSymbolizer></se:Rule>
      """
    return LayerStyle(qml: QML.document(QML.single(QML.symbol("line", name: "0", layer))), sld: sld(rule))
  }

  private static func markers(color: String, size: Double) -> LayerStyle {
    let layer = QML.layer(
      "SimpleMarker", ["color": color, "name": "diamond", "size": "\(size)", "size_unit": "MM"])
    let rule = "<se:Rule>\(mark("square", color, size))</se:Rule>"
    return LayerStyle(qml: QML.document(QML.single(QML.symbol("marker", name: "0", layer))), sld: sld(rule))
  }

  private typealias SignClass = (
    value: String, label: String, letter: String, shape: String, color: String, ink: String
  )

  /// Markers with letters; other programs get the shapes alone.
  private static func signs(attribute: String, classes: [SignClass], size: Double) -> LayerStyle {
    let symbols = classes.enumerated().map { index, entry in
      QML.symbol(
        "marker", name: "\(index)",
        QML.sign(entry.shape, entry.letter, color: entry.color, ink: entry.ink, size: size))
    }
    let labels = classes.map { (value: $0.value, label: "\($0.letter)  \($0.label)") }
    let rules = classes.map { entry in
      // SLD knows squares that stand on a corner only as squares.
      let shape = entry.shape == "diamond" ? "triangle" : entry.shape
      return """
        <se:Rule><se:Name>\(entry.label)</se:Name>\(filter(attribute, is: entry.value))\
        \(mark(shape, entry.color, size))</se:Rule>
        """
    }
    return LayerStyle(
      qml: QML.document(QML.categorized(by: attribute, labels, symbols)), sld: sld(rules.joined()))
  }

  private static func filter(_ attribute: String, is value: String) -> String {
    """
    <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>\(attribute)</ogc:PropertyName>\
    <ogc:Literal>\(value)</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
    """
  }

  private static func mark(_ shape: String, _ color: String, _ size: Double) -> String {
    """
    <se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>\(shape)</se:WellKnownName>\
    <se:Fill><se:SvgParameter name="fill">\(hex(color))</se:SvgParameter></se:Fill></se:Mark>\
    <se:Size>\(size * 3)</se:Size></se:Graphic></se:PointSymbolizer>
    """
  }

  private static func sld(_ rules: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" \
    xmlns:se="http://www.opengis.net/se" version="1.1.0"><NamedLayer><se:Name>layer</se:Name><UserStyle>\
    <se:FeatureTypeStyle>\(rules)</se:FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>
    """
  }

  /// `86,180,233,90` → `#56b4e9`.
  private static func hex(_ color: String) -> String {
    let digits = color.split(separator: ",").prefix(3).map { part in
      let text = String(Int(part) ?? 0, radix: 16)
      return text.count < 2 ? "0" + text : text
    }
    return "#" + digits.joined()
  }

  /// The fourth number of a colour, as a share.
  private static func opacity(_ color: String) -> Double {
    let parts = color.split(separator: ",")
    return parts.count == 4 ? (Double(parts[3]) ?? 255) / 255 : 1
  }
}
