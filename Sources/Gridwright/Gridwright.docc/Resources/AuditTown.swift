import Gridwright

/// Checks a plan file again from its polygons and atoms alone, and prints what was found.
///
/// - Returns: Whether nothing is wrong.
func auditTown(at path: String) throws -> Bool {
  let report = try auditPlan(at: path, threads: 2, control: PlanningControl())
  for line in report.lines(in: .en) { print(line) }
  return report.isClean
}
