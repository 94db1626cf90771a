public import GridVisits

/// What a case is about, such as lighting, and how long it may take. The room knows none by itself.
public struct CaseClass: Hashable, Sendable {
  /// What tables name it by.
  public var code: String
  public var name: Bilingual
  public var limits: [StepLimit]
  /// Whether public outputs show it in sums only, never as points.
  public var isSensitive: Bool

  /// A class; without limits nothing about it is ever due.
  public init(code: String, name: Bilingual, limits: [StepLimit] = [], isSensitive: Bool = false) {
    self.code = code
    self.name = name
    self.limits = limits
    self.isSensitive = isSensitive
  }

  /// The limit of a step at a tier: the tier's own, or else that of every tier.
  public func limit(of step: CaseStep, at tier: CaseTier) -> CaseLimit? {
    let own = limits.first { $0.step == step && $0.tier == tier } ?? limits.first { $0.step == step && $0.tier == nil }
    return own?.limit
  }
}
