/// Exact predicates. Sums of large eastings lose digits, and a point on a border must not fall between two grids for that.
@usableFromInline package enum Orientation {
  /// The turn from `a` over `b` to `c`: `1` to the left, `-1` to the right, `0` straight on. Exact for any coordinates
  /// whose products do not overflow.
  ///
  /// - Complexity: O(1); a few multiplications unless the three points nearly lie on a line.
  /// - SeeAlso: Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates",
  ///   Discrete & Computational Geometry 18, 1997.
  @inlinable package static func turn(_ a: Point, _ b: Point, _ c: Point) -> Int {
    let left = (a.x - c.x) * (b.y - c.y)
    let right = (a.y - c.y) * (b.x - c.x)
    let determinant = left - right
    // Shewchuk's bound on the rounding of the expression above.
    let bound = 3.3306690738754716e-16 * (left.magnitude + right.magnitude)
    if determinant > bound { return 1 }
    if determinant < -bound { return -1 }
    return exactTurn(a, b, c)
  }

  @usableFromInline package static func exactTurn(_ a: Point, _ b: Point, _ c: Point) -> Int {
    var sum = Expansion()
    sum.add(product: a.x, b.y)
    sum.add(product: -a.x, c.y)
    sum.add(product: -c.x, b.y)
    sum.add(product: -a.y, b.x)
    sum.add(product: a.y, c.x)
    sum.add(product: c.y, b.x)
    return sum.sign
  }
}

/// A number kept as a sum of doubles that do not overlap, smallest first: no digit is lost.
private struct Expansion {
  private var parts: [Double] = []

  mutating func add(product a: Double, _ b: Double) {
    let high = a * b
    add((-high).addingProduct(a, b))
    add(high)
  }

  private mutating func add(_ value: Double) {
    var carried = value
    var kept: [Double] = []
    kept.reserveCapacity(parts.count + 1)
    for part in parts {
      let sum = carried + part
      let seen = sum - carried
      let error = (carried - (sum - seen)) + (part - seen)
      if error != 0 { kept.append(error) }
      carried = sum
    }
    if carried != 0 { kept.append(carried) }
    parts = kept
  }

  var sign: Int {
    guard let last = parts.last else { return 0 }
    return last > 0 ? 1 : last < 0 ? -1 : 0
  }
}
