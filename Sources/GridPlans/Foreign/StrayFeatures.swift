import GridGeometry
import GridLayers

/// The polygons of a layer whose coordinates cannot be meant: they are told by feature, and take no part in where the layer lies.
struct StrayFeatures {
  /// What is wrong with a feature, by its position in the layer.
  private(set) var causes: [Int: BilingualText] = [:]
  /// The envelope of the others.
  private(set) var envelope = Envelope.empty

  /// Nearer to the middle of a layer than this, in metres, nothing is stray.
  private static let nearby = 1_000_000.0
  /// So many times as far as half of the others.
  private static let outlying = 10.0
  private static let metresOfDegree = 111_320.0

  /// - Parameter system: Of the coordinates.
  /// - Complexity: O(n log n) in the features.
  init(_ features: [Feature], in system: ReferenceSystem) {
    var boxes: [(position: Int, box: Envelope)] = []
    for (position, feature) in features.enumerated() {
      guard let geometry = feature.geometry, !geometry.polygons.isEmpty, !geometry.envelope.isEmpty else { continue }
      let box = geometry.envelope
      if let cause = Self.impossible(box, in: system) { causes[position] = cause } else { boxes.append((position, box)) }
    }
    let unit = system.isGeographic ? Self.metresOfDegree : 1
    let middle = Point(Self.median(boxes.map(\.box.center.x)), Self.median(boxes.map(\.box.center.y)))
    let distances = boxes.map { $0.box.center.distance(to: middle) * unit }
    let reach = max(Self.nearby, Self.outlying * Self.median(distances))
    for (entry, distance) in zip(boxes, distances) {
      if boxes.count > 2, distance > reach {
        causes[entry.position] = Self.far(distance)
      } else {
        envelope = envelope.union(entry.box)
      }
    }
  }

  private static func median(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.sorted()[values.count / 2]
  }

  private static func impossible(_ box: Envelope, in system: ReferenceSystem) -> BilingualText? {
    let greatest = [box.minX, box.maxX, box.minY, box.maxY].reduce(0) { max($0, abs($1)) }
    guard greatest.isFinite, greatest < 1e9 else {
      return BilingualText(en: "a coordinate of it is beyond all measure", zh: "其坐标超出合理范围")
    }
    guard system.isGeographic, box.minX < -180 || box.maxX > 180 || box.minY < -90 || box.maxY > 90 else { return nil }
    return BilingualText(
      en: "its coordinates, \(box.center.x.short) and \(box.center.y.short), are no longitude and latitude; exchanged?",
      zh: "其坐标 \(box.center.x.short)、\(box.center.y.short) 不是经度和纬度；是否颠倒？")
  }

  private static func far(_ metres: Double) -> BilingualText {
    let kilometres = Int((metres / 1000).rounded())
    return BilingualText(
      en: "it lies some \(kilometres) km from the middle of the others; exchanged coordinates, or 0, 0?",
      zh: "它距其他要素中心约 \(kilometres) 公里；坐标是否颠倒或为 0, 0？")
  }
}
