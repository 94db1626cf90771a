public import GridGeometry
import GridVisits

/// What the public sees of an open case: nothing else is ever in a public output.
public struct PublicCase: Hashable, Sendable {
  /// The code of its class.
  public let caseClass: String
  /// The code of its colour; `nil` where too few cases share it.
  public let color: String?
  /// The month or the year of its submission, `2020-01`, `2020`; `nil` where too few cases share it.
  public let submitted: String?
  /// Masked.
  public let place: Point
}

/// The open cases of a snapshot as the public may see them, and how many are only counted.
public struct PublicCases: Hashable, Sendable {
  /// In an order that tells nothing: by what is shown of them.
  public let cases: [PublicCase]
  /// Open cases that are not shown: of sensitive classes, without a place that hides them, or too rare.
  public let counted: Int

  /// Shows of each case only what at least `k` shown cases share: class, colour and month; or else class, colour and year;
  /// class and year; the class alone. Rarer ones are only counted, so that nobody finds a case by what he knows of it.
  ///
  /// - Parameters:
  ///   - rules: Classes they do not know count as sensitive.
  ///   - k: At least 2.
  ///   - zone: By whose clocks a month begins; `nil` for those of the rules' calendar.
  ///   - publicPlace: Where a case may be shown, as ``MaskedGrid/publicPlace(of:isInside:)`` has it; `nil` for nowhere.
  /// - Complexity: O(n log n) in the open cases, and as many calls for a place.
  public init(
    _ table: CaseTable, _ snapshot: CaseSnapshot, rules: CaseRules, k: Int = 10, zone: ClockZone? = nil,
    publicPlace: (Int) -> Point?
  ) {
    let open = Set(rules.classes.filter { !$0.isSensitive }.map(\.code))
    let rows = snapshot.openRows
    let zone = zone ?? rules.calendar.zone
    var left: [(row: Int, place: Point)] = []
    for row in rows where open.contains(table.caseClass(of: row)) {
      if let place = publicPlace(row) { left.append((row, place)) }
    }
    var shown: [PublicCase] = []
    for detail in Detail.allCases {
      let descriptions = left.map { Description($0.row, table, snapshot, rules, zone, detail) }
      let sizes = descriptions.reduce(into: [:]) { $0[$1, default: 0] += 1 }
      var rare: [(row: Int, place: Point)] = []
      for (item, description) in zip(left, descriptions) {
        if sizes[description, default: 0] >= max(2, k) {
          shown.append(description.shown(at: item.place))
        } else {
          rare.append(item)
        }
      }
      left = rare
    }
    cases = shown.sorted { $0.order < $1.order }
    counted = rows.count - shown.count
  }

  /// How much is said of a case, from most to least.
  private enum Detail: CaseIterable { case colorAndMonth, colorAndYear, year, nothing }

  private struct Description: Hashable {
    let caseClass: String
    let color: String?
    let submitted: String?

    init(
      _ row: Int, _ table: CaseTable, _ snapshot: CaseSnapshot, _ rules: CaseRules, _ zone: ClockZone, _ detail: Detail
    ) {
      let standing = snapshot[row]
      caseClass = table.caseClass(of: row)
      let number = standing.map(rules.colors.color(of:)) ?? rules.colors.color(limitUsed: nil)
      let hasColor = detail == .colorAndMonth || detail == .colorAndYear
      color = hasColor ? rules.colors.ledger.colors[number].code : nil
      submitted =
        switch detail {
        case .colorAndMonth: standing?.submitted.coarsened(to: .month, in: zone)
        case .colorAndYear, .year: standing?.submitted.coarsened(to: .year, in: zone)
        case .nothing: nil
        }
    }

    func shown(at place: Point) -> PublicCase {
      PublicCase(caseClass: caseClass, color: color, submitted: submitted, place: place)
    }
  }
}

extension PublicCase {
  fileprivate struct Order: Comparable {
    let words: [String]
    let x: Double
    let y: Double

    static func < (a: Order, b: Order) -> Bool {
      for (left, right) in zip(a.words, b.words) where left != right { return left < right }
      return (a.x, a.y) < (b.x, b.y)
    }
  }

  fileprivate var order: Order { Order(words: [caseClass, color ?? "", submitted ?? ""], x: place.x, y: place.y) }
}
