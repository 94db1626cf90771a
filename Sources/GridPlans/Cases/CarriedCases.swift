import GridCases
import GridGeometry
import GridLayers

/// The cases that a plan file has, on their way into a plan that takes its place: each in the grid that has its ground now.
struct CarriedCases {
  private var cases: [PlanCase]
  private let events: [String: [CaseEvent]]
  /// By whose clocks they go.
  let zone: String?

  /// `nil` where no plan with cases stands at the path.
  ///
  /// - Throws: ``PlanError`` where its cases cannot be read, so that they are not written over.
  init?(standingAt path: String, into plan: Plan) throws(PlanError) {
    let file = PlanFile(path: path)
    guard let layers = try? file.layerNames(), layers.contains(PlanSchema.caseLayer), try file.hasCases() else {
      return nil
    }
    cases = try file.caseRows()
    events = try file.eventRows()
    zone = try file.caseZone()?.identifier
    try move(from: path, into: plan)
  }

  private mutating func move(from path: String, into plan: Plan) throws(PlanError) {
    let locator = GridLocator(plan)
    let way: Transformation = try asPlanErrors("reading \(path)") {
      let system = try Layers.open(LayerSource(path: path, layer: PlanSchema.caseLayer)).schema.referenceSystem
      return try Transformation(from: system ?? plan.referenceSystem, to: plan.referenceSystem)
    }
    for row in cases.indices {
      guard let old = cases[row].point else { continue }
      let point = (try? way.apply([old])[0]) ?? old
      cases[row].point = point
      cases[row].put(into: locator.grids(of: point), by: locator)
    }
  }

  func write(to file: GeoPackageWriter, system: ReferenceSystem) throws(LayerError) {
    let schema = PlanSchema.cases(system)
    try file.addLayer(schema, description: PlanSchema.aboutCases, unique: PlanSchema.caseKeys)
    try file.insert(into: schema.name, cases.lazy.map { ($0.point.map(Geometry.point), $0.values) })
    let story = PlanSchema.caseEvents
    try file.addLayer(story, description: PlanSchema.aboutCaseEvents, unique: PlanSchema.caseEventKeys)
    for record in cases {
      let rows = (events[record.id] ?? []).enumerated().map { ($1.values(of: record.id, number: $0 + 1)) }
      try file.insert(into: story.name, rows.lazy.map { (nil as Geometry?, $0) })
    }
  }
}

extension PlanCase {
  /// Puts it where its point lies.
  ///
  /// - Parameter grids: The leaf grids that the point is in.
  mutating func put(into grids: [GridCode], by locator: GridLocator) {
    let record = grids.count == 1 ? locator.path(of: grids[0]).last : nil
    grid = record?.code.text ?? ""
    community = record?.community ?? ""
    township = record?.township ?? ""
    located = point == nil ? .unlocated : grids.isEmpty ? .outside : grids.count == 1 ? .inside : .ambiguous
  }
}

extension GridLocator {
  /// The leaf grids that a point in the plan's reference system is in.
  func grids(of point: Point) -> [GridCode] {
    switch locate(point) {
    case .inside(let code): [code]
    case .ambiguous(let codes): codes
    case .outside, .invalid: []
    }
  }
}
