/// How a layer looks in QGIS: kept in the GeoPackage's `layer_styles` table, loaded with the layer.
public struct LayerStyle: Hashable, Sendable {
  public var name: String
  /// QGIS's own style document.
  public var qml: String
  /// A Styled Layer Descriptor 1.0 or 1.1 document, for other programs.
  public var sld: String

  /// A style in both notations.
  public init(name: String = "default", qml: String, sld: String) {
    self.name = name
    self.qml = qml
    self.sld = sld
  }
}
