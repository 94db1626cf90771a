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
    ])
  static let atoms = polygons(attribute: nil, classes: [("", "atoms", "0,0,0,0", "150,150,150,255", 0.1)])
  static let communities = polygons(attribute: nil, classes: [("", "社区 communities", "0,0,0,0", "122,31,92,255", 0.8)])
  static let adopted = polygons(attribute: nil, classes: [("", "as it came", "0,0,0,0", "0,114,178,255", 0.4)])
  static let sites = polygons(attribute: nil, classes: [("", "专属场所 sites", "204,121,167,60", "110,40,90,255", 0.3)])
  static let barriers = lines(color: "120,120,120,255", width: 0.4)
  static let findings = markers(color: "213,94,0,255", size: 3)
  static let servicePoints = markers(color: "0,114,178,255", size: 2.5)

  private typealias PolygonClass = (value: String, label: String, fill: String, line: String, width: Double)

  private static func polygons(attribute: String?, classes: [PolygonClass]) -> LayerStyle {
    let symbols = classes.enumerated().map { index, entry in
      let layer = """
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
        <prop k="color" v="\(entry.fill)"/><prop k="outline_color" v="\(entry.line)"/>
        <prop k="outline_style" v="solid"/><prop k="outline_width" v="\(entry.width)"/><prop k="outline_width_unit" v="MM"/>
        <prop k="style" v="solid"/></layer>
        """
      return symbol("fill", name: index, layer)
    }
    let renderer: String
    if let attribute {
      let categories = classes.enumerated().map { index, entry in
        "<category render=\"true\" symbol=\"\(index)\" value=\"\(entry.value)\" label=\"\(entry.label)\"/>"
      }
      renderer = """
        <renderer-v2 type="categorizedSymbol" attr="\(attribute)" enableorderby="0" forceraster="0" symbollevels="0">
        <categories>\(categories.joined())</categories><symbols>\(symbols.joined())</symbols></renderer-v2>
        """
    } else {
      renderer = single(symbols[0])
    }
    let rules = classes.map { entry in
      let filter = attribute.map {
        "<ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>\($0)</ogc:PropertyName><ogc:Literal>\(entry.value)</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>"
      }
      return """
        <se:Rule><se:Name>\(entry.label)</se:Name>\(filter ?? "")<se:PolygonSymbolizer>
        <se:Fill><se:SvgParameter name="fill">\(hex(entry.fill))</se:SvgParameter>\
        <se:SvgParameter name="fill-opacity">\(opacity(entry.fill))</se:SvgParameter></se:Fill>
        <se:Stroke><se:SvgParameter name="stroke">\(hex(entry.line))</se:SvgParameter>\
        <se:SvgParameter name="stroke-width">\(entry.width * 3)</se:SvgParameter></se:Stroke></se:PolygonSymbolizer></se:Rule>
        """
    }
    return LayerStyle(qml: qml(renderer), sld: sld(rules.joined()))
  }

  private static func lines(color: String, width: Double) -> LayerStyle {
    let layer = """
      <layer class="SimpleLine" enabled="1" locked="0" pass="0"><prop k="line_color" v="\(color)"/>
      <prop k="line_width" v="\(width)"/><prop k="line_width_unit" v="MM"/></layer>
      """
    let rule = """
      <se:Rule><se:LineSymbolizer><se:Stroke><se:SvgParameter name="stroke">\(hex(color))</se:SvgParameter>\
      </se:Stroke></se:LineSymbolizer></se:Rule>
      """
    return LayerStyle(qml: qml(single(symbol("line", name: 0, layer))), sld: sld(rule))
  }

  private static func markers(color: String, size: Double) -> LayerStyle {
    let layer = """
      <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><prop k="color" v="\(color)"/>
      <prop k="name" v="diamond"/><prop k="size" v="\(size)"/><prop k="size_unit" v="MM"/></layer>
      """
    let rule = """
      <se:Rule><se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>square</se:WellKnownName>\
      <se:Fill><se:SvgParameter name="fill">\(hex(color))</se:SvgParameter></se:Fill></se:Mark>\
      <se:Size>\(size * 3)</se:Size></se:Graphic></se:PointSymbolizer></se:Rule>
      """
    return LayerStyle(qml: qml(single(symbol("marker", name: 0, layer))), sld: sld(rule))
  }

  private static func symbol(_ type: String, name: Int, _ layer: String) -> String {
    "<symbol type=\"\(type)\" name=\"\(name)\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\(layer)</symbol>"
  }

  private static func single(_ symbol: String) -> String {
    "<renderer-v2 type=\"singleSymbol\" enableorderby=\"0\" forceraster=\"0\" symbollevels=\"0\"><symbols>\(symbol)</symbols></renderer-v2>"
  }

  private static func qml(_ renderer: String) -> String {
    "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" styleCategories=\"Symbology\">\(renderer)</qgis>"
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
