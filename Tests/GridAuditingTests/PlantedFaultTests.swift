import GridAuditing
import GridGeometry
import Testing

@Suite("Planted faults")
struct PlantedFaultTests {
  @Test("A planted fault is found by its rule and by no other", arguments: PlantedFault.all)
  func alone(_ fault: PlantedFault) throws {
    #expect(fault.rules.count == 1)
    let found = try audit(fault.plan.input)
    #expect(Set(found.map(\.rule)) == fault.rules, "\(found.map(\.text))")
  }

  @Test("A fault that brings others with it is found with exactly those", arguments: PlantedFault.withConsequences)
  func withConsequences(_ fault: PlantedFault) throws {
    let found = try audit(fault.plan.input)
    #expect(Set(found.map(\.rule)) == fault.rules, "\(found.map(\.text))")
  }

  @Test("Every rule has a planted fault")
  func everyRule() {
    let planted = (PlantedFault.all + PlantedFault.withConsequences).reduce(into: Set<String>()) {
      $0.formUnion($1.rules)
    }
    #expect(planted == Set(AuditRules.all.map(\.id)))
  }

  @Test(
    "Findings speak both languages, name their unit with their measure, and have ids of their own",
    arguments: PlantedFault.all + PlantedFault.withConsequences)
  func form(_ fault: PlantedFault) throws {
    let findings = try audit(fault.plan.input)
    #expect(Set(findings.map(\.id)).count == findings.count)
    for finding in findings {
      #expect(!finding.text.isEmpty && !finding.textZH.isEmpty)
      #expect(finding.id.hasPrefix(finding.rule + "-"))
      #expect(finding.measure != nil || finding.unit.isEmpty)
      #expect(finding.place.map { !$0.isEmpty } ?? true)
    }
  }

  @Test("The number of threads changes nothing", arguments: PlantedFault.all + PlantedFault.withConsequences)
  func threads(_ fault: PlantedFault) throws {
    let one = try audit(fault.plan.input, control: AuditControl(threads: 1))
    let three = try audit(fault.plan.input, control: AuditControl(threads: 3))
    #expect(one == three)
  }
}
