public import GridCases

/// Who a map of conditions is for.
public enum ConditionsAudience: String, Hashable, Sendable, CaseIterable {
  /// The people who work on the cases: where and what each is.
  case `internal`
  /// Everybody: points moved, counts suppressed, nothing by which a case or a person is found.
  case `public`
}

/// The files of a map.
public enum ConditionsFormat: String, Hashable, Sendable, CaseIterable {
  case geojson
  /// A page for a browser without a network.
  case html
}

/// What a people's-conditions map is to show.
public struct ConditionsRequest: Sendable {
  public var question: CaseQuestion
  public var audience: ConditionsAudience
  /// By whose clocks times are told and days begin.
  public var zone: ClockZone
  /// How many households a public point and how many cases a public count stand for at the least; 5 or more.
  public var k = 10
  /// Moves the points of a public map; without it none is shown.
  public var secret: [UInt8]?
  /// Limits all files to one township, by its code. Everything is reckoned on the whole county all the same: what the map
  /// of a township tells, that of the county tells too, so the two give nothing away that is suppressed.
  public var township: String?
  /// Of the deals of the hot spot test.
  public var seed: UInt64 = 1
  /// Also the grids above the leaves in the GeoJSON.
  public var hasParents = false
  /// What is written; the GeoJSON always is.
  public var formats = Set(ConditionsFormat.allCases)
  /// How many days the time line of an internal page goes back; 0 for a page of one instant.
  public var historyDays = 30
  /// That pages open in.
  public var language = Language.en

  /// A map for an audience, as of the question's instant.
  public init(_ question: CaseQuestion, for audience: ConditionsAudience, zone: ClockZone) {
    self.question = question
    self.audience = audience
    self.zone = zone
  }

  /// From when on an internal page tells what was open; `nil` where it has no time line.
  var earliest: Instant? {
    guard audience == .internal, formats.contains(.html), historyDays > 0 else { return nil }
    return instant.adding(milliseconds: -Int64(historyDays) * 86_400_000)
  }

  /// The instant looked at: to the public, the beginning of the day.
  var instant: Instant {
    guard audience == .public else { return question.asOf }
    return zone.start(of: zone.wallTime(at: question.asOf).date)
  }
}
