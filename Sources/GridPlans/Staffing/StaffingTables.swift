import GridGeometry
import GridLayers

extension PlanSchema {
  static let workers = LayerSchema(
    name: "workers",
    fields: [
      Field("id", .text), Field("name", .text), Field("role", .text), Field("skills", .text),
      Field("capacity_grids", .integer), Field("capacity_households", .integer), Field("home_x", .real),
      Field("home_y", .real), Field("grid", .text),
    ], geometryType: "")

  static let assignments = LayerSchema(
    name: "assignments",
    fields: [
      Field("worker", .text), Field("grid", .text), Field("role", .text), Field("post", .integer),
      Field("households", .real), Field("travel_m", .real), Field("since", .text),
    ], geometryType: "")
}

extension PlanStaffing {
  /// Adds both tables to a file that is being written.
  func write(to file: GeoPackageWriter) throws(LayerError) {
    try file.addLayer(
      PlanSchema.workers, identifier: "workers", description: "Staff: who may hold posts, from where; no residents")
    try file.insert(into: "workers", workers.lazy.map { (nil as Geometry?, $0.row) })
    try file.addLayer(
      PlanSchema.assignments, identifier: "assignments",
      description: "Posts and who holds them; vacant ones without a worker")
    try file.insert(into: "assignments", assignments.lazy.map { (nil as Geometry?, $0.row) })
  }
}

extension PlanWorker {
  fileprivate var row: [FieldValue] {
    [
      .text(id), .init(name.isEmpty ? nil : name), .init(role.isEmpty ? nil : role),
      .init(skills.isEmpty ? nil : skills.joined(separator: ";")), capacityGrids.map { .integer(Int64($0)) } ?? .null,
      capacityHouseholds.map { .integer(Int64($0)) } ?? .null, home.map { .real($0.x) } ?? .null,
      home.map { .real($0.y) } ?? .null, .init(present.isEmpty ? nil : present.joined(separator: ";")),
    ]
  }
}

extension PlanAssignment {
  fileprivate var row: [FieldValue] {
    [
      .init(worker), .text(grid.text), .text(role), .integer(Int64(number)), .real(households),
      travel.map(FieldValue.real) ?? .null, .init(since),
    ]
  }
}

extension PlanFile {
  /// People and posts, where the file has them.
  func staffing(_ layers: Set<String>) throws(PlanError) -> PlanStaffing? {
    guard layers.contains("workers"), layers.contains("assignments") else { return nil }
    var workers: [PlanWorker] = []
    try rows("workers", PlanSchema.workers.fields.map(\.name)) { row throws(PlanError) in
      let home = row.real(6).flatMap { x in row.real(7).map { Point(x, $0) } }
      workers.append(
        PlanWorker(
          id: row.text(0) ?? "", name: row.text(1) ?? "", role: row.text(2) ?? "", skills: row.list(3),
          capacityGrids: try row.count(4), capacityHouseholds: try row.count(5), home: home, present: row.list(8)))
    }
    var assignments: [PlanAssignment] = []
    try rows("assignments", PlanSchema.assignments.fields.map(\.name)) { row throws(PlanError) in
      assignments.append(
        PlanAssignment(
          worker: row.text(0), grid: GridCode(row.text(1) ?? ""), role: row.text(2) ?? "",
          number: try row.count(3) ?? 1,
          households: row.real(4) ?? 0, travel: row.real(5), since: row.text(6)))
    }
    return PlanStaffing(workers: workers, assignments: assignments)
  }
}

extension PlanFile.Row {
  /// A text of parts with semicolons between them.
  fileprivate func list(_ column: Int) -> [String] {
    text(column)?.split(separator: ";").map { String($0).trimmingSpaces }.filter { !$0.isEmpty } ?? []
  }
}
