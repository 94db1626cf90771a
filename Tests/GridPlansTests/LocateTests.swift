import Foundation
import GridGeometry
import GridPlans
import Testing

@Suite("Points located row by row")
struct LocateTests {
  /// Locates rows of degrees in the drawn county; the answer is the summary and the rows written.
  private func located(_ rows: [String], in space: Workspace, language: Language = .en) throws -> (
    LocateSummary, [String]
  ) {
    _ = try DrawnCounty().plan(in: space)
    try space.write("lon,lat,note\n" + rows.joined(separator: "\n") + "\n", to: "points.csv")
    let summary = try locatePoints(
      of: "\(space.path)/points.csv", in: "\(space.path)/plan.gpkg", referenceSystem: nil,
      writingTo: "\(space.path)/located.csv", language: language, control: PlanningControl())
    let text = String(decoding: try space.bytes("located.csv"), as: UTF8.self)
    return (summary, text.components(separatedBy: "\r\n").dropFirst().filter { !$0.isEmpty })
  }

  /// Longitude and latitude of a place in the county, in metres from its corner.
  private func degrees(_ x: Double, _ y: Double) throws -> String {
    let point = try Transformation(from: ReferenceSystem("EPSG:4547"), to: .wgs84).apply([
      Point(500_000 + x, 3_800_000 + y)
    ])[0]
    return "\(point.x),\(point.y)"
  }

  @Test("A bad row is answered with its reason and the others with their grid")
  func badRows() throws {
    let (summary, rows) = try located(
      [
        "\(degrees(50, 50)),a", "east,north,b", ",,c", "1e308,-1e308,d", "\(degrees(9000, 50)),e",
        "\(degrees(750, 350)),f",
      ], in: try Workspace())
    #expect(rows.count == 6)
    #expect(rows[0].contains("990001001001") && rows[0].contains("inside"))
    #expect(rows[1].contains("invalid") && rows[1].contains("are not two coordinates"))
    #expect(rows[2].contains("no-point"))
    #expect(rows[3].contains("invalid") && rows[3].contains("do not fit"))
    #expect(rows[4].contains("outside"))
    #expect(rows[5].contains("990001001002"))
    #expect(summary.inside == 2 && summary.invalid == 2 && summary.withoutPoint == 1 && summary.outside == 1)
    #expect(!summary.isClean)
    let text = summary.text(in: .en)
    #expect(text.contains("points.csv, line 3:") && text.contains("points.csv, line 5:"), "\(text)")
    #expect(summary.text(in: .zh).contains("第 3 行"))
  }

  @Test("Reasons come in the language asked for")
  func language() throws {
    let (_, rows) = try located(["\(degrees(50, 50)),a", "east,north,b"], in: try Workspace(), language: .zh)
    #expect(rows[1].contains("不是一对坐标"))
  }

  @Test("A point that is no number is invalid, not outside", arguments: [Point(.nan, 3_800_000), Point(.infinity, 0)])
  func notFinite(point: Point) throws {
    let locator = GridLocator(try DrawnCounty().plan(in: try Workspace()).plan)
    guard case .invalid = locator.locate(point) else {
      Issue.record("\(locator.locate(point))")
      return
    }
  }

  @Test("Numbers with a sign stay numbers; formulas are led by an apostrophe")
  func formulas() throws {
    let (_, rows) = try located(["\(degrees(50, 50)),-1e308", "\(degrees(50, 50)),=cmd()"], in: try Workspace())
    #expect(rows[0].contains(",-1e308,"))
    #expect(rows[1].contains("'=cmd()"))
  }
}
