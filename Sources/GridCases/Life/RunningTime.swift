/// The stretches of time in which the clock of a case ran: not while it was paused, and not while it was closed.
struct RunningTime {
  struct Stretch {
    var from: Instant
    /// `nil` while it runs.
    var to: Instant?
  }

  /// Nearly every case has one; an array for it would cost more than all the rest.
  private var first: Stretch?
  private var others: [Stretch] = []

  var count: Int { first == nil ? 0 : 1 + others.count }

  /// - Parameter number: `0..<count`.
  private subscript(number: Int) -> Stretch? { number == 0 ? first : others[number - 1] }

  private mutating func append(_ stretch: Stretch) {
    if first == nil { first = stretch } else { others.append(stretch) }
  }

  mutating func start(at instant: Instant) { append(Stretch(from: instant, to: nil)) }

  mutating func stop(at instant: Instant) {
    if let last = others.indices.last {
      if others[last].to == nil { others[last].to = instant }
    } else if let only = first, only.to == nil {
      first?.to = instant
    }
  }

  mutating func clear() { self = RunningTime() }

  /// Only what lies after a moment.
  func since(_ instant: Instant) -> RunningTime {
    var rest = RunningTime()
    eachStretch { stretch, _ in
      if stretch.to.map({ $0 > instant }) ?? true {
        rest.append(Stretch(from: max(stretch.from, instant), to: stretch.to))
      }
    }
    return rest
  }

  /// Calls with each stretch in order, and whether it is the last.
  func eachStretch(_ body: (Stretch, Bool) -> Void) {
    for number in 0..<count { if let stretch = self[number] { body(stretch, number + 1 == count) } }
  }

  /// When it first ran.
  var start: Instant? { first?.from }
}

/// How a limit stands.
struct LimitReading {
  /// When it runs out; `nil` where the clock stands with time left, and after 2099.
  let due: Instant?
  /// The share of it that is used up; above 1 when overrun.
  let used: Double
}

extension WorkingCalendar {
  /// How a limit stands after some running time.
  ///
  /// - Parameters:
  ///   - isPaused: Whether the clock stands; a clock that stands because the case is closed is read as if it had gone on.
  ///   - asOf: Not before the last stretch began.
  /// - Complexity: O(stretches · log changes of the clock).
  func reading(of limit: CaseLimit, after running: RunningTime, isPaused: Bool, asOf: Instant) -> LimitReading? {
    guard let start = running.start else { return nil }
    let budget: Int64
    var floor = Int64.min
    switch limit {
    case .clockHours(let hours), .workingHours(let hours): budget = Int64((hours * 3_600_000).rounded())
    case .workingDays(let days):
      budget = Int64(days) * dayLength
      floor = workingTime(untilEndOf: zone.wallTime(at: start).date)
    }
    let isByClock = if case .clockHours = limit { true } else { false }
    func meter(_ instant: Instant) -> Int64 { isByClock ? instant.milliseconds : workingTime(until: instant) }
    var (left, used) = (budget, Int64(0))
    var due: Int64?
    running.eachStretch { stretch, isLast in
      let start = max(meter(stretch.from), floor)
      let length = max(0, meter(stretch.to ?? asOf) - start)
      used += length
      guard due == nil else { return }
      let isBounded = !isLast || isPaused
      if isBounded, length < left { left -= length } else { due = start + left }
    }
    let instant = due.flatMap { isByClock ? Instant(milliseconds: $0) : self.instant(atWorkingTime: $0) }
    return LimitReading(due: instant, used: Double(used) / Double(max(1, budget)))
  }
}
