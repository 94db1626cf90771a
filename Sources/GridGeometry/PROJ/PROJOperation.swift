import CPROJ

/// One way from a reference system to another, east before north and degrees at both ends.
@safe final class PROJOperation {
  let name: String
  /// In metres; nil when PROJ does not know.
  let accuracy: Double?
  /// Ignores the datum.
  let isBallpark: Bool
  /// Where it holds, in degrees; nil for everywhere. Crosses the 180th meridian when west is greater than east.
  private let area: (west: Double, south: Double, east: Double, north: Double)?
  private let normalized: PROJObject

  private init(_ operation: borrowing PROJObject) throws(GeometryError) {
    let context = operation.context
    name = operation.name
    let metres = unsafe proj_coordoperation_get_accuracy(context.handle, operation.pointer)
    accuracy = metres >= 0 ? metres : nil
    isBallpark = unsafe proj_coordoperation_has_ballpark_transformation(context.handle, operation.pointer) == 1
    var area = (west: -1000.0, south: -1000.0, east: -1000.0, north: -1000.0)
    let isKnown = unsafe proj_get_area_of_use(
      context.handle, operation.pointer, &area.west, &area.south, &area.east, &area.north, nil)
    self.area = isKnown == 1 && area.west > -1000 ? area : nil
    normalized = try unsafe PROJObject(
      adopting: proj_normalize_for_visualization(context.handle, operation.pointer),
      from: "proj_normalize_for_visualization", in: context)
  }

  /// All ways PROJ knows that need no grid file, in PROJ's order: the same on machines with and without grids.
  static func all(
    from source: borrowing PROJObject, to target: borrowing PROJObject, includingBallpark: Bool
  ) throws(GeometryError) -> [PROJOperation] {
    let context = source.context
    guard let factory = unsafe proj_create_operation_factory_context(context.handle, nil) else {
      throw context.failure(of: "proj_create_operation_factory_context")
    }
    defer { unsafe proj_operation_factory_context_destroy(factory) }
    unsafe proj_operation_factory_context_set_spatial_criterion(
      context.handle, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
    unsafe proj_operation_factory_context_set_grid_availability_use(
      context.handle, factory, PROJ_GRID_AVAILABILITY_IGNORED)
    unsafe proj_operation_factory_context_set_allow_ballpark_transformations(
      context.handle, factory, includingBallpark ? 1 : 0)
    guard let list = unsafe proj_create_operations(context.handle, source.pointer, target.pointer, factory) else {
      throw context.failure(of: "proj_create_operations")
    }
    defer { unsafe proj_list_destroy(list) }
    var operations: [PROJOperation] = []
    for index in 0..<(unsafe proj_list_get_count(list)) {
      let operation = try unsafe PROJObject(
        adopting: proj_list_get(context.handle, list, index), from: "proj_list_get", in: context)
      guard unsafe proj_coordoperation_get_grid_used_count(context.handle, operation.pointer) == 0,
        let usable = try? PROJOperation(operation)
      else { continue }
      operations.append(usable)
    }
    return operations
  }

  /// Whether it holds at a place in degrees.
  func covers(_ place: Point) -> Bool {
    guard let area = area else { return true }
    guard area.south <= place.y, place.y <= area.north else { return false }
    return area.west <= area.east
      ? area.west <= place.x && place.x <= area.east : area.west <= place.x || place.x <= area.east
  }

  /// Transforms a stretch of points in place. What PROJ cannot transform becomes infinite.
  func apply(_ points: inout [Point], _ range: Range<Int>) {
    unsafe points.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress, !range.isEmpty else { return }
      let stride = MemoryLayout<Point>.stride
      let numbers = unsafe (base + range.lowerBound * stride).assumingMemoryBound(to: Double.self)
      _ = unsafe proj_trans_generic(
        normalized.pointer, PJ_FWD, numbers, stride, range.count, numbers + 1, stride, range.count, nil, 0, 0, nil, 0, 0
      )
    }
  }
}
