import Foundation
import GridSamples
import Testing

struct PolicyPresetsTests {
  @Test("A preset is the file of the same name", arguments: ["households-300-500", "microgrid-30-100", "dali"])
  func presetIsFile(name: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = try String(contentsOf: root.appendingPathComponent("data/policies/\(name).yaml"), encoding: .utf8)
    #expect(PolicyPresets.texts[name] == file)
  }
}
