import GridGeometry

/// A number as a finding writes it: at most so many decimals, no trailing zeros.
func figure(_ value: Double, decimals: Int = 2) -> String {
  var text: [UInt8] = []
  DecimalText.append(value, decimals: decimals, to: &text)
  return String(decoding: text, as: UTF8.self)
}

/// An area for a sentence: in square metres, from a tenth of a square kilometre on in these.
package func areaWords(_ area: Double) -> Wording {
  area < 100_000
    ? Wording(en: "\(figure(area)) m²", zh: "\(figure(area)) 平方米")
    : Wording(en: "\(figure(area / 1e6, decimals: 3)) km²", zh: "\(figure(area / 1e6, decimals: 3)) 平方千米")
}

/// A number with what it counts, one or several: `1 post`, `2 posts`.
///
/// - Parameter plural: Where it is not the noun with an `s`.
package func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// Up to five names, then how many more, as each language lists them.
package func listWords(_ names: [String]) -> Wording {
  let list = AuditEvidence.list(names)
  return Wording(en: list, zh: names.count <= 5 ? names.joined(separator: "、") : list)
}

extension AuditEvidence {
  /// A point in the grid's ground to show it by; `nil` without ground.
  func spot(ofGrid grid: Int) -> Geometry? { grids.grounds[grid].interiorPoint.map(Geometry.point) }
  func spot(ofAtom atom: Int) -> Geometry? { atoms.grounds[atom].interiorPoint.map(Geometry.point) }

  /// Up to five names, then how many more.
  static func list(_ names: [String]) -> String {
    names.count <= 5 ? names.joined(separator: ", ") : names.prefix(5).joined(separator: ", ") + ", … (\(names.count))"
  }
}

extension Finding {
  /// A place the rule could not judge, because an overlay failed.
  static func notChecked(_ rule: String, subject: String, grids: [String] = [], because message: String) -> Finding {
    Finding(
      rule, .error, subjects: [subject, "not checked"], grids: grids,
      Wording(en: "\(subject) could not be checked: \(message)", zh: "无法检查 \(subject)：\(message)"))
  }
}
