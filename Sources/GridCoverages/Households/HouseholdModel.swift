/// An estimate of the households per building from footprint, storeys and use.
///
/// Gross floor area · 0.75 (stairs, walls) divided by the floor a household takes up. The parameters were set on
/// Liechtenstein's 17,717 OpenStreetMap buildings, where the sum came to 1.4 times the stated number before scaling
/// and, scaled, to within 15 % of the stated people per municipality for nine of eleven; huts tagged `yes` are what
/// it overestimates. Whatever it gives is modelled, not counted, and must be marked so.
public enum HouseholdModel {
  /// How a use of buildings turns floor area into households.
  struct Use {
    var floors: Double
    /// Square metres of net floor area one household takes.
    var areaPerHousehold: Double
    var range: ClosedRange<Double>
  }

  /// The part of the gross floor area that is lived in.
  static let netShare = 0.75

  /// Buildings without a stated use between these sizes may be homes.
  static let unstatedFootprint = 60.0...1_500.0

  static let landWithoutHomes: Set<String> = [
    "industrial", "commercial", "farmyard", "retail", "quarry", "railway", "allotments",
  ]

  static func use(named name: String?) -> Use? {
    switch name ?? "yes" {
    case "house", "detached", "semidetached_house", "bungalow", "farm", "villa", "cabin":
      Use(floors: 2, areaPerHousehold: 170, range: 1...2)
    case "terrace": Use(floors: 2, areaPerHousehold: 130, range: 1...(.infinity))
    case "apartments", "dormitory": Use(floors: 3.5, areaPerHousehold: 115, range: 1...(.infinity))
    case "residential": Use(floors: 2.5, areaPerHousehold: 150, range: 0...(.infinity))
    case "yes": Use(floors: 2, areaPerHousehold: 150, range: 0...(.infinity))
    default: nil
    }
  }

  /// The model's number of households before rounding and scaling.
  package static func expectation(of building: BuildingRecord) -> Double {
    if let dwellings = building.dwellings { return Double(max(0, dwellings)) }
    guard building.footprintArea.isFinite, building.footprintArea > 0, let use = use(named: building.use) else {
      return 0
    }
    if building.use == nil || building.use == "yes" {
      guard unstatedFootprint.contains(building.footprintArea) else { return 0 }
      if building.livedInShare == nil, let land = building.landUse, landWithoutHomes.contains(land) { return 0 }
    }
    let stated = building.floors ?? use.floors
    let floors = stated.isFinite && stated > 0 ? min(stated, 120) : use.floors
    let raw = building.footprintArea * floors * netShare / use.areaPerHousehold
    let share = building.livedInShare ?? 1
    return min(max(raw, use.range.lowerBound), use.range.upperBound) * (share.isFinite ? max(0, share) : 1)
  }

  /// Whole households per building, in the order of `buildings`.
  ///
  /// Numbers are made whole by largest remainder within each stated total (ties by `id`), so that the totals are
  /// met exactly. Where a stated total meets only buildings the model takes for uninhabited, it is spread by
  /// footprint; where it meets no building at all, it cannot be placed and is left out.
  /// - Complexity: O(n log n).
  public static func estimate(buildings: [BuildingRecord], totals: HouseholdTotals = .unknown) -> [Int] {
    let expected = buildings.map(expectation(of:))
    var result = [Int](repeating: 0, count: buildings.count)
    switch totals {
    case .unknown:
      spread(nil, over: Array(buildings.indices), of: buildings, expected: expected, into: &result)
    case .county(let total):
      spread(total, over: Array(buildings.indices), of: buildings, expected: expected, into: &result)
    case .communities(let stated):
      var members: [String: [Int]] = [:]
      var rest: [Int] = []
      for (index, building) in buildings.enumerated() {
        if let code = building.community, stated[code] != nil {
          members[code, default: []].append(index)
        } else {
          rest.append(index)
        }
      }
      for code in members.keys.sorted() {
        spread(stated[code], over: members[code] ?? [], of: buildings, expected: expected, into: &result)
      }
      spread(nil, over: rest, of: buildings, expected: expected, into: &result)
    }
    return result
  }

  private static func spread(
    _ stated: Int?, over members: [Int], of buildings: [BuildingRecord], expected: [Double], into result: inout [Int]
  ) {
    var shares = members.map { expected[$0] }
    var sum = shares.reduce(0, +)
    let total = max(0, stated ?? Int(min(sum.rounded(), 1e15)))
    if sum <= 0, total > 0 {
      shares = members.map { max(0, buildings[$0].footprintArea.isFinite ? buildings[$0].footprintArea : 0) }
      sum = shares.reduce(0, +)
    }
    guard sum > 0, total > 0 else { return }
    var placed = 0
    var remainders: [(part: Double, member: Int)] = []
    for (share, member) in zip(shares, members) where share > 0 {
      let exact = share / sum * Double(total)
      result[member] = Int(exact)
      placed += Int(exact)
      remainders.append((exact - exact.rounded(.down), member))
    }
    remainders.sort { a, b in
      a.part != b.part ? a.part > b.part : (buildings[a.member].id, a.member) < (buildings[b.member].id, b.member)
    }
    var next = 0
    while placed < total, !remainders.isEmpty {
      result[remainders[next % remainders.count].member] += 1
      placed += 1
      next += 1
    }
    // Rounding noise in `exact` can place one too many; the smallest remainders give it back.
    next = remainders.count - 1
    while placed > total, next >= 0 {
      if result[remainders[next].member] > 0 {
        result[remainders[next].member] -= 1
        placed -= 1
      }
      next -= 1
    }
  }
}
