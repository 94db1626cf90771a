import CGEOS

/// A packed tree of envelopes: which of them meet a window, which is nearest.
///
/// Not `Sendable`, like all that GEOS holds: a task makes its own.
public struct STRtree: ~Copyable {
  private let owner: STRtreeOwner
  /// How many envelopes it was made of, the empty ones included.
  public let count: Int

  /// - Parameter envelopes: Numbered by their place in the array. Empty ones are never found.
  /// - Throws: ``GeometryError/notFinite(at:)`` for an envelope that is neither empty nor finite.
  /// - Complexity: O(n log n).
  public init(_ envelopes: [Envelope]) throws(GeometryError) {
    let owner = try STRtreeOwner()
    for (index, envelope) in envelopes.enumerated() where !envelope.isEmpty {
      let box = try GEOSGeometry(envelope.diagonal, in: owner.context)
      unsafe GEOSSTRtree_insert_r(owner.context.handle, owner.tree, box.pointer, STRtreeItem.pointer(to: index))
    }
    self.owner = owner
    count = envelopes.count
  }

  /// The numbers of the envelopes that share at least a point with the window, ascending.
  ///
  /// - Complexity: O(log n + k log k) for k answers.
  public borrowing func query(_ window: Envelope) throws(GeometryError) -> [Int] {
    guard !window.isEmpty else { return [] }
    let box = try GEOSGeometry(window.diagonal, in: owner.context)
    var found: [Int] = []
    unsafe withUnsafeMutablePointer(to: &found) { list in
      unsafe GEOSSTRtree_query_r(
        owner.context.handle, owner.tree, box.pointer,
        { item, list in unsafe list?.assumingMemoryBound(to: [Int].self).pointee.append(STRtreeItem.index(of: item)) },
        list)
    }
    found.sort()
    return found
  }

  /// The number of the item nearest to a point, `nil` when there is none.
  ///
  /// - Parameter distance: From the point to an item, never less than to its envelope.
  /// - Complexity: O(log n) calls of `distance` for envelopes that seldom overlap.
  public borrowing func nearest(to point: Point, distance: (Int) -> Double) throws(GeometryError) -> Int? {
    guard point.isFinite else { throw .notFinite(at: 0) }
    let target = try GEOSGeometry(Envelope(point, point).diagonal, in: owner.context)
    return withoutActuallyEscaping(distance) { distance in
      var measure = STRtreeMeasure(distance: distance)
      let nearest = unsafe withUnsafeMutablePointer(to: &measure) { measure in
        unsafe GEOSSTRtree_nearest_generic_r(
          owner.context.handle, owner.tree, STRtreeItem.pointer(to: -2), target.pointer,
          { first, second, result, measure in
            guard let result = unsafe result, let measure = unsafe measure?.assumingMemoryBound(to: STRtreeMeasure.self)
            else { return 0 }
            let item = unsafe max(STRtreeItem.index(of: first), STRtreeItem.index(of: second))
            unsafe result.pointee = unsafe item < 0 ? 0 : measure.pointee.distance(item)
            return 1
          }, measure)
      }
      return unsafe nearest.map { unsafe STRtreeItem.index(of: $0) }
    }
  }
}

/// The tree and the context it lives in.
@safe private final class STRtreeOwner {
  let context: GEOSContext
  let tree: OpaquePointer

  init() throws(GeometryError) {
    context = try GEOSContext()
    guard let tree = unsafe GEOSSTRtree_create_r(context.handle, 10) else {
      throw context.failure(of: "GEOSSTRtree_create_r")
    }
    unsafe self.tree = unsafe tree
  }

  deinit { unsafe GEOSSTRtree_destroy_r(context.handle, tree) }
}

/// Numbers in the disguise of pointers. GEOS hands them back and never looks behind them; null is left out.
private enum STRtreeItem {
  static func pointer(to index: Int) -> UnsafeMutableRawPointer? {
    unsafe UnsafeMutableRawPointer(bitPattern: index + 1)
  }
  static func index(of item: UnsafeRawPointer?) -> Int { Int(bitPattern: item) - 1 }
}

/// What the C callback needs to measure.
private struct STRtreeMeasure {
  let distance: (Int) -> Double
}

extension Envelope {
  /// A line GEOS can take an envelope from, also where it has no width.
  fileprivate var diagonal: [Point] { [Point(minX, minY), Point(maxX, maxY)] }
}
