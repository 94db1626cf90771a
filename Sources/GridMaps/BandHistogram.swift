/// How many grids have how many households, and the band they should lie in.
public struct BandHistogram: Hashable, Sendable {
  /// The lowest and highest number a grid may have.
  public let minimum: Int
  public let maximum: Int
  public let target: Int?
  /// The heading of the chart, such as the name of a level.
  public let title: String
  /// Households of each grid, ascending.
  public let values: [Int]

  /// Negative numbers are left out; a band has at least two numbers and ends below two thousand million.
  public init(values: [Int], minimum: Int, maximum: Int, target: Int? = nil, title: String = "") {
    self.values = values.filter { $0 >= 0 }.sorted()
    self.minimum = min(1_000_000_000, max(0, min(minimum, maximum)))
    self.maximum = min(2_000_000_000, max(self.minimum + 1, maximum))
    self.target = target
    self.title = title
  }

  /// A bar: grids with `lower..<upper` households.
  public struct Bin: Hashable, Sendable {
    public let lower: Int
    public let upper: Int
    public let count: Int
  }

  /// Bars side by side, of one width but where the band ends: one begins at the minimum and one ends with the maximum.
  ///
  /// What lies further than twice the band's width outside is counted in the outermost bar.
  ///
  /// - Complexity: O(n) in the number of grids.
  public var bins: [Bin] {
    let edges = self.edges
    var counts = [Int](repeating: 0, count: edges.count - 1)
    var bin = 0
    for value in values {
      while bin < counts.count - 1, value >= edges[bin + 1] { bin += 1 }
      counts[bin] += 1
    }
    return counts.indices.map { Bin(lower: edges[$0], upper: edges[$0 + 1], count: counts[$0]) }
  }

  private var edges: [Int] {
    let span = maximum + 1 - minimum
    let width = max(1, (span + 5) / 10)
    var inside = Array(stride(from: minimum, to: maximum + 1, by: width))
    if inside.count > 1, maximum + 1 - inside[inside.count - 1] < (width + 1) / 2 { inside.removeLast() }
    let reach = 2 * span
    let lowest = max(0, minimum - reach, min(minimum, values.first ?? minimum))
    let highest = min(maximum + reach, max(maximum, values.last ?? maximum))
    let below = (minimum - lowest + width - 1) / width
    let above = (highest - maximum + width - 1) / width
    let lower = (0..<below).map { minimum - (below - $0) * width }
    let upper = (0...above).map { maximum + 1 + $0 * width }
    return lower + inside + upper
  }
}
