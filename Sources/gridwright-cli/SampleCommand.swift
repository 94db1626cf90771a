import ArgumentParser
import GridPlans

struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Make a synthetic county, labelled as such, of any size.")

  @Option(help: "How many households, 100…2,000,000.")
  var households: Int

  @Option(help: "The same seed makes the same county, byte for byte.")
  var seed: UInt64 = 1

  @Option(help: "The policy its manifest names: a preset (\(Policy.presets.keys.sorted().joined(separator: ", "))) or a path.")
  var policy = "households-300-500"

  @Option(help: "The folder to write county.yaml and its layers into.")
  var out: String

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (100...2_000_000).contains(households) else {
      throw ValidationError("--households must lie in 100…2000000")
    }
  }

  func run() throws {
    let console = common.console
    try console.run { control in
      let summary = try makeSample(households: households, seed: seed, policy: policy, directory: out, control: control)
      console.endProgress()
      console.say(summary.text)
      if common.json { try console.printJSON(summary) }
      return .success
    }
  }
}
