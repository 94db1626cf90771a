/// The name a mistyped one most likely meant: the fewest edits away, at most a third of its length (and at least one).
///
/// - Complexity: O(names · length²).
package func nearestName(to wanted: String, in names: [String]) -> String? {
  let target = Array(wanted.lowercased())
  let limit = max(1, (target.count + 1) / 3)
  var best: (name: String, distance: Int)?
  for name in names {
    let folded = name.lowercased()
    let distance = editDistance(target, Array(folded))
    if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
  }
  if best == nil, target.count >= 3 {
    let folded = wanted.lowercased()
    return names.first { $0.lowercased().contains(folded) }
  }
  return best?.name
}

/// Insertions, deletions and replacements that turn one text into the other (Levenshtein 1966).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var row = Array(0...b.count)
  for (i, left) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, right) in b.enumerated() {
      let replaced = diagonal + (left == right ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
