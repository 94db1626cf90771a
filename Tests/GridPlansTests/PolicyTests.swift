import GridPlans
import Testing

@Suite("Policies")
struct PolicyTests {
  @Test(
    "The name of a kind of grid ends with the word grid once, in both languages",
    arguments: [
      ("first-level", "一级网格", "first-level grid", "一级网格"), ("grid", "网格", "grid", "网格"),
      ("micro-grid", "微网格", "micro-grid", "微网格"), ("Grid", "单元", "Grid", "单元网格"),
    ])
  func gridNames(en: String, zh: String, noun: String, nounZH: String) {
    #expect(BilingualText(en: en, zh: zh).asGrid == BilingualText(en: noun, zh: nounZH))
  }

  @Test("Every preset can be read", arguments: Policy.presets.keys.sorted())
  func presets(name: String) throws {
    let policy = try Policy(yaml: try #require(Policy.presets[name]), file: name)
    #expect(!policy.levels.isEmpty)
  }

  @Test(
    "A faulty policy is refused with the key and the remedy",
    arguments: [
      ("levels: []", "no levels"), ("name: x", "no levels"), ("", "empty"), ("levels: [", "YAML"),
      ("levels: [{households: {min: 500, target: 400, max: 300}}]", "min 500 is above max 300"),
      ("levels: [{households: {min: 300, max: 500, targt: 400}}]", "`target`"),
      ("levels: [{level: 2, households: {min: 3, max: 5}}]", "level 2 stands where level 1"),
      ("levels: [{households: {min: 3, max: 5}, count: 7}]", "either `households` or `count`"),
      ("levels: [{households: {min: 3, max: 5}}]\nlevls: []", "unknown key `levls`"),
      ("levels: [{count: 7, apportionment: dhondt}]", "Choose one of"),
      ("levels: [{count: 1}, {count: 2}, {count: 3}, {count: 4}]", "more than three levels"),
      ("levels: [{count: 3, rural: {min: 1, max: 2}}]", "`rural` goes with `households`"),
      ("levels: [{count: 0}]", "whole number"), ("levels: [{count: 7, divide: {in: [urban]}}]", "cannot be ragged"),
      ("levels: [{households: {min: 3, max: 5}}]\nexclaves: maybe", "join, alone"),
      ("levels: [{households: {min: 3, target: 9, max: 5}}]", "whole number 3…5"),
      ("levels: [{households: {min: 3, max: 5}}]\nlevels: []", "unique"),
    ])
  func refused(yaml: String, words: String) throws {
    let error = #expect(throws: PlanError.self) { _ = try Policy(yaml: yaml, file: "policy.yaml") }
    let text = error?.text(in: .en) ?? ""
    #expect(text.contains(words), "\(text)")
    #expect(text.contains("policy.yaml"))
    #expect(error?.text(in: .zh) != text)
  }
}
