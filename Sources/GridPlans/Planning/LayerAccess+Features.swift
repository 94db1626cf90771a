import GridCoverages
import GridGeometry
import GridLayers

extension LayerAccess {
  func missing(_ field: String, _ feature: Feature) -> InputProblem {
    InputProblem(
      source: name, place: .feature(feature.ordinal, field: spec.fields[field] ?? field),
      cause: BilingualText(en: "it is empty", zh: "为空"),
      remedy: BilingualText(en: "Every feature needs one; fill it in", zh: "每个要素都需要该值，请补全"))
  }

  func duplicate(_ code: String, _ feature: Feature, _ first: Int) -> InputProblem {
    InputProblem(
      source: name, place: .feature(feature.ordinal),
      cause: BilingualText(en: "code \(code) is already that of feature \(first)", zh: "编码 \(code) 已用于第 \(first) 个要素"),
      remedy: BilingualText(
        en: "Give each its own code, or dissolve the parts into one multipolygon", zh: "请各用各的编码，或把各部分合并成一个多部件面"))
  }

  /// A geometry that is needed and not there, or that cannot be read.
  func noGeometry(_ feature: Feature) -> InputProblem {
    if let fault = feature.fault {
      return InputProblem(
        source: name, place: .feature(feature.ordinal),
        cause: BilingualText(en: fault.cause, zh: ChineseWording.of(fault.cause)),
        remedy: BilingualText(en: fault.remedy.withoutFullStop, zh: ChineseWording.of(fault.remedy).withoutFullStop))
    }
    return InputProblem(
      source: name, place: .feature(feature.ordinal),
      cause: BilingualText(en: "it has no geometry", zh: "没有几何"),
      remedy: BilingualText(en: "Draw it, or leave it out with `where`", zh: "请补画，或用 where 排除"))
  }

  /// A polygon without area.
  func noArea(_ feature: Feature, _ code: String?) -> InputProblem {
    let named = code.map { " (`\($0.prefix(64))`)" } ?? ""
    return InputProblem(
      source: name, place: .feature(feature.ordinal),
      cause: BilingualText(en: "its polygon\(named) has no area", zh: "面\(named)没有面积"),
      remedy: BilingualText(en: "Draw it, or leave it out with `where`", zh: "请补画，或用 where 排除"))
  }

  /// A code that no grid code may contain.
  func unusable(_ field: String, _ feature: Feature, _ fault: BilingualText) -> InputProblem {
    InputProblem(
      source: name, place: .feature(feature.ordinal, field: spec.fields[field] ?? field), cause: fault,
      remedy: CodeRule.remedy)
  }

  /// A grid of last time at a level that no plan has.
  func unknownLevel(_ value: FieldValue, _ feature: Feature) -> InputProblem {
    let level = (value.text ?? "…").prefix(40)
    return InputProblem(
      source: name, place: .feature(feature.ordinal, field: spec.fields["level"] ?? "level"),
      cause: BilingualText(en: "`\(level)` is no level of a grid", zh: "`\(level)` 不是网格级别"),
      remedy: BilingualText(en: "Write 1, 2 or 3, or 0 for a dedicated grid", zh: "请写 1、2、3，专属网格写 0"))
  }

  /// Why a feature is left out: the fault of its geometry, or that it has none.
  func absence(_ feature: Feature) -> String { feature.fault?.cause ?? "it has no geometry" }

  func note(_ rule: String, _ feature: Feature, _ text: String) -> GroundNote {
    GroundNote(rule: rule, severity: .warning, text: "\(name), feature \(feature.ordinal): \(text)", subjects: [name])
  }

  func isUrban(_ feature: Feature) -> Bool? {
    switch value("urban", of: feature) {
    case .boolean(let flag): return flag
    // The statistical urban–rural class: 1xx urban, 2xx rural (GB/T statistical division).
    case .integer(let number): return number >= 100 ? number < 200 : number != 0
    case .text(let word):
      if let number = Int(word) { return number >= 100 ? number < 200 : number != 0 }
      switch word.lowercased() {
      case "urban", "城镇", "城市", "u", "true", "yes": return true
      case "rural", "乡村", "农村", "r", "false", "no": return false
      default: return nil
      }
    default: return nil
    }
  }

  /// Whether a field such as OpenStreetMap's `bridge` says yes: anything but empty, `no`, `false` and 0.
  func flag(_ field: String, _ feature: Feature) -> Bool {
    guard let word = value(field, of: feature).text?.lowercased() else { return false }
    return !["", "no", "false", "0", "f", "n"].contains(word)
  }
}

extension InputProblem {
  /// The problem as a note, where the plan can do without what is missing.
  func note(_ rule: String) -> GroundNote {
    GroundNote(rule: rule, severity: .warning, text: "\(source): \(cause.en)", subjects: [source])
  }
}

extension String {
  var withoutFullStop: String { hasSuffix(".") || hasSuffix("。") ? String(dropLast()) : self }
}
