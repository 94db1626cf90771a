import Gridwright

/// The whole tutorial, run in a folder of its own.
func tour(in folder: String) throws {
  let plan = "\(folder)/plan.gpkg"
  let manifest = try makeTown(in: "\(folder)/town")
  let town = try planTown(manifest, writingTo: plan)
  for line in explainExceptions(of: town) { print(line) }
  print(try auditTown(at: plan) ? "the plan is sound" : "the plan has faults")
  for grid in try findGrids(at: GeographicCoordinate(longitude: 123, latitude: 34.32), in: town) {
    print("in \(grid.code), \(grid.households) households")
  }
  for file in try exportTown(plan, to: "\(folder)/geojson") { print("wrote \(file)") }
  try exportForWebMap(plan, to: "\(folder)/first-gcj02.geojson")
  for line in describeZones(try divideBlocks([120, 80, 90, 110, 70, 130, 60, 140, 100, 90, 110, 100])) { print(line) }
}
