import GridCoverages
import GridGeometry
import GridLayers

/// One feature on its way into the plan, and what turned out to be wrong with it.
struct FeatureReading {
  let layer: LayerAccess
  let feature: Feature
  /// In the plan's metric system; `nil` where there is none.
  let geometry: Geometry?
  /// What stops the plan.
  var problems: [InputProblem] = []
  /// What was worked around.
  var notes: [GroundNote] = []

  func text(_ field: String) -> String? { layer.text(field, of: feature) }
  func value(_ field: String) -> FieldValue { layer.value(field, of: feature) }
  func flag(_ field: String) -> Bool { layer.flag(field, feature) }
  var isUrban: Bool? { layer.isUrban(feature) }

  /// The stated id, or the feature's number in its layer.
  var id: String { text("id") ?? "\(feature.ordinal)" }

  /// A number of households or people; 0, and a problem, where it is none.
  mutating func count(_ field: String) -> Int { layer.count(field, of: feature, problems: &problems) }

  /// The same, `nil` where the layer has no such field.
  mutating func optionalCount(_ field: String) -> Int? { layer.has(field) ? count(field) : nil }

  /// A code that no other feature of the layer has; `nil`, and a problem, where it is missing or taken.
  ///
  /// - Parameter seen: The codes so far, with their features.
  mutating func code(_ field: String, unlike seen: inout [String: Int]) -> String? {
    guard let code = text(field) else {
      problems.append(layer.missing(field, feature))
      return nil
    }
    if let first = seen[code] {
      problems.append(layer.duplicate(code, feature, first))
      return nil
    }
    seen[code] = feature.ordinal
    return code
  }

  /// Whether a code may become part of grid codes; a problem where it may not.
  mutating func mayStand(_ code: String, _ field: String, longest: Int = CodeRule.longest) -> Bool {
    guard let fault = CodeRule.fault(in: code, longest: longest) else { return true }
    problems.append(layer.unusable(field, feature, fault))
    return false
  }

  /// Why it has no geometry.
  var absence: String { layer.absence(feature) }

  mutating func note(_ rule: String, _ text: String) { notes.append(layer.note(rule, feature, text)) }

  mutating func problem(_ cause: BilingualText, remedy: BilingualText) {
    problems.append(
      InputProblem(source: layer.name, place: .feature(feature.ordinal), cause: cause, remedy: remedy))
  }

  /// A point inside, and the footprint where there is one: the largest of several.
  var place: (footprint: Polygon?, point: Point)? {
    guard let geometry else { return nil }
    let polygons = geometry.polygons.filter { $0.area > 0 }
    if let largest = polygons.max(by: { $0.area < $1.area }) { return (largest, largest.interiorPoint) }
    if let point = geometry.points.first { return (nil, point) }
    if let line = geometry.lines.first { return (nil, line.points[line.points.count / 2]) }
    return nil
  }
}
