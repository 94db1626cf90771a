import GridCases
import GridGeometry
import GridLayers

/// The cases that a plan file has, on their way into a plan that takes its place: each in the grid that has its ground now.
struct CarriedCases {
  private var cases: [PlanCase]
  private let stories: CaseStories
  /// Tables that go along as they are.
  private let tables: [(schema: LayerSchema, description: String, unique: [[String]], rows: [[FieldValue]])]
  /// By whose clocks they go.
  let zone: String?
  /// By which rules they are judged, as YAML.
  let rules: String?
  /// Who hands what to whom.
  private(set) var handover = CaseHandover()

  /// `nil` where no plan with cases stands at the path.
  ///
  /// - Throws: ``PlanError`` where its cases cannot be read, so that they are not written over.
  init?(standingAt path: String, into plan: Plan) throws(PlanError) {
    let file = PlanFile(path: path)
    guard let layers = try? file.layerNames(), layers.contains(PlanSchema.caseLayer), try file.hasCases() else {
      return nil
    }
    cases = try file.caseRows()
    stories = try file.eventRows(of: cases)
    zone = try file.caseZone()?.identifier
    rules = try file.setting(PlanSchema.caseRules)
    tables = try Self.tables(of: file, layers)
    try move(from: path, posts: try file.responsiblePosts(), into: plan)
  }

  /// What happened to cases beside their events, and who reported them, sealed as it is.
  private static func tables(
    of file: PlanFile, _ layers: Set<String>
  ) throws(PlanError) -> [(schema: LayerSchema, description: String, unique: [[String]], rows: [[FieldValue]])] {
    let known = [
      (PlanSchema.caseMoves, PlanSchema.aboutCaseMoves, [[String]]()),
      (PlanSchema.reporters, PlanSchema.aboutReporters, [["case"]]),
      (PlanSchema.reporterReads, PlanSchema.aboutReporterReads, []),
    ]
    var tables: [(schema: LayerSchema, description: String, unique: [[String]], rows: [[FieldValue]])] = []
    for (schema, description, unique) in known where layers.contains(schema.name) {
      var rows: [[FieldValue]] = []
      try file.rows(schema.name, schema.fields.map(\.name)) { rows.append($0.values) }
      tables.append((schema, description, unique, rows))
    }
    return tables
  }

  private mutating func move(from path: String, posts: ResponsiblePosts, into plan: Plan) throws(PlanError) {
    let locator = GridLocator(plan)
    let newPosts = try ResponsiblePosts(plan)
    let way: Transformation = try asPlanErrors("reading \(path)") {
      let system = try Layers.open(LayerSource(path: path, layer: PlanSchema.caseLayer)).schema.referenceSystem
      return try Transformation(from: system ?? plan.referenceSystem, to: plan.referenceSystem)
    }
    for row in cases.indices {
      let old = cases[row]
      if let place = old.point {
        let point = (try? way.apply([place])[0]) ?? place
        cases[row].point = point
        cases[row].put(into: locator.grids(of: point), by: locator)
      }
      handover.note(old, posts, cases[row], newPosts)
    }
  }

  /// - Parameter time: What the record of the hand-over says.
  func write(to file: GeoPackageWriter, system: ReferenceSystem, at time: Instant) throws(LayerError) {
    let schema = PlanSchema.cases(system)
    try file.addLayer(
      schema, description: PlanSchema.aboutCases, style: PlanStyle.cases, unique: PlanSchema.caseKeys)
    try file.insert(into: schema.name, cases.lazy.map { ($0.point.map(Geometry.point), $0.values) })
    let story = PlanSchema.caseEvents
    try file.addLayer(story, description: PlanSchema.aboutCaseEvents, unique: PlanSchema.caseEventKeys)
    let rows = cases.indices.lazy.flatMap { position in
      stories.events(of: position).enumerated().lazy.map {
        (nil as Geometry?, $1.values(of: cases[position].id, number: $0 + 1))
      }
    }
    try file.insert(into: story.name, rows)
    let moves = handover.rows(at: time)
    var tables = tables
    if !moves.isEmpty, !tables.contains(where: { $0.schema.name == PlanSchema.caseMoves.name }) {
      tables.append((PlanSchema.caseMoves, PlanSchema.aboutCaseMoves, [], []))
    }
    for table in tables {
      let more = table.schema.name == PlanSchema.caseMoves.name ? moves : []
      try file.addLayer(table.schema, description: table.description, unique: table.unique)
      try file.insert(into: table.schema.name, (table.rows + more).lazy.map { (nil, $0) })
    }
  }
}

extension PlanCase {
  /// Puts it where its point lies.
  ///
  /// - Parameter found: The leaf grids that the point is in.
  mutating func put(into found: [GridCode], by locator: GridLocator) {
    let grids = locator.holders(among: found)
    let record = grids.count == 1 ? locator.grid(grids[0]) : nil
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
