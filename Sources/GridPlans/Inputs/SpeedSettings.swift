import GridAccess

/// How fast people walk on each class of ways, as shares of their speed: a table of changes to
/// ``GridAccess/WalkingSpeeds/openStreetMap``.
public struct SpeedSettings: Hashable, Sendable {
  /// Shares by class; 0 where nobody walks. Classes not named keep theirs.
  public let changes: [String: Double]

  /// Reads a file of speeds: a policy with a section `reach`, that section, or the table alone.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` naming key, line and remedy.
  public init(yaml text: String, file: String) throws(PlanError) {
    let root = try SettingNode.parse(text, file: file)
    let section = try root.section("reach") ?? root
    if let table = try section.section("speeds") { try self.init(table: table) } else { try self.init(table: section) }
  }

  /// Reads the section `reach` of a policy.
  init?(section node: SettingNode) throws(PlanError) {
    guard let table = try node.mapping(knowing: ["speeds"])["speeds"] else { return nil }
    try self.init(table: table)
  }

  private init(table node: SettingNode) throws(PlanError) {
    var changes: [String: Double] = [:]
    for (category, share) in try node.mapping() { changes[category] = try share.number(0...50) }
    self.changes = changes
  }

  /// What makes the standard table into another.
  init(_ factors: [String: Double]) {
    let standard = WalkingSpeeds.openStreetMap
    changes = factors.filter { standard[$0.key] != $0.value }
      .merging(standard.filter { factors[$0.key] == nil }.mapValues { _ in 0 }) { own, _ in own }
  }

  /// The whole table, classes that nobody walks left out.
  var factors: [String: Double] {
    WalkingSpeeds.openStreetMap.merging(changes) { _, own in own }.filter { $0.value > 0 }
  }

  /// The table as one line of YAML, classes in alphabetical order; `nil` where nothing is changed.
  var text: String? {
    guard !changes.isEmpty else { return nil }
    let rows = changes.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)): \($0.value)" }
    return "{\(rows.joined(separator: ", "))}"
  }

  private static func quoted(_ name: String) -> String {
    "\"\(name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}
