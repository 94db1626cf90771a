import GridAuditing
import GridGeometry
import Testing

@Suite("Plans without faults")
struct CleanPlanTests {
  @Test("The small plan has no findings")
  func small() throws {
    #expect(try audit(DrawnPlan.small.input) == [])
  }

  @Test("Every rule has its own id and a claim in both languages")
  func ruleIDs() {
    #expect(Set(AuditRules.all.map(\.id)).count == AuditRules.all.count)
    #expect(AuditRules.all.allSatisfy { !$0.claim.en.isEmpty && !$0.claim.zh.isEmpty })
  }

  @Test("A plan of nothing has no findings")
  func nothing() throws {
    #expect(try audit(AuditInput(grids: [], atoms: [], communities: [])) == [])
  }
}
