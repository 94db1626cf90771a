import GridGeometry

/// Notices coordinates that cannot be degrees of longitude and latitude where the layer says they are.
struct CoordinateCheck {
  private let isGeographic: Bool

  init(referenceSystem: ReferenceSystem?) { isGeographic = referenceSystem?.isGeographic ?? false }

  /// - Complexity: O(points), nothing where the system is projected or unknown.
  func note(_ geometry: Geometry, feature: Int, in log: inout IssueLog) {
    guard isGeographic else { return }
    let box = geometry.envelope
    guard !box.isEmpty else { return }
    let isLongitude = box.minX >= -180.000001 && box.maxX <= 180.000001
    let isLatitude = box.minY >= -90.000001 && box.maxY <= 90.000001
    if isLongitude, isLatitude { return }
    if isLongitude, box.minX >= -90, box.maxX <= 90, box.minY >= -180, box.maxY <= 180 {
      log.note(
        "features whose latitude and longitude look swapped", feature: feature,
        cause: "latitude \(FieldValue.text(of: box.maxY)) is impossible; latitude and longitude look swapped",
        remedy: "Write longitude first, or name the columns.")
    } else {
      log.note(
        "features outside the range of degrees", feature: feature,
        cause:
          "coordinates up to (\(FieldValue.text(of: box.maxX)), \(FieldValue.text(of: box.maxY))) are not degrees of longitude and latitude",
        remedy:
          "Declare the layer's reference system if it is projected, for example `crs: EPSG:4546`; otherwise correct the feature."
      )
    }
  }
}
