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

  @Test(
    "A row of a siting table that cannot be read is left out and told with its line; candidates keep the numbers of their rows",
    arguments: [
      ("90,0,2,7", "it has cells beyond the last column"), ("90,here,2", "its `y`, `here`, is no number"),
      ("90,0,", "its `weight` is empty"), ("90,0,-2", "its `weight`, `-2`, is no number"),
      ("1e300,0,2", "its `x`, `1e"),
    ])
  func unreadableRows(row: String, words: String) throws {
    let space = try Workspace()
    func site(_ candidates: [String], _ places: [String]) throws -> SiteSummary {
      try sitePoints(
        candidates: try space.write(candidates.joined(separator: "\n") + "\n", to: "candidates.csv"),
        places: try space.write(places.joined(separator: "\n") + "\n", to: "places.csv"),
        SiteOptions(.init(goal: .pMedian, count: 1)))
    }
    let good = try site(["x,y", "0,0", "100,0"], ["x,y,weight", "5,0,3", "96,0,4"])
    #expect(good.isClean && good.chosen == [1] && good.problems.isEmpty)
    let found = try site(["x,y", "0", "0,0", "100,0"], ["x,y,weight", "5,0,3", row, "96,0,4"])
    #expect(!found.isClean && found.chosen == [2] && found.value == good.value && found.places == 2)
    let told = found.problems.map(\.en)
    #expect(told.count == 2 && told[0].contains("candidates.csv, line 2: its `y` is empty"), "\(told)")
    #expect(told[1].contains("places.csv, line 3: \(words)"), "\(told)")
    #expect(found.text.zh.contains("places.csv，第 3 行："))
    let error = #expect(throws: PlanError.self) { try site(["x,y", "0,0"], ["x,y,weight", row]) }
    #expect(error?.text(in: .en).contains("places.csv, line 2: \(words)") == true, "\(error?.text(in: .en) ?? "")")
  }

  @Test("Capacities that are just enough are enough; rows with weights beyond all counts are told")
  func extremes() throws {
    let space = try Workspace()
    let candidates = try space.write("x,y\n" + (0..<10).map { "\($0 * 10),0\n" }.joined(), to: "candidates.csv")
    let places = try space.write("x,y,weight\n" + (0..<21).map { "\($0 * 5),3,19\n" }.joined(), to: "places.csv")
    var siting = ReachOptions.Siting(goal: .pMedian, count: 10)
    siting.capacity = 39.9
    let found = try sitePoints(candidates: candidates, places: places, SiteOptions(siting))
    #expect(found.chosen == Array(0..<10) && found.capacitated && found.weight == 399)
    let huge = try space.write("x,y,weight\n0,0,3\n5,0,1e308\n9,0,1e308\n", to: "huge.csv")
    let rest = try sitePoints(candidates: candidates, places: huge, SiteOptions(.init(goal: .pMedian, count: 1)))
    #expect(rest.weight == 3 && rest.chosen == [0] && rest.problems.count == 2)
  }

  @Test("Points that stand already serve and stay, within what each can serve")
  func fixed() throws {
    let space = try Workspace()
    let candidates = try space.write("x,y,beds\n0,0,9\n100,0,9\n", to: "candidates.csv")
    let places = try space.write("x,y,weight\n10,0,3\n90,0,2\n", to: "places.csv")
    func site(_ goal: ReachOptions.Siting.Goal = .pMedian, _ more: (inout SiteOptions) -> Void = { _ in }) throws -> SiteSummary {
      var options = SiteOptions(.init(goal: goal, count: goal == .lscp ? nil : 1))
      if goal == .mclp || goal == .lscp { options.distance = 20 }
      more(&options)
      return try sitePoints(candidates: candidates, places: places, options)
    }
    let standing = try space.write("x,y,beds\n5,0,3\n", to: "standing.csv")
    #expect(try site().chosen == [0])
    let kept = try site { $0.fixed = standing }
    #expect(kept.chosen == [1] && kept.fixed == 1 && kept.value == 3 * 5 + 2 * 10 && !kept.capacitated)
    #expect(kept.text.en.contains("points that stand already and are kept: 1"))
    #expect(try site(.lscp) { $0.fixed = standing }.chosen == [1])
    #expect(try site(.mclp) { $0.fixed = standing }.value == 5)
    #expect(try site(.pCentre) { $0.fixed = standing }.value == 10)
    // With a bed too few where they stand, one of the weight goes on to the new point.
    let small = try space.write("x,y,beds\n5,0,2\n", to: "small.csv")
    let shared = try site {
      $0.fixed = small
      $0.capacityField = "beds"
    }
    #expect(shared.capacitated && shared.chosen == [1] && abs(shared.value - (2 * 5 + 90 + 2 * 10)) < 1e-6)
  }

  @Test("A table with two columns of one name is refused with both named")
  func repeatedColumns() throws {
    let space = try Workspace()
    let places = try space.write("x,y,weight\n5,0,3\n", to: "places.csv")
    for header in ["x,y,x", "X,y,x"] {
      let candidates = try space.write("\(header)\n0,0,1\n", to: "candidates.csv")
      let error = #expect(throws: PlanError.self) {
        try sitePoints(candidates: candidates, places: places, SiteOptions(.init(goal: .pMedian, count: 1)))
      }
      #expect(error?.text(in: .en).contains("candidates.csv, line 1: columns 1 and 3 are both called `x`") == true, "\(error?.text(in: .en) ?? "")")
    }
  }
}
