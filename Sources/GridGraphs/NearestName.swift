/// The name a mistyped one most likely meant: equal but for case, or at most a third of its length in edits away.
///
/// - Complexity: O(names · length²).
func nearestName(to wanted: String, in names: [String]) -> String? {
  let target = Array(wanted.lowercased().utf8)
  let limit = max(1, (target.count + 1) / 3)
  return names.map { (name: $0, edits: edits(target, Array($0.lowercased().utf8))) }
    .filter { $0.edits <= limit }.min { $0.edits < $1.edits }?.name
}

/// Insertions, deletions and replacements that turn one text into the other (Levenshtein 1966).
private func edits(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var row = Array(0...b.count)
  for (i, left) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, right) in b.enumerated() {
      let above = row[j + 1]
      row[j + 1] = min(min(above, row[j]) + 1, diagonal + (left == right ? 0 : 1))
      diagonal = above
    }
  }
  return row[b.count]
}
