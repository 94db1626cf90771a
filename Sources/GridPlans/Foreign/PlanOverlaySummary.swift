import GridAuditing
import GridGeometry

/// What `gridwright overlay --json` prints.
public struct PlanOverlaySummary: Sendable, Encodable {
  /// A base grid in a department's grid.
  public struct Part: Sendable, Encodable {
    public let base: String
    /// In square metres, and as a share of the base grid.
    public let area: Double
    public let areaShare: Double
    public let households: Double
  }

  /// What one grid of a department is made of.
  public struct Department: Sendable, Encodable {
    public let code: String
    public let name: String
    /// Base grids that lie in it as a whole.
    public let whole: [String]
    /// Base grids that lie in it in part, drawing noise left out.
    public let parts: [Part]
    /// In square metres; then the part of it in no base grid.
    public let area: Double
    public let outside: Double
    public let households: Double
  }

  /// One department's layer.
  public struct Layer: Sendable, Encodable {
    public let layer: String
    public let departments: [Department]
    /// Areas in square metres, of the union of the department's grids and of the base grids.
    public let area: Double
    public let contestedArea: Double
    public let outsideArea: Double
    public let baseArea: Double
    public let unclaimedArea: Double
    /// Of the base grids; those in no grid of the department; what is counted more than once.
    public let households: Double
    public let unclaimedHouseholds: Double
    public let repeatedHouseholds: Double
    /// Base grids in all, and those that lie in one grid of the department as a whole.
    public let baseGrids: Int
    public let wholeBaseGrids: Int
  }

  public let schema: Int
  public let crs: String
  /// `leaf` or `first`.
  public let base: String
  /// How households were shared: `point` or `area`.
  public let householdsBy: String
  public let layers: [Layer]
  public let rules: [String: Int]
  public let findings: [LayerAuditSummary.Item]
  public let changes: FindingsChanges?
  public let notes: [BilingualText]

  init(
    _ plan: Plan, _ overlays: [LayerOverlay], _ items: [ItemisedFinding], _ options: PlanOverlayOptions,
    changes: FindingsChanges?, notes: [BilingualText]
  ) {
    schema = 1
    crs = plan.referenceSystem.definition
    base = options.base.rawValue
    householdsBy = options.sharing.rawValue
    layers = overlays.map(Layer.init)
    rules = items.reduce(into: [:]) { $0[$1.finding.rule, default: 0] += 1 }
    findings = items.map { .init($0, changes) }
    self.changes = changes
    self.notes = notes
  }
}

extension PlanOverlaySummary.Layer {
  init(_ overlay: LayerOverlay) {
    let totals = overlay.totals
    var rows = [[LayerOverlay.Row]](repeating: [], count: overlay.input.departments.count)
    var isWhole = [Bool](repeating: false, count: overlay.input.base.count)
    for row in overlay.rows {
      if let grid = row.department { rows[grid].append(row) }
      if let grid = row.base, row.relation == .whole { isWhole[grid] = true }
    }
    layer = overlay.input.layer
    departments = rows.indices.map { PlanOverlaySummary.Department(overlay, $0, rows[$0]) }
    area = totals.departmentArea
    contestedArea = totals.contestedArea
    outsideArea = totals.outsideArea
    baseArea = totals.baseArea
    unclaimedArea = totals.unclaimedArea
    households = totals.households
    unclaimedHouseholds = totals.unclaimedHouseholds
    repeatedHouseholds = totals.repeatedHouseholds
    baseGrids = isWhole.count
    wholeBaseGrids = isWhole.count { $0 }
  }

  private func words(_ area: Double) -> BilingualText {
    let words = areaWords(area)
    return BilingualText(en: words.en, zh: words.zh)
  }

  /// A line for each grid of the department, and one for the layer; every share with both its numbers.
  func lines(in language: Language) -> [String] {
    func area(_ value: Double) -> String { words(value)(in: language) }
    func count(_ households: Double) -> String { households.short }
    let isChinese = language == .zh
    return departments.map { grid in
      isChinese
        ? "\(grid.code)\t完整基础网格 \(grid.whole.count) 个，部分 \(grid.parts.count) 个；\(count(grid.households)) 户；面积 \(area(grid.area))，其中基础网格之外 \(area(grid.outside))"
        : "\(grid.code)\t\(grid.whole.count) whole base grids, parts of \(grid.parts.count); \(count(grid.households)) households; \(area(grid.area)), \(area(grid.outside)) of it in no base grid"
    } + [
      isChinese
        ? "\(layer)：基础网格 \(baseGrids) 个中 \(wholeBaseGrids) 个完整归属；面积 \(area(baseArea)) 中 \(area(unclaimedArea)) 无归属，\(area(contestedArea)) 被争占；\(count(households)) 户中 \(count(unclaimedHouseholds)) 户无归属，重复计 \(count(repeatedHouseholds)) 户"
        : "\(layer): \(wholeBaseGrids) of \(counted(baseGrids, "base grid")) are whole in one grid; of \(area(baseArea)) \(area(unclaimedArea)) are in none and \(area(contestedArea)) of the department's ground are claimed by several of its grids; of \(count(households)) households \(count(unclaimedHouseholds)) are in none, \(count(repeatedHouseholds)) are counted more than once"
    ]
  }
}

extension PlanOverlaySummary.Department {
  init(_ overlay: LayerOverlay, _ index: Int, _ rows: [LayerOverlay.Row]) {
    let grid = overlay.input.departments[index]
    code = grid.label
    name = grid.name
    whole = rows.filter { $0.relation == .whole }.compactMap { $0.base.map { overlay.input.base[$0].code } }
    parts = rows.compactMap { row in
      guard row.relation == .part, let base = row.base else { return nil }
      return .init(
        base: overlay.input.base[base].code, area: row.area, areaShare: row.area / overlay.baseAreas[base],
        households: row.households)
    }
    area = overlay.departmentAreas[index]
    outside = rows.reduce(0) { $1.base == nil ? $0 + $1.area : $0 }
    households = overlay.departmentHouseholds[index]
  }
}
