import Foundation
import GridPlans

/// Somebody's layer as GeoJSON in metres of EPSG:4547.
struct DrawnLayer {
  var features: [String]

  /// A fishnet of cells of 100 m; codes `A1`, `B1`, … in the field `no`.
  init(_ side: Int) {
    features = (0..<side * side).map { index in
      let (x, y) = (index % side, index / side)
      let letter = ["A", "B", "C", "D", "E", "F"][x]
      return DrawnCounty.square("{\"no\":\"\(letter)\(y + 1)\",\"title\":\"格\(index)\"}", x * 100, y * 100, 100, 100)
    }
  }

  mutating func add(_ code: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int) {
    features.append(DrawnCounty.square("{\"no\":\"\(code)\"}", x, y, width, height))
  }

  func write(to space: Workspace, as name: String = "layer.geojson") throws -> String {
    try space.write(DrawnCounty.collection(features), to: name)
  }
}

extension LayerAuditOptions {
  /// The options of a drawn layer.
  static func drawn(_ delivery: FindingsDelivery = FindingsDelivery(date: "2026-11-21")) throws -> LayerAuditOptions {
    LayerAuditOptions(
      layer: ForeignLayerOptions(fields: try FieldMapping("code=no,name=title"), referenceSystem: "EPSG:4547"),
      delivery: delivery)
  }
}
