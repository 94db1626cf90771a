import GridCases
import GridPartitioning
import GridVisits
import Referees
import Testing

@Suite("Moments")
struct TimeReadingTests {
  static let angeles = Result { try ClockZone("America/Los_Angeles") }

  @Test(
    "The same moment in every form",
    arguments: [
      "2020-01-02T03:04:05.000", "2020-01-02 03:04:05", "2020-01-02T11:04:05Z", "2020-01-02T11:04:05.000Z",
      "2020-01-02T19:04:05+08:00", "2020-01-02T19:04:05+0800", "2020-01-02T19:04:05 +08", "2020-01-02 11:04:05 UTC",
      "2020/1/2 3:04:05", "2020.1.2 3:4:5", "2020年1月2日3时4分5秒", "2020年1月2日 上午3:04:05", "20200102T030405",
      "20200102030405", "２０２０年１月２日３时４分５秒", "  2020-01-02T03:04:05  ", "2020-01-02T07:34:05-0330",
      "2020-01-02 3:04:05 AM", "2020-01-02 3:04:05 am",
    ])
  func forms(text: String) throws {
    let reader = InstantReader(zone: try Self.angeles.get())
    #expect(try reader.read(text).description == "2020-01-02T11:04:05Z")
  }

  @Test(
    "Whatever is left out is zero, and twelve is told from zero",
    arguments: [
      ("2020-01-02", "00:00:00"), ("20200102", "00:00:00"), ("2020年1月2日", "00:00:00"), ("2020-01-02T03:04", "03:04:00"),
      ("2020年1月2日3时4分", "03:04:00"), ("2020年1月2日3时", "03:00:00"), ("2020-01-02 下午3:04", "15:04:00"),
      ("2020-01-02 下午15:04", "15:04:00"), ("2020-01-02 12:00:00 AM", "00:00:00"), ("2020-01-02 12:30 PM", "12:30:00"),
      ("2020-01-02 3 pm", "15:00:00"), ("2020-01-02T03:04:05.678901", "03:04:05.678"), ("2020-01-02T0304", "03:04:00"),
    ])
  func parts(text: String, clock: String) throws {
    #expect(try InstantReader(zone: .utc).read(text).description == "2020-01-02T\(clock)Z")
  }

  @Test("24:00 is the next day's beginning")
  func midnight() throws {
    #expect(try InstantReader(zone: .utc).read("2020-02-29T24:00").description == "2020-03-01T00:00:00Z")
  }

  @Test("Year last, only in the order stated")
  func order() throws {
    let text = "1/2/2020 3:04:05 PM"
    #expect(try InstantReader(zone: .utc, order: .monthDayYear).read(text).description == "2020-01-02T15:04:05Z")
    #expect(try InstantReader(zone: .utc, order: .dayMonthYear).read(text).description == "2020-02-01T15:04:05Z")
    #expect(throws: TimeFault.notATime(text)) { try InstantReader(zone: .utc).read(text) }
  }

  @Test(
    "Two digits of a year are one of 1970 to 2069",
    arguments: [
      ("1/2/20 8:43", "2020-01-02T08:43:00Z"), ("12/31/99", "1999-12-31T00:00:00Z"),
      ("1/2/70 0:00", "1970-01-02T00:00:00Z"),
    ])
  func shortYears(text: String, moment: String) throws {
    #expect(try InstantReader(zone: .utc, order: .monthDayYear).read(text).description == moment)
    #expect(throws: TimeFault.notATime(text)) { try InstantReader(zone: .utc).read(text) }
  }

  @Test(
    "A column is in the orders by which all its days exist",
    arguments: [
      (["1/2/20 8:43", "1/13/20"], [CivilDate.Order.monthDayYear], true),
      (["13.1.2020", "1.2.2020 9:00"], [.dayMonthYear], true),
      (["1/2/2020"], [.dayMonthYear, .monthDayYear], true), (["13/1/2020", "1/13/2020"], [], true),
      (["2020-01-02", "", "soon"], [.dayMonthYear, .monthDayYear], false),
    ])
  func orders(texts: [String], possible: [CivilDate.Order], isNeeded: Bool) {
    var orders = DateOrders()
    for text in texts { orders.note(text) }
    #expect(orders.possible == Set(possible) && orders.isNeeded == isNeeded)
    #expect(orders.only == (possible.count == 1 ? possible.first : nil))
  }

  @Test("Bare numbers are moments only where an epoch is declared")
  func epochs() throws {
    #expect(try InstantReader(zone: nil, epoch: .seconds).read("1577963045").description == "2020-01-02T11:04:05Z")
    #expect(
      try InstantReader(zone: nil, epoch: .milliseconds).read("1577963045000").description == "2020-01-02T11:04:05Z")
    #expect(throws: TimeFault.notATime("1577963045")) { try InstantReader(zone: .utc).read("1577963045") }
    #expect(throws: TimeFault.outOfRange("9999999999999")) {
      try InstantReader(zone: nil, epoch: .seconds).read("9999999999999")
    }
    #expect(throws: TimeFault.outOfRange("9223372036854775807")) {
      try InstantReader(zone: nil, epoch: .seconds).read("9223372036854775807")
    }
  }

  @Test(
    "What is no time is refused by name",
    arguments: [
      ("", "not-a-time"), ("soon", "not-a-time"), ("2020-13-01T00:00", "not-a-time"), ("2020-02-30 1:00", "not-a-time"),
      ("2020-01-02T25:00", "not-a-time"), ("2020-01-02T03:60", "not-a-time"), ("2020-01-02T03:04:60", "not-a-time"),
      ("2020-01-02T24:01", "not-a-time"), ("2020-01-02T03:04+25:00", "not-a-time"), ("2020-01-02T03", "not-a-time"),
      ("2020-01-02T03:04:05 o'clock", "not-a-time"), ("2020-01/02 3:04", "not-a-time"), ("13 pm 2020", "not-a-time"),
      ("2020-01-02 13:00 AM", "not-a-time"), ("1969-12-31T23:59:59", "time-out-of-range"),
      ("2100-01-01T00:00", "time-out-of-range"), ("0001-01-01T00:00", "time-out-of-range"),
      ("9999-12-31T23:59", "time-out-of-range"), ("1970-01-01T00:00+08:00", "time-out-of-range"),
      ("2020-01-02T03:04:05.", "not-a-time"), ("20200102030", "not-a-time"), ("=1+1", "not-a-time"),
      (String(repeating: "1", count: 1_000_000), "not-a-time"),
    ])
  func refusals(text: String, name: String) {
    let fault = #expect(throws: TimeFault.self) { try InstantReader(zone: .utc).read(text) }
    #expect(fault?.name == name)
    #expect(fault.map { !$0.text.en.isEmpty && !$0.text.zh.isEmpty && $0.text.en.count < 200 } ?? false)
  }

  @Test("A local time without a zone is refused")
  func noZone() {
    #expect(throws: TimeFault.noZone("2020-01-02T03:04")) { try InstantReader(zone: nil).read("2020-01-02T03:04") }
  }

  @Test("Clocks put forward skip times, clocks put back repeat them")
  func changes() throws {
    let zone = try Self.angeles.get()
    #expect(throws: TimeFault.neverWas("2020-03-08T02:30", zone: "America/Los_Angeles")) {
      try InstantReader(zone: zone).read("2020-03-08T02:30")
    }
    let text = "2020-11-01T01:30"
    #expect(try InstantReader(zone: zone).read(text).text(in: zone) == "2020-11-01T01:30:00-07:00")
    #expect(try InstantReader(zone: zone, overlap: .later).read(text).text(in: zone) == "2020-11-01T01:30:00-08:00")
    #expect(throws: TimeFault.twice(text, zone: "America/Los_Angeles")) {
      try InstantReader(zone: zone, overlap: .refuse).read(text)
    }
  }

  @Test("A day begins where its clocks do, also where they skip midnight")
  func dayStarts() throws {
    let paulo = try ClockZone("America/Sao_Paulo")
    #expect(paulo.start(of: try Fixtures.date("2018-11-04")).text(in: paulo) == "2018-11-04T01:00:00-02:00")
    let shanghai = try Fixtures.shanghai()
    #expect(shanghai.start(of: try Fixtures.date("2026-05-01")).description == "2026-04-30T16:00:00Z")
  }

  @Test(
    "Names that are no zones are refused", arguments: ["", "Mars/Olympus", "Shanghai", "+19:00", "CGCS2000", "+8h"])
  func noZones(name: String) {
    #expect(throws: CaseError.unknownZone(name)) { try ClockZone(name) }
  }

  @Test("Public outputs show no more than they are told to")
  func coarse() throws {
    let instant = try Fixtures.at("2026-05-03 23:59:59")
    let zone = try Fixtures.shanghai()
    let texts = Coarseness.allCases.map { instant.coarsened(to: $0, in: zone) }
    #expect(texts == ["2026-05-03", "2026-04-27", "2026-05", "2026"])
  }

  static let zones = [
    "America/Los_Angeles", "Asia/Shanghai", "Europe/London", "Asia/Kolkata", "Asia/Pyongyang", "Pacific/Apia",
    "Australia/Lord_Howe", "Africa/Casablanca", "America/Caracas", "Asia/Urumqi",
  ]

  @Test("Clocks agree with Python's zoneinfo", arguments: zones)
  func zoneinfo(name: String) throws {
    guard let python = Referee(importing: "zoneinfo; zoneinfo.ZoneInfo('Asia/Shanghai')") else { return }
    let zone = try ClockZone(name)
    var random = StableRandom(seed: 3)
    // Rules may change; up to 2026 they are history.
    let seconds = (0..<3000).map { _ in Int.random(in: 0...1_780_000_000, using: &random) }
    let answer = try python.run(
      """
      import sys, zoneinfo, datetime
      zone = zoneinfo.ZoneInfo(sys.argv[1])
      for line in sys.stdin.read().split():
          print(datetime.datetime.fromtimestamp(int(line), zone).strftime('%Y-%m-%dT%H:%M:%S'))
      """, arguments: [name], input: seconds.map(String.init).joined(separator: "\n"))
    let walls = answer.split(separator: "\n")
    #expect(walls.count == seconds.count)
    for (second, wall) in zip(seconds, walls) {
      let instant = Instant(milliseconds: Int64(second) * 1000)
      #expect(zone.wallTime(at: instant).description == String(wall))
      #expect(zone.instants(of: zone.wallTime(at: instant)).contains(instant))
    }
  }
}
