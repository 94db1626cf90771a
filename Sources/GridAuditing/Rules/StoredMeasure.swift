import GridGeometry

/// Stored areas, perimeters and compactness are those of the polygon.
struct StoredMeasure: AuditRule {
  let id = "stored-measure"
  let claim = Wording(
    en: "Stored area, perimeter and compactness are those of the polygon.", zh: "登记的面积、周长与紧凑度与图形一致。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.grids.indices.flatMap { index -> [Finding] in
      guard evidence.grids.states[index] == .sound else { return [] }
      let grid = evidence.input.grids[index]
      let actual = Compactness(area: grid.ground.area, perimeter: grid.ground.perimeter)
      let checks: [Check] = [
        Check("area_m2", Wording(en: "area", zh: "面积"), grid.area, actual.area, within: 0.05, "m2", decimals: 2),
        Check(
          "perimeter_m", Wording(en: "perimeter", zh: "周长"), grid.perimeter, actual.perimeter, within: 0.05, "m",
          decimals: 2),
        Check(
          "polsby_popper", Wording(en: "Polsby–Popper compactness", zh: "紧凑度"), grid.polsbyPopper,
          actual.polsbyPopper ?? 0, within: 1e-4, "", decimals: 4),
      ]
      return checks.filter { !$0.holds }.map { check in
        Finding(
          id, .error, subjects: [grid.code, check.column], grids: [grid.code], place: evidence.spot(ofGrid: index),
          measure: (check.stored ?? 0) - check.actual, unit: check.unit,
          Wording(
            en: "Grid \(grid.code) stores the \(check.name.en) \(check.figures.en).",
            zh: "网格 \(grid.code) 登记的\(check.name.zh)\(check.figures.zh)。"))
      }
    }
  }

  /// One stored number beside the recomputed one. Stored numbers may be rounded to a decimal.
  private struct Check {
    let column: String
    let name: Wording
    let stored: Double?
    let actual: Double
    let allowance: Double
    let unit: String
    let decimals: Int

    init(
      _ column: String, _ name: Wording, _ stored: Double?, _ actual: Double, within allowance: Double, _ unit: String,
      decimals: Int
    ) {
      self.column = column
      self.name = name
      self.stored = stored
      self.actual = actual
      self.allowance = allowance
      self.unit = unit
      self.decimals = decimals
    }

    var holds: Bool {
      guard let stored else { return true }
      return abs(stored - actual) <= max(allowance, 1e-6 * abs(actual))
    }

    var figures: Wording {
      let pair = (figure(stored ?? 0, decimals: decimals), figure(actual, decimals: decimals))
      return Wording(en: "\(pair.0), its polygon has \(pair.1)", zh: "为 \(pair.0)，图形实为 \(pair.1)")
    }
  }
}
