/// A chart of how cases stand.
public enum CaseChart: Hashable, Sendable {
  case counts(CountChart)
  case rates(RateChart)
  case flow(FlowChart)

  var title: String {
    switch self {
    case .counts(let chart): chart.title
    case .rates(let chart): chart.title
    case .flow(let chart): chart.title
    }
  }

  var subtitle: String {
    switch self {
    case .counts(let chart): chart.subtitle
    case .rates(let chart): chart.subtitle
    case .flow(let chart): chart.subtitle
    }
  }
}

/// How many there are of each class or band, each bar parted by kind.
public struct CountChart: Hashable, Sendable {
  /// A bar.
  public struct Row: Hashable, Sendable {
    public var name: String
    /// Of each kind; `nil` where a number is kept back, as of few.
    public var counts: [Int?]
    /// The length of the bar; `nil` where it is kept back. Not below the sum of the counts.
    public var total: Int?

    /// A bar of counts that are not negative.
    public init(name: String, counts: [Int?], total: Int?) {
      self.name = name
      self.counts = counts.map { $0.map { max(0, $0) } }
      let sum = self.counts.reduce(0) { $0 + ($1 ?? 0) }
      self.total = total.map { max($0, sum) }
    }
  }

  /// Which way the bars go.
  public enum Direction: String, Hashable, Sendable {
    /// To the right, a row for each: for names.
    case across
    /// Upwards, a column for each: for bands in an order.
    case up
  }

  public var title: String
  public var subtitle: String
  /// What the parts of a bar are, the first at its foot.
  public var kinds: [MarkKind]
  public var rows: [Row]
  public var direction: Direction
  /// What stands for a number that is kept back, such as "<10".
  public var keptBack: String

  /// A chart of counts.
  public init(
    title: String, subtitle: String = "", kinds: [MarkKind], rows: [Row], direction: Direction, keptBack: String = "…"
  ) {
    self.title = title
    self.subtitle = subtitle
    self.kinds = kinds
    self.rows = rows
    self.direction = direction
    self.keptBack = keptBack
  }
}

/// Shares of what fell due in some spans of time, each printed with what it counts and of what.
public struct RateChart: Hashable, Sendable {
  /// One share, such as 结案率.
  public struct Series: Hashable, Sendable {
    public var kind: MarkKind
    /// What is counted, in words, and of what.
    public var counted: String
    public var base: String

    /// A share of something.
    public init(kind: MarkKind, counted: String, base: String) {
      self.kind = kind
      self.counted = counted
      self.base = base
    }
  }

  /// A span of time with the share of each series.
  public struct Span: Hashable, Sendable {
    public var name: String
    public var numerators: [Int]
    public var denominators: [Int]

    /// Numbers in the order of the series.
    public init(name: String, numerators: [Int], denominators: [Int]) {
      self.name = name
      self.numerators = numerators
      self.denominators = denominators
    }

    /// The share of a series in `0...1`; `nil` where there is nothing to be a share of.
    package func share(_ series: Int) -> Double? {
      guard numerators.indices.contains(series), denominators.indices.contains(series), denominators[series] > 0 else {
        return nil
      }
      return (Double(numerators[series]) / Double(denominators[series])).clampedToUnit
    }

    /// `5,912/6,026`, and a dash for what is not known.
    func fraction(_ series: Int, slash: String = "/") -> String {
      func text(_ numbers: [Int]) -> String { numbers.indices.contains(series) ? grouped(numbers[series]) : "–" }
      return text(numerators) + slash + text(denominators)
    }
  }

  public var title: String
  public var subtitle: String
  public var series: [Series]
  /// One, or several in the order of time.
  public var spans: [Span]

  /// A chart of shares.
  public init(title: String, subtitle: String = "", series: [Series], spans: [Span]) {
    self.title = title
    self.subtitle = subtitle
    self.series = series
    self.spans = spans
  }
}

/// What each tier did with the cases that came to it, from the lowest to the highest.
public struct FlowChart: Hashable, Sendable {
  /// A tier.
  public struct Tier: Hashable, Sendable {
    public var name: String
    /// That ever were with it; what neither ended nor is with it went on to another, or was void.
    public var cases: Int
    public var closed: Int
    public var open: Int
    /// Passed up and given down, each time counted.
    public var raised: Int
    public var lowered: Int

    /// A tier with its cases.
    public init(name: String, cases: Int, closed: Int, open: Int, raised: Int, lowered: Int) {
      self.name = name
      self.closed = max(0, closed)
      self.open = max(0, open)
      self.cases = max(cases, self.closed + self.open)
      self.raised = raised
      self.lowered = lowered
    }
  }

  /// What the parts and arrows mean.
  public struct Words: Hashable, Sendable {
    public var closed, open, passedOn, raised, lowered: String

    /// In the chart's language.
    public init(closed: String, open: String, passedOn: String, raised: String, lowered: String) {
      self.closed = closed
      self.open = open
      self.passedOn = passedOn
      self.raised = raised
      self.lowered = lowered
    }
  }

  public var title: String
  public var subtitle: String
  public var tiers: [Tier]
  public var words: Words

  /// A chart of tiers.
  public init(title: String, subtitle: String = "", tiers: [Tier], words: Words) {
    self.title = title
    self.subtitle = subtitle
    self.tiers = tiers
    self.words = words
  }
}
