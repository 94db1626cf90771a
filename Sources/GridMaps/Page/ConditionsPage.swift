/// The people's-conditions map as one HTML file that works without a network: what is open at an instant, on a map that
/// can be moved, searched and filtered, with a table beside it.
///
/// A page knows only what it is given. Whoever fills it decides what its readers may see; the page hides nothing that is
/// in it.
public struct ConditionsPage: Hashable, Sendable {
  /// Whom a page is made for.
  public enum Audience: String, CaseIterable, Hashable, Sendable { case `internal`, `public` }

  /// The language a page opens in; readers can change it.
  public enum Language: String, CaseIterable, Hashable, Sendable { case en, zh }

  /// The values that cases are told apart by, each kind in the order in which the page lists it.
  public struct Terms: Hashable, Sendable {
    public var classes: [PageTerm]
    public var states: [PageTerm]
    public var tiers: [PageTerm]
    /// From the worst to the best.
    public var colors: [PageColor]
    /// `nil` where a grid has the colour of its worst open case.
    public var gridColors: PageGridColors?

    /// Terms of every kind; a kind without terms has no filter.
    public init(
      classes: [PageTerm], states: [PageTerm] = [], tiers: [PageTerm] = [], colors: [PageColor],
      gridColors: PageGridColors? = nil
    ) {
      self.classes = classes
      self.states = states
      self.tiers = tiers
      self.colors = colors
      self.gridColors = gridColors
    }
  }

  /// What stands around the map.
  public struct Heading: Hashable, Sendable {
    public var title: PageText
    public var county: PageText
    public var audience: Audience
    /// The badge that says for whom the page is; `nil` for the page's own word.
    public var stamp: PageText?
    public var language: Language
    public var notices: [PageNotice]
    /// Who the data come from and under which terms.
    public var source: PageText

    /// A heading; the source stands on the map and in print.
    public init(
      title: PageText, county: PageText, audience: Audience, stamp: PageText? = nil, language: Language,
      notices: [PageNotice] = [], source: PageText
    ) {
      self.title = title
      self.county = county
      self.audience = audience
      self.stamp = stamp
      self.language = language
      self.notices = notices
      self.source = source
    }
  }

  /// The times of a page.
  public struct Times: Hashable, Sendable {
    /// What is open at this instant is what the page opens with, in milliseconds since 1970-01-01T00:00Z.
    public var asOf: Int64
    /// The earliest instant for which the page has every case that was open, also those closed since; `nil` for a page
    /// that shows one instant only.
    public var earliest: Int64?
    public var clock: PageClock

    /// The instant of a page, and how far back from it a reader can go.
    public init(asOf: Int64, earliest: Int64? = nil, clock: PageClock) {
      self.asOf = asOf
      self.earliest = earliest
      self.clock = clock
    }
  }

  public let heading: Heading
  public let times: Times
  public let levels: [PageLevel]
  public let terms: Terms
  /// In the order of the table.
  public let grids: [PageGrid]
  /// In the order of the table.
  public let cases: [PageCase]
  /// What is stated of the county's cases; `nil` where the page carries all of them, also those without a place.
  public let totals: PageTotals?

  /// A page whose parts fit together.
  ///
  /// - Throws: ``PageError`` where a code is given twice, or names nothing, or a grid lies in one that does not contain
  ///   its level; where counts do not have one place for each class or colour; where the earliest instant comes after the
  ///   page's.
  /// - Complexity: O(n) usual in grids and cases.
  public init(
    heading: Heading, times: Times, levels: [PageLevel], terms: Terms, grids: [PageGrid], cases: [PageCase],
    totals: PageTotals? = nil
  ) throws(PageError) {
    self.heading = heading
    self.times = times
    self.levels = levels
    self.terms = terms
    self.grids = grids
    self.cases = cases
    self.totals = totals
    try check()
  }

  /// Whether figures of grids are stated, rather than counted from the cases that the page carries.
  public var isStated: Bool { grids.contains { $0.stated != nil } }
}
