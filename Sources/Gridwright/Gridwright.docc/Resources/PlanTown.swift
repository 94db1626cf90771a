import Gridwright

/// Plans the town by the policy its manifest names, and writes the plan.
func planTown(_ manifest: String, writingTo path: String) throws -> Plan {
  let options = PlanningOptions(seed: 1, date: "2026-11-21")
  let control = PlanningControl(limit: .seconds(60)) { done, total, stage in
    print("\(stage): \(done) of \(total)")
  }
  let result = try planCounty(at: manifest, writingTo: path, options: options, control: control)
  print(result.text(in: .en))
  return result.plan
}
