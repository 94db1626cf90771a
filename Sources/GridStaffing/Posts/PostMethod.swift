import GridPartitioning

/// How a head count becomes posts.
///
/// Quota rule: a place's quota is the head count times its share of the load. Largest remainder stays within one of every
/// quota (it gives the quota rounded down or up), but a larger head count may leave somebody with less. The divisor
/// methods never do that, and may leave the quota: Webster seldom and in no fixed direction, Huntington–Hill a little in
/// favour of light places. Least and most posts of a place bound what it gets, and the rest is shared among the others;
/// a place at such a bound may be far from its quota, and then so are others. No method has both virtues (Balinski & Young
/// 1982).
public enum PostMethod: String, CaseIterable, Hashable, Sendable {
  case largestRemainder = "largest-remainder"
  case webster
  case huntingtonHill = "huntington-hill"
  /// The smallest possible greatest load per post: Adams' method, whose every next post goes where the load per post is
  /// greatest.
  case minMax = "min-max"

  var divisor: DivisorMethod {
    switch self {
    case .largestRemainder: .largestRemainder
    case .webster: .webster
    case .huntingtonHill: .huntingtonHill
    case .minMax: .adams
    }
  }
}
