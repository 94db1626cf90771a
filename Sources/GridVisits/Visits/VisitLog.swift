/// Visits by grid, class and day, each of these once: what a plan keeps of the logs it was given.
public struct VisitLog: Hashable, Sendable {
  fileprivate struct Key: Hashable {
    let grid: String
    let visitClass: String
    let date: CivilDate
  }

  private var counts: [Key: Int] = [:]

  /// A log of entries; those of one grid, class and day are added up.
  public init(_ entries: some Sequence<VisitEntry> = []) {
    for entry in entries { counts[Key(entry), default: 0] += entry.count }
  }

  /// By grid, class and day.
  public var entries: [VisitEntry] {
    counts.map { VisitEntry(grid: $0.grid, visitClass: $0.visitClass, date: $0.date, count: $1) }
      .sorted { ($0.grid, $0.visitClass, $0.date) < ($1.grid, $1.visitClass, $1.date) }
  }

  public var isEmpty: Bool { counts.isEmpty }

  /// What a merge did.
  public struct Merge: Hashable, Sendable {
    public internal(set) var added = 0
    public internal(set) var unchanged = 0
    /// Grid, class and day that had another count, with the new count and the old one.
    public internal(set) var changed: [(entry: VisitEntry, before: Int)] = []

    /// Equal in all numbers.
    public static func == (a: Merge, b: Merge) -> Bool {
      a.added == b.added && a.unchanged == b.unchanged
        && a.changed.elementsEqual(b.changed) { $0.entry == $1.entry && $0.before == $1.before }
    }

    /// By the numbers alone.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(added)
      hasher.combine(unchanged)
      hasher.combine(changed.count)
    }
  }

  /// Takes over a log: its count of a grid, class and day stands in place of an earlier one, so that the same log twice
  /// is the same as once.
  public mutating func merge(_ log: VisitLog) -> Merge {
    var result = Merge()
    for entry in log.entries {
      guard let before = counts.updateValue(entry.count, forKey: Key(entry)) else {
        result.added += 1
        continue
      }
      if before == entry.count { result.unchanged += 1 } else { result.changed.append((entry, before)) }
    }
    return result
  }
}

extension VisitLog.Key {
  fileprivate init(_ entry: VisitEntry) {
    self.init(grid: entry.grid, visitClass: entry.visitClass, date: entry.date)
  }
}
