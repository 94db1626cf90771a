/// A proven bound on the cost of cut borders in one part of a request, in the scaled costs of the search.
struct CutBound: Sendable {
  enum Method: Int, Comparable, Sendable {
    case exhaustive, spreading, none

    static func < (a: Method, b: Method) -> Bool { a.rawValue < b.rawValue }
  }

  var value: Double
  var method: Method

  static let none = CutBound(value: 0, method: .none)
}

extension LowerBound {
  /// The bound of a whole request from those of its parts, in the caller's costs.
  ///
  /// - Parameters:
  ///   - settled: Cost of borders that are cut in every plan, because a locked zone ends there.
  ///   - weakest: The weakest method that a part had to rely on.
  ///   - wholeCost: The cost of every border where all cost the same, so that a cut is a multiple of it.
  init?(parts value: Double, weakest: CutBound.Method, settled: Double, wholeCost: Double?) {
    if weakest == .none && settled == 0 && value == 0 { return nil }
    var total = value + settled
    var method = weakest == .exhaustive ? "exhaustive search" : "spreading inequalities, linear programme"
    if weakest == .none { method = value > 0 ? method + " on some parts" : "borders of locked zones" }
    if let wholeCost, wholeCost > 0 {
      // The slack is far above the rounding of the sums and far below a border.
      let whole = (total / wholeCost - 1e-6).rounded(.up) * wholeCost
      if whole > total && weakest != .exhaustive { method += ", rounded up to whole borders" }
      total = max(total, whole)
    }
    // That a cut costs nothing or more needs no method.
    if total <= 0 && weakest != .exhaustive { return nil }
    self.init(value: max(0, total), method: method)
  }
}
