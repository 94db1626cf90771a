import GridAuditing
import GridGeometry
import Testing

@Suite("Audits compared")
struct ComparisonTests {
  private static let gap = PlantedFault("gap", "gap") {
    $0.bend(["z"], atom: $0.atom(2, 0), from: (2, 1), via: [(2.2, 0.75), (2.2, 0.25)], to: (2, 0))
  }

  @Test("Nothing changed: everything is still there, since when it was first seen")
  func still() throws {
    var before = try audit(Self.gap.plan.input)
    for index in before.indices { before[index].since = "2026-01-31" }
    let comparison = compare(previous: before, current: try audit(Self.gap.plan.input))
    #expect(comparison.new.isEmpty && comparison.cured.isEmpty)
    #expect(comparison.still == before)
  }

  @Test("An id outlives other faults, and changes in the fault's own size")
  func stableIDs() throws {
    let before = try audit(Self.gap.plan.input)
    var plan = DrawnPlan.small
    plan.bend(["z"], atom: plan.atom(2, 0), from: (2, 1), via: [(2.3, 0.75), (2.3, 0.25)], to: (2, 0))
    plan["d"].isLeaf = false
    plan.rename("c", to: "610523110202031")
    let comparison = compare(previous: before, current: try audit(plan.input))
    #expect(comparison.still.map(\.rule) == ["gap"])
    #expect(comparison.new.map(\.rule) == ["leaf-flag"])
    #expect(comparison.cured.isEmpty)
  }

  @Test("What is mended is cured")
  func cured() throws {
    let comparison = compare(previous: try audit(Self.gap.plan.input), current: try audit(DrawnPlan.small.input))
    #expect(comparison.cured.map(\.rule) == ["gap"])
    #expect(comparison.new.isEmpty && comparison.still.isEmpty)
  }

  @Test("Two faults of one rule in one place keep ids apart")
  func repeats() throws {
    let found = try audit(DrawnPlan.small.input, rules: [TwoInOnePlace()])
    let id = FindingID.make(rule: "gap", subjects: [], anchor: Point(10, 10))
    #expect(found.map(\.id) == [id, id + "-2"])
    #expect(found.map(\.text) == ["a", "b"])
  }

  @Test("The order of subjects does not matter, their limits do")
  func subjects() {
    #expect(
      FindingID.make(rule: "overlap", subjects: ["a", "b"]) == FindingID.make(rule: "overlap", subjects: ["b", "a"]))
    #expect(
      FindingID.make(rule: "overlap", subjects: ["ab", "c"]) != FindingID.make(rule: "overlap", subjects: ["a", "bc"]))
    #expect(FindingID.make(rule: "gap", subjects: []) != FindingID.make(rule: "overlap", subjects: []))
  }

  @Test("A cancelled audit says so")
  func cancelled() {
    #expect(throws: AuditError.cancelled) {
      try audit(DrawnPlan.small.input, control: AuditControl(isCancelled: { true }))
    }
  }
}

/// Sees two faults within one square of a hundred metres, whatever the plan.
private struct TwoInOnePlace: AuditRule {
  let id = "gap"
  let claim = Wording(en: "Nothing lies in the square.", zh: "方格内无物。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    [
      Finding(id, .error, subjects: [], anchor: Point(10, 10), Wording(en: "a", zh: "甲")),
      Finding(id, .error, subjects: [], anchor: Point(90, 20), Wording(en: "b", zh: "乙")),
    ]
  }
}
