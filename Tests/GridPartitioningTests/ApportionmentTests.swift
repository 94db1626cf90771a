import GridPartitioning
import Testing

@Suite("Apportionment")
struct ApportionmentTests {
  /// The example in which the five divisor methods disagree: Balinski & Young, "Fair Representation".
  @Test(
    "The methods part where they should",
    arguments: [
      (DivisorMethod.adams, [10, 9, 7, 5, 3, 2]), (.dean, [10, 9, 7, 5, 4, 1]), (.huntingtonHill, [10, 9, 7, 6, 3, 1]),
      (.webster, [10, 9, 8, 5, 3, 1]), (.jefferson, [11, 9, 7, 5, 3, 1]), (.largestRemainder, [10, 9, 7, 5, 4, 1]),
    ])
  func methods(method: DivisorMethod, shares: [Int]) throws {
    let weights = [27_744, 25_178, 19_951, 14_610, 9_225, 3_292]
    #expect(try apportion(36, weights: weights, method: method) == shares)
  }

  /// The first House of Representatives under the census of 1790: Jefferson's 105 seats, and the 120 of Hamilton's bill
  /// that Washington vetoed.
  @Test(
    "The census of 1790",
    arguments: [
      (DivisorMethod.jefferson, 105, [19, 14, 13, 10, 10, 8, 7, 6, 5, 4, 2, 2, 2, 2, 1]),
      (.largestRemainder, 120, [21, 16, 14, 12, 11, 9, 8, 7, 6, 5, 3, 2, 2, 2, 2]),
    ])
  func census(method: DivisorMethod, seats: Int, shares: [Int]) throws {
    let weights = [
      630_560, 475_327, 432_879, 353_523, 331_589, 278_514, 236_841, 206_236, 179_570, 141_822, 85_533, 70_835, 68_705,
      68_446, 55_540,
    ]
    #expect(try apportion(seats, weights: weights, method: method) == shares)
  }

  @Test("Largest remainders show the Alabama paradox")
  func alabama() throws {
    #expect(try apportion(10, weights: [6, 6, 2], method: .largestRemainder) == [4, 4, 2])
    #expect(try apportion(11, weights: [6, 6, 2], method: .largestRemainder) == [5, 5, 1])
  }

  @Test("Sums, limits and order hold", arguments: DivisorMethod.allCases, 0..<20 as Range<UInt64>)
  func properties(method: DivisorMethod, seed: UInt64) throws {
    var random = StableRandom(seed: seed)
    let parties = Int.random(in: 1...12, using: &random)
    let weights = (0..<parties).map { _ in Int.random(in: 0...1_000, using: &random) }
    let minimum = weights.map { _ in Int.random(in: 0...2, using: &random) }
    let maximum = minimum.map { $0 + Int.random(in: 0...20, using: &random) }
    let total = Int.random(in: minimum.reduce(0, +)...maximum.reduce(0, +), using: &random)
    let shares = try apportion(total, weights: weights, minimum: minimum, maximum: maximum, method: method)
    #expect(shares.reduce(0, +) == total)
    #expect(shares.indices.allSatisfy { minimum[$0] <= shares[$0] && shares[$0] <= maximum[$0] })

    let free = try apportion(total, weights: weights, method: method)
    for a in weights.indices {
      for b in weights.indices where weights[a] > weights[b] { #expect(free[a] >= free[b]) }
    }
  }

  @Test("Divisor methods take nothing away when the house grows", arguments: DivisorMethod.allCases)
  func houseMonotone(method: DivisorMethod) throws {
    guard method != .largestRemainder else { return }
    let weights = [503, 311, 97, 41, 40, 8]
    var last = try apportion(0, weights: weights, method: method)
    for total in 1...80 {
      let next = try apportion(total, weights: weights, method: method)
      #expect(zip(last, next).allSatisfy { $0 <= $1 })
      last = next
    }
  }

  @Test("Largest remainders keep quota", arguments: 0..<20 as Range<UInt64>)
  func quota(seed: UInt64) throws {
    var random = StableRandom(seed: seed)
    let weights = (0..<8).map { _ in Int.random(in: 1...500, using: &random) }
    let total = Int.random(in: 0...100, using: &random)
    let sum = weights.reduce(0, +)
    let shares = try apportion(total, weights: weights, method: .largestRemainder)
    for (share, weight) in zip(shares, weights) {
      #expect(share >= total * weight / sum && share <= (total * weight + sum - 1) / sum)
    }
  }

  @Test("Ties go to the lower index, and nobody without weight is served before others")
  func ties() throws {
    for method in DivisorMethod.allCases {
      #expect(try apportion(1, weights: [5, 5], method: method) == [1, 0])
      #expect(try apportion(3, weights: [0, 7], method: method) == [0, 3])
      #expect(try apportion(3, weights: [0, 7], maximum: [9, 1], method: method) == [2, 1])
    }
  }

  @Test("What limits do not allow is an error")
  func impossible() {
    #expect(throws: PartitionError.apportionmentImpossible(total: 3, least: 4, most: 6)) {
      try apportion(3, weights: [1, 1], minimum: [2, 2], maximum: [3, 3], method: .webster)
    }
    #expect(throws: PartitionError.apportionmentImpossible(total: 1, least: 0, most: 0)) {
      try apportion(1, weights: [], method: .webster)
    }
    #expect(throws: PartitionError.negativeWeight(AtomIndex(1), weight: -1)) {
      try apportion(1, weights: [1, -1], method: .adams)
    }
  }

  @Test("Large weights do not overflow", arguments: DivisorMethod.allCases)
  func large(method: DivisorMethod) throws {
    let shares = try apportion(1_000, weights: [Int.max / 2, Int.max / 4, Int.max / 4], method: method)
    #expect(shares == [500, 250, 250])
  }
}
