import GridGeometry

/// A number as a finding writes it: at most so many decimals, no trailing zeros.
func figure(_ value: Double, decimals: Int = 2) -> String {
  var text: [UInt8] = []
  DecimalText.append(value, decimals: decimals, to: &text)
  return String(decoding: text, as: UTF8.self)
}

/// The size of a piece of ground as findings state it.
struct PieceSize {
  /// In square metres.
  let area: Double
  /// Twice the radius of the largest circle inside, in metres.
  let width: Double

  init(_ piece: Polygon) {
    area = piece.area
    let search = max(0.001, min(piece.envelope.width, piece.envelope.height) / 200)
    if let circle = try? Shape.maximumInscribedCircle(of: piece, tolerance: search), circle.radius > 0 {
      width = 2 * circle.radius
    } else {
      width = piece.perimeter > 0 ? 2 * piece.area / piece.perimeter : 0
    }
  }

  var words: Wording {
    Wording(
      en: "\(figure(area)) m², \(figure(width)) m wide", zh: "面积 \(figure(area)) 平方米，宽 \(figure(width)) 米")
  }
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
