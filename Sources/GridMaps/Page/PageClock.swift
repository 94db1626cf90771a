/// How far the clocks of a county are ahead of UTC, so that a page tells times as they were there, wherever it is read.
public struct PageClock: Hashable, Sendable {
  /// A change of the clocks.
  public struct Change: Hashable, Sendable {
    /// In milliseconds since 1970-01-01T00:00Z.
    public var from: Int64
    /// Minutes ahead of UTC from then on.
    public var minutes: Int

    /// The clocks are so many minutes ahead from an instant on.
    public init(from: Int64, minutes: Int) {
      self.from = from
      self.minutes = minutes
    }
  }

  /// Shown beside times, such as `Asia/Shanghai`.
  public let name: String
  /// Minutes ahead of UTC before the first change.
  public let minutes: Int
  /// In the order of their instants.
  public let changes: [Change]

  /// A clock; changes are brought into order.
  ///
  /// - Parameter changes: Those in the span of the page's times suffice.
  public init(name: String, minutes: Int, changes: [Change] = []) {
    self.name = name
    self.minutes = minutes
    self.changes = changes.sorted { ($0.from, $0.minutes) < ($1.from, $1.minutes) }
  }
}
