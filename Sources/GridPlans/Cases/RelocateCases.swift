public import GridCases
import GridGeometry
import GridLayers

/// What ``relocateCases(in:at:zone:writingMovedTo:isDryRun:control:)`` did.
public struct CaseRelocation: Hashable, Sendable, Encodable {
  public let schema: Int
  public let asOf: String
  public let cases: CaseHandover

  /// Whether every case lies in one grid, or has no place.
  public var isClean: Bool { cases.nowOutside == 0 && cases.nowAmbiguous == 0 }
  public var text: BilingualText { cases.text }
}

/// Finds again which grid each case lies in, after another program changed grids or moved places.
///
/// - Parameters:
///   - time: What the record of the hand-over says.
///   - zone: By whose clocks it is told; `nil`: those of the plan's cases.
///   - moved: A CSV file for the cases that are in another grid now.
/// - Throws: ``PlanError``; the plan is then as it was.
public func relocateCases(
  in path: String, at time: Instant, zone: ClockZone? = nil, writingMovedTo moved: String? = nil, isDryRun: Bool = false,
  control: PlanningControl = PlanningControl()
) throws(PlanError) -> CaseRelocation {
  if let moved { try requireWritable(moved, sparing: [path]) }
  let (handover, clocks) = try holdingPlan(at: path, if: !isDryRun, control) { () throws(PlanError) in
    let plan = try Plan(contentsOf: path, control: control)
    let file = PlanFile(path: path, control: control)
    guard !plan.grids.isEmpty else { throw PlanFile.withoutGrids(path) }
    guard try file.hasCases() else { throw PlanFile.withoutCases(path) }
    let posts = try ResponsiblePosts(plan)
    let locator = GridLocator(plan)
    var handover = CaseHandover()
    var changed: [PlanCase] = []
    for (number, old) in try file.caseRows().enumerated() {
      if number & 4095 == 0 { try control.check() }
      var new = old
      new.put(into: old.point.map(locator.grids) ?? [], by: locator)
      handover.note(old, posts, new, posts)
      if new != old { changed.append(new) }
    }
    if !isDryRun, !changed.isEmpty {
      try file.editing(at: time) { change in
        let schema = PlanSchema.cases(plan.referenceSystem)
        for record in changed {
          let values: [(column: String, value: String?)] = [
            ("grid", record.grid), ("community", record.community), ("township", record.township),
            ("located", record.located.rawValue),
          ].map { ($0.0, $0.1.isEmpty ? nil : $0.1) }
          try change.update(schema, set: values, where: "id", is: record.id)
        }
        if try !change.has(PlanSchema.caseMoves.name) {
          try change.addLayer(PlanSchema.caseMoves, description: PlanSchema.aboutCaseMoves)
        }
        try change.insert(into: PlanSchema.caseMoves, handover.rows(at: time).lazy.map { (nil, $0) })
      }
    }
    return (handover, try file.clocks(zone))
  }
  if let moved { try handover.write(to: moved) }
  return CaseRelocation(schema: 1, asOf: time.text(in: clocks), cases: handover)
}
