import CPROJ

/// A reference system or an operation owned by PROJ. Not `Sendable`, like its context.
@safe struct PROJObject: ~Copyable {
  let context: PROJContext
  let pointer: OpaquePointer

  init(adopting pointer: OpaquePointer?, from call: StaticString, in context: PROJContext) throws(GeometryError) {
    guard let pointer = unsafe pointer else { throw context.failure(of: call) }
    self.context = context
    unsafe self.pointer = unsafe pointer
  }

  deinit { unsafe proj_destroy(pointer) }

  /// Whatever PROJ makes of a text: a code, a name, WKT, a PROJ string.
  init(_ definition: String, in context: PROJContext) throws(GeometryError) {
    try unsafe self.init(adopting: proj_create(context.handle, definition), from: "proj_create", in: context)
  }

  var name: String { unsafe proj_get_name(pointer).map { unsafe String(cString: $0) } ?? "" }
  private var type: PJ_TYPE { unsafe proj_get_type(pointer) }

  /// The code it is registered under, such as `EPSG` and `4546`.
  var identifier: (authority: String, code: String)? {
    guard let authority = unsafe proj_get_id_auth_name(pointer, 0), let code = unsafe proj_get_id_code(pointer, 0)
    else {
      return nil
    }
    return unsafe (String(cString: authority), String(cString: code))
  }
}

/// Questions to a reference system.
extension PROJObject {
  var isProjected: Bool { type == PJ_TYPE_PROJECTED_CRS }
  var isGeographic: Bool { type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS }
  /// Brings parameters of its own to WGS 84.
  var isBound: Bool { type == PJ_TYPE_BOUND_CRS }

  /// The horizontal part of a compound system, the system inside a bound one, else the same again.
  func horizontal() throws(GeometryError) -> PROJObject {
    switch type {
    case PJ_TYPE_COMPOUND_CRS:
      try unsafe PROJObject(
        adopting: proj_crs_get_sub_crs(context.handle, pointer, 0), from: "proj_crs_get_sub_crs", in: context
      ).horizontal()
    case PJ_TYPE_BOUND_CRS:
      try unsafe PROJObject(
        adopting: proj_get_source_crs(context.handle, pointer), from: "proj_get_source_crs", in: context
      ).horizontal()
    default: try unsafe PROJObject(adopting: proj_clone(context.handle, pointer), from: "proj_clone", in: context)
    }
  }

  /// The system in degrees it stands on.
  func geodetic() throws(GeometryError) -> PROJObject {
    try unsafe PROJObject(
      adopting: proj_crs_get_geodetic_crs(context.handle, pointer), from: "proj_crs_get_geodetic_crs", in: context)
  }

  /// Whether both mean the same positions, whichever axis comes first.
  func means(_ other: borrowing PROJObject) -> Bool {
    unsafe proj_is_equivalent_to_with_ctx(
      context.handle, pointer, other.pointer, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) == 1
  }

  /// Metres for one unit of the first axis; for systems in degrees, radians.
  var axisUnit: Double? {
    guard
      let system = try? unsafe PROJObject(
        adopting: proj_crs_get_coordinate_system(context.handle, pointer), from: "proj_crs_get_coordinate_system",
        in: context)
    else { return nil }
    var factor = 0.0
    guard
      unsafe proj_cs_get_axis_info(context.handle, system.pointer, 0, nil, nil, nil, &factor, nil, nil, nil) == 1
    else { return nil }
    return factor
  }

  /// In the first notation that can say it: WKT 1 as GDAL writes it, else WKT 2.
  var wellKnownText: String? {
    let option = "MULTILINE=NO"
    return unsafe option.withCString { option in
      let options = unsafe [option, nil]
      for notation in [PJ_WKT1_GDAL, PJ_WKT2_2019] {
        if let text = unsafe proj_as_wkt(context.handle, pointer, notation, options) {
          return unsafe String(cString: text)
        }
      }
      return nil
    }
  }

  /// The code of the registered system it equals up to spelling, by PROJ's confidence of 90 in 100 or more. For WKT
  /// without codes, as in the `.prj` of a shapefile.
  func registeredCode(in authority: String) -> String? {
    var confidences: UnsafeMutablePointer<Int32>?
    guard let list = unsafe proj_identify(context.handle, pointer, authority, nil, &confidences) else { return nil }
    defer {
      unsafe proj_list_destroy(list)
      unsafe proj_int_list_destroy(confidences)
    }
    guard unsafe proj_list_get_count(list) > 0, let confidences = unsafe confidences, unsafe confidences[0] >= 90,
      let found = try? unsafe PROJObject(
        adopting: proj_list_get(context.handle, list, 0), from: "proj_list_get", in: context)
    else { return nil }
    return found.identifier?.code
  }
}
