import Foundation
import GridCases
import GridLayers
import GridPlans
import GridVisits
import Testing

@Suite("Forms that lists of cases come in")
struct CaseFeedTests {
  /// Three cases in the middle of grids A1, B1 and C1; the second closed, the third without a place.
  private static func places() throws -> [(lat: String, lon: String)] {
    try [50.0, 150].map { x in
      let parts = try CaseTown.place(x, 50).split(separator: ",")
      return (String(parts[0]), String(parts[1]))
    } + [("", "")]
  }

  private static func json() throws -> String {
    let places = try places()
    return """
      [{"service_request_id":"r1","status":"open","service_name":"noise","service_code":"N","description":"secret words",
        "requested_datetime":"2026-01-01T08:00:00+08:00","updated_datetime":"2026-01-09T08:00:00+08:00","address":"1 Lane",
        "lat":\(places[0].lat),"long":\(places[0].lon)},
       {"service_request_id":"r2","status":"closed","service_name":"lighting","requested_datetime":"2026-01-01T08:00:00+08:00",
        "updated_datetime":"2026-01-02T08:00:00+08:00","lat":"\(places[1].lat)","long":"\(places[1].lon)","media_url":null},
       {"service_request_id":"r3","status":"open","service_name":"noise","requested_datetime":"2026-01-01T09:00:00+08:00",
        "address":"3 Lane","lat":null,"long":null}]
      """
  }

  private static func xml() throws -> String {
    let places = try places()
    return """
      <?xml version="1.0" encoding="utf-8"?>
      <!DOCTYPE service_requests [<!ENTITY file SYSTEM "file:///etc/passwd">]>
      <service_requests>
        <request><service_request_id>r1</service_request_id><status>open</status><service_name><![CDATA[noise]]></service_name>
          <description>secret words</description><requested_datetime>2026-01-01T08:00:00+08:00</requested_datetime>
          <address>1 Lane</address><lat>\(places[0].lat)</lat><long>\(places[0].lon)</long></request>
        <request><service_request_id>r2</service_request_id><status>closed</status><service_name>lighting</service_name>
          <requested_datetime>2026-01-01T08:00:00+08:00</requested_datetime>
          <updated_datetime>2026-01-02T08:00:00+08:00</updated_datetime><lat>\(places[1].lat)</lat><long>\(places[1].lon)</long>
        </request>
        <request><service_request_id>r3</service_request_id><status>open</status><service_name>noise</service_name>
          <requested_datetime>2026-01-01T09:00:00+08:00</requested_datetime><address>3 Lane</address><lat/><long/></request>
      </service_requests>
      """
  }

  private static func geoJSON() throws -> String {
    let places = try places()
    let rows = [
      ("r1", "noise", "2026-01-01T08:00:00+08:00", "null", "1 Lane"),
      ("r2", "lighting", "2026-01-01T08:00:00+08:00", "\"2026-01-02T08:00:00+08:00\"", ""),
      ("r3", "noise", "2026-01-01T09:00:00+08:00", "null", "3 Lane"),
    ]
    let features = zip(rows, places).map { row, place in
      let point = place.lat.isEmpty ? "null" : "{\"type\":\"Point\",\"coordinates\":[\(place.lon),\(place.lat)]}"
      return """
        {"type":"Feature","id":"\(row.0)","properties":{"class":"\(row.1)","created":"\(row.2)","closed":\(row.3),
        "address":"\(row.4)","description":"secret words"},"geometry":\(point)}
        """
    }
    return "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
  }

  private static func csv() throws -> String {
    let places = try places()
    return """
      id,类别,created,closed,lat,lon,address,description
      r1,noise,2026/1/1 8:00,,\(places[0].lat),\(places[0].lon),1 Lane,secret words
      r2,lighting,2026年1月1日8时,2026-01-02 08:00,\(places[1].lat),\(places[1].lon),,
      r3,noise,2026-01-01 上午9:00,,,,3 Lane,

      """
  }

  /// A text in GBK: ASCII and the few characters of the table.
  private static func gbk(_ text: String) -> [UInt8] {
    let codes: [Character: [UInt8]] = [
      "类": [0xC0, 0xE0], "别": [0xB1, 0xF0], "年": [0xC4, 0xEA], "月": [0xD4, 0xC2], "日": [0xC8, 0xD5], "时": [0xCA, 0xB1],
      "上": [0xC9, 0xCF], "午": [0xCE, 0xE7],
    ]
    return text.flatMap { codes[$0] ?? Array(String($0).utf8) }
  }

  @Test(
    "The same cases in CSV, GBK, GeoJSON and Open311 make the same list, without what people wrote",
    arguments: ["cases.csv", "gbk.csv", "cases.geojson", "cases.json", "cases.xml"])
  func forms(name: String) throws {
    let town = try CaseTown()
    switch name {
    case "cases.csv": try town.space.write(try Self.csv(), to: name)
    case "gbk.csv":
      try Data(Self.gbk(try Self.csv())).write(to: URL(fileURLWithPath: "\(town.space.path)/\(name)"))
    case "cases.geojson": try town.space.write(try Self.geoJSON(), to: name)
    case "cases.json": try town.space.write(try Self.json(), to: name)
    default: try town.space.write(try Self.xml(), to: name)
    }
    var request = try town.request(name)
    if name.hasSuffix("csv") { request.fields = try CaseFields("class=类别,address=address") }
    let summary = try importCases(into: town.path, request)
    #expect(summary.rows == 3 && summary.imported == 3, "\(summary.problems)")
    #expect(summary.located == 2 && summary.unlocated == 1 && summary.addressOnly == 1)
    let rows = try town.list().split(separator: "\r\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.map { $0[0] } == ["r1", "r2", "r3"] && rows.map { $0[3] } == ["submitted", "handled", "submitted"])
    #expect(rows.map { $0[7] } == ["2026-01-01T08:00:00+08:00", "2026-01-01T08:00:00+08:00", "2026-01-01T09:00:00+08:00"])
    #expect(rows.map { $0[15] } == ["A1", "B1", ""])
    #expect(!(try town.space.bytes("plan.gpkg")).contains(Data("secret words".utf8)))
  }

  @Test(
    "A file that is no list of cases is refused in words",
    arguments: [
      ("a.json", "[1, 2"), ("b.xml", "<service_requests><request>"), ("c.xml", "<html/>"), ("d.csv", "a,b\n1,2\n"), ("e.csv", ""),
    ])
  func wrong(name: String, text: String) throws {
    let town = try CaseTown()
    try town.space.write(text, to: name)
    let before = try town.space.bytes("plan.gpkg")
    let error = #expect(throws: PlanError.self) { _ = try importCases(into: town.path, try town.request(name)) }
    #expect(error?.text(in: .en).contains(name) == true)
    #expect(try town.space.bytes("plan.gpkg") == before)
  }

  @Test("A feature without the property of the id goes by its own name; of a feature with several places that is told")
  func features() throws {
    let town = try CaseTown()
    let place = try Self.places()[0]
    let at = "[\(place.lon),\(place.lat)]"
    let north = try #require(Double(place.lat)) + 0.0001
    let far = "[\(place.lon),\(north)]"
    func feature(_ own: String, _ property: String, _ type: String, _ coordinates: String) -> String {
      #"{"type":"Feature",\#(own)"properties":{\#(property)"class":"noise","created":"2026-01-01"},"geometry":{"type":"\#(type)","coordinates":\#(coordinates)}}"#
    }
    let features = [
      feature(#""id":"F1","#, "", "Point", at), feature(#""id":2,"#, #""id":"own2","#, "Point", at), feature("", "", "Point", at),
      feature(#""id":"F4","#, #""id":null,"#, "MultiPoint", "[\(at),\(far)]"), feature(#""id":"F5","#, "", "MultiPoint", "[\(at),\(at)]"),
    ]
    try town.space.write(#"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#, to: "cases.geojson")
    var request = try town.request("cases.geojson")
    request.fields = .unstated
    let summary = try importCases(into: town.path, request)
    #expect(summary.imported == 4 && summary.rejectedBy == ["no-id": 1])
    let ids = try town.list().split(separator: "\r\n").dropFirst().map { String($0.prefix { $0 != "," }) }
    #expect(ids == ["F1", "own2", "F4", "F5"])
    #expect(summary.severalPlaces == 1 && !summary.isClean && summary.elsewhere.map(\.id) == ["F4"])
    #expect(summary.elsewhere[0].reason == "several-places" && summary.text.zh.contains("多个位置"))
    // A column that was named is where the ids are.
    (request.fields, request.source) = (try CaseFields("id=id"), "named")
    #expect(try importCases(into: town.path, request).imported == 1)
  }

  @Test("A table with the usual Chinese heads needs no --fields; our own names go first")
  func usualNames() throws {
    let town = try CaseTown()
    let place = try CaseTown.place(50, 50)
    var request = CaseImportRequest(
      try town.space.write("编号,类别,上报时间,结案时间,纬度,经度\n1,噪声,2026-01-01 08:00,2026-01-02 08:00,\(place)\n", to: "zh.csv"),
      asOf: try CaseTown.instant("2026-11-21"))
    request.zone = try ClockZone("Asia/Shanghai")
    let summary = try importCases(into: town.path, request)
    #expect(summary.imported == 1 && summary.located == 1 && summary.text.en.hasPrefix("1 row: "), "\(summary.text.en)")
    #expect(try town.figures().closed == 1)
    request.input = try town.space.write("编号,id,类别,created\nx,2,噪声,2026-01-01 08:00\n", to: "both.csv")
    _ = try importCases(into: town.path, request)
    #expect(try town.list().split(separator: "\r\n").dropFirst().map { $0.prefix { $0 != "," } } == ["1", "2"])
  }

  @Test("What is said of a row says what it is and which option helps")
  func remedies() throws {
    let town = try CaseTown()
    var request = CaseImportRequest(
      try town.space.write("id,class,created,y,x\n1,noise,2026-01-01 08:00,,\n2,noise,2026-01-01T08:00Z,34,120\n3,noise,1970-01-01T00:00+08:00,,\n", to: "xy.csv"),
      asOf: try CaseTown.instant("2026-11-21"))
    let told = try importCases(into: town.path, request).problems
    #expect(told.map(\.reason) == ["no-time-zone", "unknown-datum", "time-out-of-range"])
    for (note, word) in zip(told, ["--time-zone Asia/Shanghai", "EPSG:4547", "UTC"]) {
      #expect(note.text.en.contains(word) && note.text.zh.contains(word), "\(note)")
    }
    let row = #""service_request_id":"1","service_code":"noise","status":"open","requested_datetime":"#
    request.input = try town.space.write(#"[{\#(row)"2026-01-01T08:00Z"},{\#(row)"2026-01-02T08:00Z"}]"#, to: "cases.json")
    let summary = try importCases(into: town.path, request)
    #expect(summary.text.en.contains("record 2 (duplicate-id): record 1 has the same id"), "\(summary.text.en)")
    #expect(summary.text.zh.contains("第 2 条记录（duplicate-id）：与第 1 条记录编号相同") && !summary.text.en.contains("line"))
  }

  @Test("Text in UTF-16 is refused by its name, with the remedy", arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian], [true, false])
  func utf16(encoding: String.Encoding, hasMark: Bool) throws {
    let town = try CaseTown()
    let text = (hasMark ? "\u{FEFF}" : "") + "id,class,created\n1,噪声,2026-01-01\n"
    try #require(text.data(using: encoding)).write(to: URL(fileURLWithPath: "\(town.space.path)/wide.csv"))
    for declared in [nil, TextEncoding.utf8, .gb18030] {
      var request = try town.request("wide.csv")
      request.encoding = declared
      let error = #expect(throws: PlanError.self) { try importCases(into: town.path, request) }
      for (language, word) in [(Language.en, "Save it as UTF-8"), (.zh, "请另存为 UTF-8")] {
        let told = error?.text(in: language) ?? ""
        #expect(told.contains("wide.csv") && told.contains("UTF-16") && told.contains(word), "\(told)")
      }
    }
  }

  @Test("A request's code of its class goes before its name where the code is known; what is neither text nor number is refused")
  func serviceCodes() throws {
    let town = try CaseTown()
    let rows = [
      #""service_request_id":"1","service_code":"noise","service_name":"Loud at night""#,
      #""service_request_id":"2","service_code":"N7","service_name":"lighting""#,
      #""service_request_id":"3","service_code":"N8","service_name":"Ghosts""#,
      #""service_request_id":"4","service_code":1"#, #""service_request_id":"5","service_code":true"#,
      #""service_request_id":false,"service_code":"noise""#,
    ]
    let list = rows.map { "{\($0),\"status\":\"open\",\"requested_datetime\":\"2026-01-01T08:00:00Z\"}" }
    try town.space.write("[\(list.joined(separator: ","))]", to: "cases.json")
    let summary = try importCases(into: town.path, try town.request("cases.json"))
    #expect(summary.imported == 4 && summary.rejectedBy == ["not-text": 2], "\(summary.problems)")
    #expect(summary.problems.map { $0.text.en.contains("`service_code` is true") } == [true, false])
    let figures = try town.figures().byClass
    #expect(figures.mapValues(\.cases) == ["noise": 1, "lighting": 1, "Ghosts": 1, "1": 1])
  }

  @Test(
    "The order of day and month is what all dates allow; where both do, such dates are refused",
    arguments: [(["1/13/20 3:04", "1/2/20 3:04"], "mdy", 0), (["13/1/2020", "1/2/2020"], "dmy", 0), (["1/2/2020", "3/4/2020"], nil, 2)])
  func dateOrder(dates: [String], order: String?, rejected: Int) throws {
    let town = try CaseTown()
    let rows = dates.enumerated().map { "\($0),noise,\($1),,,,,a" }
    let summary = try town.take(rows)
    #expect(summary.dateOrder == order && summary.rejected == rejected)
  }

  @Test("A file of another encoding than it is declared to be is told with the remedy, and nothing of it is stored garbled")
  func wrongEncoding() throws {
    let town = try CaseTown()
    // In the header: nobody knows which column is which. In rows alone: each is refused by its line and column.
    for (name, text) in [("head.csv", try Self.csv()), ("rows.csv", try Self.csv().replacingOccurrences(of: "类别", with: "class"))] {
      try Data(Self.gbk(text)).write(to: URL(fileURLWithPath: "\(town.space.path)/\(name)"))
    }
    var request = try town.request("head.csv")
    request.encoding = .utf8
    let error = #expect(throws: PlanError.self) { try importCases(into: town.path, request) }
    for (language, word) in [(Language.en, "column 2"), (.zh, "第 2 列")] {
      let told = error?.text(in: language) ?? ""
      #expect(told.contains("head.csv") && told.contains(word) && told.contains("--encoding gbk"), "\(told)")
    }
    request.input = "\(town.space.path)/rows.csv"
    let summary = try importCases(into: town.path, request)
    #expect(summary.rows == 3 && summary.imported == 1 && summary.rejectedBy == ["wrong-encoding": 2])
    #expect(summary.problems.map(\.line) == [3, 4])
    #expect(summary.problems.allSatisfy { $0.text.en.contains("`created`") && $0.text.en.contains("--encoding gbk") })
    #expect(!(try town.list(.json)).contains("\u{FFFD}"))
    request.encoding = .gb18030
    #expect(try importCases(into: town.path, request).imported == 2)
  }

  @Test("One bad byte costs its row and no other", arguments: [[0xFF], [0xE9, 0x61], [0xC3, 0x28]] as [[UInt8]])
  func badByte(bytes: [UInt8]) throws {
    let town = try CaseTown()
    let rows = ["1,怪事,2026-01-01,a", "2,bro", "3,奇谈,2026-01-01,c"].map { Array($0.utf8) }
    let text = Array("id,class,created,address\n".utf8) + rows[0] + [0x0A] + rows[1] + bytes + Array("ken,2026-01-01,b\n".utf8) + rows[2] + [0x0A]
    try Data(text).write(to: URL(fileURLWithPath: "\(town.space.path)/one.csv"))
    let summary = try importCases(into: town.path, try town.request("one.csv"))
    #expect(summary.imported == 2 && summary.rejectedBy == ["wrong-encoding": 1])
    #expect(summary.problems.map(\.line) == [3] && summary.problems[0].text.zh.contains("`class`"))
    #expect(Set(summary.ownClasses.keys) == ["怪事", "奇谈"])
  }

  @Test("A row with a cell too many is refused, in a list and in a table of steps; of two columns of one name it is told which counts")
  func shifted() throws {
    let town = try CaseTown()
    let file = try town.space.write(
      "id,class,class,created\n1,noise,water,2026-01-01\n2,noise, loud,water,2026-01-01\n3,noise,water,2026-01-01,,\n", to: "wide.csv")
    var request = CaseImportRequest(file, asOf: try CaseTown.instant("2026-11-21"))
    request.zone = try ClockZone("Asia/Shanghai")
    let summary = try importCases(into: town.path, request)
    #expect(summary.imported == 2 && summary.rejectedBy == ["surplus-cells": 1] && summary.problems.map(\.line) == [3])
    #expect(summary.problems[0].text.en.contains("quote cells"))
    #expect(summary.notes.count == 1 && summary.text.en.contains("columns 2 and 3 are both named `class`: column 2 is taken"))
    #expect(try town.figures().byClass.keys.sorted() == ["noise"])
    request.fields = try CaseFields("class=class_2")
    request.source = "other"
    #expect(try importCases(into: town.path, request).notes.isEmpty)
    #expect(try town.figures().byClass.keys.sorted() == ["noise", "water"])
    let steps = try town.space.write("case,move,at\n1,triaged,2026-01-02\n1,loud,triaged,2026-01-02\n", to: "steps.csv")
    let (read, refused) = try readCaseActions(steps, times: InstantReader(zone: .utc))
    #expect(read.count == 1 && refused.map(\.line) == [3] && refused[0].text.en.contains("beyond the last column"))
  }

  @Test("A list without rows says so instead of counting nothing of nothing")
  func headerOnly() throws {
    let town = try CaseTown()
    let summary = try town.take([])
    #expect(summary.rows == 0 && summary.isClean && summary.text.en.contains("no rows") && !summary.text.en.contains("0"))
    #expect(!summary.text.zh.contains("0"))
    try town.take(["1,noise,2026-01-01,,,,,"])
    let none = try advanceCases(in: town.path, [], now: try CaseTown.instant("2026-11-21"))
    #expect(none.text.en == "the table has no steps")
    let rates = try town.figures("2026-01-01").text
    #expect(rates.en.contains("cases closed: no ") && !rates.en.contains("0 of 0"), "\(rates.en)")
    let diagnosis = try diagnoseDatum(of: try town.request("cases.csv"), in: town.path)
    #expect(diagnosis.text.en.hasPrefix("no row has coordinates") && !diagnosis.text.zh.contains("0"))
  }

  @Test("A cell that a spreadsheet would run as a formula is text in a list")
  func formula() throws {
    let town = try CaseTown()
    try town.take(["=1+1,@cmd,2026-01-01,,\(try CaseTown.place(50, 50)),\"=HYPERLINK(\"\"http://x\"\")\","])
    let csv = try town.list()
    #expect(csv.contains("'=1+1") && csv.contains("'@cmd") && csv.contains("'=HYPERLINK"))
    #expect(!csv.contains(",=") && !csv.contains("\n="))
  }

  @Test("What a list leads with an apostrophe may be given back with it, and nothing else loses one")
  func formulaBack() throws {
    let town = try CaseTown()
    let ids = ["=1+1", "'=1+1", "@a", "-x", "'quoted", "'-5", "-5"]
    // An import takes one away as well: the second is led by two.
    let rows = ids.map { "\($0 == ids[1] ? "'" : "")\($0),@cmd,2026-01-01,,,,," }
    #expect(try town.take(rows).imported == ids.count)
    let list = try town.list().split(separator: "\r\n").dropFirst()
    let shown = list.map { String($0.prefix { $0 != "," }) }
    #expect(shown == ["'=1+1", "''=1+1", "'@a", "'-x", "'quoted", "'-5", "-5"])
    // As an import, a table of steps, a single step and a class.
    let again = try town.take(shown.map { "\($0),'@cmd,2026-01-01,,,,," })
    #expect(again.unchanged == ids.count && again.imported == 0)
    let steps = "case,move,at\n" + shown.map { "\($0),triaged,2026-01-02\n" }.joined()
    let (read, _) = try readCaseActions(try town.space.write(steps, to: "steps.csv"), times: InstantReader(zone: .utc))
    #expect(read.map(\.step.caseID) == ids)
    #expect(try advanceCases(in: town.path, read, now: try CaseTown.instant("2026-11-21")).advanced == ids.count)
    for (stated, meant) in [("'@a", "@a"), ("'=1+1", "'=1+1"), ("=1+1", "=1+1"), ("'quoted", "'quoted")] {
      #expect(try town.advance(stated, .paused, at: "2026-01-03").cases.map(\.id) == [meant])
    }
    #expect(try town.advance("-x", .merged, "'@a", at: "2026-01-04").advanced == 1)
    #expect(try town.list { $0.filter.classes = ["'@cmd"] }.split(separator: "\r\n").count == ids.count + 1)
  }
}
