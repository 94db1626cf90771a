import ArgumentParser
import GridPlans

struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: words("Make a synthetic county, labelled as such, of any size.", "生成任意规模的合成县域数据（明确标注为合成）。"))

  @Option(parsing: .unconditional, help: help("How many households, 100…2,000,000.", "户数，100…2,000,000。"))
  var households: Int

  @Option(help: help("The same seed makes the same county, byte for byte.", "种子相同则数据逐字节相同。"))
  var seed: UInt64 = 1

  @Option(
    help: help(
      "The policy its manifest names: a preset (\(Policy.presets.keys.sorted().joined(separator: ", "))) or a path.",
      "清单中引用的策略：预设（\(Policy.presets.keys.sorted().joined(separator: "、"))）或文件路径。"))
  var policy = "households-300-500"

  @Option(help: help("The folder to write county.yaml and its layers into.", "写入 county.yaml 及各图层的目录。"))
  var out: String

  @OptionGroup var common: CommonOptions

  func validate() throws {
    try validateCount(households, "--households", 100...2_000_000)
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
