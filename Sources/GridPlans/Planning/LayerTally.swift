import GridCoverages
import GridLayers

/// What one reading of a layer came past: which features its conditions kept, and dirt worth one note a kind rather than
/// one a feature.
final class LayerTally {
  /// A kind of dirt: how often, and the first feature that had it.
  private struct Dirt {
    var count = 0
    let first: Int
    let detail: String
  }

  private let layer: String
  private let conditions: [(field: String, column: Int, values: Set<String>)]
  private var read = 0
  private var kept = 0
  /// The values of each condition's field, counted as long as nothing was kept.
  private var met: [[String: Int]]
  private var cleaned: [String: Dirt] = [:]
  private var uncounted: [String: Dirt] = [:]
  private var firstOfIdentifier: [String: Int] = [:]
  private var repeated: Dirt?

  init(layer: String, conditions: [(field: String, column: Int, values: Set<String>)]) {
    self.layer = layer
    self.conditions = conditions
    met = conditions.map { _ in [:] }
  }

  /// Forgets the last reading.
  func begin() {
    read = 0
    kept = 0
    met = conditions.map { _ in [:] }
    cleaned = [:]
    uncounted = [:]
    firstOfIdentifier = [:]
    repeated = nil
  }

  /// Whether a feature meets every condition.
  func keeps(_ feature: Feature) -> Bool {
    read += 1
    let isKept = conditions.allSatisfy { $0.values.contains(feature.values[$0.column].text ?? "") }
    if isKept { kept += 1 } else if kept == 0 { remember(feature) }
    return isKept
  }

  private func remember(_ feature: Feature) {
    for (index, condition) in conditions.enumerated() {
      let value = feature.values[condition.column].text ?? ""
      // A field of names is not kept whole to show six of them.
      if met[index].count < 1000 || met[index][value] != nil { met[index][value, default: 0] += 1 }
    }
  }

  /// The problem of conditions that no feature meets, with values that do occur; `nil` where some feature does, or where
  /// there are no conditions or no features.
  var nothingKept: InputProblem? {
    guard kept == 0, read > 0, !conditions.isEmpty else { return nil }
    var en = "none of its \(read) features meets `where`"
    var zh = "\(read) 个要素中没有一个符合 where 条件"
    for (condition, values) in zip(conditions, met) where condition.values.allSatisfy({ values[$0] == nil }) {
      let asked = condition.values.sorted().map { "`\($0)`" }
      let known = values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(6).map {
        "`\($0.key.prefix(40))` (\($0.value))"
      }
      en += "; `\(condition.field)` is never \(asked.joined(separator: " or ")), it is \(known.joined(separator: ", "))"
      zh += "；字段 `\(condition.field)` 从不等于 \(asked.joined(separator: " 或 "))，现有取值：\(known.joined(separator: "、"))"
    }
    return InputProblem(
      source: layer, cause: BilingualText(en: en, zh: zh),
      remedy: BilingualText(en: "Correct `where` in the manifest", zh: "请更正清单中的 where"))
  }

  // MARK: Dirt

  /// A text lost its control characters.
  func clean(_ field: String, of feature: Feature, _ scalar: Unicode.Scalar) {
    let code = String(scalar.value, radix: 16, uppercase: true)
    cleaned[
      field,
      default: Dirt(first: feature.ordinal, detail: "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code)
    ].count += 1
  }

  /// A count is empty and taken for none.
  func miss(_ field: String, of feature: Feature) {
    uncounted[field, default: Dirt(first: feature.ordinal, detail: "")].count += 1
  }

  /// Remembers an identifier, to tell when it comes again.
  func identify(_ identifier: String, of feature: Feature) {
    guard let first = firstOfIdentifier[identifier] else {
      firstOfIdentifier[identifier] = feature.ordinal
      return
    }
    var dirt =
      repeated ?? Dirt(first: feature.ordinal, detail: "\(identifier.prefix(40)) is also that of feature \(first)")
    dirt.count += 1
    repeated = dirt
  }

  /// A note for each kind of dirt met, fields in alphabetical order.
  var notes: [GroundNote] {
    var notes = cleaned.sorted { $0.key < $1.key }.map { field, dirt in
      note(
        "text-cleaned", dirt.count,
        "\(layer), field `\(field)`: control characters were taken out of \(dirt.count) of its texts, first \(dirt.detail) in feature \(dirt.first)"
      )
    }
    notes += uncounted.sorted { $0.key < $1.key }.map { field, dirt in
      note(
        "count-missing", dirt.count,
        "\(layer), field `\(field)`: no number in \(dirt.count) of its features, counted as 0; the first is feature \(dirt.first)"
      )
    }
    if let repeated {
      notes.append(
        note(
          "identifier-twice", repeated.count,
          "\(layer): \(repeated.count) of its features repeat an identifier and are counted all the same; the first is feature \(repeated.first): \(repeated.detail)"
        ))
    }
    return notes
  }

  private func note(_ rule: String, _ count: Int, _ text: String) -> GroundNote {
    GroundNote(rule: rule, severity: .warning, text: text, measure: Double(count), unit: "features", subjects: [layer])
  }
}
