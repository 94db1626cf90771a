import GridPartitioning

/// How an audit runs; nothing here changes what it finds.
public struct AuditControl: Sendable {
  /// Threads to use, at least one.
  public var threads: Int
  /// Called after every rule with the number of rules done, their total and the rule just done; from any thread.
  public var progress: (@Sendable (_ done: Int, _ total: Int, _ rule: String) -> Void)?
  /// Asked before every rule; the evidence itself is gathered in one go.
  public var isCancelled: (@Sendable () -> Bool)?

  /// A control; threads below one count as one.
  public init(
    threads: Int = 1, progress: (@Sendable (_ done: Int, _ total: Int, _ rule: String) -> Void)? = nil,
    isCancelled: (@Sendable () -> Bool)? = nil
  ) {
    self.threads = max(1, threads)
    self.progress = progress
    self.isCancelled = isCancelled
  }
}

/// What stops an audit. Bad plans do not: they become findings.
public enum AuditError: Error, Hashable, Sendable {
  case cancelled

  /// A sentence for a person.
  public var message: String {
    switch self {
    case .cancelled: "The audit was cancelled; nothing it found so far is reported."
    }
  }
}

/// Checks a plan, rule by rule, from its ground and atoms alone.
///
/// - Returns: Findings in the order of the rules, inside a rule in the order of the plan; equal plans give equal
///   findings on any number of threads. An empty array means that every rule held everywhere.
/// - Throws: ``AuditError/cancelled`` only.
/// - Complexity: O(n log n) in vertices for a plan whose edges match; faults cost overlays of the grids around them.
public func audit(
  _ input: AuditInput, rules: [any AuditRule] = AuditRules.all, control: AuditControl = AuditControl()
) throws(AuditError) -> [Finding] {
  if control.isCancelled?() == true { throw .cancelled }
  let evidence = AuditEvidence(input, threads: control.threads)
  return try audit(evidence, rules: rules, control: control)
}

/// The same over evidence that is already there, for callers who also want an ``AuditSummary``.
public func audit(
  _ evidence: AuditEvidence, rules: [any AuditRule] = AuditRules.all, control: AuditControl = AuditControl()
) throws(AuditError) -> [Finding] {
  let done = DoneCounter()
  let byRule = inParallel(count: rules.count, threads: control.threads) { index -> [Finding]? in
    if control.isCancelled?() == true { return nil }
    let found = rules[index].findings(in: evidence)
    control.progress?(done.next(), rules.count, rules[index].id)
    return found
  }
  var findings: [Finding] = []
  for found in byRule {
    guard let found else { throw .cancelled }
    findings += found
  }
  FindingID.numberRepeats(in: &findings)
  return findings
}
