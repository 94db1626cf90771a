import Foundation
import GridPlans
import Testing

/// Whatever stops a call, it leaves what was there and nothing of its own.
@Suite("Writing")
struct WritingTests {
  private func planned() throws -> Workspace {
    let space = try Workspace()
    _ = try DrawnCounty().plan(in: space)
    return space
  }

  @Test(
    "A symbolic link stays one: what it leads to is written", arguments: [ExportFormat.geojson, .csv, .svg, .png, .pdf])
  func links(format: ExportFormat) throws {
    let space = try planned()
    try FileManager.default.createDirectory(atPath: "\(space.path)/real", withIntermediateDirectories: false)
    try space.write("old", to: "real/target")
    let link = "\(space.path)/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real/target")
    _ = try exportPlan(
      at: "\(space.path)/plan.gpkg", ExportRequest(format: format, path: link, level: format.isMap ? nil : 1, dpi: 40))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real/target")
    #expect(try space.bytes("real/target").count > 100)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(space.path)/real") == ["target"])
  }

  @Test("A plan is written through a link")
  func linkedPlan() throws {
    let space = try Workspace()
    try FileManager.default.createSymbolicLink(atPath: "\(space.path)/plan.gpkg", withDestinationPath: "real.gpkg")
    _ = try DrawnCounty().plan(in: space)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(space.path)/plan.gpkg") == "real.gpkg")
    #expect(try space.bytes("real.gpkg").starts(with: Data("SQLite format 3".utf8)))
  }

  @Test("A folder of exports that fails in the middle is not left, nor what was made above it")
  func failedFolder() throws {
    let space = try planned()
    let before = space.files
    let control = PlanningControl()
    control.cancel()
    #expect(throws: PlanError.interrupted) {
      _ = try exportPlan(
        at: "\(space.path)/plan.gpkg", ExportRequest(format: .csv, path: "\(space.path)/a/b"), control: control)
    }
    // The target of the one file is taken by a folder.
    try FileManager.default.createDirectory(atPath: "\(space.path)/taken/first.csv", withIntermediateDirectories: true)
    #expect(throws: PlanError.self) {
      _ = try exportPlan(at: "\(space.path)/plan.gpkg", ExportRequest(format: .csv, path: "\(space.path)/taken"))
    }
    #expect(space.files == (before + ["taken"]).sorted())
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(space.path)/taken") == ["first.csv"])
  }

  @Test("A cancelled export, sample or answer leaves nothing", arguments: ["map", "folder", "sample", "locate"])
  func cancelled(call: String) throws {
    let space = try planned()
    try space.write("x,y\n500050,3800050\n", to: "points.csv")
    let before = space.files
    let control = PlanningControl()
    control.cancel()
    let (plan, out) = ("\(space.path)/plan.gpkg", "\(space.path)/out")
    #expect(throws: PlanError.interrupted) {
      switch call {
      case "map": _ = try exportPlan(at: plan, ExportRequest(format: .svg, path: out), control: control)
      case "folder": _ = try exportPlan(at: plan, ExportRequest(format: .geojson, path: out), control: control)
      case "sample":
        _ = try makeSample(households: 500, seed: 1, policy: "dali", directory: "\(out)/deep", control: control)
      default:
        _ = try locatePoints(
          of: "\(space.path)/points.csv", in: plan, referenceSystem: "EPSG:4547", writingTo: out, control: control)
      }
    }
    #expect(space.files == before)
  }

  @Test("Where nothing can be written the message says so once", arguments: ["no/folder/map.svg", "plan.gpkg/map.svg"])
  func messages(name: String) throws {
    let space = try planned()
    let error = #expect(throws: PlanError.self) {
      _ = try exportPlan(at: "\(space.path)/plan.gpkg", ExportRequest(format: .svg, path: "\(space.path)/\(name)"))
    }
    let text = error?.text(in: .en) ?? ""
    #expect(text.components(separatedBy: "cannot be written").count == 2, "\(text)")
    for slip in ["NSCocoa", "..", "?.", "The map"] { #expect(!text.contains(slip), "\(text)") }
  }

  @Test("A sample names a policy that exists", arguments: ["nosuch", "nosuch.yaml", "a: b"])
  func samplePolicy(word: String) throws {
    let space = try Workspace()
    let error = #expect(throws: PlanError.self) {
      _ = try makeSample(
        households: 200, seed: 1, policy: word, directory: "\(space.path)/s", control: PlanningControl())
    }
    #expect(error?.text(in: .en).contains(word) == true)
    #expect(space.files.isEmpty)
  }

  @Test("A sample may name a policy file, wherever it lies")
  func samplePolicyFile() throws {
    let space = try Workspace()
    let policy = try space.write(
      "levels: [{level: 1, households: {min: 20, target: 40, max: 80}}]", to: "it's mine.yaml")
    _ = try makeSample(
      households: 200, seed: 1, policy: policy, directory: "\(space.path)/s", control: PlanningControl())
    let county = try County(contentsOf: "\(space.path)/s/county.yaml")
    #expect(county.policy.levels.count == 1)
    #expect(county.policySource == policy)
  }

  @Test("A folder given as the manifest is told from a file")
  func folderAsManifest() throws {
    let space = try Workspace()
    _ = try DrawnCounty().write(to: space)
    let error = #expect(throws: PlanError.self) { _ = try County(contentsOf: space.path) }
    let text = error?.text(in: .en) ?? ""
    #expect(text.contains("it is a folder") && text.hasSuffix("Did you mean \(space.path)/county.yaml?"), "\(text)")
  }
}
