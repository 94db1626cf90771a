import GridLayers

/// Household groups: counts beside the households, such as elders who live alone or tenants. One household may be in several
/// groups, or in none; who is in them is never read.
enum HouseholdGroups {
  /// A group's key among a layer's fields.
  static func field(_ group: String) -> String { fieldPrefix + group }

  /// A group's column in the plan's `atoms`.
  static func column(_ group: String) -> Field { Field(columnPrefix + group, .integer) }

  /// The groups that a plan's atoms have columns for, in alphabetical order.
  static func named(in columns: some Sequence<String>) -> [String] { named(in: columns, columnPrefix) }

  fileprivate static let fieldPrefix = "groups."
  private static let columnPrefix = "group_"

  fileprivate static func named(in keys: some Sequence<String>, _ prefix: String) -> [String] {
    keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }.sorted()
  }
}

extension County {
  /// The groups that units or household places count, in alphabetical order: the order of every list of counts.
  var householdGroups: [String] {
    let fields = [units, households].compactMap(\.self).flatMap(\.fields.keys)
    return Array(Set(HouseholdGroups.named(in: fields, HouseholdGroups.fieldPrefix))).sorted()
  }
}

extension FeatureReading {
  /// The counts of groups, 0 for those that the layer does not have; empty where no layer has any.
  mutating func counts(of groups: [String]) -> [Int] {
    var counts: [Int] = []
    for group in groups { counts.append(optionalCount(HouseholdGroups.field(group)) ?? 0) }
    return counts
  }
}

extension SettingNode {
  /// `fields: {groups: {elders: column}}`: the columns by the keys of a layer's fields.
  func groupFields() throws(PlanError) -> [(key: String, column: String)] {
    var fields: [(key: String, column: String)] = []
    var seen: Set<String> = []
    for (name, value) in try mapping() {
      guard !name.isEmpty, name.count <= 40, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
      else {
        throw value.problem(
          BilingualText(en: "`\(name.shortened)` cannot name a household group", zh: "`\(name.shortened)` 不能作为户群名称"),
          BilingualText(
            en: "Use 1 to 40 letters, digits, `-` and `_`", zh: "请使用 1 至 40 个字母、汉字、数字、`-` 或 `_`"))
      }
      guard seen.insert(name.lowercased()).inserted else {
        throw value.problem(
          BilingualText(en: "two groups are called `\(name)`, capitals aside", zh: "两个户群都叫 `\(name)`（不分大小写）"),
          BilingualText(en: "Give each its own name", zh: "请分别命名"))
      }
      fields.append((HouseholdGroups.field(name), try value.text()))
    }
    return fields
  }
}
