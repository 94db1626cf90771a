public import GridPartitioning

/// A table that gives atoms a label: the zone each is in (`id,zone`) or the group it belongs to (`id,group`).
///
/// Atoms may be missing, or have an empty label; none stands twice. Columns come in any order, among others.
public struct AtomLabels: Hashable, Sendable {
  /// The labels in order of first appearance.
  public let labels: [String]
  /// The label of each atom as a position in ``labels``, or −1.
  public let label: [Int32]

  /// Reads a CSV table with a first line of column names.
  ///
  /// - Parameter column: The name of the column of labels, beside `id`; case does not matter.
  public init(contentsOf path: String, column: String, names: AtomNames) throws(GraphError) {
    var rows = CSVRows(path: path, bytes: try TextFile.read(path))
    let header = try rows.next() ?? []
    func position(of column: String) throws(GraphError) -> Int {
      guard let index = header.firstIndex(where: { $0.lowercased() == column }) else {
        throw .missingColumn(path: path, column: column, available: header)
      }
      return index
    }
    let idColumn = try position(of: "id")
    let labelColumn = try position(of: column)
    var labels: [String] = []
    var number: [String: Int32] = [:]
    var label = [Int32](repeating: -1, count: names.count)
    var seen = [Bool](repeating: false, count: names.count)
    while let row = try rows.next() {
      guard row.count > max(idColumn, labelColumn) else {
        throw .shortRow(rows.place, expected: header.count, found: row.count)
      }
      let id = row[idColumn]
      guard let atom = names.atom(named: id) else {
        throw .unknownID(rows.place, id: id, nearest: names.nearest(to: id))
      }
      guard !seen[atom.position] else { throw .listedTwice(rows.place, id: id) }
      seen[atom.position] = true
      let text = row[labelColumn]
      if text.isEmpty { continue }
      if number[text] == nil {
        number[text] = Int32(labels.count)
        labels.append(text)
      }
      label[atom.position] = number[text] ?? -1
    }
    self.labels = labels
    self.label = label
  }

  /// The atoms of each label, in the order of ``labels``.
  public var members: [[AtomIndex]] {
    var members = [[AtomIndex]](repeating: [], count: labels.count)
    for (atom, label) in label.enumerated() where label >= 0 { members[Int(label)].append(AtomIndex(atom)) }
    return members
  }
}
