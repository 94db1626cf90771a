import ArgumentParser
import GridPlans

struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site", abstract: "The siting solver alone: the best of some candidates, with a proven bound.")

  @Argument(help: "CSV with the columns x, y and weight: who is to be served.")
  var places: String

  @Argument(help: "CSV with the columns x and y: where points may stand.")
  var candidates: String

  @Option(help: "p-median, mclp, p-centre or lscp.")
  var objective: ReachOptions.Siting.Goal = .pMedian

  @Option(help: "How many points; not for lscp.")
  var points: Int?

  @Option(help: "The distance that covers, for mclp and lscp, in the unit of the coordinates.")
  var distance: Double?

  @Option(help: "The share of weight to cover, for lscp.")
  var coverage: Double = 1

  @Option(help: "The weight each point can serve, for p-median and mclp.")
  var capacity: Double?

  @Option(help: "Starts every random choice.")
  var seed: UInt64 = 1

  @Option(help: "How long to search, in millions of table entries looked at.")
  var effort: Int = 2000

  @Option(help: "A CSV file for the points chosen.")
  var out: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if objective == .lscp ? points != nil : points == nil {
      throw ValidationError(objective == .lscp ? "lscp finds the number: leave --points out" : "--points is missing")
    }
    if objective == .mclp || objective == .lscp, distance == nil { throw ValidationError("--distance is missing") }
    if effort < 1 || effort > 1_000_000 { throw ValidationError("--effort must be from 1 to 1000000") }
    if let points, points < 1 { throw ValidationError("--points must be at least 1") }
    if let capacity, objective == .lscp || objective == .pCentre || !(capacity > 0) {
      throw ValidationError("--capacity must be above 0, and is for p-median and mclp")
    }
  }

  func run() throws {
    let console = common.console
    var siting = ReachOptions.Siting(goal: objective, count: points)
    siting.coverage = coverage
    siting.capacity = capacity
    var options = SiteOptions(siting)
    options.distance = distance
    options.seed = seed
    options.effort = effort
    options.output = out
    let asked = options
    try console.run { control in
      let summary = try sitePoints(candidates: candidates, places: places, asked, control: control)
      console.endProgress()
      console.say(summary.text)
      if common.json { try console.printJSON(summary) }
      return .success
    }
  }
}
