/// A grid and how compact it is by one measure.
public struct GridShape: Hashable, Sendable {
  public let code: String
  /// In `0...1`.
  public let value: Double
}

/// One measure of compactness over the grids of a kind; grids without ground are left out.
public struct CompactnessFigures: Hashable, Sendable {
  /// `nil` without any grid.
  public let mean: Double?
  /// The 5th percentile, interpolated linearly between ranks.
  public let low: Double?
  /// Up to ten, lowest first, of equals by code.
  public let leastCompact: [GridShape]

  init(_ shapes: [GridShape]) {
    let sorted = shapes.sorted { ($0.value, $0.code) < ($1.value, $1.code) }
    mean = sorted.isEmpty ? nil : sorted.reduce(0) { $0 + $1.value } / Double(sorted.count)
    low = Self.percentile(0.05, of: sorted.map(\.value))
    leastCompact = Array(sorted.prefix(10))
  }

  private static func percentile(_ share: Double, of sorted: [Double]) -> Double? {
    guard let last = sorted.last else { return nil }
    let rank = share * Double(sorted.count - 1)
    let low = Int(rank)
    guard low + 1 < sorted.count else { return last }
    return sorted[low] + (rank - Double(low)) * (sorted[low + 1] - sorted[low])
  }
}
