/// Operations that serve the same purpose at different places, in order of preference.
struct OperationChoice {
  private let source: String
  let operations: [PROJOperation]
  /// Tells where a point lies; nil when there is nothing to choose.
  private let toDegrees: PROJOperation?

  init(_ from: ReferenceSystem, _ source: borrowing PROJObject, _ operations: [PROJOperation]) throws(GeometryError) {
    self.source = from.definition
    self.operations = operations
    guard operations.count > 1 else {
      toDegrees = nil
      return
    }
    let base = try source.horizontal().geodetic()
    toDegrees = try PROJOperation.all(from: source.horizontal(), to: base, includingBallpark: false).first
  }

  func apply(_ points: inout [Point]) throws(GeometryError) {
    guard operations.count > 1 else {
      operations.first?.apply(&points, points.indices)
      return
    }
    var places = points
    toDegrees?.apply(&places, places.indices)
    var start = 0
    while start < points.count {
      guard let chosen = operations.firstIndex(where: { $0.covers(places[start]) }) else {
        throw .proj(
          call: "proj_create_operations",
          message: "point \(start) \(points[start]) of \(source) lies where only a null operation is known")
      }
      var end = start + 1
      while end < points.count, operations.firstIndex(where: { $0.covers(places[end]) }) == chosen { end += 1 }
      operations[chosen].apply(&points, start..<end)
      start = end
    }
  }
}
