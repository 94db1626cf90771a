/// How much searching is left: a number of moves, or the moves that fit into the time until a deadline.
///
/// Every stage asks for a share of what is left, so the same code runs on a budget of moves, where results never depend
/// on the machine, and against the clock, where they do.
struct Pace {
  private let control: RunControl
  private let budget: Int
  private let isTimed: Bool
  private let start = ContinuousClock.now
  private(set) var used = 0
  /// Moves a second, all threads together, until measured.
  private var rate: Double
  /// However many threads are allowed, more than these do not speed a search up, so no more are counted on.
  private static let mostThreads = 256

  /// - Parameter isTimed: Whether the deadline of `control` decides rather than `budget`.
  init(budget: Int, isTimed: Bool, threads: Int, control: RunControl) {
    self.control = control
    self.budget = budget
    self.isTimed = isTimed && control.deadline != nil
    rate = 2e6 * Double(min(max(1, threads), Self.mostThreads))
  }

  mutating func spend(_ moves: Int) {
    used += moves
    guard isTimed, used > 0 else { return }
    let seconds = Self.seconds(ContinuousClock.now - start)
    if seconds > 0.02 { rate = Double(used) / seconds }
  }

  /// Moves left, an estimate where time decides.
  var left: Int {
    guard isTimed, let deadline = control.deadline else { return max(0, budget - used) }
    return Int(max(0, Self.seconds(deadline - ContinuousClock.now)) * rate)
  }

  /// What is used up of the whole, 0…1.
  var progress: Double {
    guard isTimed, let deadline = control.deadline else { return Double(used) / Double(max(1, budget)) }
    return Self.seconds(ContinuousClock.now - start) / max(1e-9, Self.seconds(deadline - start))
  }

  /// The moves of one of several equal slices that together bring ``progress`` to `target`.
  func slice(to target: Double, of slices: Int) -> Double {
    let progress = progress
    guard progress < 1, target > progress else { return 0 }
    return Double(left) * (target - progress) / (1 - progress) / Double(max(1, slices))
  }

  var isOver: Bool { control.shouldStop || left <= 0 }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
