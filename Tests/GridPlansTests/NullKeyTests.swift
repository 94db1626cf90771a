import Foundation
import GridPlans
import Testing

@Suite("Keys of summaries")
struct NullKeyTests {
  private func keys(_ summary: some Encodable) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: try JSONEncoder().encode(summary)) as? [String: Any])
  }

  @Test("What an audit of a layer does not know is null, and its key is there")
  func layer() throws {
    let space = try Workspace()
    var layer = DrawnLayer(2)
    layer.add("over", 50, 50, 100, 100)
    let report = try auditLayer(at: try layer.write(to: space), options: .drawn(), control: PlanningControl())
    let summary = try keys(report.summary)
    for key in ["groundArea", "households", "changes"] { #expect(summary[key] is NSNull, "\(key)") }
    let findings = try #require(summary["findings"] as? [[String: Any]])
    #expect(!findings.isEmpty)
    for finding in findings { #expect(finding.keys.contains("status") && finding.keys.contains("width")) }
  }

  @Test("Staffing without a network and reach without new points name both with null")
  func staffAndReach() throws {
    let town = try StaffedTown()
    let staffed = try keys(try town.staff(StaffedTown.roster(1)).summary)
    for key in ["postsOffNetwork", "apportionment", "loadLimit"] { #expect(staffed[key] is NSNull, "\(key)") }
    let balance = try #require((staffed["balance"] as? [[String: Any]])?.first)
    for key in ["township", "community", "inBand"] { #expect(balance[key] is NSNull, "\(key)") }
    try town.space.write("id,class,x,y\na,doctor,500010,3800010\n", to: "points.csv")
    var options = ReachOptions(asOf: "2026-11-21")
    options.points = "\(town.space.path)/points.csv"
    options.referenceSystem = "EPSG:4547"
    options.network = .none
    let reach = try keys(try reachPlan(at: town.path, options))
    for key in ["network", "siting"] { #expect(reach[key] is NSNull, "\(key)") }
  }

  @Test("Places that no candidate can serve are told with their weight, and so is a table without weights")
  func site() throws {
    let space = try Workspace()
    let candidates = try space.write("x,y\n0,0\n100,0\n", to: "candidates.csv")
    let places = try space.write("x,y,weight\n5,0,3\n90,0,2\n5000,0,7\n", to: "places.csv")
    var siting = ReachOptions.Siting(goal: .mclp, count: 1)
    siting.coverage = 1
    var options = SiteOptions(siting)
    options.distance = 20
    let found = try sitePoints(candidates: candidates, places: places, options)
    #expect(found.value == 3 && found.unservable == 1 && found.unservableWeight == 7 && !found.isClean)
    #expect(found.text.en.contains("1 of 3 places with 7 of the weight 12 can be served by no candidate"))
    let bare = try space.write("x,y\n5,0\n90,0\n", to: "bare.csv")
    let plain = try sitePoints(candidates: candidates, places: bare, options)
    #expect(plain.isClean && !plain.weighted && plain.text.en.contains("every place weighs 1"))
  }

  @Test("A row of a siting table with a cell too many is refused with its line", arguments: [true, false])
  func surplusCells(inPlaces: Bool) throws {
    let space = try Workspace()
    let candidates = try space.write("x,y\n0,0\n100,0\(inPlaces ? "" : ",7")\n", to: "candidates.csv")
    let places = try space.write("x,y,weight\n5,0,3\n90,0,2\(inPlaces ? ",7" : "")\n", to: "places.csv")
    let error = #expect(throws: PlanError.self) {
      try sitePoints(candidates: candidates, places: places, SiteOptions(.init(goal: .pMedian, count: 1)))
    }
    let text = error?.text(in: .en) ?? ""
    #expect(text.contains("\(inPlaces ? "places" : "candidates").csv") && text.contains("line 3"), "\(text)")
    #expect(text.contains("cells beyond the last column"), "\(text)")
  }
}
