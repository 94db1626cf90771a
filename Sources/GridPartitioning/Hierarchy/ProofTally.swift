/// How many divisions of a level are proved to be the best there are.
///
/// What is divided is the whole ground at the first level and zones of the level above further below. A division is
/// proved if no other into as many zones, all inside the band, has a smaller objective: the ground to be divided, the
/// number of zones, locks, groups and links between separate parts are taken as given. That another number of zones, or
/// other zones above, would not serve better is not claimed.
public struct ProofTally: Hashable, Sendable, Encodable {
  /// How many parents have zones at this level.
  public var divided: Int

  /// How many of them cannot be divided better. One zone is the only division into one, in band or not.
  public var proved: Int

  /// How many of them have one zone, which needs no proof; among ``proved``.
  public var single: Int

  /// A tally to add to.
  public init(divided: Int = 0, proved: Int = 0, single: Int = 0) {
    self.divided = divided
    self.proved = proved
    self.single = single
  }

  /// Counts one more division.
  mutating func add(zones: Int, isProved: Bool) {
    divided += 1
    if zones == 1 { single += 1 }
    if zones == 1 || isProved { proved += 1 }
  }

  /// The divisions of two grounds together.
  public static func + (first: ProofTally, second: ProofTally) -> ProofTally {
    ProofTally(
      divided: first.divided + second.divided, proved: first.proved + second.proved,
      single: first.single + second.single)
  }
}
