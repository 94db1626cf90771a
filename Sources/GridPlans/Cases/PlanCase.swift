public import GridCases
public import GridGeometry

/// Where a case was found to be.
public enum CasePlace: String, Hashable, Sendable, CaseIterable {
  case inside, outside
  /// In several grids at once.
  case ambiguous
  /// It came without coordinates, with an address at best.
  case unlocated
}

/// A case as a plan keeps it, beside its events. Who reported it is not known here, nor what they wrote.
public struct PlanCase: Hashable, Sendable {
  /// Unlike all others in the plan: the id of its source, led by the source's name where it has one, `311/1-234`.
  public var id: String
  public var source: String
  public var sourceID: String
  /// The code of its class.
  public var caseClass: String
  /// The leaf grid's code, its community and township; empty where it is in none.
  public var grid: String
  public var community: String
  public var township: String
  /// The area that the source puts it in, in its words; empty for none.
  public var statedArea: String
  public var located: CasePlace
  /// Only where it was asked for. No export holds it.
  public var address: String
  /// In the plan's reference system.
  public var point: Point?
  public var submitted: Instant

  /// The id of a case in a plan.
  static func id(_ sourceID: String, of source: String) -> String {
    source.isEmpty ? sourceID : "\(source)/\(sourceID)"
  }
}
