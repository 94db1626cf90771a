/// How a whole number of posts, seats or zones is shared out in proportion to weights.
///
/// The divisor methods differ in where a quotient between `n` and `n + 1` is rounded up: at `n` (Adams), at `n + 1`
/// (Jefferson), or at their arithmetic (Webster), geometric (Huntington–Hill) or harmonic mean (Dean).
///
/// - SeeAlso: Balinski & Young, "Fair Representation", 2nd ed., Brookings 2001.
public enum DivisorMethod: String, Hashable, Sendable, CaseIterable {
  case adams, jefferson, webster, huntingtonHill, dean
  /// Hamilton's method: whole parts of the quotas first, what is left to the largest remainders. It keeps quota, but a
  /// larger total may leave somebody with less.
  case largestRemainder
}

/// Shares `total` among parties in proportion to their weights.
///
/// A party of weight 0 gets more than its minimum only when no other can take it. Ties go to the lower index.
///
/// - Parameters:
///   - weights: At least 0 each.
///   - minimum: The least each gets, or empty for 0.
///   - maximum: The most each gets, or empty for no limit.
/// - Throws: ``PartitionError/apportionmentImpossible(total:least:most:)`` where the limits do not allow the total,
///   ``PartitionError/countMismatch(what:expected:found:)`` and ``PartitionError/negativeWeight(_:weight:)``.
/// - Complexity: O((parties + total) log parties); O(parties²) at worst for largest remainders with limits.
public func apportion(
  _ total: Int, weights: [Int], minimum: [Int] = [], maximum: [Int] = [], method: DivisorMethod
) throws(PartitionError) -> [Int] {
  let count = weights.count
  guard minimum.isEmpty || minimum.count == count else {
    throw .countMismatch(what: "minima", expected: count, found: minimum.count)
  }
  guard maximum.isEmpty || maximum.count == count else {
    throw .countMismatch(what: "maxima", expected: count, found: maximum.count)
  }
  for (index, weight) in weights.enumerated() where weight < 0 {
    throw .negativeWeight(AtomIndex(index), weight: weight)
  }
  let least = minimum.isEmpty ? Array(repeating: 0, count: count) : minimum.map { max(0, $0) }
  // No party can get more than all, so larger limits say nothing and could only overflow the sum.
  let most = maximum.isEmpty ? Array(repeating: max(0, total), count: count) : maximum.map { min($0, max(0, total)) }
  let floor = least.reduce(0) { saturating($0, $1) }
  let ceiling = most.reduce(0) { saturating($0, $1) }
  guard zip(least, most).allSatisfy({ $0 <= $1 }), floor <= total, total <= ceiling else {
    throw .apportionmentImpossible(total: total, least: floor, most: ceiling)
  }
  return method == .largestRemainder
    ? sharesByRemainder(total, weights, least, most)
    : sharesByDivisor(total, weights, least, most, method)
}

private func saturating(_ a: Int, _ b: Int) -> Int {
  let sum = a.addingReportingOverflow(b)
  return sum.overflow ? .max : sum.partialValue
}

/// One post after the other, each to the party with the highest claim.
private func sharesByDivisor(
  _ total: Int, _ weights: [Int], _ least: [Int], _ most: [Int], _ method: DivisorMethod
) -> [Int] {
  var shares = least
  var remaining = total - least.reduce(0, +)
  var queue: [Claim] = []
  for party in weights.indices where shares[party] < most[party] {
    queue.append(Claim(party: party, weight: weights[party], share: shares[party], method: method))
  }
  for slot in stride(from: queue.count / 2 - 1, through: 0, by: -1) { siftDown(&queue, slot) }
  while remaining > 0, let top = queue.first {
    shares[top.party] += 1
    remaining -= 1
    if shares[top.party] < most[top.party] {
      queue[0] = Claim(party: top.party, weight: top.weight, share: shares[top.party], method: method)
    } else {
      queue[0] = queue[queue.count - 1]
      queue.removeLast()
    }
    siftDown(&queue, 0)
  }
  return shares
}

private func siftDown(_ queue: inout [Claim], _ start: Int) {
  var slot = start
  while true {
    let left = 2 * slot + 1
    guard left < queue.count else { return }
    let right = left + 1
    let child = right < queue.count && queue[right].precedes(queue[left]) ? right : left
    guard queue[child].precedes(queue[slot]) else { return }
    queue.swapAt(child, slot)
    slot = child
  }
}

/// A party's claim to its next post, `weight / divisor`, compared without rounding.
private struct Claim {
  let party, weight, share: Int
  /// The claim, squared for Huntington–Hill, as a fraction.
  private let numerator, denominator: UInt128
  private let approximate: Double

  init(party: Int, weight: Int, share: Int, method: DivisorMethod) {
    self.party = party
    self.weight = weight
    self.share = share
    let w = UInt128(weight)
    let n = UInt128(share)
    switch method {
    case .adams: (numerator, denominator) = (w, n)
    case .jefferson, .largestRemainder: (numerator, denominator) = (w, n + 1)
    case .webster: (numerator, denominator) = (2 * w, 2 * n + 1)
    case .huntingtonHill: (numerator, denominator) = (w * w, n * (n + 1))
    case .dean: (numerator, denominator) = (w * (2 * n + 1), 2 * n * (n + 1))
    }
    approximate = denominator == 0 ? .infinity : Double(numerator) / Double(denominator)
  }

  func precedes(_ other: Claim) -> Bool {
    if weight == 0 || other.weight == 0 {
      if (weight == 0) != (other.weight == 0) { return other.weight == 0 }
      return (share, party) < (other.share, other.party)
    }
    if denominator == 0 || other.denominator == 0 {
      // A first post that nobody is refused: heavier parties first.
      if (denominator == 0) != (other.denominator == 0) { return denominator == 0 }
      return weight != other.weight ? weight > other.weight : party < other.party
    }
    let left = numerator.multipliedReportingOverflow(by: other.denominator)
    let right = other.numerator.multipliedReportingOverflow(by: denominator)
    if left.overflow || right.overflow {
      return approximate != other.approximate ? approximate > other.approximate : party < other.party
    }
    return left.partialValue != right.partialValue ? left.partialValue > right.partialValue : party < other.party
  }
}

/// Hamilton's method. Parties whose quota breaks a limit are set to it and the rest is shared again.
private func sharesByRemainder(_ total: Int, _ weights: [Int], _ least: [Int], _ most: [Int]) -> [Int] {
  var shares = least
  var isOpen = [Bool](repeating: true, count: weights.count)
  while true {
    let open = weights.indices.filter { isOpen[$0] }
    let weight = open.reduce(UInt128(0)) { $0 + UInt128(weights[$1]) }
    let posts = UInt128(total - weights.indices.reduce(0) { $0 + (isOpen[$1] ? 0 : shares[$1]) })
    guard weight > 0 else { return filled(shares, total: total, open: open, most: most) }
    func quota(_ party: Int) -> (quotient: UInt128, remainder: UInt128) {
      (posts * UInt128(weights[party])).quotientAndRemainder(dividingBy: weight)
    }
    // As with any clamped proportion, only the side that is broken more may be fixed in one pass.
    var lack = 0
    var excess = 0
    for party in open {
      lack += max(0, least[party] - Int(quota(party).quotient) - (quota(party).remainder > 0 ? 1 : 0))
      excess += max(0, Int(quota(party).quotient) - most[party])
    }
    if lack == 0 && excess == 0 {
      let closed = weights.indices.filter { !isOpen[$0] }.sorted { (weights[$1], $0) < (weights[$0], $1) }
      return byRemainder(shares, total: total, open: open, closed: closed, least: least, most: most, quota: quota)
    }
    for party in open {
      let (quotient, remainder) = quota(party)
      if lack >= excess, Int(quotient) + (remainder > 0 ? 1 : 0) < least[party] {
        shares[party] = least[party]
        isOpen[party] = false
      } else if excess > lack, Int(quotient) > most[party] {
        shares[party] = most[party]
        isOpen[party] = false
      }
    }
  }
}

private func byRemainder(
  _ fixed: [Int], total: Int, open: [Int], closed: [Int], least: [Int], most: [Int],
  quota: (Int) -> (quotient: UInt128, remainder: UInt128)
) -> [Int] {
  var shares = fixed
  for party in open { shares[party] = min(max(Int(quota(party).quotient), least[party]), most[party]) }
  let ranked = open.sorted { a, b in
    let (first, second) = (quota(a).remainder, quota(b).remainder)
    return first != second ? first > second : a < b
  }
  var remaining = total - shares.reduce(0, +)
  // Minima met out of the rounding can leave too many posts given: the smallest remainders give back. Rounding can also
  // leave parties that were set to a limit the only ones with room.
  for parties in [ranked, closed] {
    var isMoving = true
    while remaining != 0, isMoving {
      isMoving = false
      for party in remaining < 0 ? parties.reversed() : parties where remaining != 0 {
        guard remaining < 0 ? shares[party] > least[party] : shares[party] < most[party] else { continue }
        shares[party] += remaining.signum()
        remaining -= remaining.signum()
        isMoving = true
      }
    }
  }
  return shares
}

/// Posts that nobody has a claim to, one each in turn.
private func filled(_ shares: [Int], total: Int, open: [Int], most: [Int]) -> [Int] {
  var shares = shares
  var remaining = total - shares.reduce(0, +)
  while remaining > 0 {
    let before = remaining
    for party in open where remaining > 0 && shares[party] < most[party] {
      shares[party] += 1
      remaining -= 1
    }
    if remaining == before { break }
  }
  return shares
}
