import GridGeometry

/// The classes of roads, in the words of OpenStreetMap's `highway` key, the most important first.
enum RoadClass: Int, Comparable, CaseIterable {
  case trunk, primary, secondary, tertiary, unclassified, residential, service, track, path

  var name: String { String(describing: self) }
  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  static func moreImportant(_ a: Self, _ b: Self) -> Self { a < b ? a : b }

  /// The distance of a building's wall from the middle of the road, in metres.
  var clearance: Double {
    switch self {
    case .trunk: 16
    case .primary: 13
    case .secondary: 10
    case .tertiary: 7
    case .unclassified, .residential: 5
    case .service, .track, .path: 3
    }
  }
}

/// A road as it is written: one class, a bridge or not.
struct RoadLine {
  var category: RoadClass
  var points: [Point]
  var isBridge = false
}
