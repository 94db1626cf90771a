/// Why a zone's weight lies outside the band.
public enum OutOfBoundsReason: Hashable, Sendable {
  /// This atom, or the group kept whole that it belongs to, alone weighs more than the maximum.
  case atomAboveMaximum(AtomIndex, weight: Int)
  /// No number of zones brings this total into the band.
  case totalFitsNoCount(total: Int)
  /// A part of the ground with no connection to the rest weighs less than the minimum.
  case componentTooSmall(weight: Int)
  /// The part of the ground has no weight at all.
  case noWeight
  /// What hangs on the graph by this atom alone, together with it, cannot be divided into the band.
  case chokePoint(AtomIndex)
  /// Every division was looked at, or ruled out.
  case provedInfeasible(method: String)
  /// The search found none; one may exist.
  case notFound(moves: Int)
  /// More zones were asked for than there are atoms to make them of.
  case fewerAtomsThanZones(atoms: Int, zones: Int)
  /// Fewer zones were asked for than the ground has separate parts.
  case fewerZonesThanComponents(zones: Int, components: Int)
  /// The number of zones was prescribed and this total does not fit it.
  case totalFitsNotThisCount(total: Int, zones: Int)
  /// The zone is locked as it is.
  case locked

  /// One plain sentence.
  public var message: String {
    switch self {
    case .atomAboveMaximum(let atom, let weight): "\(atom) or the group it belongs to weighs \(weight), more than the maximum."
    case .totalFitsNoCount(let total): "A total of \(total) fits the band with no number of zones."
    case .componentTooSmall(let weight): "The part is separate from the rest and weighs \(weight), less than the minimum."
    case .noWeight: "The part has no weight."
    case .chokePoint(let atom): "What hangs on \(atom) cannot be divided into the band."
    case .provedInfeasible(let method): "No division keeps the band (\(method))."
    case .notFound(let moves): "No division inside the band was found in \(moves) moves."
    case .fewerAtomsThanZones(let atoms, let zones): "\(zones) zones were asked for, but there are \(atoms) atoms."
    case .fewerZonesThanComponents(let zones, let components):
      "\(zones) zones were asked for, but the ground has \(components) separate parts."
    case .totalFitsNotThisCount(let total, let zones): "A total of \(total) does not fit the band with \(zones) zones."
    case .locked: "The zone is locked."
    }
  }

  /// Whether the reason holds whatever the search does.
  public var isProof: Bool {
    if case .notFound = self { false } else { true }
  }
}

/// A zone out of its band, and why.
public struct OutOfBounds: Hashable, Sendable {
  public let zone: ZoneID
  public let weight: Int
  public let reason: OutOfBoundsReason
  public let isProved: Bool
}

/// A valid bound below which no plan can cost, and how it is known.
public struct LowerBound: Hashable, Sendable {
  /// In the unit of ``Border/cost``.
  public let value: Double
  public let method: String
}

/// What ``solve(_:control:)`` found.
public struct PartitionOutcome: Hashable, Sendable {
  /// Zones are numbered by their first atom.
  public let partition: Partition

  /// Whether every zone lies in the band and the count is the one asked for.
  public let feasible: Bool

  /// The zones out of band with their reasons, ascending.
  public let exceptions: [OutOfBounds]

  /// Set where the number of zones is not the one asked for, though every zone may lie in the band.
  public let countReason: OutOfBoundsReason?

  /// Sum of the costs of cut edges.
  public let cutCost: Double

  /// Length of all lines between zones, in metres.
  public let cutLength: Double

  /// A bound on ``cutCost`` for plans with this number of zones inside the band, where one is known.
  public let lowerBound: LowerBound?

  /// Whether no plan inside the band with this number of zones has a smaller objective.
  public let provedOptimal: Bool

  /// Whether time decided how long to search, so that a faster machine may find a better plan.
  public let stoppedByClock: Bool

  /// Proposed moves, a measure of work that does not depend on the machine.
  public let moves: Int
}
