/// A synthetic log of visits, the classes it is by, and how many of each class a grid has: counts, nobody's name.
///
/// Grids do not exist before the county is planned; the log names those that a band of 300 to 500 households gives every
/// community at least, by the codes a plan gives them.
struct SampleVisits {
  /// A service class: how many of a thousand households or places are of it, and how often they are visited.
  private struct Class {
    let code: String
    let zh: String
    let en: String
    let perThousand: Double
    let months: Int
    let cadence: String
  }

  private static let classes = [
    Class(code: "elders-alone", zh: "独居老人", en: "elders living alone", perThousand: 30, months: 1, cadence: "monthly"),
    Class(code: "infants", zh: "婴幼儿家庭", en: "families with infants", perThousand: 40, months: 3, cadence: "quarterly"),
    Class(code: "rental-homes", zh: "出租房", en: "rental homes", perThousand: 90, months: 3, cadence: "quarterly"),
    Class(code: "newcomers", zh: "新入住家庭", en: "newcomers", perThousand: 20, months: 3, cadence: "quarterly"),
    Class(
      code: "small-shops", zh: "小商铺消防", en: "fire safety of small shops", perThousand: 25, months: 6,
      cadence: "half-yearly"),
    Class(code: "settled", zh: "常住家庭", en: "settled households", perThousand: 300, months: 12, cadence: "yearly"),
  ]

  /// The first half of 2026, to be looked at as of its last day.
  private static let monthLengths = [31, 28, 31, 30, 31, 30]

  private(set) var log: [UInt8] = Array("grid,class,date,count\n".utf8)
  private(set) var targets: [UInt8] = Array("grid,class,count\n".utf8)
  private(set) var rows = 0
  private var random: SampleRandom

  init(seed: UInt64) { random = SampleRandom(seed: seed, stream: 8) }

  /// Visits in the grids of one community.
  mutating func add(_ community: CommunityRecord) {
    let grids = max(1, (community.households + 499) / 500)
    for serial in 1...grids {
      let code = community.code + CountyRegister.padded(serial)
      // One grid in eight is behind in everything.
      let zeal = random.chance(0.125) ? random.uniform(0.3, 0.8) : random.uniform(0.97, 1.08)
      for item in Self.classes {
        let wish = Double(community.households) / Double(grids) * item.perThousand / 1_000
        let target = Int((wish * random.uniform(0.7, 1.3)).rounded())
        guard target > 0 else { continue }
        targets += "\(code),\(item.code),\(target)\n".utf8
        visit(code, item, target: target, zeal: zeal)
      }
    }
  }

  /// Every month its part of the households, so that each period has them all where the zeal suffices.
  private mutating func visit(_ grid: String, _ item: Class, target: Int, zeal: Double) {
    var debt = 0.0
    for (month, length) in Self.monthLengths.enumerated() {
      debt += Double(target) / Double(item.months) * zeal
      let count = min(target, Int(debt + 1e-9))
      let day = 1 + random.index(length)
      guard count > 0 else { continue }
      debt -= Double(count)
      rows += 1
      log += "\(grid),\(item.code),2026-0\(month + 1)-\(day < 10 ? "0" : "")\(day),\(count)\n".utf8
    }
  }

  /// The classes, as a file for `gridwright visits --classes`.
  static var rules: String {
    let lines = classes.map {
      "    - {class: \($0.code), name: {zh: \($0.zh), en: \($0.en)}, cadence: \($0.cadence)}"
    }
    return """
      # SYNTHETIC EXAMPLE: service classes and how often they are visited. Change them to your county's own.
      # gridwright visits plan.gpkg --log visits.csv --targets visit-targets.csv --classes visits.yaml --as-of 2026-06-30
      visits:
        start: 2026-01-01          # the day the duties begin
        graceDays: 10              # days after the deadline before a visit counts as overdue
        reckoning: calendar        # once in every month, quarter, half-year or year; or rolling: since the last visit
        classes:
      \(lines.joined(separator: "\n"))

      """
  }
}
