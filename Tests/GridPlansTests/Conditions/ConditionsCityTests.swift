import Foundation
import GridCases
import GridPlans
import GridVisits
import Testing

/// Service requests of Los Angeles of the first days of 2020, on its 99 neighbourhood councils.
@Suite("The requests of Los Angeles on the map")
struct ConditionsCityTests {
  @Test("As many are open as were, on the map or counted beside it; to the public all are counted")
  func requests() throws {
    guard let city = try CaseCity() else { return }
    let (space, path, clock) = (city.space, city.path, city.clock)
    for (day, open) in CaseCity.openByDay {
      let question = CaseQuestion(
        asOf: try InstantReader(zone: clock).read(day), settings: try CaseSettings(named: "neutral"))
      let summary = try mapConditions(
        of: path, ConditionsRequest(question, for: .internal, zone: clock), into: "\(space.path)/\(day)")
      #expect(summary.open == open && summary.published + (summary.countedOnly ?? 0) == open && summary.grids == 99)
      #expect(summary.asOf == "\(day)T00:00:00-08:00")
      let map = try ReadMap("\(space.path)/\(day)/conditions.geojson")
      #expect(map.cases.count == summary.published)
      #expect(map.grids.reduce(0) { $0 + ($1["open"] as? Int ?? 0) } == summary.located)
      var request = ConditionsRequest(question, for: .public, zone: clock)
      request.secret = Array("a secret of the city".utf8)
      let shown = try mapConditions(of: path, request, into: "\(space.path)/\(day)-public")
      // The councils came without households, so nothing could hide a point.
      #expect(shown.open == open && shown.published == 0 && shown.asOf == day)
    }
  }
}
