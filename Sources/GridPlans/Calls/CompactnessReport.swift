import GridAuditing

/// How compact the grids of one kind are, as `audit --json` and `plan --json` print it.
public struct CompactnessReport: Hashable, Sendable, Encodable {
  /// A grid by its code.
  public struct Shape: Hashable, Sendable, Encodable {
    public let grid: String
    /// In `0...1`, to six decimals.
    public let value: Double
  }

  /// One measure over all grids of the kind.
  public struct Measure: Hashable, Sendable, Encodable {
    public let mean: Double?
    /// Up to ten, least compact first.
    public let lowest: [Shape]
  }

  /// `first`, `second`, `third` or `dedicated`.
  public let kind: String
  public let grids: Int
  /// 4π · area / perimeter²: 1 for a disc, near 0 for a thread.
  public let polsbyPopper: Measure
  /// Area over that of the smallest circle around.
  public let reock: Measure
  /// Area over that of the convex hull.
  public let convexHull: Measure

  /// Three lines, one a measure: the mean, then the least compact grids.
  func lines(in language: Language) -> [String] {
    [("Polsby–Popper", "Polsby–Popper", polsbyPopper), ("Reock", "Reock", reock), ("convex hull", "凸包比", convexHull)]
      .map { en, zh, measure in
        let mean = measure.mean.map { "\(($0 * 1000).rounded() / 1000)" } ?? "–"
        let list = measure.lowest.map { "\($0.grid) \(($0.value * 1000).rounded() / 1000)" }.joined(separator: ", ")
        return language == .zh
          ? "shape\t\(kind)\t\(zh)\t\(grids) 个网格均值 \(mean)；最低：\(list)"
          : "shape\t\(kind)\t\(en)\tmean \(mean) of \(counted(grids, "grid")); lowest: \(list)"
      }
  }
}

extension CompactnessReport {
  /// Kinds in the order of levels, dedicated grids last; kinds without grids are left out.
  static func all(_ summary: AuditSummary) -> [CompactnessReport] {
    summary.kinds.map { figures in
      CompactnessReport(
        kind: figures.kind, grids: figures.grids, polsbyPopper: Measure(figures.polsbyPopper),
        reock: Measure(figures.reock), convexHull: Measure(figures.convexHull))
    }
  }
}

extension CompactnessReport.Measure {
  fileprivate init(_ figures: CompactnessFigures) {
    func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
    mean = figures.mean.map(rounded)
    lowest = figures.leastCompact.map { CompactnessReport.Shape(grid: $0.code, value: rounded($0.value)) }
  }
}
