import GridMaps

/// Fills that tell how many cases are open in a grid: none, and up to four classes of about as many grids each.
struct SheetShades: Hashable, Sendable {
  /// The least number of each class above none, ascending.
  let bounds: [Int]

  static let none = MapColor(0xFEFEFC)
  static let notTold = GridMaps.Hatch(.horizontal, color: MapColor(0x9A968C), width: 0.12, spacing: 1.6)
  private static let fills = [0xF4EFE1, 0xE8DFC6, 0xD9CAA2, 0xC8B47F].map { MapColor($0) }

  /// - Parameter counts: Of the grids whose number is told.
  init(_ counts: [Int]) {
    let some = counts.filter { $0 > 0 }.sorted()
    var bounds: [Int] = some.first.map { [$0] } ?? []
    for part in 1..<4 where !some.isEmpty {
      let bound = some[some.count * part / 4]
      if bound > bounds[bounds.count - 1] { bounds.append(bound) }
    }
    self.bounds = bounds
  }

  func fill(_ count: Int) -> MapColor {
    guard let place = bounds.lastIndex(where: { $0 <= count }) else { return Self.none }
    return Self.fills[fillNumber(place)]
  }

  /// Few classes are spread over all fills.
  private func fillNumber(_ place: Int) -> Int {
    bounds.count < 2 ? 1 : place * (Self.fills.count - 1) / (bounds.count - 1)
  }

  /// A row for each class.
  func legend(_ words: SheetWords, most: Int) -> [LegendEntry] {
    var entries = [LegendEntry(.area(Self.none), "0")]
    for (place, bound) in bounds.enumerated() {
      let end = place + 1 < bounds.count ? bounds[place + 1] - 1 : most
      entries.append(
        LegendEntry(.area(Self.fills[fillNumber(place)]), end > bound ? "\(bound)–\(end)" : "\(bound)"))
    }
    return entries
  }
}
