/// A choice of places as its Lagrangian relaxation sees it: every demand is served once, and the rule that says so is priced.
///
/// Without the rule each candidate is worth its price alone, the sum over the demands it would then serve, and the best
/// choice is the candidates of lowest price: a bound below every true choice.
///
/// - SeeAlso: Cornuéjols, Fisher & Nemhauser, "Location of Bank Accounts to Optimize Float", Management Science 23(8), 1977.
protocol LocationModel {
  var candidateCount: Int { get }
  var demandCount: Int { get }
  /// How many candidates may be chosen.
  var counts: ClosedRange<Int> { get }
  /// Candidates that are chosen in any case.
  var forced: [Int32] { get }
  /// Whether serving costs nothing, so that a demand is covered or not.
  var isCover: Bool { get }
  /// Objectives are multiples of it; 0 when they can be any number.
  var step: Double { get }
  /// The least and the greatest multiplier worth trying for each demand.
  var lower: [Double] { get }
  var upper: [Double] { get }

  /// Table entries looked at so far.
  var work: Int { get }

  /// A good choice to begin with.
  mutating func start() -> Choice
  /// Multipliers near those that a choice suggests.
  mutating func multipliers(for choice: Choice) -> [Double]
  /// The price of every candidate under the multipliers.
  mutating func price(_ multipliers: [Double], into prices: inout [Double])
  /// For each demand 1 less the part of it that the chosen serve under the multipliers.
  mutating func gradient(_ multipliers: [Double], chosen: [Bool], into gradient: inout [Double])
  /// The true value of a choice, infinite for none.
  mutating func value(of open: [Int32]) -> Choice
  /// A choice at least as good, from looking around.
  mutating func improve(_ choice: Choice) -> Choice
}

/// Candidates chosen, ascending, and what the choice costs.
struct Choice: Hashable {
  var open: [Int32]
  var value: Double
}

extension LocationModel {
  var forced: [Int32] { [] }
  var isCover: Bool { false }
}
