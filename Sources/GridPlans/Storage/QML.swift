/// Pieces of QGIS's own style document, as QGIS 3.22 writes it and every later one reads it.
enum QML {
  /// A layer of a symbol, `SimpleFill` or `FontMarker`.
  ///
  /// - Parameter pass: Symbols of a later pass lie above all of an earlier one, where the renderer is asked for passes.
  static func layer(
    _ kind: String, _ properties: KeyValuePairs<String, String>, pass: Int = 0, inside: String = ""
  ) -> String {
    let lines = properties.map { "<prop k=\"\($0.key)\" v=\"\($0.value.xml)\"/>" }
    return "<layer class=\"\(kind)\" enabled=\"1\" locked=\"0\" pass=\"\(pass)\">\(lines.joined())\(inside)</layer>"
  }

  static func fill(_ color: String, line: String, width: Double, pass: Int = 0) -> String {
    layer(
      "SimpleFill",
      [
        "color": color, "outline_color": line, "outline_style": "solid", "outline_width": "\(width)",
        "outline_width_unit": "MM", "style": "solid",
      ], pass: pass)
  }

  /// Lines over a fill, 2 mm apart.
  static func hatch(_ angle: Int, _ color: String) -> String {
    let line = layer("SimpleLine", ["line_color": color, "line_width": "0.15", "line_width_unit": "MM"])
    return layer(
      "LinePatternFill", ["angle": "\(angle)", "distance": "2", "distance_unit": "MM"],
      inside: symbol("line", name: "@hatch", line))
  }

  /// A marker with a letter on it.
  static func sign(_ shape: String, _ letter: String, color: String, ink: String, size: Double) -> String {
    let ground = layer(
      "SimpleMarker",
      [
        "name": shape, "color": color, "outline_color": "26,26,26,255", "outline_width": "0.2",
        "outline_width_unit": "MM", "size": "\(size)", "size_unit": "MM",
      ])
    return ground
      + layer(
        "FontMarker",
        ["chr": letter, "font": "Arial", "font_style": "Bold", "color": ink, "size": "\(size * 0.7)", "size_unit": "MM"])
  }

  static func symbol(_ type: String, name: String, _ layers: String...) -> String {
    "<symbol type=\"\(type)\" name=\"\(name.xml)\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\(layers.joined())</symbol>"
  }

  static func single(_ symbol: String) -> String {
    "<renderer-v2 type=\"singleSymbol\" enableorderby=\"0\" forceraster=\"0\" symbollevels=\"0\"><symbols>\(symbol)</symbols></renderer-v2>"
  }

  /// Symbols by the value of an attribute.
  static func categorized(by attribute: String, _ classes: [(value: String, label: String)], _ symbols: [String]) -> String {
    let categories = classes.enumerated().map { number, entry in
      "<category render=\"true\" symbol=\"\(number)\" value=\"\(entry.value.xml)\" label=\"\(entry.label.xml)\"/>"
    }
    return """
      <renderer-v2 type="categorizedSymbol" attr="\(attribute)" enableorderby="0" forceraster="0" symbollevels="0">
      <categories>\(categories.joined())</categories><symbols>\(symbols.joined())</symbols></renderer-v2>
      """
  }

  /// Symbols by conditions, drawn in passes; a feature is drawn by every rule that takes it.
  ///
  /// - Parameter layers: Layers of the symbol of each rule.
  static func ruled(_ rules: [(filter: String, label: String, type: String, layers: String)]) -> String {
    let list = rules.enumerated().map { number, rule in
      "<rule key=\"{r\(number)}\" symbol=\"\(number)\" filter=\"\(rule.filter.xml)\" label=\"\(rule.label.xml)\"/>"
    }
    let symbols = rules.enumerated().map { symbol($1.type, name: "\($0)", $1.layers) }
    return """
      <renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="1">
      <rules key="{all}">\(list.joined())</rules><symbols>\(symbols.joined())</symbols></renderer-v2>
      """
  }

  /// Labels of areas by an expression, only where they fit inside, and from a scale of one to so many on.
  static func labels(_ expression: String, from scale: Int) -> String {
    """
    <labeling type="simple"><settings calloutType="simple"><text-style fieldName="\(expression.xml)" isExpression="1" \
    fontFamily="Arial" fontSize="8" fontSizeUnit="Point" fontWeight="50" textColor="38,38,38,255" textOpacity="1">
    <text-buffer bufferDraw="1" bufferSize="0.7" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.8"/>
    </text-style><text-format multilineAlign="1"/><placement placement="4" priority="5" fitInPolygonOnly="1"/>
    <rendering drawLabels="1" scaleVisibility="1" scaleMin="1" scaleMax="\(scale)" obstacle="0"/>
    </settings></labeling>
    """
  }

  static func document(_ renderer: String, labels: String? = nil) -> String {
    """
    <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
    <qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="\(labels == nil ? 0 : 1)">\
    \(renderer)\(labels ?? "")</qgis>
    """
  }
}

extension QML {
  /// An expression for what a grid is called on a map: its name, else its serial in its community, else its code.
  static let gridName = """
    coalesce(nullif("name", ''), if("community" <> '' and left("code", length("community")) = "community" \
    and "code" <> "community", substr("code", length("community") + 1), "code"))
    """
}

extension String {
  /// The text as it stands in an attribute of XML.
  var xml: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\n": text += "&#10;"
      // XML 1.0 has no other control characters.
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
