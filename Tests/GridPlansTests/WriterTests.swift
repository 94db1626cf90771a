import Foundation
import GridAuditing
import GridLayers
import GridPlans
import GridVisits
import Synchronization
import Testing

@Suite("Several writers of one plan")
struct WriterTests {
  /// A staffed town with service points and visit targets to be written.
  private struct Ground {
    let town: StaffedTown
    var path: String { town.path }

    init() throws {
      town = try StaffedTown(
        policy: "levels: [{level: 1, households: {min: 300, target: 400, max: 500}}]\n" + LoadWeightTests.visits)
      try town.space.write(StaffedTown.roster(town.plan.grids.count), to: "people.csv")
      let code = town.plan.grids[0].code
      try town.space.write("grid,class,count\n\(code),shops,3\n", to: "targets.csv")
      try town.space.write("id,class,lon,lat\nd1,doctor,114.001,34.325\n", to: "points.csv")
    }

    func staff(_ control: PlanningControl = PlanningControl()) throws {
      let options = StaffOptions(workers: "\(town.space.path)/people.csv", date: "2026-11-21")
      _ = try staffPlan(at: path, options: options, control: control)
    }

    func log() throws {
      let day = try #require(CivilDate("2026-11-21"))
      _ = try logVisits(in: path, VisitRequest(asOf: day, targets: "\(town.space.path)/targets.csv"))
    }

    func reach() throws {
      var options = ReachOptions(asOf: "2026-11-21")
      options.points = "\(town.space.path)/points.csv"
      options.network = .none
      _ = try reachPlan(at: path, options)
    }
  }

  @Test("Writers at once wait for each other, and nobody's work is lost", arguments: 1...4)
  func atOnce(round: Int) throws {
    let ground = try Ground()
    let errors = Mutex<[String]>([])
    let work: [@Sendable () throws -> Void] = [
      { try ground.staff() }, { try ground.log() }, { try ground.reach() },
      { _ = try findGaps(in: ground.path, GapRequest(asOf: try #require(CivilDate("2026-11-21")))) },
    ]
    DispatchQueue.concurrentPerform(iterations: work.count) { index in
      do {
        try work[(index + round) % work.count]()
      } catch {
        errors.withLock { $0.append("\(error)") }
      }
    }
    #expect(errors.withLock { $0 } == [])
    let plan = try Plan(contentsOf: ground.path)
    #expect(plan.staffing?.assignments.count == plan.grids.count)
    #expect(plan.visits.targets.map(\.count) == [3])
    #expect(plan.reach.promises.map(\.category) == ["doctor"] && plan.servicePoints.map(\.id) == ["d1"])
    #expect(ground.town.space.files.allSatisfy { !$0.hasSuffix(".part") })
  }

  @Test("Another process that holds the plan is waited for, for so long, then named; afterwards all goes on")
  func otherProcess() throws {
    let ground = try Ground()
    let folder = ground.town.space.path
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
    holder.arguments = [
      ground.path, "sh", "-c", "touch '\(folder)/held'; while [ ! -e '\(folder)/enough' ]; do sleep 0.02; done",
    ]
    try holder.run()
    defer { holder.terminate() }
    while !ground.town.space.files.contains("held") { usleep(10_000) }
    let before = try ground.town.space.bytes("plan.gpkg")
    let error = #expect(throws: PlanError.self) {
      try ground.staff(PlanningControl(wait: .milliseconds(300)))
    }
    #expect(error == .busy(path: ground.path, waited: .milliseconds(300)))
    let told = error?.text(in: .en) ?? ""
    #expect(told.contains(ground.path) && told.contains("0.3 s"), "\(told)")
    #expect(error?.text(in: .zh).contains("0.3 秒") == true)
    #expect(try ground.town.space.bytes("plan.gpkg") == before)
    // Who only looks waits for nobody.
    _ = try auditPlan(at: ground.path, threads: 1, control: PlanningControl(wait: .zero))
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.3) {
      _ = FileManager.default.createFile(atPath: "\(folder)/enough", contents: nil)
    }
    try ground.staff()
    holder.waitUntilExit()
    #expect(try Plan(contentsOf: ground.path).staffing != nil)
  }

  @Test("A wait ends when it is called off")
  func calledOff() throws {
    let ground = try Ground()
    let taken = try FileLock(ground.path, waiting: .zero)
    guard let lock = consume taken else {
      Issue.record("nobody else has it")
      return
    }
    let control = PlanningControl()
    control.cancel()
    #expect(throws: PlanError.interrupted) { try ground.staff(control) }
    _ = consume lock
  }

  @Test("A plan read while it is replaced is of one version")
  func reading() throws {
    let town = try StaffedTown()
    let count = town.plan.grids.count
    let isOver = Mutex(false)
    DispatchQueue.concurrentPerform(iterations: 2) { worker in
      if worker == 0 {
        for round in 0..<12 { _ = try? town.staff(StaffedTown.roster(count - round % 2)) }
        isOver.withLock { $0 = true }
      } else {
        while !isOver.withLock({ $0 }) {
          guard let plan = try? Plan(contentsOf: town.path), let staffing = plan.staffing else { continue }
          let vacant = staffing.assignments.count { $0.worker == nil }
          #expect(vacant == plan.findings.count { $0.rule == "unstaffed-grid" })
        }
      }
    }
  }
}
