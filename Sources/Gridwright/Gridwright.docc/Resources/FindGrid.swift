import Gridwright

/// The grids a place lies in, from the first level down; none outside the county.
func findGrids(at place: GeographicCoordinate, in plan: Plan) throws -> [Grid] {
  let toPlan = try Transformation(from: .wgs84, to: plan.referenceSystem)
  let point = try toPlan.apply([Point(place.longitude, place.latitude)])[0]
  let locator = GridLocator(plan)  // keep it when there are many points
  switch locator.locate(point) {
  case .inside(let code): return locator.path(of: code)
  case .ambiguous(let codes): return codes.flatMap { locator.path(of: $0) }
  case .outside, .invalid: return []
  }
}
