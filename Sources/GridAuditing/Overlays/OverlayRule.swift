import GridGeometry

/// One way in which a department's grids and the unified set disagree.
public protocol OverlayRule: Sendable {
  /// Stable and in kebab case; part of every finding's id.
  var id: String { get }
  /// What must hold, in a sentence.
  var claim: Wording { get }
  /// Every place where it does not hold, in the order of the sets.
  func findings(in overlay: LayerOverlay) -> [ItemisedFinding]
}

/// The rules for comparing sets of grids.
public enum OverlayRules {
  public static let all: [any OverlayRule] = [
    BaseGridCut(), BaseGridClaimedTwice(), BaseGridUnclaimed(), GroundOutsideBase(),
  ]
}

/// Every conflict between a department's grids and the unified set; ids are unique within the layer.
public func auditOverlay(_ overlay: LayerOverlay, rules: [any OverlayRule] = OverlayRules.all) -> [ItemisedFinding] {
  let items = rules.flatMap { $0.findings(in: overlay) }
  var findings = items.map(\.finding)
  FindingID.numberRepeats(in: &findings)
  return zip(items, findings).map { item, finding in
    var numbered = item
    numbered.finding = finding
    return numbered
  }
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
  Wording(
    en: "\(figure(part, decimals: 0)) of \(figure(whole, decimals: 0)) m²",
    zh: "\(figure(whole, decimals: 0)) 平方米中的 \(figure(part, decimals: 0)) 平方米")
}
