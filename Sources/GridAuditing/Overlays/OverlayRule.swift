import GridGeometry

/// One way in which a department's grids and the unified set may disagree.
public protocol OverlayRule: ItemisingRule where Evidence == LayerOverlay {}

/// The rules for comparing sets of grids.
public enum OverlayRules {
  public static let all: [any ItemisingRule<LayerOverlay>] = [
    BaseGridCut(), BaseGridClaimedTwice(), BaseGridUnclaimed(), GroundOutsideBase(),
  ]
}

extension LayerOverlay {
  /// A finding about ground of some of the department's grids and at most one base grid.
  func finding(
    _ rule: String, _ severity: Severity, departments: [Int], base: Int?, place: [Polygon], _ words: Wording,
    fix: Wording
  ) -> ItemisedFinding {
    let names = departments.map(name(ofDepartment:))
    let code = base.map { input.base[$0].code }
    let ground = MultiPolygon(place)
    let area = ground.area
    let finding = Finding(
      rule, severity, subjects: [input.layer, "base \(code ?? "")"] + names, grids: (code.map { [$0] } ?? []) + names,
      place: .multiPolygon(ground), measure: area, unit: "m2", words)
    return ItemisedFinding(
      finding, features: departments.map { input.departments[$0].ordinal }.sorted(), area: area, fix: fix)
  }
}

/// A share with both its numbers: `120 of 400 m²`.
func shareWords(_ part: Double, of whole: Double) -> Wording {
  let isLarge = whole >= 100_000
  func text(_ area: Double) -> String { isLarge ? figure(area / 1e6, decimals: 3) : figure(area, decimals: 0) }
  return Wording(
    en: "\(text(part)) of \(text(whole)) \(isLarge ? "km²" : "m²")",
    zh: "\(text(whole)) 中的 \(text(part)) \(isLarge ? "平方千米" : "平方米")")
}
