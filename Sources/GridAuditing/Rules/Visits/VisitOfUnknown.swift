import GridVisits

/// Every visit was paid in a grid of the plan: a redraw may have retired its code.
struct VisitOfUnknownGrid: AuditRule {
  let id = "visit-unknown-grid"
  let claim = Wording(en: "Every logged visit names a grid of the plan.", zh: "走访记录中的网格均在方案中。")

  func applies(to evidence: AuditEvidence) -> Bool { evidence.input.visits != nil }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.loggedVisits(where: { evidence.tree.gridOfCode[$0.grid] == nil }, by: \.grid).map { grid, count in
      Finding(
        id, .warning, subjects: [grid], measure: Double(count), unit: "visits",
        denominator: Double(evidence.loggedVisitCount), base: "visits logged",
        Wording(
          en: "\(count) visits were logged in \(grid), which is no grid of the plan; they count for no grid.",
          zh: "有 \(count) 次走访记在 \(grid) 名下，该网格不在方案中，未计入任何网格。"))
    }
  }
}

/// Every visit is of a class that the policy knows.
struct VisitOfUnknownClass: AuditRule {
  let id = "visit-unknown-class"
  let claim = Wording(en: "Every logged visit is of a known class.", zh: "走访记录中的类别均已定义。")

  func applies(to evidence: AuditEvidence) -> Bool { evidence.input.visits != nil }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    let known = Set(evidence.input.visits?.classes.map(\.code) ?? [])
    return evidence.loggedVisits(where: { !known.contains($0.visitClass) }, by: \.visitClass).map { visitClass, count in
      Finding(
        id, .warning, subjects: [visitClass], measure: Double(count), unit: "visits",
        denominator: Double(evidence.loggedVisitCount), base: "visits logged",
        Wording(
          en: "\(count) logged visits are of the class \(visitClass), which is not defined; they count for nothing.",
          zh: "有 \(count) 次走访的类别 \(visitClass) 没有定义，未予计入。"))
    }
  }
}

/// No visit lies after the day that is looked at; those that do are left out of every figure.
struct VisitInFuture: AuditRule {
  let id = "visit-in-future"
  let claim = Wording(en: "No logged visit lies after the day looked at.", zh: "走访记录不晚于统计日。")

  func applies(to evidence: AuditEvidence) -> Bool { evidence.input.visits != nil }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let book = evidence.input.visits else { return [] }
    return evidence.loggedVisits(where: { $0.date > book.asOf }, by: \.grid).map { grid, count in
      Finding(
        id, .info, subjects: [grid], grids: [grid], measure: Double(count), unit: "visits",
        denominator: Double(evidence.loggedVisitCount), base: "visits logged",
        Wording(
          en: "\(count) visits in grid \(grid) lie after \(book.asOf) and are left out.",
          zh: "网格 \(grid) 有 \(count) 次走访晚于 \(book.asOf)，未计入。"))
    }
  }
}

extension AuditEvidence {
  fileprivate var loggedVisitCount: Int { input.visits?.entries.reduce(0) { $0 + $1.count } ?? 0 }

  /// Visits that meet a condition, summed by a code, which sorts them.
  fileprivate func loggedVisits(
    where isMeant: (VisitEntry) -> Bool, by code: KeyPath<VisitEntry, String>
  ) -> [(code: String, count: Int)] {
    var sums: [String: Int] = [:]
    for entry in input.visits?.entries ?? [] where isMeant(entry) {
      sums[entry[keyPath: code], default: 0] += entry.count
    }
    return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
