public import GridAuditing
import GridGeometry
import GridPartitioning
import GridStaffing
public import GridVisits

extension Plan {
  /// The plan as the audit reads it: polygons, atoms, what the policy promised, and what is recorded of its upkeep.
  ///
  /// - Parameter day: The day looked at.
  func auditInput(asOf day: CivilDate) -> AuditInput {
    var input = AuditInput(
      grids: grids.map { grid in
        AuditGrid(
          code: grid.code.text, parent: grid.parent?.text, level: grid.kind.level, kind: grid.kind.rawValue,
          community: grid.community, households: grid.households, isLeaf: grid.isLeaf, isExclave: grid.isExclave,
          area: grid.measures.area, perimeter: grid.measures.perimeter, polsbyPopper: grid.measures.polsbyPopper, ground: grid.ground)
      },
      atoms: atoms.map { atom in
        AuditAtom(
          id: atom.id, households: atom.households, community: atom.community, compound: atom.compound, site: atom.site,
          unit: atom.unit, grid: atom.grid.text, isUrban: atom.isUrban, ground: atom.ground)
      },
      communities: communities.map { community in
        AuditCommunity(
          code: community.code, name: community.name, township: community.township, households: community.households,
          ground: community.ground)
      },
      bands: bands,
      reasons: Dictionary(
        exceptions.map { ($0.grid.text, AuditReason($0.cause, text: Wording(en: $0.reason.en, zh: $0.reason.zh))) }, uniquingKeysWith: { first, _ in first }),
      referenceSystem: referenceSystem.name, isProjectedMetres: referenceSystem.isProjectedMetres,
      kinds: dedicatedMode == .overlay ? AuditKind.overlaid : AuditKind.carved,
      // Adopted codes are what they are.
      codeShape: originals.isEmpty && communities.allSatisfy { $0.code.count == 12 && $0.code.allSatisfy(\.isNumber) }
        ? .standard : .free,
      wholeCompoundsDownTo: wholeCompoundsDownTo,
      visits: visits.isLogged ? visits.book(start: CivilDate(date) ?? day, asOf: day) : nil, reach: auditReach,
      staffing: auditStaffing)
    input.cases = openCases
    input.adopted = originals.map {
      CoverageGround(code: $0.code, name: $0.name, ordinal: $0.ordinal, ground: $0.ground)
    }
    input.isGroundOfGrids = hasGroundOfGrids
    if input.staffing?.rules.posts.contains(where: { !$0.sites.isEmpty }) == true {
      input.siteClasses = Dictionary(
        siteClasses.map { ($0.key.text, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    return input
  }

  /// Whether the plan was adopted without the ground of a county.
  private var hasGroundOfGrids: Bool { !originals.isEmpty && policyName == Adoption.policyName }

  /// What was found when the plan was made and stands, since no rule looks for it again: people without a grid.
  var standingGaps: [Finding] {
    let rules = AuditRules.all.ids
    return findings.filter { GapMeaning.byRule[$0.rule] != nil && !rules.contains($0.rule) }
  }

  /// The day to look at where none is named: that of the last look, else the plan's own. Never the clock's.
  var defaultDay: CivilDate {
    lookedAt.flatMap { CivilDate($0) } ?? CivilDate(date) ?? CivilDate(dayNumber: 0)
  }

  /// People and posts with the rules the plan was staffed by; `nil` without a roster, or where the rules cannot be read.
  private var auditStaffing: AuditStaffing? {
    guard let staffing, let spec = try? staffingSpec(file: name) else { return nil }
    return AuditStaffing(
      rules: spec.rules,
      workers: staffing.workers.map { worker in
        AuditWorker(
          id: worker.id, role: worker.role, skills: Set(worker.skills), maximumGrids: worker.capacityGrids,
          maximumHouseholds: worker.capacityHouseholds, hasHome: worker.home != nil)
      },
      assignments: staffing.assignments.map {
        AuditAssignment(worker: $0.worker, grid: $0.grid.text, role: $0.role)
      }, loads: auditLoads(spec.rules))
  }

  /// Checks every rule again, from the ground.
  ///
  /// - Parameter day: The day looked at; `nil` for that of the last look, else the plan's own.
  /// - Throws: ``PlanError/interrupted``.
  public func audit(threads: Int, asOf day: CivilDate? = nil, control: PlanningControl) throws(PlanError) -> AuditResult {
    do {
      let evidence = AuditEvidence(auditInput(asOf: day ?? defaultDay), threads: threads)
      let found = try GridAuditing.audit(
        evidence, control: AuditControl(threads: threads, progress: control.run.progress, isCancelled: { control.isCancelled }))
      return AuditResult(findings: found, summary: AuditSummary(evidence, findings: found))
    } catch {
      throw .interrupted
    }
  }
}

/// What an audit found, and the plan's figures recomputed on the way.
public struct AuditResult: Sendable {
  public let findings: [Finding]
  public let summary: AuditSummary
}

extension AuditSummary {
  /// The mean Polsby–Popper of first-level grids; 0 where there are none.
  var polsbyPopper: Double { kinds.first { $0.kind == GridKind.first.rawValue }?.polsbyPopper.mean ?? 0 }
}
