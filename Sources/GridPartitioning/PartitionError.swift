/// Why a request to this module cannot be carried out at all. A request that is sound but cannot be met is no
/// error: its outcome states the ``OutOfBoundsReason`` instead.
public enum PartitionError: Error, Hashable, Sendable {
  /// Graphs hold at most 2³⁰ atoms and as many borders.
  case tooManyAtoms(Int)
  case negativeWeight(AtomIndex, weight: Int)
  /// The sum of weights does not fit into 62 bits.
  case weightsOverflow
  /// `border` is the position in the list given; an end lies outside `0..<atomCount`.
  case borderOutOfRange(border: Int, a: AtomIndex, b: AtomIndex, atomCount: Int)
  case borderJoinsAtomToItself(border: Int, atom: AtomIndex)
  /// Lengths and costs are finite and at least 0.
  case borderMeasureInvalid(border: Int, length: Double, cost: Double)
  /// A per-atom list has the wrong number of entries.
  case countMismatch(what: String, expected: Int, found: Int)
  case boundsInvalid(minimum: Int, target: Int, maximum: Int)
  case zoneCountInvalid(Int)
  case atomOutOfRange(AtomIndex, atomCount: Int, in: String)
  /// An atom stands in two locked zones, or in a locked zone and in a group that reaches beyond it.
  case lockedTwice(AtomIndex)
  case lockedZoneEmpty(Int)
  case objectiveInvalid(String)
  case noLevels
  /// `total` posts cannot be shared out between `least` and `most`.
  case apportionmentImpossible(total: Int, least: Int, most: Int)

  /// One plain sentence that says what is wrong and where.
  public var message: String {
    switch self {
    case .tooManyAtoms(let count): "The graph has \(count) atoms or borders; at most \(1 << 30) are possible."
    case .negativeWeight(let atom, let weight): "The weight of \(atom) is \(weight); weights are at least 0."
    case .weightsOverflow: "The sum of all weights is too large."
    case .borderOutOfRange(let border, let a, let b, let count):
      "Border \(border) joins \(a) and \(b), but the graph has \(count) atoms."
    case .borderJoinsAtomToItself(let border, let atom): "Border \(border) joins \(atom) to itself."
    case .borderMeasureInvalid(let border, let length, let cost):
      "Border \(border) has length \(length) and cost \(cost); both must be finite and at least 0."
    case .countMismatch(let what, let expected, let found): "\(expected) \(what) are needed, \(found) were given."
    case .boundsInvalid(let minimum, let target, let maximum):
      "The band \(minimum)…\(target)…\(maximum) is not in ascending order, or not above 0."
    case .zoneCountInvalid(let count): "\(count) zones were asked for; at least 1 is needed."
    case .atomOutOfRange(let atom, let count, let place): "\(place) names \(atom), but the graph has \(count) atoms."
    case .lockedTwice(let atom): "Locks and groups disagree about \(atom)."
    case .lockedZoneEmpty(let index): "Locked zone \(index) has no atoms."
    case .objectiveInvalid(let name): "The weight of \(name) must be finite and at least 0."
    case .noLevels: "A hierarchy needs at least one level."
    case .apportionmentImpossible(let total, let least, let most):
      "\(total) cannot be shared out: the limits allow \(least) to \(most)."
    }
  }
}
