import GridGeometry
import GridLayers

/// A source layer opened for planning: fields looked up by our names, features filtered and brought into the plan's system.
///
/// Expected dirt is collected in ``problems`` (the plan cannot be made) rather than thrown one at a time.
struct LayerAccess {
  let spec: County.LayerSpec
  let reader: any LayerReader
  /// Our field name → position in a feature's values.
  private let columns: [String: Int]
  /// What the last reading came past.
  let tally: LayerTally
  private(set) var referenceSystem: ReferenceSystem

  var name: String { spec.title }

  /// - Parameter required: Our names of fields that must be mapped and present.
  init(_ spec: County.LayerSpec, required: [String] = []) throws(PlanError) {
    self.spec = spec
    let reader: any LayerReader
    do {
      reader = try Layers.open(
        spec.source, options: ReadOptions(referenceSystem: spec.referenceSystem, encoding: spec.encoding))
    } catch {
      throw .layer(error)
    }
    self.reader = reader
    let title = spec.title
    let available = reader.schema.fields.map(\.name)
    func column(_ field: String) throws(PlanError) -> Int {
      if let index = available.firstIndex(of: field) { return index }
      if let index = available.firstIndex(where: { $0.lowercased() == field.lowercased() }) { return index }
      let hint = field.nearest(among: available)
      throw .badInput(
        InputProblem(
          source: title, place: .field(field),
          cause: BilingualText(en: "there is no such field", zh: "没有这个字段"),
          remedy: hint.map {
            BilingualText(
              en: "Did you mean `\($0)`? Correct `fields` in the manifest", zh: "是否应为 `\($0)`？请更正清单中的 fields")
          }
            ?? BilingualText(
              en: "The layer has: \(available.joined(separator: ", "))",
              zh: "图层的字段有：\(available.joined(separator: "、"))")))
    }
    // A layer without a single feature has no fields to be missing.
    let isEmpty = available.isEmpty
    for key in required where !isEmpty && spec.fields[key] == nil && !available.contains(key) {
      throw .badInput(
        InputProblem(
          source: title, place: BilingualText("fields"),
          cause: BilingualText(en: "the manifest does not say which field holds `\(key)`", zh: "清单没有说明哪个字段是 `\(key)`"),
          remedy: BilingualText(
            en: "Add `fields: {\(key): …}`; the layer has: \(available.joined(separator: ", "))",
            zh: "请加上 `fields: {\(key): …}`；图层的字段有：\(available.joined(separator: "、"))")))
    }
    var columns: [String: Int] = [:]
    for (key, field) in spec.fields where !isEmpty { columns[key] = try column(field) }
    for key in required where columns[key] == nil { columns[key] = available.firstIndex(of: key) }
    self.columns = columns
    var conditions: [(field: String, column: Int, values: Set<String>)] = []
    for condition in spec.conditions where !isEmpty {
      conditions.append((condition.field, try column(condition.field), Set(condition.values)))
    }
    tally = LayerTally(layer: title, conditions: conditions)
    guard let system = reader.schema.referenceSystem else {
      throw .badInput(
        InputProblem(
          source: title, cause: BilingualText(en: "the file does not say its reference system", zh: "文件没有说明坐标系"),
          remedy: BilingualText(
            en: "Declare it in the manifest, for example `crs: EPSG:4490` or `crs: GCJ-02`",
            zh: "请在清单中声明，例如 `crs: EPSG:4490` 或 `crs: GCJ-02`")))
    }
    referenceSystem = system
  }

  func has(_ field: String) -> Bool { columns[field] != nil }

  func value(_ field: String, of feature: Feature) -> FieldValue {
    guard let column = columns[field], column < feature.values.count else { return .null }
    return feature.values[column]
  }

  /// The text of a field without control characters, which no map can show and a GeoPackage ends at; a line break or a tab
  /// becomes a space. Codes stay as they are, to be judged by ``CodeRule``.
  func text(_ field: String, of feature: Feature) -> String? {
    guard let text = value(field, of: feature).text, !text.isEmpty else { return nil }
    guard field != "code", field != "community", text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      return text
    }
    var clean = ""
    var first: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      guard scalar.properties.generalCategory == .control else {
        clean.unicodeScalars.append(scalar)
        continue
      }
      first = first ?? scalar
      if scalar.properties.isWhitespace { clean += " " }
    }
    if let first { tally.clean(spec.fields[field] ?? field, of: feature, first) }
    clean = clean.trimmingSpaces
    return clean.isEmpty ? nil : clean
  }

  /// Feeds every feature that meets the conditions, in the file's order.
  func forEach(_ body: (Feature) throws(PlanError) -> Void) throws(PlanError) {
    tally.begin()
    try asPlanErrors("reading \(name)") {
      try reader.forEach { feature in
        if tally.keeps(feature) { try body(feature) }
      }
    }
  }

  /// The transformation into the plan's system.
  func transformation(to target: ReferenceSystem, allowingBallpark: Bool) throws(PlanError) -> Transformation {
    try GridPlans.transformation(
      of: name, from: referenceSystem, to: target, allowingBallpark: allowingBallpark, declaration: "crs")
  }

  /// A whole, not negative, believable number of households or people.
  func count(_ field: String, of feature: Feature, problems: inout [InputProblem]) -> Int {
    let value = value(field, of: feature)
    if value.isNull || value.text?.trimmingSpaces.isEmpty == true {
      tally.miss(spec.fields[field] ?? field, of: feature)
      return 0
    }
    let place = BilingualText.feature(feature.ordinal, field: spec.fields[field] ?? field)
    guard let number = value.integer.map(Int.init) else {
      problems.append(
        InputProblem(
          source: name, place: place,
          cause: BilingualText(en: "`\(value.text ?? "?")` is not a whole number", zh: "`\(value.text ?? "?")` 不是整数"),
          remedy: BilingualText(en: "Households are counted whole; round or correct the value", zh: "户数须为整数，请取整或更正")))
      return 0
    }
    guard (0...LayerAccess.believable).contains(number) else {
      problems.append(
        InputProblem(
          source: name, place: place,
          cause: BilingualText(
            en: "\(number) is \(number < 0 ? "negative" : "beyond belief for one feature")",
            zh: "\(number) \(number < 0 ? "为负数" : "对单个要素而言不可信")"),
          remedy: BilingualText(
            en: "Correct the value (0…\(LayerAccess.believable))", zh: "请更正（0…\(LayerAccess.believable)）")))
      return 0
    }
    return number
  }

  /// More households than this in one unit or building is taken for an error.
  static let believable = 200_000
}
