import GridGeometry

/// Two cases that may be the same matter reported twice.
public struct DuplicateCandidate: Hashable, Sendable {
  /// The later case's row, and the earlier one's.
  public let row: Int
  public let earlier: Int
  public let metres: Double
  /// How much later it was submitted.
  public let milliseconds: Int64
}

/// What makes one case a candidate for being a duplicate of another: the same class, near, and soon after, while the
/// earlier one was still open. Whether it is one, people decide.
public struct DuplicateCandidates: Hashable, Sendable {
  public let metres: Double
  public let days: Double
  /// How many earlier cases are named for one; the nearest, then the latest.
  public let most: Int

  /// - Parameters:
  ///   - metres: Up to 100 km.
  ///   - days: Up to ten years.
  ///   - most: 1 to 100. All are brought into their range.
  public init(metres: Double = 50, days: Double = 30, most: Int = 3) {
    self.metres = metres > 0 ? min(metres, 100_000) : 0
    self.days = days > 0 ? min(days, 3660) : 0
    self.most = min(max(most, 1), 100)
  }

  private struct Cell: Hashable {
    let caseClass: Int32
    let x: Int64
    let y: Int64
  }

  private struct Located {
    let row: Int
    let place: Point
    let submitted: Instant
    let closed: Instant
    let cell: Cell
    /// The case before in the same cell.
    var previous = -1
  }

  /// Whether a case is still to be told from others: those merged, withdrawn or archived are done with.
  private static func mayBe(_ state: CaseState) -> Bool { !state.isVoid && state != .archived }

  /// The candidates among the located cases of a snapshot that may be any, by row.
  ///
  /// - Complexity: O(n log n + cases in neighbouring cells within the span).
  public func find(in table: CaseTable, _ snapshot: CaseSnapshot) -> [DuplicateCandidate] {
    var cases = located(in: table, snapshot)
    let span = Int64((days * Double(WallTime.dayLength)).rounded())
    var lastIn: [Cell: Int] = [:]
    var found: [DuplicateCandidate] = []
    for index in cases.indices {
      let this = cases[index]
      var near: [DuplicateCandidate] = []
      for (dx, dy) in Self.around {
        let cell = Cell(caseClass: this.cell.caseClass, x: this.cell.x + dx, y: this.cell.y + dy)
        var other = lastIn[cell] ?? -1
        while other >= 0, this.submitted.milliseconds(since: cases[other].submitted) <= span {
          if let candidate = candidate(this, cases[other]) { near.append(candidate) }
          other = cases[other].previous
        }
      }
      cases[index].previous = lastIn.updateValue(index, forKey: this.cell) ?? -1
      near.sort { ($0.metres, $0.milliseconds, $0.earlier) < ($1.metres, $1.milliseconds, $1.earlier) }
      found += near.prefix(most)
    }
    return found.sorted { ($0.row, $0.metres, $0.earlier) < ($1.row, $1.metres, $1.earlier) }
  }

  private func candidate(_ later: Located, _ earlier: Located) -> DuplicateCandidate? {
    let distance = earlier.place.distance(to: later.place)
    guard distance <= metres, earlier.closed > later.submitted else { return nil }
    return DuplicateCandidate(
      row: later.row, earlier: earlier.row, metres: distance,
      milliseconds: later.submitted.milliseconds(since: earlier.submitted))
  }

  /// The cases that have a place, by time.
  private func located(in table: CaseTable, _ snapshot: CaseSnapshot) -> [Located] {
    let side = max(metres, 0.001)
    var cases: [Located] = []
    for row in 0..<snapshot.count {
      guard let standing = snapshot[row], Self.mayBe(standing.state), let place = table.place(of: row),
        abs(place.x) < 1e12, abs(place.y) < 1e12
      else { continue }
      let (x, y) = (Int64((place.x / side).rounded(.down)), Int64((place.y / side).rounded(.down)))
      cases.append(
        Located(
          row: row, place: place, submitted: standing.submitted,
          closed: standing.closed ?? Instant(milliseconds: .max),
          cell: Cell(caseClass: Int32(table.classNumber(of: row)), x: x, y: y)))
    }
    return cases.sorted { ($0.submitted, $0.row) < ($1.submitted, $1.row) }
  }

  private static let around: [(Int64, Int64)] = (-1...1).flatMap { x in (-1...1).map { y in (Int64(x), Int64(y)) } }
}
