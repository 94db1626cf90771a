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

  @Test(
    "The order of day and month is what all dates allow; where both do, such dates are refused",
    arguments: [(["1/13/20 3:04", "1/2/20 3:04"], "mdy", 0), (["13/1/2020", "1/2/2020"], "dmy", 0), (["1/2/2020", "3/4/2020"], nil, 2)])
  func dateOrder(dates: [String], order: String?, rejected: Int) throws {
    let town = try CaseTown()
    let rows = dates.enumerated().map { "\($0),noise,\($1),,,,,a" }
    let summary = try town.take(rows)
    #expect(summary.dateOrder == order && summary.rejected == rejected)
  }

  @Test("A cell that a spreadsheet would run as a formula is text in a list")
  func formula() throws {
    let town = try CaseTown()
    try town.take(["=1+1,@cmd,2026-01-01,,\(try CaseTown.place(50, 50)),\"=HYPERLINK(\"\"http://x\"\")\","])
    let csv = try town.list()
    #expect(csv.contains("'=1+1") && csv.contains("'@cmd") && csv.contains("'=HYPERLINK"))
    #expect(!csv.contains(",=") && !csv.contains("\n="))
  }
}
