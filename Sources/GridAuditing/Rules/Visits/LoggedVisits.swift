import GridVisits

extension AuditEvidence {
  /// All visits in the log.
  var loggedVisitCount: Int { input.visits?.entries.reduce(0) { $0 + $1.count } ?? 0 }

  /// Visits that meet a condition, summed by a code, which sorts them.
  func loggedVisits(
    where isMeant: (VisitEntry) -> Bool, by code: KeyPath<VisitEntry, String>
  ) -> [(code: String, count: Int)] {
    var sums: [String: Int] = [:]
    for entry in input.visits?.entries ?? [] where isMeant(entry) {
      sums[entry[keyPath: code], default: 0] += entry.count
    }
    return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
