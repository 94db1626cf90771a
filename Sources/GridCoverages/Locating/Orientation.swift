/// On which side of a directed line a place lies, decided exactly for any doubles.
enum Orientation {
  /// Positive when `(px, py)` lies left of the way from a to b, negative right, zero exactly on the line.
  ///
  /// The quick test decides unless the place is within rounding of the line; then the determinant is summed without
  /// error. Source: Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997.
  @inline(__always)
  static func side(_ segment: Segment, _ px: Double, _ py: Double) -> Double {
    let left = (segment.ax - px) * (segment.by - py)
    let right = (segment.ay - py) * (segment.bx - px)
    let determinant = left - right
    if abs(determinant) > 3.3306690738754716e-16 * (abs(left) + abs(right)) { return determinant }
    return exactSide(segment, px, py)
  }

  /// ax·by − ax·py − px·by − ay·bx + ay·px + py·bx as an exact sum; the terms px·py cancel.
  @inline(never)
  private static func exactSide(_ s: Segment, _ px: Double, _ py: Double) -> Double {
    var sum = Expansion()
    sum.add(s.ax, times: s.by)
    sum.add(-s.ax, times: py)
    sum.add(-px, times: s.by)
    sum.add(-s.ay, times: s.bx)
    sum.add(s.ay, times: px)
    sum.add(py, times: s.bx)
    return sum.sign
  }
}

/// An exact sum of doubles, kept as non-overlapping parts in ascending magnitude.
private struct Expansion {
  private var parts: [Double] = []

  mutating func add(_ a: Double, times b: Double) {
    let product = a * b
    add((-product).addingProduct(a, b))
    add(product)
  }

  private mutating func add(_ term: Double) {
    var carry = term
    var grown: [Double] = []
    grown.reserveCapacity(parts.count + 1)
    for part in parts {
      let sum = carry + part
      let virtual = sum - carry
      let error = (carry - (sum - virtual)) + (part - virtual)
      if error != 0 { grown.append(error) }
      carry = sum
    }
    if carry != 0 { grown.append(carry) }
    parts = grown
  }

  /// The largest part outweighs all others together, so its sign is the sign of the sum.
  var sign: Double { parts.last ?? 0 }
}
